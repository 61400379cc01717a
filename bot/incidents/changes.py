"""What a report changed in an incident, and whether people are to hear of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from bot.incidents.content import COPY, shared
from bot.incidents.deaths import answered, tells_deaths
from bot.incidents.families import ORDERS, kinship, other_words
from bot.incidents.growing import Grown, holds
from bot.incidents.incident import Incident, Part
from bot.incidents.known import MANY_DIVISIONS, Known, Spot
from bot.incidents.nearness import CITY, reach_km, toponym
from bot.incidents.phrases import OPEN_AGAIN
from bot.incidents.report import Report
from bot.incidents.voices import house
from extract.places import Place, distance_km
from extract.text import fold
from rules.rule import Severity

ChangeKind = Literal[
    "severity", "part", "place", "official", "dead", "toll", "actions", "over", "all_clear", "denied", "retracted"
]
TENFOLD = 10
TWICE = 2
NEW_THERE: frozenset[ChangeKind] = frozenset({"part", "place"})
ALL_CLEAR = "all_clear"
TO_BE_OBEYED = frozenset({"shelter_in_place", "curfew"})
LASTS = frozenset({"coup", "armed_clash", "armed_attack", "shelling", "terrorism"})
WHOLE = 0.8  # so much of a text shared, and nothing but the agency's credit or the headline is another


@dataclass(frozen=True, slots=True)
class Change:
    """Worth an update. `part` is the part it is about, None = the whole incident; counts where they changed."""

    kind: ChangeKind
    part: Part | None = None
    before: int | None = None
    now: int | None = None
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class _Newcomer:
    """A part that the incident did not have, with all that says whether it is news."""

    new: Part
    before: Incident
    known: Known
    report: Report

    @property
    def about_it(self) -> bool:
        """The report is about it, it does not only come up in passing."""
        return self.report.main in (self.new, *_same_as(self.new, self.report))

    @property
    def alike(self) -> float:
        """How much of its text was told before."""
        return max((shared(self.report.content.prints, text) for _, text in self.known.texts), default=0.0)

    @property
    def wave(self) -> bool:
        """The report tells of many divisions at once."""
        return len({part.place.admin1 for part in self.report.parts if part.place.admin1}) >= MANY_DIVISIONS

    @property
    def spreads_now(self) -> bool:
        """The report says that it did, or that this is another."""
        return self.report.content.spreads or bool(self.report.content.apart)

    @property
    def spreads(self) -> bool:
        return self.wave or self.known.wave or self.spreads_now


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
            newcomer = _Newcomer(new, before, known, report)
            if not any(no_news(newcomer) for no_news in _NO_NEWS.values()):
                found.append(Change(_kind_of_news(new, before), new))
            if newcomer.about_it:
                found += _of_toll(new, known, report)
        else:
            found += _of_part(old, new, before, known, report)
    if report.stance == "mentions":
        found += _of_unheard(before, known, report)
    if grown.incident.official and not before.official:
        official = next(source for source in grown.incident.sources if source.official)
        found.append(Change("official", publisher=official.publisher))
    # One thing told of several parts of one place is said once.
    return tuple({(one.kind, one.part and one.part.place, one.now): one for one in found}.values())


def told_of(incident: Incident, found: Iterable[Change], revision: int) -> Incident:
    """As of a revision: the parts that it tells of for the first time are marked with it."""
    fresh = {(one.part.category, one.part.place) for one in found if one.part is not None and one.kind in NEW_THERE}
    parts = tuple(
        replace(part, since=revision) if (part.category, part.place) in fresh else part for part in incident.parts
    )
    return replace(incident, parts=parts, revision=revision)


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


def _same_as(new: Part, report: Report) -> Iterable[Part]:
    return (part for part in report.parts if (part.category, part.place) == (new.category, new.place))


def _in_reach(new: Part, before: Incident) -> bool:
    """In a division where it was told of. What is placed elsewhere, and does not say that it spread, bears the name of
    the place by mistake: a street, a speaker's city, a namesake."""
    return any(
        part.place.country == new.place.country
        and ("country" in (part.place.kind, new.place.kind) or part.place.admin1 == new.place.admin1)
        for part in before.parts
    )


def _of_end(old: Part | None, new: Part, before: Incident, known: Known, report: Report) -> Iterable[Change]:
    """A paper's first word that it is over, there where it was told of. An authority's is an all-clear, decided apart;
    an order lifted elsewhere is no news of danger, and neither is that things are as before where it had ended by
    itself."""
    standing = (part for part in before.parts if part.category != ALL_CLEAR)
    here = any(
        part.place.geonameid == new.place.geonameid or holds(part.place, new.place) or holds(new.place, part.place)
        for part in standing
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


def _ended_by_itself(known: Known, report: Report) -> bool:
    return report.told - known.told[1] > timedelta(hours=known.quiet_hours)


def _only_open_again(new: Part, before: Incident) -> bool:
    """A road or an airport that opens again ends a blockade or a bomb alarm, and neither a coup nor a war."""
    return (
        bool(new.words) and all(OPEN_AGAIN.search(fold(word)) for word in new.words) and before.head.category in LASTS
    )


def _orders(new: Part, before: Incident) -> bool:
    """An order for those who are there is something to do, also where the report only mentions it."""
    return new.category in TO_BE_OBEYED and any(
        part.place.geonameid == new.place.geonameid or holds(part.place, new.place) for part in before.parts
    )


def _told_of(new: Part, known: Known) -> bool:
    """Its division was told of before, and of the deed: a town of it is the same news put more exactly."""
    return any(spot.kind != "country" and spot.holds(new.place) and _same_deed(spot, new) for spot in known.spots)


def _kindred(spot: Spot, new: Part) -> bool:
    return kinship(spot.category, new.category) in ("same", "related")


def _same_deed(spot: Spot, new: Part) -> bool:
    """Put in other words, or a kindred kind; but what hurt people is a deed of its own beside, say, a blockade."""
    harmed = bool(new.facts.dead or new.facts.hurt)
    return other_words(spot.category, new.category) or (_kindred(spot, new) and not harmed)


def _put_otherwise(new: Part, before: Incident, known: Known) -> bool:
    """The city that a suburb belongs to, or a suburb of the city: the same news, unless it is another deed that hurt
    people there."""
    if _spread_over(before, known):
        return False
    return any(_same_deed(spot, new) and _of_one_city(spot, new.place) for spot in known.spots)


def _spread_over(before: Incident, known: Known) -> bool:
    """Much of a country is concerned, or people were ordered inside: then what happens in each town is news there."""
    return known.wave or _ordered_inside(before)


def _ordered_inside(before: Incident) -> bool:
    return any(part.category in ORDERS for part in before.parts)


def _of_one_city(spot: Spot, place: Place) -> bool:
    """A city and what lies within its reach."""
    if not {spot.kind, place.kind} <= {"city", "admin2"} or max(spot.population, place.population) < CITY:
        return False
    return distance_km(spot.lat, spot.lon, place.lat, place.lon) <= max(reach_km(spot), reach_km(place))


def _named_before(new: Part, before: Incident, known: Known, report: Report) -> bool:
    """A report named the place before, as one of those that were hit, as where the road leads or who spoke: news of
    it is only that it spread there, and that is what the report is about then."""
    beside = any(_kindred(spot, new) for spot in known.spots)
    harmed = bool(new.facts.dead or new.facts.hurt) or new.severity > Severity.SERIOUS
    if (
        _ordered_inside(before)
        or (harmed and known.wave)
        or not beside
        or new.category in ORDERS
        or toponym(new.place) not in known.toponyms | known.names.keys()
    ):
        return False
    return not (report.content.spreads and report.main in (new, *_same_as(new, report)))


def _spoken_of(new: Part, before: Incident, known: Known) -> bool:
    """There were orders alone and now comes the deed behind them, of which their report spoke too."""
    if new.category in ORDERS or any(part.category not in ORDERS for part in before.parts):
        return False
    here = any(
        spot.geonameid == new.place.geonameid or spot.holds(new.place) or spot.lies_in(new.place)
        for spot in known.spots
    )
    return here and new.severity <= before.severity and any(other_words(deed, new.category) for deed in known.deeds)


def _kind_of_news(new: Part, before: Incident) -> ChangeKind:
    """A place where a kindred deed was told of elsewhere; one more part where the place was told of already."""
    here = any(part.place.geonameid == new.place.geonameid for part in before.parts)
    kindred = any(kinship(part.category, new.category) in ("same", "related") for part in before.parts)
    return "place" if kindred and not here else "part"


def _copied(one: _Newcomer) -> bool:
    """A copy has nothing that was not told, however it is understood: a town in its agency's credit, another kind of
    deed in the words it left out. One with a new lead may tell of a new place."""
    here = any(part.place.geonameid == one.new.place.geonameid for part in one.before.parts)
    return one.alike >= (COPY if here else WHOLE)


def _told_more_exactly(one: _Newcomer) -> bool:
    """Where in it, and of the deed: "somewhere in Bangladesh" says less. That it spread over all of it says more, and
    so does an order for all of it."""
    if one.new.category in ORDERS or one.report.content.spreads:
        return False
    place = one.new.place
    return any(
        (spot.lies_in(place) or (place.kind == "country" != spot.kind and spot.country == place.country))
        and _kindred(spot, one.new)
        for spot in one.known.spots
    )


def _in_passing(one: _Newcomer) -> bool:
    return not (one.wave or one.about_it or _orders(one.new, one.before))


def _aftermath(one: _Newcomer) -> bool:
    """What comes of it (a toll that climbs, arrests) is told by somebody somewhere: a town where it counts nobody hurt
    is mostly theirs."""
    harmed = bool(one.new.facts.dead or one.new.facts.hurt)
    return one.report.content.looks_back and not (one.spreads_now or harmed or one.new.category in ORDERS)


def _slighter(one: _Newcomer) -> bool:
    """What is slighter than the event itself (a march beside a bombing) is told with the next update."""
    return one.new.severity < min(one.before.severity, Severity.SERIOUS)


# Why a part that the incident did not have is no news yet, the first that holds.
_NO_NEWS: dict[str, Callable[[_Newcomer], bool]] = {
    "its text was told": _copied,
    "a place in it was told of, and of the deed": _told_more_exactly,
    "its division was told of, and of the deed": lambda one: _told_of(one.new, one.known),
    "its city or its suburb was told of": lambda one: _put_otherwise(one.new, one.before, one.known),
    "its place was named before": lambda one: _named_before(one.new, one.before, one.known, one.report),
    "the deed behind the orders was spoken of": lambda one: _spoken_of(one.new, one.before, one.known),
    "elsewhere, and nothing says that it spread": lambda one: not (one.spreads or _in_reach(one.new, one.before)),
    "what came of it": _aftermath,
    "only mentioned": _in_passing,
    "slighter than the event": _slighter,
}


def _of_part(old: Part, new: Part, before: Incident, known: Known, report: Report) -> Iterable[Change]:
    turned = new.category != old.category and _turned(old, known, report)
    if new.severity > old.severity and (_more(new, known) or turned):
        yield Change("severity", new, int(old.severity), int(new.severity))
    named = _named_before(new, before, known, report)
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
    deaths, injured = new.facts.dead or headline or 0, new.facts.hurt or 0
    if (deaths or (content.tells_of_deaths and own)) and not known.fatal:
        yield Change("dead", new, 0, headline or deaths or None)
    elif dead and min(deaths, headline or deaths) >= TENFOLD * dead and (headline or dead not in content.numbers):
        yield Change("toll", new, dead, deaths)
    if hurt and injured >= TENFOLD * hurt and hurt not in content.numbers:
        yield Change("toll", new, hurt, injured)


def _of_unheard(before: Incident, known: Known, report: Report) -> Iterable[Change]:
    """First deaths in what no rule hears, for those whom its place concerns; for all where that is not among those
    that were told of."""
    if tells_deaths(report) and not known.fatal:
        content, place = report.content, report.main.place
        here = (part for part in before.parts if part.place.geonameid == place.geonameid or holds(part.place, place))
        yield Change("dead", next(here, None), 0, content.deaths or content.deaths_first)


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
