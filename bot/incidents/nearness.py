"""How the place of a report lies to those of an incident."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Literal

from bot.incidents.content import meant_as
from bot.incidents.reason import Why, said
from extract.places import Place, distance_km
from extract.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.incidents.content import Content
    from bot.incidents.known import Known, Spot
    from bot.incidents.report import Report

NEAR_KM = 15.0
METROPOLIS_KM = 30.0
METROPOLIS = 1_500_000  # people
NEIGHBOUR_KM = 45.0
CITY = 100_000  # people
APART = 4  # the rank from which on a name that both give says more


folded = lru_cache(maxsize=8192)(fold)  # the same names of places again and again


def relation(place: Place, spot: Spot) -> tuple[int, str, Why]:
    """(rank, name, reason): how a place lies to a part of the incident."""
    if place.geonameid == spot.geonameid:
        if place.kind == "country":
            return 3, "same_country", lambda: said("same_country")
        if place.kind == "admin1":
            return 2, "same_division", lambda: said("same_division", place=spot.name)
        return 0, "same", lambda: said("same_place", place=spot.name)
    if place.country is None:
        return 9, "nowhere", lambda: said("nowhere")
    if spot.country not in (None, place.country) and not _at_one_border(place, spot):
        return 10, "other_country", lambda: said("other_country")
    if {"country", "region"} & {place.kind, spot.kind}:
        return 5, "country", lambda: said("country_only")
    if "admin1" in (place.kind, spot.kind):
        if place.admin1 == spot.admin1 and place.admin1 is not None:
            return 3, "within", lambda: said("within")
        if _namesakes(place.name, spot.name):
            return 5, "namesake", lambda: said("namesake", place=place.name, other=spot.name)
        return 7, "other_division", lambda: said("outside", place=spot.name)
    km = distance_km(place.lat, place.lon, spot.lat, spot.lon)
    away = partial(said, "away", km=round(km), place=spot.name)
    if km <= reach_km(place):
        # Two names neither of which is the city's: two of its quarters, or villages around it.
        return 1, "quarter" if max(place.population, spot.population) < CITY else "near", away
    if "admin2" in (place.kind, spot.kind) and place.admin2 == spot.admin2 and place.admin2 is not None:
        return 2, "within", lambda: said("within")
    if km <= NEIGHBOUR_KM:
        return 4, "neighbour", away
    if _namesakes(place.name, spot.name):
        return 5, "namesake", lambda: said("namesake", place=place.name, other=spot.name)
    if place.admin1 == spot.admin1 and place.admin1 is not None:
        return 6, "other_town", away
    return 8, "other_division", away


def reach_km(place: Place | Spot) -> float:
    """How far apart two names may lie and mean one place: a metropolis is wide, and papers name it or its suburb."""
    return METROPOLIS_KM if place.population >= METROPOLIS else NEAR_KM


def _at_one_border(place: Place, spot: Spot) -> bool:
    points = {"city", "admin2"} >= {place.kind, spot.kind}
    return points and distance_km(place.lat, place.lon, spot.lat, spot.lon) <= NEIGHBOUR_KM


def named(report: Report, known: Known, *, near: bool = False) -> tuple[str, Why] | None:
    """(name, reason): how the places are tied by a name that both give, where they lie apart on the map.

    "named": the report has the place of its event from a dateline or from nothing, or wrong, and still names the right
    one; or its place was named with the incident. "beside": it is of a place of its own and speaks of the other too;
    "abroad": the same, or its place was named with the incident, in two countries. "mistaken": that too, where whoever
    names the other's place does not mean that one: a quarter was taken for the town of its name in another country.
    "astray": they share no place that is known, only a name (not asked of places `near` to one another). "tied": the
    same of a report that says nowhere where it was.
    """
    place = report.main.place
    tie = tied(report, known.spots)
    names = {toponym(place), folded(place.name)}  # "Bali" may be a state to one paper and a town to the other
    if place.kind != "country" and names & known.toponyms:
        # Abroad it may be a capital that spoke of the incident, and no more.
        at_home = tie is not None or any(one.country in (None, place.country) for one in known.spots)
        how = "named" if at_home else _meant(known.meant, place) if not near else "abroad"
        return how, lambda: said("named", place=place.name)
    if near and tie:
        return ("abroad" if tie[0] == "mistaken" else tie[0]), tie[1]
    if tie or near:
        return tie
    return _strayed(report, known) if place.country else _bound(report, known)


def tied(report: Report, spots: Iterable[Spot]) -> tuple[str, Why] | None:
    """The same, by a place of the incident that the report names. Of one that says nowhere where it was, its
    publisher's name may: "Winnipeg Police Service"."""
    place, content = report.main.place, report.content
    if place.country is None:
        own = names_in(report.source.publisher)
        spot = next((one for one in spots if one.kind != "country" and _says_or_is(content, own, one)), None)
        return None if spot is None else ("named", partial(said, "named", place=spot.name))
    spot = next((one for one in spots if one.kind != "country" and _says(content, toponym(one))), None)
    if spot is None:
        return None
    why = partial(said, "named", place=spot.name)
    if place.kind == "country" or toponym(place) not in content.toponyms:
        return "named", why
    return ("beside" if spot.country in (None, place.country) else _meant(content.meant, spot)), why


def _meant(meant: frozenset[str], place: Place | Spot) -> Literal["abroad", "mistaken"]:
    """Whether who names a place in another country means that one: `Content.meant` or `Known.meant`."""
    return "abroad" if not meant or meant_as(folded(place.name), place.country) in meant else "mistaken"


def _says(content: Content, name: str) -> bool:
    return name in content.toponyms or name in content.names


def _says_or_is(content: Content, own: frozenset[str], spot: Spot) -> bool:
    return _says(content, toponym(spot)) or folded(spot.name) in own


@lru_cache(maxsize=1024)
def names_in(publisher: str) -> frozenset[str]:
    """What a place may be called in a publisher's name: up to three of its words that follow each other."""
    words = re.findall(r"\w+", fold(publisher))
    return frozenset(" ".join(words[at : at + length]) for length in (1, 2, 3) for at in range(len(words) - length + 1))


def _bound(report: Report, known: Known) -> tuple[str, Why] | None:
    """Both name a street or site, or a place that no gazetteer has, and the report says nowhere else where it was."""
    content = report.content
    theirs = known.names.keys() | known.sites
    both = sorted((content.sites & theirs) | (content.names & known.sites) | (content.toponyms & known.toponyms))
    return ("tied", lambda: said("named", place=both[0].title())) if both else None


def _strayed(report: Report, known: Known) -> tuple[str, Why] | None:
    """Both name a street or village that no gazetteer has, and one of them was put where something else is called so.
    Within a country the name has to be of a site to either: whole wars share the names of those who fight."""
    names, sites = report.content.names | report.content.sites, report.content.sites
    theirs = known.names.keys() | known.sites
    abroad = all(spot.country not in (None, report.main.place.country) for spot in known.spots)
    both = sorted(names & theirs if abroad else (sites & theirs) | (names & known.sites))
    return ("astray", lambda: said("named", place=both[0].title())) if both else None


def toponym(place: Place | Spot) -> str:
    """Its name as it stands in `Content.toponyms`."""
    return f"^{folded(place.name)}" if place.kind == "admin1" else folded(place.name)


def _namesakes(one: str, other: str) -> bool:
    """ "Cotabato" and "Cotabato City": papers and gazetteers mean the one by the other."""
    mine, theirs = _words(one), _words(other)
    return mine <= theirs or theirs <= mine


@lru_cache(maxsize=8192)
def _words(name: str) -> frozenset[str]:
    return frozenset(folded(name).split())
