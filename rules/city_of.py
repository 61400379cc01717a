"""The city that an event's quarter or suburb belongs to, where its article names that city: Woolwich, London.

A reader knows the city; the quarter alone ("Kennedy", "Delicias") might be anywhere. Only what the article names
counts: no city is added that it does not speak of.
"""

from __future__ import annotations

from collections.abc import Iterable

from extract.locate import Mention
from extract.places import Place, distance_km
from extract.text import fold
from rules.attach import contains
from rules.story import Line, Story

LARGE = 100_000  # people
LARGER = 5  # times the quarter's: Zapopan is a city beside Guadalajara and no part of it
REACH_KM = 40.0  # where the text says that the one lies in the other: the outermost quarters of Sydney and Istanbul
ACROSS_KM = 15.0  # and where a border of divisions runs between them: Petare, Caracas
FAR_LARGER, CLOSE_KM = 10, 8.0  # where it names both: a town on the hill above a city is none of its quarters
MOST_BETWEEN = 5  # words: "Finglas, in the north of Dublin"

_NAMED = frozenset({"name", "alias", "abbreviation"})
_SAYS_NOTHING = frozenset({"demonym", "metonym"})  # "a London firm", "Washington said"


def city_of(place: Place | None, story: Story) -> Place | None:
    """The largest city named in the article that `place` is a part of; None where it is no such part.

    Both lie in one first-order division, and in one second-order division where both have one: Soacha, across
    the border of its department, is not Bogotá, unless the text has it as an address.
    """
    if place is None or place.kind not in ("city", "admin2"):
        return None
    named: dict[Place, list[Mention]] = {}
    for mention in story.extraction.mentions:
        city = _city_named(mention)
        if city is not None and _may_hold(city, place):
            named.setdefault(city, []).append(mention)
    part_of = [city for city, mentions in named.items() if _is_close(city, place) or _is_said(place, mentions, story)]
    return max(part_of, key=lambda city: city.population, default=None)


def _city_named(mention: Mention) -> Place | None:
    """Where a name means the division of a city ("Barranco, Lima"), the city of that name."""
    if mention.place is None or mention.via not in _NAMED or mention.role in _SAYS_NOTHING:
        return None
    if mention.place.kind not in ("admin1", "admin2"):
        return mention.place
    return next((one for one in mention.runners_up if one.kind == "city" and _is_namesake(one, mention)), None)


def _is_namesake(city: Place, mention: Mention) -> bool:
    own = mention.place
    return own is not None and city.country == own.country and fold(city.name) == fold(mention.text)


def _may_hold(city: Place, place: Place) -> bool:
    return (
        city.kind == "city"
        and city.population >= max(LARGE, LARGER * place.population)
        and city.country == place.country
        and not contains(place, city)
        and _apart_km(city, place) <= REACH_KM
    )


def _apart_km(one: Place, other: Place) -> float:
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _in_one_division(city: Place, place: Place) -> bool:
    return (
        city.admin1 is not None
        and city.admin1 == place.admin1
        and (city.admin2 is None or place.admin2 is None or city.admin2 == place.admin2)
    )


def _is_close(city: Place, place: Place) -> bool:
    return (
        _in_one_division(city, place)
        and city.population >= FAR_LARGER * place.population
        and _apart_km(city, place) <= CLOSE_KM
    )


def _is_said(place: Place, mentions: Iterable[Mention], story: Story) -> bool:
    """ "Woolwich, south-east London", "Bogotá's Kennedy"."""
    return any(
        _says_so(one, other, line, story)
        for line in story.lines
        for one in line.mentions
        if one.place is not None and one.place.geonameid == place.geonameid
        for other in line.mentions
        if other in mentions
    )


def _says_so(part: Mention, whole: Mention, line: Line, story: Story) -> bool:
    place, city = part.place, _city_named(whole)
    if place is None or city is None:
        return False
    if whole.end <= part.start:
        owner = line.sentence.text[whole.end - line.sentence.start : part.start - line.sentence.start]
        return owner.strip() in ("'s", "’s") and _in_one_division(city, place)
    between = [word.folded for word in line.words if part.end <= word.start and word.end <= whole.start]
    inside = story.cues.plain("inside")
    if len(between) > MOST_BETWEEN or _opens_a_list(whole, line, story):
        return False
    if not _in_one_division(city, place):
        return all(word in inside for word in between) and _apart_km(city, place) <= ACROSS_KM
    allowed = story.cues.plain("between") | inside
    return all(word in allowed for word in between)


def _opens_a_list(mention: Mention, line: Line, story: Story) -> bool:
    """ "in Soacha, Bogotá and Cali": three of a kind."""
    behind = next((word.folded for word in line.words if word.start >= mention.end), "")
    return behind in story.cues.plain("and")
