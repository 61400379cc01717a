"""How likely a place is meant by its bare name, before any context."""

from __future__ import annotations

import math

from extract.places import Place, PlaceKind

# In decades of population. Georgia is the country before the state, Oklahoma the state before the city,
# Guadalajara the city before its municipality; a town never stands before a continent of its name.
LIFT: dict[PlaceKind, float] = {
    "continent": 9.0,
    "region": 6.0,
    "country": 6.0,
    "admin1": 1.5,
    "admin2": -1.0,
    "city": 0.0,
}


# A slip of "Cuba" is no likelier because Cuba is a country: of a guess only the people count, and a little more.
_GUESSED_COUNTRY = 2.0


def rank(place: Place) -> float:
    """log10 of the population, lifted by kind; about 1 (a hamlet) to 15 (a large country)."""
    return math.log10(place.population + 10) + LIFT[place.kind]


def rank_of_a_guess(place: Place) -> float:
    """As `rank`, for a place whose name was not typed as it is."""
    lift = _GUESSED_COUNTRY if place.kind == "country" else LIFT[place.kind]
    return math.log10(place.population + 10) + lift
