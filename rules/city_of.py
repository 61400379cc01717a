"""The city that an event's quarter or suburb belongs to, where its article names that city: Woolwich, London.

A reader knows the city; the quarter alone ("Kennedy", "Delicias") might be anywhere. Only what the article names
counts: no city is added that it does not speak of.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.locate import Mention
from extract.places import Place, distance_km
from rules.attach import contains
from rules.story import Line, Story

LARGE = 100_000  # people
LARGER = 5  # times the quarter's: Zapopan is a city beside Guadalajara and no part of it
REACH_KM = 15.0  # where the text says that the one lies in the other
FAR_LARGER, CLOSE_KM = 10, 8.0  # where it names both: a town on the hill above a city is none of its quarters
MOST_BETWEEN = 5  # words: "Finglas, in the north of Dublin"

_NAMED = frozenset({"name", "alias"})
_SAYS_NOTHING = frozenset({"demonym", "metonym"})  # "a London firm", "Washington said"


def city_of(place: Place | None, story: Story) -> Place | None:
    """The largest city named in the article that `place` is a part of; None where it is no such part.

    Both lie in one first-order division, and in one second-order division where both have one: Soacha, across
    the border of its department, is not Bogotá.
    """
    if place is None or place.kind not in ("city", "admin2"):
        return None
    cities = {
        mention.place.geonameid: mention.place
        for mention in story.extraction.mentions
        if mention.place is not None
        and mention.via in _NAMED
        and mention.role not in _SAYS_NOTHING
        and _may_hold(mention.place, place)
    }
    part_of = [city for city in cities.values() if _is_close(city, place) or _is_said(city, place, story)]
    return max(part_of, key=lambda city: city.population, default=None)


def _may_hold(city: Place, place: Place) -> bool:
    return (
        city.kind == "city"
        and city.population >= max(LARGE, LARGER * place.population)
        and city.country == place.country
        and city.admin1 is not None
        and city.admin1 == place.admin1
        and (city.admin2 is None or place.admin2 is None or city.admin2 == place.admin2)
        and not contains(place, city)
        and distance_km(city.lat, city.lon, place.lat, place.lon) <= REACH_KM
    )


def _is_close(city: Place, place: Place) -> bool:
    away = distance_km(city.lat, city.lon, place.lat, place.lon)
    return away <= CLOSE_KM and city.population >= FAR_LARGER * place.population


def _is_said(city: Place, place: Place, story: Story) -> bool:
    """ "Woolwich, south-east London", "Bogotá's Kennedy"."""
    return any(
        _says_so(one, other, line, story)
        for line in story.lines
        for one in _naming(place, line)
        for other in _naming(city, line)
    )


def _naming(place: Place, line: Line) -> Iterator[Mention]:
    return (mention for mention in line.mentions if mention.place and mention.place.geonameid == place.geonameid)


def _says_so(part: Mention, city: Mention, line: Line, story: Story) -> bool:
    if city.end <= part.start:
        owner = line.sentence.text[city.end - line.sentence.start : part.start - line.sentence.start]
        return owner.strip() in ("'s", "’s")
    between = [word.folded for word in line.words if part.end <= word.start and word.end <= city.start]
    allowed = story.cues.plain("between") | story.cues.plain("inside")
    return part.end <= city.start and len(between) <= MOST_BETWEEN and all(word in allowed for word in between)
