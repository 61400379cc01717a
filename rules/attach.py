"""Where it happened: which of an article's place names belongs to a sighting.

Weighed together: "in X" beside the words of the rule, the sentence, the sentences before it, the lead,
the country the article speaks of most, and last the dateline. In MUC-4 the most-named country is right for
88 % of relevant articles and the dateline for 81 %; the nearest name alone for fewer than either.
A speaker's town, a nationality, an organisation's name and a seat of government that speaks place nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.locate import Mention
from extract.places import Place
from rules.focus import ABBREVIATED, focus_shares
from rules.headlined import headlined, is_deed_apart
from rules.kinds import AIMED, TOLD_BY_ORDER
from rules.last_resort import last_resort
from rules.location_line import places_listed
from rules.misplaced import misplaced
from rules.only_town import only_town
from rules.rule import Cues
from rules.scan import Sighting
from rules.story import Line, Story
from rules.terms import Hit

LOOK_BACK = 3  # sentences before the sighting's own
TOGETHER = 2.4  # places of one event may differ by this score
TOGETHER_WORDS = 7  # and stand no further apart
FAR_WEIGHT = 0.08  # a word of distance
FURTHEST = 2.4  # and no more than this
IN = 3.0  # a name led in as a place
FOCUS_WEIGHT = 3.0
ACTS_WITHIN = 3  # words from a country to the verb of which it is the subject
TITLED = 2.5  # a place that the headline names too, against one that merely stands beside
ACTOR = 3.0  # a country that acts or is acted for, and is not where it happens


_SPECIFIC: Mapping[str, int] = {"city": 3, "admin2": 2, "admin1": 1, "country": 0}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a sighting. `strength`: "here" = its own sentence, "near" = sentences around, "focus", "dateline"."""

    place: Place
    score: float
    strength: str
    why: str
    start: int = 0
    loose: bool = False  # neither does it stand as the place nor amid the words of the rule
    away: bool = False  # and something comes from there or goes there


@dataclass(frozen=True, slots=True)
class Attachment:
    """The places of one sighting, best first, and what else it might have been."""

    spots: tuple[Spot, ...]
    runners_up: tuple[Place, ...] = ()


def attach(sighting: Sighting, story: Story, headline: Collection[str] = ()) -> Attachment:
    """Every place where this sighting's event happened; none when the article names no place at all.

    `headline`: the kinds of deed (categories) that the headline itself tells of.
    """
    found = _as_headlined(_attached(sighting, story), sighting, story, headline)
    spot = found.spots[0] if found.spots else None
    if spot is None or spot.place.kind != "country":
        return found
    named_there = spot.strength == "here"
    town = only_town(spot.place, sighting.rule.category, story, named_there=named_there)
    if town is None:
        return found
    nearer = replace(spot, place=town, why=f"{spot.why}; {town.name} is all that it names there")
    return Attachment((nearer, *found.spots[1:]), found.runners_up)


def _as_headlined(found: Attachment, sighting: Sighting, story: Story, headline: Collection[str]) -> Attachment:
    """At the one place that the headline names, where the text puts it elsewhere less surely."""
    if len(found.spots) != 1 or (sighting.rule.category in TOLD_BY_ORDER and places_listed(story)):
        return found
    spot = found.spots[0]
    there = spot.strength == "here" and not spot.loose
    of_another_kind = headline and sighting.rule.category not in headline
    if there and (of_another_kind or is_deed_apart(sighting.line, story)):
        return found
    firmly = there and sighting.line.number in story.lead
    titled = headlined(spot.place, story, firmly=firmly)
    if titled is None or titled.place is None:
        return found
    why = f"{titled.text} is the place that the headline names, and {spot.place.name} another"
    return Attachment((Spot(titled.place, 0.0, "near", why),), (spot.place, *found.runners_up))


def _attached(sighting: Sighting, story: Story) -> Attachment:
    line = sighting.line
    focus = focus_shares(story)
    here = _candidates(line, story, focus, sighting) + _filed_from(sighting, story)
    here.sort(key=lambda spot: -spot.score)
    if listed := _listed(sighting, here, story):
        return Attachment(tuple(listed), _others(listed, here))
    titled = _titled(story)
    if here and here[0].score > 0 and not (here[0].loose if titled else here[0].away):
        best = _narrowed(here[0], here)
        spots = [best, *_together(best, here, line, story)]
        return Attachment(tuple(spots), _others(spots, here))
    around = _around(sighting, story, focus) + here
    around = [replace(spot, score=spot.score + TITLED * (spot.place.geonameid in titled)) for spot in around]
    around.sort(key=lambda spot: -spot.score)
    if around:
        best = _narrowed(around[0], around)
        return Attachment((best,), _others([best], around))
    last = last_resort(sighting.rule.category, story)
    return Attachment((Spot(last.place, 0.0, last.strength, last.why),)) if last else Attachment(())


def _titled(story: Story) -> frozenset[int]:
    """GeoNames ids of the places that the headline names, countries apart."""
    return frozenset(
        one.place.geonameid
        for one in story.extraction.mentions
        if one.field == "title" and one.role == "place" and one.place is not None and one.place.kind != "country"
    )


def _listed(sighting: Sighting, here: Sequence[Spot], story: Story) -> list[Spot]:
    """The places for which a warning says it is; what its sentence puts somewhere inside them is there alone."""
    if sighting.rule.category not in TOLD_BY_ORDER:
        return []
    own = next((spot.place for spot in here if spot.score > 0), None)
    listed = [(one, one.place) for one in places_listed(story) if one.place is not None]
    if own is not None and any(contains(place, own) and place != own for _, place in listed):
        return []
    return [
        Spot(place, IN, "here", f"{one.text} is named in the line that says where", one.start) for one, place in listed
    ]


def _candidates(line: Line, story: Story, focus: Mapping[str, float], sighting: Sighting | None) -> list[Spot]:
    """The places named in one sentence, best first."""
    spots = []
    for mention in line.mentions:
        if mention.role != "place" or mention.place is None or mention.place.country is None:
            continue
        if mention.place.geonameid in misplaced(story):
            continue
        at = line.word_at(mention.start)
        lead = _lead_in(line, at, story.cues, aimed=sighting is not None and sighting.rule.category in AIMED)
        loose = lead != "in"
        score: float = {"in": IN, "away": -4.0, "": 0.2 if mention.place.kind == "country" else 0.8}[lead]
        if lead != "in" and mention.place.kind == "country":
            acts = sighting is not None and _does_it(line, at, mention, sighting.trigger)
            score -= ACTOR if acts or ABBREVIATED.fullmatch(mention.text) else 0.0
        if sighting is not None:
            trigger = sighting.trigger
            gap = max(at - trigger.last, trigger.first - at, 1) - 1
            score -= min(FURTHEST, FAR_WEIGHT * gap)
            first, last = line.clause(trigger.first)
            score += 1.2 if first <= at <= last else 0.0
            if trigger.first <= at <= trigger.last:
                score += 3.0
                loose = False
            elif sighting.rule.category == "official_alert" and at < trigger.first and _elsewhere(mention.place, focus):
                continue  # "In New Delhi the foreign ministry told Indians not to travel"
        score += FOCUS_WEIGHT * focus.get(mention.place.country, 0.0)
        said = {"in": "stands as the place in", "away": "is named in", "": "is named in"}[lead]
        where = "the same sentence" if sighting is not None else "a sentence close by"
        why = f"{mention.text} {said} {where}"
        away = loose and lead == "away"
        spots.append(Spot(mention.place, score, "here", why, mention.start, loose=loose, away=away))
    spots.sort(key=lambda spot: -spot.score)
    return spots


def _elsewhere(place: Place, focus: Mapping[str, float]) -> bool:
    """Whether the article speaks more of another country than of this place's."""
    own = focus.get(place.country or "", 0.0)
    return own < max(focus.values(), default=0.0)


def _does_it(line: Line, at: int, mention: Mention, trigger: Hit) -> bool:
    """ "Rusia lanza misiles contra Odesa", "Canada tells citizens in Haiti": it opens the clause and acts."""
    first, _ = line.clause(at)
    end = max((n for n, word in enumerate(line.words) if word.start < mention.end), default=at)
    return at == first and end < trigger.first <= end + ACTS_WITHIN and end + 1 not in line.breaks


def _filed_from(sighting: Sighting, story: Story) -> list[Spot]:
    """ "A bomb went off in this city": where the article was filed from."""
    line = sighting.line
    hit = line.first_hit(story.cues.get("filed_from"))
    place = next((m.place for m in story.extraction.mentions if m.role == "dateline" and m.place), None)
    if hit is None or place is None:
        return []
    gap = max(hit.first - sighting.trigger.last, sighting.trigger.first - hit.first, 1) - 1
    score = IN - min(FURTHEST, FAR_WEIGHT * gap)
    return [Spot(place, score, "here", f"“{line.said(hit)}” is {place.name}, where it was filed from", hit.start)]


def _lead_in(line: Line, at: int, cues: Cues, *, aimed: bool = False) -> str:
    """How the name is led in: "in" = as a place, "away" = from or towards it, "" = neither.

    `aimed`: what is fired "against Odesa" lands there.
    """
    between = cues.plain("between")
    ats, aways = cues.plain("in") | (cues.plain("target") if aimed else frozenset()), cues.plain("away")
    if _only_says_where(line, at, cues) or _is_of_a_way(line, at, cues):
        return "away"
    for number in range(at - 1, max(-1, at - 8), -1):
        word = line.words[number].folded
        if word in ats:
            return "in"
        if word in aways:
            return "away"
        if word not in between and (number + 1 in line.breaks or not _part_of_name(line, number)):
            return ""
    return ""


def _only_says_where(line: Line, at: int, cues: Cues) -> bool:
    """ "the market of this town, halfway between Chilpancingo and Acapulco": neither is the town."""
    joints = cues.plain("and")
    return any(
        hit.last < at and all(line.words[n].folded in joints or _part_of_name(line, n) for n in range(hit.last + 1, at))
        for hit in line.all_hits(cues.get("halfway"))
    )


def _is_of_a_way(line: Line, at: int, cues: Cues) -> bool:
    """ "passengers for Kombolcha", "coaches to Bobo", "the Bara and Umm Ruwaba roads": a way that leads there."""
    if at and line.words[at - 1].folded in cues.plain("bound_by") and at not in line.breaks:
        return at > 1 and line.words[at - 2].folded in cues.plain("bound")
    ways, joints = cues.plain("way_behind"), cues.plain("and")
    for number in range(at + 1, min(at + 6, len(line.words))):
        if number in line.stops:
            return False
        word = line.words[number]
        if word.folded in ways:
            return line.sentence.text[word.start - line.sentence.start].islower()
        if word.folded not in joints and not _part_of_name(line, number):
            return False
    return False


def _part_of_name(line: Line, number: int) -> bool:
    """ "in Paris, Texas": the name before belongs to the same chain."""
    word = line.words[number]
    return any(m.start <= word.start < m.end and m.role == "place" for m in line.mentions)


def _narrowed(best: Spot, spots: Sequence[Spot]) -> Spot:
    """The smallest place inside the best one that the same words name."""
    inside = [
        spot
        for spot in spots
        if contains(best.place, spot.place) and spot.place != best.place and spot.score > best.score - 3.2
    ]
    if not inside:
        return best
    smallest = max(inside, key=lambda spot: (spot.score, _SPECIFIC.get(spot.place.kind, 0)))
    return _narrowed(smallest, [spot for spot in inside if spot is not smallest])


def contains(outer: Place, inner: Place) -> bool:
    """Whether one place is the other or holds it, by GeoNames codes."""
    if outer.geonameid == inner.geonameid:
        return True
    if outer.country is None or outer.country != inner.country:
        return False
    if outer.kind == "country":
        return True
    if outer.kind == "admin1":
        return outer.admin1 == inner.admin1 and inner.kind != "country"
    if outer.kind == "admin2":
        return outer.admin2 is not None and outer.admin2 == inner.admin2
    return False


def _together(best: Spot, spots: Sequence[Spot], line: Line, story: Story) -> list[Spot]:
    """Other places of the same event: "in Baghdad and in Damascus", "between Culiacán and Mazatlán"."""
    found = [best]
    joints = story.cues.plain("and")
    for spot in sorted(spots, key=lambda one: one.start):
        if spot.score < best.score - TOGETHER or any(
            contains(one.place, spot.place) or contains(spot.place, one.place) for one in found
        ):
            continue
        for one in found:
            low, high = sorted((line.word_at(one.start), line.word_at(spot.start)))
            between = {word.folded for word in line.words[low + 1 : high]}
            if high - low <= TOGETHER_WORDS and between & joints:
                found.append(spot)
                break
    return found[1:]


def _around(sighting: Sighting, story: Story, focus: Mapping[str, float]) -> list[Spot]:
    """Places of the sentences before, of the sentence behind a title, and of the lead."""
    number = sighting.line.number
    spots: list[Spot] = []
    for line in story.lines:
        back = number - line.number
        if 0 < back <= LOOK_BACK:
            loss = 0.7 * back
        elif sighting.line.sentence.field == "title" and 0 < -back <= 2:
            loss = 0.5 * -back
        elif line.number in story.lead:
            loss = 2.2
        elif back == -1:
            loss = 2.6
        else:
            continue
        spots += [
            Spot(spot.place, spot.score - loss, "near", spot.why, spot.start)
            for spot in _candidates(line, story, focus, None)
        ]
    return [spot for spot in spots if spot.score > 0]


def _others(chosen: Sequence[Spot], spots: Iterable[Spot]) -> tuple[Place, ...]:
    ids = {spot.place.geonameid for spot in chosen}
    return tuple({spot.place.geonameid: spot.place for spot in spots if spot.place.geonameid not in ids}.values())[:4]
