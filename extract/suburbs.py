"""Which places are quarters and suburbs of a city, as far as people, divisions and distance tell."""

from __future__ import annotations

from extract.places import Place, distance_km

LARGE = 100_000  # people of a city that is spoken of by its quarters
LARGER = 5  # times the quarter's: Zapopan is a city beside Guadalajara and no part of it
REACH_KM = 40.0  # the outermost quarters of Sydney and Istanbul
ACROSS_KM = 15.0  # where a border of divisions runs between them: Petare, Caracas
ADDRESSED_KM = 20.0  # likewise, where somebody types it so: Soacha, Bogotá


def may_hold(city: Place, place: Place) -> bool:
    """Whether `place` is so little beside the city, and so near, that it may be a part of it."""
    return (
        city.kind == "city"
        and place.kind in ("city", "admin2")
        and city.geonameid != place.geonameid
        and city.population >= max(LARGE, LARGER * place.population)
        and city.country == place.country
        and not (place.kind == "admin2" and place.admin2 is not None and place.admin2 == city.admin2)
        and apart_km(city, place) <= REACH_KM
    )


def may_be_addressed(city: Place, place: Place) -> bool:
    """Whether "place, city" may be an address: both in one first-order division, or close across its border."""
    same = city.admin1 is not None and city.admin1 == place.admin1
    return may_hold(city, place) and (same or apart_km(city, place) <= ADDRESSED_KM)


def in_one_division(city: Place, place: Place) -> bool:
    """In one first-order division, and in one second-order division where both have one."""
    return (
        city.admin1 is not None
        and city.admin1 == place.admin1
        and (city.admin2 is None or place.admin2 is None or city.admin2 == place.admin2)
    )


def apart_km(one: Place, other: Place) -> float:
    return distance_km(one.lat, one.lon, other.lat, other.lon)
