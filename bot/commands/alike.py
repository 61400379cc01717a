"""A city and the division around it that go by one name: who sends "Kharkiv" means the city, who sends "Kharkiv Oblast"
the division."""

from __future__ import annotations

from collections.abc import Sequence

from extract.divisions import plain_names
from extract.gazetteer.names import resembles
from extract.gazetteer.peopled import Cities
from extract.places import Gazetteer, Place, distance_km
from extract.text import fold

_BESIDE_KM = 50.0
_WHOLE = 0.5  # a city with this share of the people around it leaves little of them out; New York does not
_REACH_KM, _MOST_ELSEWHERE = 40.0, 0.1  # of the people of the division's towns: Kano is not all of its state
_BOX_DEGREES, _MOST_TOWNS = 3.0, 300
_WHOLE_CITY = 0.3  # where the division calls itself a city
_CITY_WORDS = frozenset({"city", "federal", "dc", "fd"})
_SEAT = 0.03  # of the division's people: with less, and few people, the city may be any village of that name
_SEAT_OF_OTHER_NAME = 0.1  # Tucumán is San Miguel de Tucumán; the Mexican states have villages once called like them
_SEAT_PEOPLE = 50_000
_FAR_GREATER = 3  # times the people: who sends "Trujillo" means Peru's city before a state with a town of that name


def city_first(places: Sequence[Place], called: str) -> list[Place]:
    """The places, likeliest first, with each city in front of the division around it. `called`: the name in words."""
    ordered = list(places)
    for division in places:
        city = _seat(division, places, called)
        if city is not None and ordered.index(city) > ordered.index(division):
            ordered.remove(city)
            ordered.insert(ordered.index(division), city)
    if places[0].kind == "admin1":
        greater = [place for place in places if place.kind == "city" and _begins_with(place, called)]
        most = max(greater, key=lambda place: place.population, default=ordered[0])
        if most.population > _FAR_GREATER * ordered[0].population:
            ordered.remove(most)
            ordered.insert(0, most)
    return ordered


def is_around(division: Place, city: Place) -> bool:
    """Whether it is the first-order division that the city lies in and shares its name with."""
    return division.kind == "admin1" and city.kind == "city" and _is_city_of(city, division)


def shares_its_name(division: Place, gazetteer: Gazetteer) -> bool:
    """Whether a city of some size in the first-order division goes by the same name, so that it takes its kind to tell
    which is meant."""
    named = [one.place for one in gazetteer.candidates(division.name) if one.via == "name"]
    return division.kind == "admin1" and _seat(division, named, words_of(division.name)) is not None


def _seat(division: Place, places: Sequence[Place], called: str) -> Place | None:
    """The city among `places` that the division is called after."""
    if division.kind != "admin1" or is_a_city(division):
        return None
    cities = [place for place in places if _is_city_of(place, division)]
    city = max(cities, key=lambda place: place.population, default=None)
    if city is None:
        return None
    least = _SEAT * division.population
    if not _begins_with(city, called):
        least = _SEAT_OF_OTHER_NAME * division.population
    elif words_of(city.name) == called:
        least = min(_SEAT_PEOPLE, least)
    return city if city.population >= least else None


def _is_city_of(place: Place, division: Place) -> bool:
    if place.kind == "city":
        return place.admin1 == division.admin1 and _alike(place, division)
    calls_itself = place.kind == "admin1" and is_a_city(place)  # Buenos Aires F.D., in no province
    return calls_itself and place.country == division.country and _begins_with(place, words_of(division.name))


def _alike(city: Place, division: Place) -> bool:
    """Recife was once called Pernambuco too: who sends that hardly means the city."""
    return any(resembles(words_of(city.name), name) for name in plain_names(words_of(division.name)))


def _begins_with(place: Place, words: str) -> bool:
    return f"{words_of(place.name)} ".startswith(f"{words} ")


def is_shell(place: Place, places: Sequence[Place], gazetteer: Cities) -> bool:
    """A division around a city that may be meant too, with hardly a town out of the city's reach, or a part of it: the
    city stands for both."""
    if place.kind == "admin2":
        return any(other.kind == "city" and _is_district(place, other) for other in places)
    return place.kind == "admin1" and any(
        other.kind == "city"
        and _is_city_of(other, place)
        and other.population >= _WHOLE * place.population
        and not is_heart(other, [place])
        and _lives_elsewhere(place, other, gazetteer) < _MOST_ELSEWHERE
        for other in places
    )


def _lives_elsewhere(division: Place, city: Place, gazetteer: Cities) -> float:
    """The share of the people of the division's towns who live out of the city's reach."""
    box = (city.lon - _BOX_DEGREES, city.lat - _BOX_DEGREES, city.lon + _BOX_DEGREES, city.lat + _BOX_DEGREES)
    near = far = 0
    for town in gazetteer.cities(box, _MOST_TOWNS):
        if town.admin1 == division.admin1 and town.geonameid != city.geonameid:
            away = distance_km(city.lat, city.lon, town.lat, town.lon)
            near, far = (near, far + town.population) if away > _REACH_KM else (near + town.population, far)
    return far / max(1, near + far + city.population)


def _is_district(place: Place, city: Place) -> bool:
    if city.admin2 is not None and city.admin2 == place.admin2:
        return True
    alike = words_of(city.name) == words_of(place.name) and city.population >= place.population
    return alike and (city.admin1 == place.admin1 or _is_beside(city, place))


def _is_beside(city: Place, division: Place) -> bool:
    """Lima and the district of that name stand in different divisions and are one to whoever types "Lima"."""
    return city.country == division.country and distance_km(city.lat, city.lon, division.lat, division.lon) < _BESIDE_KM


def is_heart(place: Place, places: Sequence[Place]) -> bool:
    """A city that is its whole country (Singapore), or a division that calls itself a city (Mexico City): that stands
    for both and misses nothing."""
    if place.kind in ("city", "admin1") and any(
        other.kind == "country"
        and other.country == place.country
        and words_of(other.name) == words_of(place.name)
        and place.population >= _WHOLE * other.population
        for other in places
    ):
        return True
    return place.kind == "city" and any(
        other.kind == "admin1"
        and other.admin1 == place.admin1
        and is_a_city(other)
        and _begins_with(other, words_of(place.name))
        and place.population >= _WHOLE_CITY * other.population
        for other in places
    )


def is_a_city(division: Place) -> bool:
    """Whether the division calls itself one: Kyiv City, Bogota D.C."""
    words = words_of(division.name).split()
    return bool(_CITY_WORDS & {*words, "".join(words[-2:])})


def words_of(text: str) -> str:
    """Folded, signs left out: "bogota d c"."""
    return " ".join("".join(char if char.isalnum() else " " for char in fold(text)).split())
