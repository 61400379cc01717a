"""What an article as a whole says against a group of its sightings: it talks of violence, or tells it as background."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from rules import about, doubt, kind_of, plainest, spoken_of, wording
from rules.finding import GateResult
from rules.groups import Group, Judged
from rules.kinds import TOLD_BY_ORDER, WEIGHED
from rules.pieces import Seen, seen
from rules.signs import signs
from rules.story import Story

TOO_SHORT = 3  # sentences: what is told in so few is seldom talk, and they hold too few signs
HEADLINE = 0.5  # so much less will do for what the headline itself tells
TOLD_OF = "told of "  # begins the names of such signs
SURELY_NEWS = 0.6  # of `about`: 89 % of the reports come so far and 14 % of the others, unseen by its weights
# Of `about`: what an order, and what harm counted in the lead, needs at the least. Of 16 sets of articles none lost a
# report by it; false alarms fell on eight (ninth: en .147 -> .118, es .235 -> .176).
SPEAKS_FOR_ITSELF = (0.15, 0.25)
BEYOND_GENRE = 0.85  # of `about`: there the words of a genre are taken for the scene of what happened
# The gates that are spared then, and what they had heard.
SPARED = {"genre": "its other words are those of a genre", "hazard": "it speaks of nature too"}
BACKGROUND = GateResult(
    "background", False, "the headline and the lead tell of no violence; further down it is background"
)


def in_the_whole(
    groups: Sequence[Group], quiet: Sequence[Judged], story: Story, *, weigh: bool
) -> list[tuple[GateResult, ...]]:
    """What to add to each group's gates; `weigh` False leaves out the learned weighing."""
    if not groups:
        return []
    about_it = about_of(story) if weigh else None
    # where headline and lead surely tell of violence, only what stands further down is weighed
    sure = about_it is not None and about_it.likely >= SURELY_NEWS
    added: list[tuple[GateResult, ...]] = _weighed(groups, quiet, story, sure=sure) if weigh else [() for _ in groups]
    if about_it is not None:
        added = [
            gates if _needs_no_word_of(about_it, group, story) else (*gates, about_it.gate)
            for group, gates in zip(groups, added, strict=True)
        ]
    return added if sure else _held_to_the_headline(groups, added, story)


def _needs_no_word_of(about_it: about.About, group: Group, story: Story) -> bool:
    """An order says itself that it is news, and so does harm counted in the lead, even in a text that reads like
    little; not in one that reads like none at all: bats "execute" cattle, and an advertisement gives orders."""
    if group.category in TOLD_BY_ORDER:
        return about_it.likely >= SPEAKS_FOR_ITSELF[0]
    return about_it.likely >= SPEAKS_FOR_ITSELF[1] and _told_with_harm(group, story)


def about_of(story: Story) -> about.About | None:
    """What the article is about, read once; of an official one nobody asks."""
    if "about" not in story.memo:
        article = story.extraction.article
        clues = partial(_clues_of, story)
        read = None if article.official else about.judge(article.title, article.text, story.language, clues=clues)
        story.memo["about"] = read
    known = story.memo["about"]
    return known if isinstance(known, about.About) else None


def beyond_genre(judged: Sequence[Judged], story: Story) -> list[Judged]:
    """As they were judged, but that no list of a genre's words (candles, prices, a script) stops what the whole article
    surely tells as news, nor last year's flood the march of those who lost their roofs."""
    return [
        _spared(one, story) if any(gate.gate in SPARED and not gate.passed for gate in one.gates) else one
        for one in judged
    ]


def _spared(one: Judged, story: Story) -> Judged:
    read = about_of(story)
    if read is None or read.likely < BEYOND_GENRE:
        return one
    gates = (
        GateResult(gate.gate, True, f"{SPARED[gate.gate]}, and yet {read.gate.why}")
        if gate.gate in SPARED and not gate.passed
        else gate
        for gate in one.gates
    )
    return replace(one, gates=tuple(gates))


def kinds_of(story: Story, denied: Collection[str] = ()) -> kind_of.Kinds | None:
    """Which kinds of event it reads like, but for those `denied` in it; None of an official article, of what `about`
    does not read, and without a headline: a bare sentence has too few words against the one that a rule heard."""
    article = story.extraction.article
    if "kinds" not in story.memo:
        asked = not article.official and article.title and about.readable(article.title, article.text, story.language)
        story.memo["kinds"] = kind_of.read(article.title, article.text, _clues_of(story)) if asked else None
    read = story.memo["kinds"]
    return read.without(denied) if isinstance(read, kind_of.Kinds) else None


def _clues_of(story: Story) -> Seen:
    """Its pieces of words, seen once for all that weigh them."""
    article = story.extraction.article
    known = story.memo.get("clues")
    if not isinstance(known, Mapping):
        known = story.memo["clues"] = seen(article.title, article.text)
    return known


def _told_with_harm(group: Group, story: Story) -> bool:
    """The headline tells it, and the lead tells it again and counts dead or hurt: that is the news itself."""
    lead = [line for line in story.lines if line.number in story.lead & group.lines]
    text = [line for line in lead if line.sentence.field == "text"]
    counted = any(line.numbers and line.first_hit(story.cues.get(name)) for line in text for name in ("dead", "hurt"))
    return counted and len(text) < len(lead)


def signs_of(group: Group, quiet: Sequence[Judged], story: Story) -> Mapping[str, float]:
    """The signs of a group, those of the article's wording among them where it has been read."""
    stopped = sum(one.case.category == group.category for one in quiet)
    country = group.spot.place.country if group.spot else None
    strength = group.spot.strength if group.spot else ""
    found = signs([one.case for one in group.members], stopped, country, strength, story)
    found[f"kind: {group.category}"] = 1.0  # some words are said of events more often than others
    plain = _plainness(story)
    if plain is not None:
        found |= plain.signs(group.lines)
    found |= _told_of(group, story)
    models = wording.shipped(story.language)
    read = _wording(story)
    return found | read.signs(group.category, models.kinds) if read and models else found


def _told_of(group: Group, story: Story) -> dict[str, float]:
    """Whom and what its own sentences speak of; nothing where the language has no lists."""
    lists = story.cues.spoken_of
    told = [line.sentence for line in story.lines if line.number in group.lines]
    return {TOLD_OF + name: share for name, share in spoken_of.shares(told, lists).items()} if lists else {}


def _weighed(
    groups: Sequence[Group], quiet: Sequence[Judged], story: Story, *, sure: bool
) -> list[tuple[GateResult, ...]]:
    # what is told in one breath with a curfew or a warning is as sure as they are
    ordered = {number for group in groups if group.category in TOLD_BY_ORDER for number in group.lines}
    asked = [
        group.category in WEIGHED and len(story.lines) > TOO_SHORT and not ordered & group.lines for group in groups
    ]
    told_first = [sure and bool(group.lines & story.lead) for group in groups]
    if not any(one and not first for one, first in zip(asked, told_first, strict=True)):
        return [() for _ in groups]
    read = _wording(story)
    weights = doubt.shipped(worded=read is not None)
    if plainest.shipped(story.language):
        sentences_of(story, [*(one for group in groups for one in group.members), *quiet])
    found = [signs_of(group, quiet, story) if one else None for group, one in zip(groups, asked, strict=True)]
    likely = [None if one is None else doubt.probability(one, weights) for one in found]
    likeliest = max((one for one in likely if one is not None), default=0.0)
    whole, enough = likeliest, weights.least
    known = doubt.shipped_whole()
    spoken: Mapping[str, float] = {}
    if read is not None:
        plain = _plainness(story)
        told_plainly = 0.0 if plain is None else plain.odds
        weighed = [group for group, one in zip(groups, found, strict=True) if one is not None]
        telling = {number for group in weighed for number in group.lines}
        spoken = _spoken(story, telling, known)
        signs = doubt.whole_signs(likeliest, read.odds, told_plainly, spoken)
        whole, enough = doubt.probability(signs, known), known.least
    headline = {line.number for line in story.lines if line.sentence.field == "title"}
    added: list[tuple[GateResult, ...]] = []
    for group, one, own, first in zip(groups, found, likely, told_first, strict=True):
        if one is None or own is None or first:
            added.append(())
            continue
        # it is written to say what is new
        ease = HEADLINE if headline & group.lines else 1.0
        reports = sure or whole >= enough * ease
        passed = reports and (own >= likeliest or own >= weights.beside * ease)
        words = () if read is None else read.speaking_for if passed else read.against
        told = own if reports and own < likeliest else whole
        company = doubt.spoken_for(spoken, known, passed=passed)
        added.append((doubt.judge(one, weights, likely=told, passed=passed, words=words, spoken=company),))
    return added


def sentences_of(story: Story, judged: Iterable[Judged]) -> tuple[plainest.Clues, ...]:
    """What `rules.plainest` sees of each sentence, kept for all groups; `judged` are all sightings of the article."""
    clues = plainest.clues_of(story, judged)
    weights = plainest.shipped(story.language)
    story.memo["plainness"] = plainest.plainness(clues, weights) if weights else None
    return clues


def _plainness(story: Story) -> plainest.Plainness | None:
    known = story.memo.get("plainness")
    return known if isinstance(known, plainest.Plainness) else None


def _spoken(story: Story, told: Collection[int], weights: doubt.Whole) -> Mapping[str, float]:
    """`told`: the lines that tell what was found. As usual where the language has no lists."""
    lists = story.cues.spoken_of
    if not lists:
        return weights.usual
    telling = [line.sentence for line in story.lines if line.number in told]
    return spoken_of.company(story.extraction.sentences, telling, lists)


def _wording(story: Story) -> wording.Reading | None:
    """Read once for all groups."""
    if "wording" not in story.memo:
        models = wording.shipped(story.language)
        story.memo["wording"] = wording.read_wording(story.extraction, models) if models else None
    known = story.memo["wording"]
    return known if isinstance(known, wording.Reading) else None


def _held_to_the_headline(
    groups: Sequence[Group], added: Sequence[tuple[GateResult, ...]], story: Story
) -> list[tuple[GateResult, ...]]:
    """A headline and a lead say what is news: what stands behind them alone, with no fresh day, is background.

    Only where there is a headline: a bare text may begin anywhere.
    """
    alerting = [all(gate.passed for gate in gates) for gates in added]
    titled = any(line.sentence.field == "title" for line in story.lines)
    if not titled or any(alerts and group.lines & story.lead for group, alerts in zip(groups, alerting, strict=True)):
        return list(added)
    held = []
    for group, gates, alerts in zip(groups, added, alerting, strict=True):
        new = any(one.case.told_as_new or one.case.sentence_is_new for one in group.members)
        held.append((*gates, BACKGROUND) if alerts and group.category not in TOLD_BY_ORDER and not new else gates)
    return held
