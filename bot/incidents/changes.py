"""What a report changed in an incident, and whether people are to hear of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from bot.incidents.deaths import answered, tells_deaths
from bot.incidents.families import kinship
from bot.incidents.growing import Grown, holds, part_meant
from bot.incidents.incident import Incident, Part, ordered
from bot.incidents.known import Known
from bot.incidents.newcomer import Newcomer, named_before, why_no_news
from bot.incidents.phrases import COUNTED, EVERY, FREED, OPEN_AGAIN
from bot.incidents.report import Report
from bot.incidents.voices import house
from extract.text import fold
from rules.finding import Facts
from rules.rule import Severity

ChangeKind = Literal[
    "severity", "part", "place", "official", "dead", "toll", "actions", "over", "all_clear", "denied", "retracted"
]
TENFOLD = 10
TWICE = 2
NEW_THERE: frozenset[ChangeKind] = frozenset({"part", "place"})
ALL_CLEAR = "all_clear"
TAKEN = "kidnapping"
LASTS = frozenset({"coup", "armed_clash", "armed_attack", "shelling", "terrorism"})


@dataclass(frozen=True, slots=True)
class Change:
    """Worth an update. `part` is the part it is about, None = the whole incident; counts where they changed."""

    kind: ChangeKind
    part: Part | None = None
    before: int | None = None
    now: int | None = None
    publisher: str = ""


def changes(before: Incident, known: Known, grown: Grown, report: Report) -> tuple[Change, ...]:
    """What is new after a report; empty = nothing that anybody needs to be told.

    `known` is what was known before. A paper that tells late what others told, in other words or of
    a place it only mentions, changes nothing.
    """
    found: list[Change] = []
    for old, new in grown.pairs:
        if new.category == ALL_CLEAR:
            found += _of_end(old, new, before, known, report)
        elif old is None:
            newcomer = Newcomer(new, before, known, report)
            if why_no_news(newcomer) is None:
                found.append(Change(_kind_of_news(new, before), new))
            if newcomer.about_it:
                found += _of_toll(new, known, report)
        else:
            found += _of_part(old, new, before, known, report)
    if report.stance == "tells":
        found += _of_freed(before, report)
    if report.stance == "mentions":
        found += _of_unheard(before, known, report)
    if grown.incident.official and not before.official:
        official = next(source for source in grown.incident.sources if source.official)
        found.append(Change("official", publisher=official.publisher))
    # One thing told of several parts of one place is said once.
    return tuple({(one.kind, one.part and one.part.place, one.now): one for one in found}.values())


def told_of(incident: Incident, found: Iterable[Change], revision: int) -> Incident:
    """As of a revision: the parts that it tells of for the first time are marked with it, and an end is one of them."""
    found = tuple(found)
    fresh = {(one.part.category, one.part.place) for one in found if one.part is not None and one.kind in NEW_THERE}
    parts = tuple(
        replace(part, since=revision) if (part.category, part.place) in fresh else part for part in incident.parts
    )
    ends = [one.part for one in found if one.kind == "over" and one.part is not None and one.part not in incident.parts]
    return replace(incident, parts=ordered((*parts, *ends)), revision=revision)


def new_since(incident: Incident, revision: int) -> tuple[Change, ...]:
    """The parts that were told of as new by that revision or later ones, up to the one before the last."""
    return tuple(
        Change(_new_kind(part, incident.parts), part)
        for part in incident.parts
        if revision <= part.since < incident.revision and part.since > 1
    )


def _new_kind(new: Part, parts: Iterable[Part]) -> ChangeKind:
    """What is kindred to something told before is told as one more place of it."""
    before = (part for part in parts if part.since < new.since)
    return "place" if any(kinship(part.category, new.category) in ("same", "related") for part in before) else "part"


def _of_end(old: Part | None, new: Part, before: Incident, known: Known, report: Report) -> Iterable[Change]:
    """A paper's first word that it is over, there where it was told of. An authority's is an all-clear, decided apart;
    an order lifted elsewhere is no news of danger, and neither is that things are as before where it had ended by
    itself."""
    standing = (part for part in before.parts if part.category != ALL_CLEAR)
    here = any(
        part.place.geonameid == new.place.geonameid or holds(part.place, new.place) or holds(new.place, part.place)
        for part in standing
    )
    # A strike or roadblocks that end all over the country end there too, and who was taken is freed in the next town.
    here = (
        here
        or (known.wave and report.content.countrywide)
        or (before.head.category == TAKEN and _in_state(before, new))
    )
    first = old is None and all(part.category != ALL_CLEAR for part in before.parts)
    if (
        first
        and here
        and not report.content.partly
        and not (report.content.looks_back and _ended_by_itself(known, report))
        and not _only_open_again(new, before)
        and all(part.category == ALL_CLEAR for part in report.parts)
        and before.state == "open"
    ):
        yield Change("over", new, publisher=report.source.publisher)


def _in_state(before: Incident, new: Part) -> bool:
    return any(part.place.admin1 == new.place.admin1 is not None for part in before.parts)


def _of_freed(before: Incident, report: Report) -> Iterable[Change]:
    """A headline that says that those who were taken are free, and not only some of them."""
    title = fold(report.source.title)
    some = COUNTED.search(title) and not EVERY.search(title) and not _as_many(before, report)
    if (
        before.head.category == TAKEN
        and before.state == "open"
        and all(part.category == TAKEN for part in report.parts)
        and all(part.category != ALL_CLEAR for part in before.parts)
        and FREED.search(title)
        and not (report.content.partly or some)
    ):
        freed = replace(before.head, category=ALL_CLEAR, severity=Severity.NOTICE, facts=Facts(), words=())
        yield Change("over", freed, publisher=report.source.publisher)


def _as_many(before: Incident, report: Report) -> bool:
    """It counts as many as were taken, and not fewer."""
    taken = before.head.facts.kidnapped
    return taken is not None and taken in report.content.numbers and min(report.content.numbers) >= taken


def _ended_by_itself(known: Known, report: Report) -> bool:
    return report.told - known.told[1] > timedelta(hours=known.quiet_hours)


def _only_open_again(new: Part, before: Incident) -> bool:
    """A road or an airport that opens again ends a blockade or a bomb alarm, and neither a coup nor a war."""
    return (
        bool(new.words) and all(OPEN_AGAIN.search(fold(word)) for word in new.words) and before.head.category in LASTS
    )


def _kind_of_news(new: Part, before: Incident) -> ChangeKind:
    """A place where a kindred deed was told of elsewhere; one more part where the place was told of already."""
    here = any(part.place.geonameid == new.place.geonameid for part in before.parts)
    kindred = any(kinship(part.category, new.category) in ("same", "related") for part in before.parts)
    return "place" if kindred and not here else "part"


def _of_part(old: Part, new: Part, before: Incident, known: Known, report: Report) -> Iterable[Change]:
    turned = new.category != old.category and _turned(old, known, report)
    if new.severity > old.severity and (_more(new, known) or turned):
        yield Change("severity", new, int(old.severity), int(new.severity))
    named = named_before(new, before, known, report)
    if old.place.kind == "country" != new.place.kind and not named and not _placed_there(new, known):
        yield Change("place", new)
    yield from _of_toll(new, known, report)
    if new.actions != old.actions:
        yield Change("actions", new)


def _of_toll(new: Part, known: Known, report: Report) -> Iterable[Change]:
    """First deaths, or ten times as many. A headline's count is the report's own, whatever else its text counts; a text
    that has the known toll too counts others by its greater number: who fled, who died in all those years."""
    content = report.content
    dead, hurt = known.dead[1] if known.dead else 0, known.hurt[1] if known.hurt else 0
    own = not answered(new, content)
    headline = content.deaths if own else None
    deaths, injured = headline or new.facts.dead or 0, new.facts.hurt or 0
    if (deaths or (content.tells_of_deaths and own)) and not known.fatal:
        yield Change("dead", new, 0, deaths or content.deaths_first)
    elif dead and deaths >= TENFOLD * dead and (headline or dead not in content.numbers):
        yield Change("toll", new, dead, deaths)
    if hurt and injured >= TENFOLD * hurt and hurt not in content.numbers:
        yield Change("toll", new, hurt, injured)


def _of_unheard(before: Incident, known: Known, report: Report) -> Iterable[Change]:
    """First deaths in what no rule hears, for those whom its place concerns; for all where it is not known of what."""
    if tells_deaths(report) and not known.fatal:
        dead = report.content.deaths or report.content.deaths_first
        yield Change("dead", part_meant(before.parts, report.main.place), 0, dead)


def _placed_there(new: Part, known: Known) -> bool:
    """Another part of it was told there, or somewhere in there, before."""
    return any(
        spot.kind != "country" and (spot.geonameid == new.place.geonameid or spot.lies_in(new.place))
        for spot in known.spots
    )


def _turned(old: Part, known: Known, report: Report) -> bool:
    """Another paper's graver word for what was grave already is no graver turn; that of an authority, or of who told
    it before, is."""
    own = house(report.source.publisher) in map(house, known.houses)
    return own or report.source.official or old.severity < Severity.SERIOUS


def _more(new: Part, known: Known) -> bool:
    """Whether many more came to harm: a toll that creeps over a rule's threshold is no graver turn. Where deaths were
    told of without a number, the first number is news only if high."""
    deaths, injured = new.facts.dead or 0, new.facts.hurt or 0
    if known.dead:
        return deaths > TWICE * known.dead[1]
    if known.fatal:
        return deaths >= TENFOLD
    return deaths > 0 or (known.hurt is not None and injured > TWICE * known.hurt[1])
