"""How many people a place counts for where the data do not know: a quarter of a great city is no hamlet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from extract.places import Place, distance_km

GREAT = 300_000  # people of a city whose quarters people name
WITHIN_KM = 20.0
QUARTER_SHARE = 0.1  # of the city's people: more of them are a city beside it
BUILT_UP_KM = 5.0  # from the middle of a city of a million to its last quarters; it grows with the root of the people
_SHARE, _MOST = 0.01, 50_000  # of the city's people: Brixton and Tottenham have about that share of London's


class Cities(Protocol):
    def cities(self, box: tuple[float, float, float, float], limit: int, /) -> Sequence[Place]:
        """Cities between west, south, east and north, the most populous first."""
        ...


def people(gazetteer: Cities, place: Place) -> int:
    """Its population, or a share of the great city's around it."""
    if place.kind != "city" or place.population:
        return place.population
    city = city_around(gazetteer, place)
    return min(_MOST, int(_SHARE * city.population)) if city is not None else 0


def city_around(gazetteer: Cities, place: Place) -> Place | None:
    """The great city that a town or quarter lies in or beside, in one first-order division with it."""
    high = WITHIN_KM / 111.0
    wide = high / max(0.1, math.cos(math.radians(place.lat)))
    box = (place.lon - wide, place.lat - high, place.lon + wide, place.lat + high)
    for city in gazetteer.cities(box, 1):
        near = distance_km(city.lat, city.lon, place.lat, place.lon) <= WITHIN_KM
        if city.geonameid != place.geonameid and city.population >= GREAT and near and city.admin1 == place.admin1:
            return city
    return None


def city_of_quarter(gazetteer: Cities, place: Place) -> Place | None:
    """The great city to name behind a quarter, "Woolwich, London"; None where the two are different municipalities."""
    city = city_around(gazetteer, place) if place.kind == "city" and place.admin2 is not None else None
    if city is None or city.admin2 != place.admin2 or place.population > QUARTER_SHARE * city.population:
        return None
    reach = BUILT_UP_KM * math.sqrt(city.population / 1e6)
    return city if distance_km(city.lat, city.lon, place.lat, place.lon) <= reach else None
