"""Which place a person means by what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from babel.numbers import format_compact_decimal

from bot.commands.visit import Visit
from bot.messages.places import path
from bot.messages.text import cut
from extract.places import Gazetteer, Place
from extract.text import fold

KINDS = ("country", "admin1", "admin2", "city")
MOST_CHOICES = 6
_RIVAL = 0.03  # a namesake with less than this share of the people is only mentioned
_RIVAL_OF_COUNTRY = 0.5  # Georgia may be either; Mexico is not its state of that name
_WORTH_NAMING = 50_000  # people; who sends "Asia" hardly means a village of that name
_CITY_STATE = 0.4  # a city with this share of its state's people and the same name is that state


@dataclass(frozen=True, slots=True)
class Found:
    """The place, and its lesser namesakes."""

    place: Place
    others: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Several may be meant. `guess`: none bears the name, these are only close to it."""

    places: tuple[Place, ...]
    guess: bool


@dataclass(frozen=True, slots=True)
class TooWide:
    """A continent, or a region that is no division of a country ("the Sahel"); `inside` may be meant instead."""

    inside: tuple[Place, ...]


def find(query: str, gazetteer: Gazetteer, *, around: bool = False) -> Found | Choice | TooWide | None:
    """None = nothing like it is known. `around`: a radius was asked for, so a city is meant where one is."""
    every = [match.place for match in gazetteer.lookup(query, 2 * MOST_CHOICES)]
    matches = [place for place in every if place.kind in KINDS]
    if every and every[0].kind not in KINDS:
        return _too_wide(every[0], matches, gazetteer)
    if not matches:
        wide = next((one.place for one in gazetteer.candidates(query) if one.place.kind not in KINDS), None)
        return _too_wide(wide, [], gazetteer) if wide else None
    known = {
        candidate.place.geonameid
        for candidate in gazetteer.candidates(query)
        if candidate.via in ("name", "alias", "abbreviation")
    }
    exact = [place for place in matches if place.geonameid in known]
    if exact:
        return _chosen(exact, around)
    typed = f" {_words(query)} "
    named = [place for place in matches if f" {_words(place.name)} " in typed]  # "Guadalajara, Mexico"
    if named and _words(query).startswith(_words(named[0].name)):
        return _chosen([place for place in named if _words(place.name) == _words(named[0].name)], around)
    return Choice(tuple(matches[:MOST_CHOICES]), guess=True)


def _too_wide(wide: Place, others: list[Place], gazetteer: Gazetteer) -> TooWide:
    namesakes = [
        place for place in others if _words(place.name) == _words(wide.name) and place.population >= _WORTH_NAMING
    ]
    country = gazetteer.country(wide.country) if wide.country else None
    return TooWide(tuple(place for place in (*namesakes[:MOST_CHOICES], country) if place is not None))


def _chosen(places: list[Place], around: bool) -> Found | Choice:
    places = [place for place in places if not _is_shell(place, places)]
    if around and any(place.kind == "city" for place in places):
        places = [place for place in places if place.kind == "city"]
    else:
        places = [place for place in places if not _is_heart(place, places)]
    first, rest = places[0], places[1:]
    share = _RIVAL_OF_COUNTRY if first.kind == "country" else _RIVAL
    rivals = [place for place in rest if place.population >= share * max(first.population, 1)]
    if rivals:
        return Choice((first, *rivals)[:MOST_CHOICES], guess=False)
    return Found(first, tuple(rest[:3]))


def _is_shell(place: Place, places: list[Place]) -> bool:
    """A district around a city that may be meant too: the city stands for both."""
    return place.kind == "admin2" and any(
        other.kind == "city" and other.admin2 is not None and other.admin2 == place.admin2 for other in places
    )


def _is_heart(place: Place, places: list[Place]) -> bool:
    """A city that is its whole state (Mexico City): the state stands for both and misses nothing."""
    return place.kind == "city" and any(
        other.kind == "admin1"
        and other.admin1 == place.admin1
        and _words(other.name) == _words(place.name)
        and place.population >= _CITY_STATE * other.population
        for other in places
    )


def _words(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in fold(text)).split())


def full_name(place: Place, visit: Visit, *, in_text: bool = False) -> str:
    return path(place, visit.desk.gazetteer.parents(place), visit.wording, in_text=in_text)


def choice_label(place: Place, visit: Visit) -> str:
    """ "Guadalajara, Jalisco, Mexico · 1.4M": parents and population tell namesakes apart."""
    name = cut(full_name(place, visit), 44)
    if place.kind == "country":
        return name
    kind = f" ({visit.text(f'kind.{place.kind}')})" if place.kind in ("admin1", "admin2") else ""
    people = format_compact_decimal(place.population, locale=visit.language, fraction_digits=1)
    return f"{name}{kind} · {people}" if place.population else f"{name}{kind}"
