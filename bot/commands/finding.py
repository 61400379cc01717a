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


def find(query: str, gazetteer: Gazetteer) -> Found | Choice | None:
    """None = nothing like it is known."""
    matches = [match.place for match in gazetteer.lookup(query, 2 * MOST_CHOICES) if match.place.kind in KINDS]
    if not matches:
        return None
    known = {
        candidate.place.geonameid
        for candidate in gazetteer.candidates(query)
        if candidate.via in ("name", "alias", "abbreviation")
    }
    exact = [place for place in matches if place.geonameid in known]
    if exact:
        return _chosen(exact)
    typed = f" {_words(query)} "
    named = [place for place in matches if f" {_words(place.name)} " in typed]  # "Guadalajara, Mexico"
    if named and _words(query).startswith(_words(named[0].name)):
        return _chosen([place for place in named if _words(place.name) == _words(named[0].name)])
    return Choice(tuple(matches[:MOST_CHOICES]), guess=True)


def _chosen(places: list[Place]) -> Found | Choice:
    first, rest = places[0], places[1:]
    if first.kind == "country":
        return Found(first, tuple(rest[:3]))
    # A city inside the state of the same name is another wish, not another place far away.
    rivals = [place for place in rest if place.population >= _RIVAL * max(first.population, 1)]
    if rivals:
        return Choice(tuple(places[:MOST_CHOICES]), guess=False)
    return Found(first, tuple(rest[:3]))


def _words(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in fold(text)).split())


def full_name(place: Place, visit: Visit) -> str:
    return path(place, visit.desk.gazetteer.parents(place), visit.language)


def choice_label(place: Place, visit: Visit) -> str:
    """ "Guadalajara, Jalisco, Mexico · 1.4M": parents and population tell namesakes apart."""
    name = cut(full_name(place, visit), 44)
    if place.kind == "country":
        return name
    kind = f" ({visit.text(f'kind.{place.kind}')})" if place.kind in ("admin1", "admin2") else ""
    people = format_compact_decimal(place.population, locale=visit.language, fraction_digits=1)
    return f"{name}{kind} · {people}" if place.population else f"{name}{kind}"
