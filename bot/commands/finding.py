"""Which place a person means by what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel.numbers import format_compact_decimal

from bot.commands.alike import city_first, is_heart, is_shell, shares_its_name, words_of
from bot.commands.visit import Visit
from bot.messages.places import name_of, path
from bot.messages.text import cut
from extract.gazetteer.names import resembles
from extract.gazetteer.peopled import city_of_quarter
from extract.places import Candidate, Gazetteer, Place
from extract.suburbs import may_be_addressed

KINDS = ("country", "admin1", "admin2", "city")
MOST_CHOICES = 6
_RIVAL = 0.03  # a namesake with less than this share of the people is only mentioned
_RIVAL_BY_ALIAS = 0.1  # Derbent was once called Cali too; New York City counts beside the state
_RIVAL_DIVISION_BY_ALIAS = 0.3  # who sends "Kyiv" hardly means the district around it
_RIVAL_OF_COUNTRY = 0.5  # Georgia may be either; Mexico is not its state of that name
_WORTH_NAMING = 50_000  # people; who sends "Asia" hardly means a village of that name
_HAMLET = 20_000  # people
_FAR_GREATER = 50  # times as many people
_GREAT_CITY = 500_000  # people


@dataclass(frozen=True, slots=True)
class Found:
    """The place, and its lesser namesakes."""

    place: Place
    others: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Several may be meant. `guess`: none bears the name, these are only close to it. `likelier`: how many of the first
    are only close to it, and so much larger than those that bear it that they may be meant all the same."""

    places: tuple[Place, ...]
    guess: bool
    likelier: int = 0


@dataclass(frozen=True, slots=True)
class TooWide:
    """A continent, or a region that is no division of a country ("the Sahel"); `inside` may be meant instead."""

    inside: tuple[Place, ...]


def find(query: str, gazetteer: Gazetteer, *, around: bool = False) -> Found | Choice | TooWide | None:
    """None = nothing like it is known. `around`: a radius was asked for, so a city is meant where one is."""
    flag = _flag(query)
    if flag is not None:
        country = gazetteer.country(flag)
        return Found(country) if country else None
    answers = gazetteer.lookup(query, 2 * MOST_CHOICES)
    every = [match.place for match in answers]
    matches = [place for place in every if place.kind in KINDS]
    outer = [part for part in query.split(",")[1:] if part.strip()]
    if len(outer) > 1:  # "Paris, Texas, United States"
        matches = [place for place in matches if lies_in(place, outer, gazetteer)] or matches
    if every and every[0].kind not in KINDS:
        return _too_wide(every[0], matches, gazetteer)
    if not matches:
        wide = next((one.place for one in gazetteer.candidates(query) if one.place.kind not in KINDS), None)
        return _too_wide(wide, [], gazetteer) if wide else None
    known = [one for one in gazetteer.candidates(query) if one.via in ("name", "alias", "abbreviation")]
    likely = {one.place.geonameid for one in _without_odd_names(known)}
    odd = {one.place.geonameid for one in known} - likely
    exact = [place for group in (likely, odd) for place in matches if place.geonameid in group]
    if exact:
        greater = _far_greater(exact, matches, query)
        if greater:
            return Choice((*greater, *exact)[:MOST_CHOICES], guess=False, likelier=len(greater))
        return _chosen(exact, around, words_of(query), gazetteer)
    told = [match.place for match in answers if match.told and match.place in matches]
    if told:  # "Woolwich, London"
        called = words_of(told[0].name)
        return _chosen([place for place in told if words_of(place.name) == called], around, called, gazetteer)
    typed = f" {words_of(query)} "
    named = [place for place in matches if f" {words_of(place.name)} " in typed]  # "Guadalajara, Mexico"
    if named and words_of(query).startswith(words_of(named[0].name)):
        called = words_of(named[0].name)
        return _chosen([place for place in named if words_of(place.name) == called], around, called, gazetteer)
    close = [place for place in matches if not is_heart(place, matches)]
    return Choice(tuple(close[:MOST_CHOICES]), guess=True)


def lies_in(place: Place, names: Sequence[str], gazetteer: Gazetteer, *, cities: bool = True) -> bool:
    """Whether each of the names is that of something which holds the place; `cities`: great cities among them."""
    holders = {parent.geonameid for parent in gazetteer.parents(place)}
    return all(
        any(
            one.place.geonameid in holders or (cities and may_be_addressed(one.place, place))
            for one in _without_odd_names(gazetteer.candidates(name))
        )
        for name in names
    )


def _without_odd_names(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Without a country that some language calls so, where a great city bears the very name: Brasília is no Brazil."""
    great = any(
        one.via == "name" and one.place.kind == "city" and one.place.population >= _GREAT_CITY for one in candidates
    )
    return [one for one in candidates if not (great and one.via == "alias" and one.place.kind == "country")]


def _far_greater(exact: list[Place], matches: list[Place], query: str) -> list[Place]:
    """Who sends "Bogata" more likely slipped than means one of six hamlets of that name; who sends "Banana" hardly
    means London, which is one slip away in Maori."""
    most = max(place.population for place in exact)
    if most >= _HAMLET:
        return []
    least = _FAR_GREATER * max(most, 1)
    close = [place for place in matches if place not in exact and resembles(words_of(query), words_of(place.name))]
    return [place for place in close if place.population >= least][:2]


def _flag(text: str) -> str | None:
    """ "🇲🇽" -> "MX"."""
    letters = [ord(char) - 0x1F1E6 for char in text.strip()]
    if len(letters) != 2 or not all(0 <= letter < 26 for letter in letters):
        return None
    return "".join(chr(ord("A") + letter) for letter in letters)


def _too_wide(wide: Place, others: list[Place], gazetteer: Gazetteer) -> TooWide:
    namesakes = [
        place for place in others if words_of(place.name) == words_of(wide.name) and place.population >= _WORTH_NAMING
    ]
    country = gazetteer.country(wide.country) if wide.country else None
    return TooWide(tuple(place for place in (*namesakes[:MOST_CHOICES], country) if place is not None))


def _chosen(places: list[Place], around: bool, called: str, gazetteer: Gazetteer) -> Found | Choice:
    every = city_first(places, called)
    places = [place for place in every if not is_shell(place, every, gazetteer)]
    if around and any(place.kind == "city" for place in places):
        places = [place for place in places if place.kind == "city"]
    else:
        places = [place for place in places if not is_heart(place, places)]
    first, rest = places[0], places[1:]
    rivals = [
        place
        for place in rest
        if place.population >= _share(place, first, called) * max(first.population, 1)
        or (first.kind == place.kind == "country")
    ]
    around_it = [place for place in every if place.kind == "admin1" and is_shell(place, [first], gazetteer)]
    if rivals:
        return Choice((first, *around_it, *rivals)[:MOST_CHOICES], guess=False)
    return Found(first, (*around_it, *rest)[:3])


def _share(place: Place, first: Place, called: str) -> float:
    """Of the likeliest place's people that a namesake must have to be asked about."""
    if first.kind == "country":
        return _RIVAL_OF_COUNTRY
    if words_of(place.name) == called:
        return _RIVAL
    return _RIVAL_BY_ALIAS if place.kind == "city" else _RIVAL_DIVISION_BY_ALIAS


def full_name(place: Place, visit: Visit, *, in_text: bool = False, tell_kind: bool = False) -> str:
    """`tell_kind`: "Kharkiv (state), Ukraine", where a city of that name lies in it."""
    gazetteer = visit.desk.gazetteer
    city = city_of_quarter(gazetteer, place)
    around = (*((city,) if city is not None else ()), *gazetteer.parents(place))
    name = with_kind(name_of(place, visit.wording, in_text=in_text), place, visit) if tell_kind else ""
    return path(place, around, visit.wording, in_text=in_text, name=name)


def with_kind(name: str, place: Place, visit: Visit) -> str:
    """The name with its kind where a division is called like a city in it."""
    if place.kind != "admin1" or _tells_its_kind(place, visit) or not shares_its_name(place, visit.desk.gazetteer):
        return name
    return f"{name} ({visit.text(f'kind.{place.kind}')})"


def choice_label(place: Place, visit: Visit) -> str:
    """ "Guadalajara, Jalisco, Mexico · 1.4M": parents and population tell namesakes apart."""
    name = cut(full_name(place, visit), 44)
    kind = (
        f" ({visit.text(f'kind.{place.kind}')})" if place.kind != "city" and not _tells_its_kind(place, visit) else ""
    )
    if place.kind == "country":
        return f"{name}{kind}"
    people = format_compact_decimal(place.population, locale=visit.language, fraction_digits=1)
    return f"{name}{kind} · {people}" if place.population else f"{name}{kind}"


def _tells_its_kind(place: Place, visit: Visit) -> bool:
    """ "Lima Province", "Lima (provincia)"."""
    words = {word for wording in visit.wordings for word in wording.division_kinds}
    return place.name.split()[-1] in words or name_of(place, visit.wording).endswith(")")
