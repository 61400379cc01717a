"""Whether a part that an incident did not have is news to those who were warned of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.incidents.content import COPY, shared
from bot.incidents.families import ORDERS, kinship, other_words
from bot.incidents.growing import holds
from bot.incidents.incident import Incident, Part
from bot.incidents.known import MANY_DIVISIONS, Known, Spot
from bot.incidents.nearness import CITY, reach_km, toponym
from bot.incidents.report import Report
from extract.places import Place, distance_km
from extract.text import fold
from rules.rule import Severity

WARNING = "official_alert"
PEACEFUL = frozenset({"protest", "strike"})
TO_BE_OBEYED = frozenset({"shelter_in_place", "curfew"})
WHOLE = 0.8  # so much of a text shared, and nothing but the agency's credit or the headline is another


@dataclass(frozen=True, slots=True)
class Newcomer:
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
    def harm_known(self) -> bool:
        """It counts no more dead than were told of."""
        most = self.known.dead[1] if self.known.dead else 0
        return (self.new.facts.dead or 0) <= most

    @property
    def opens_with_it(self) -> bool:
        """Words of it stand in the report's title or first sentence."""
        opening = self.report.content.opening
        return not opening or any(fold(word) in opening for word in self.new.words)

    @property
    def spreads(self) -> bool:
        return self.wave or self.known.wave or self.spreads_now


def why_no_news(one: Newcomer) -> str | None:
    """The first reason why it is none yet; None = people are to hear of it."""
    return next((why for why, holds_here in _NO_NEWS.items() if holds_here(one)), None)


def _same_as(new: Part, report: Report) -> Iterable[Part]:
    return (part for part in report.parts if (part.category, part.place) == (new.category, new.place))


def _in_reach(new: Part, before: Incident) -> bool:
    """In a division where it was told of; in its country where no nearer place was. What is placed elsewhere, and does
    not say that it spread, bears the name of the place by mistake: a street, a speaker's city, a namesake."""
    nearer = [part.place for part in before.parts if part.place.kind != "country"]
    places = nearer or [part.place for part in before.parts]
    return any(
        place.country == new.place.country
        and ("country" in (place.kind, new.place.kind) or place.admin1 == new.place.admin1)
        for place in places
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


def named_before(new: Part, before: Incident, known: Known, report: Report) -> bool:
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


def _copied(one: Newcomer) -> bool:
    """A copy has nothing that was not told, however it is understood: a town in its agency's credit, another kind of
    deed in the words it left out. One with a new lead may tell of a new place."""
    here = any(part.place.geonameid == one.new.place.geonameid for part in one.before.parts)
    return one.alike >= (COPY if here else WHOLE)


def _told_more_exactly(one: Newcomer) -> bool:
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


def _in_passing(one: Newcomer) -> bool:
    return not (one.wave or one.about_it or _orders(one.new, one.before))


def _aftermath(one: Newcomer) -> bool:
    """What comes of it (a toll that climbs, arrests) is told by somebody somewhere: a town where it counts nobody hurt
    is mostly theirs."""
    harmed = bool(one.new.facts.dead or one.new.facts.hurt)
    return one.report.content.looks_back and not (one.spreads_now or harmed or one.new.category in ORDERS)


def _slighter(one: Newcomer) -> bool:
    """What is slighter than the event itself (a march beside a bombing) is told with the next update. A march is not
    made grave by the dead whom it mourns."""
    if one.new.category in PEACEFUL and one.harm_known and one.before.severity >= Severity.SERIOUS:
        return True
    return one.new.severity < min(one.before.severity, Severity.SERIOUS)


def _same_harm(one: Newcomer) -> bool:
    """It counts the dead that were told before, there or somewhere around: the deed in other words (hostages in a
    riot), unless it is an order."""
    here = any(
        spot.geonameid == one.new.place.geonameid or spot.holds(one.new.place) or spot.lies_in(one.new.place)
        for spot in one.known.spots
    )
    around = one.new.place.kind == "country"
    return (here or around) and bool(one.new.facts.dead) and one.harm_known and one.new.category not in ORDERS


def _hearsay(one: Newcomer) -> bool:
    """An order that a paper comes to speak of further down is told with the next update. That an authority warns is its
    own to say first, and so is to stay inside where it has warned."""
    if one.report.source.official or one.new.category not in ORDERS:
        return False
    warned = one.before.official and any(part.category == WARNING for part in one.before.parts)
    relayed = one.new.category == WARNING or (warned and one.new.category == "shelter_in_place")
    return relayed or not one.opens_with_it


def _late(one: Newcomer) -> bool:
    """It was published before anything that was told, and comes after it."""
    return one.report.told < one.known.told[0]


# Why a part that the incident did not have is no news yet, the first that holds.
_NO_NEWS: dict[str, Callable[[Newcomer], bool]] = {
    "its text was told": _copied,
    "it is older than what was told": _late,
    "a place in it was told of, and of the deed": _told_more_exactly,
    "its division was told of, and of the deed": lambda one: _told_of(one.new, one.known),
    "its city or its suburb was told of": lambda one: _put_otherwise(one.new, one.before, one.known),
    "its place was named before": lambda one: named_before(one.new, one.before, one.known, one.report),
    "the deed behind the orders was spoken of": lambda one: _spoken_of(one.new, one.before, one.known),
    "elsewhere, and nothing says that it spread": lambda one: not (one.spreads or _in_reach(one.new, one.before)),
    "what came of it": _aftermath,
    "its dead were told of": _same_harm,
    "an order that its paper mentions further down": _hearsay,
    "only mentioned": _in_passing,
    "slighter than the event": _slighter,
}
