"""Wide rules (`speaks: if_sure`): everyday words that tell what kind of event it is where it is sure that there is one.

"Shot", "hooded men", "set alight" stand in sport, films and courts as often as in news. Where no other rule alerts and
`rules.about` is sure of fresh violence, they say which kind; of several kinds the one that most words speak for, each
kind's words weighed by how much the article reads like it (`rules.kind_of`).

Where those are silent as well, witnesses are asked (`speaks: if_surest`): police, neighbours, a street, a bus. They say
where, and the article as a whole says that it is news and of what kind.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rules import about
from rules.finding import GateResult
from rules.groups import Group, Judged
from rules.kind_of import SURE, Kinds, Verdict

IN_TITLE, IN_LEAD = 2.0, 1.5  # what a word in the headline, or in the first sentences, counts against one below
LEAST_LIKELY = 0.01  # of a kind: so that one which the weighing does not know can speak where it is alone
# So sure must `about` be of news before wide rules speak, and so likely one kind; and before witnesses do, whose words
# say nothing themselves. The surer the one, the less is asked of the other. Of 5,160 articles whose writers the weights
# had not seen, the last row of HEARD lets 24 more reports speak, all as the right kind, and 6 that are none; the first
# and the last of WITNESSED 15 (11 as the right kind) and 4.
HEARD = ((0.85, 0.0), (0.7, 0.4), (0.5, 0.5))
UNASKED = 0.4  # as likely is one kind taken to be where kinds are not asked: of a text without a headline
# Less sure articles are told by their words: the odds that it is news, by how likely it is of the kind that the words
# tell, by how many of them there are (MOST_WORDS at most). Of 7,080 articles whose writers the weights had not seen
# this lets 37 more reports speak, 34 as the right kind, and 15 that are none.
ENOUGH = 0.9
LEAST_NEWS, MOST_WORDS = 0.3, 3
WITNESSED = ((0.9, 0.25), (0.8, 0.35), (0.6, 0.5))


def surely_news(
    read: about.About | None, kinds: Kinds | None, asked: Sequence[tuple[float, float]] | None = None
) -> GateResult | None:
    """The answer of `about` where it is as sure of news, and of one kind, as one of these asks (HEARD where none is
    given); None where it is not."""
    if read is None:
        return None
    likely = UNASKED if kinds is None else kinds.likely[kinds.likeliest]
    enough = any(read.likely >= sure and likely >= clear for sure, clear in asked or HEARD)
    return read.gate if enough else None


def told_by_words(read: about.About | None, kinds: Kinds | None, kind: str, words: int) -> GateResult | None:
    """The answer of `about` where so many words tell of a kind that the article reads enough like; None elsewhere."""
    if read is None or kinds is None or not may_be_news(read):
        return None
    likely = kinds.likely.get(kind, 0.0)
    if read.odds * likely * min(words, MOST_WORDS) < ENOUGH:
        return None
    why = f"it reads like news by {read.likely:.0%}, and like {kind}, which its words tell, by {likely:.0%}"
    return GateResult("about", True, why)


def may_be_news(read: about.About | None, least: float = LEAST_NEWS) -> bool:
    """Whether it is worth asking of which kind it is."""
    return read is not None and read.likely >= least


def kind_told(read: about.About | None, kinds: Kinds, stood_for: Collection[str]) -> Verdict | None:
    """As what witnesses are told: the likeliest kind that a rule stands for, and why; None where it is unlikely."""
    kind = max(kinds.likely.keys() & stood_for, key=lambda one: kinds.likely[one], default="")
    likely = kinds.likely.get(kind, 0.0)
    asked = any(read is not None and read.likely >= sure and likely >= clear for sure, clear in WITNESSED)
    if not asked or likely < SURE.get(kind, 0.0):
        return None
    return Verdict(kind, GateResult("kind", True, f"no rule knows its words; it reads like {kind} ({likely:.0%})"))


def why_not(read: about.About | None, kinds: Kinds | None = None) -> str:
    """Why a wide rule whose words are there does not speak."""
    if surely_news(read, kinds) is not None:
        return "a wide rule: another rule speaks, or everyday words of a kind that the article reads more like"
    least = HEARD[-1][0]
    if read is not None and read.likely >= least and kinds is not None:
        most = f"{read.likely:.0%}, and {kinds.likely[kinds.likeliest]:.0%} like {kinds.likeliest}"
        return f"a wide rule: the article may be news, but not surely enough for reading like no one kind ({most})"
    asked = f"a wide rule: it speaks where no other rule does and the article is {least:.0%} likely news"
    return f"{asked}; it is {read.likely:.0%}" if read is not None else f"{asked}; that was not asked of this text"


def likeliest(groups: Sequence[Group], kinds: Kinds | None = None) -> Group | None:
    """Of the groups of the kind that most words speak for, the one whose place is surest.

    `kinds`: what the article reads like, where that was asked; a kind's words count by how likely the kind is.
    """
    loudness: dict[str, float] = {}
    for category, told in _told(groups).items():
        loudness[category] = sum(told.values())
        if kinds is not None:
            loudness[category] *= max(kinds.likely.get(category, 0.0), LEAST_LIKELY)
    if not loudness:
        return None
    best = max(loudness, key=lambda category: loudness[category])
    return next(group for group in groups if group.category == best)


def words_told(groups: Sequence[Group], category: str) -> int:
    """How many words tell of this kind."""
    return len(_told(groups).get(category, {}))


def _told(groups: Sequence[Group]) -> dict[str, dict[str, float]]:
    """Category -> word -> how loud it is where it stands first: a word said often is one word."""
    told: dict[str, dict[str, float]] = {}
    for group in groups:
        for one in group.members:
            words = told.setdefault(group.category, {})
            word = one.case.said(one.sighting.trigger).lower()
            words[word] = max(words.get(word, 0.0), _loud(one))
    return told


def _loud(one: Judged) -> float:
    line = one.sighting.line
    if line.sentence.field == "title":
        return IN_TITLE
    return IN_LEAD if line.number in one.case.story.lead else 1.0
