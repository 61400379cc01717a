"""Which regions hold a place."""

from __future__ import annotations

import pytest
from fakes_people import AUSTIN, GUADALAJARA, GUADALAJARA_ES, JALISCO, MEXICO, SPAIN, TAPALPA, TEXAS, ZAPOPAN

from bot.regions import Region, circle, region_from_place
from extract.places import Place

EUROPE = Place(6255148, "Europe", "continent", None, None, None, 48.7, 9.1)
TONALA = Place(1, "Tonalá", "admin2", "MX", "MX.14", "MX.14.101", 20.62, -103.23)

KYIV = Place(703448, "Kyiv", "city", "UA", "UA.12", None, 50.45, 30.52, 2_950_000)
KYIV_CITY = Place(703447, "Kyiv", "admin1", "UA", "UA.12", None, 50.43, 30.52, 2_950_000)

HOLDS = [
    (region_from_place(KYIV), KYIV_CITY, "a city that is a division of the same name"),
    (region_from_place(MEXICO), TAPALPA, "a country holds its towns"),
    (region_from_place(MEXICO), JALISCO, "a country holds its states"),
    (region_from_place(MEXICO), MEXICO, "a country holds what names only the country"),
    (region_from_place(JALISCO), TAPALPA, "a state holds its towns by code"),
    (region_from_place(GUADALAJARA), GUADALAJARA, "a city holds itself"),
    (region_from_place(GUADALAJARA), ZAPOPAN, "a city holds the town next door"),
    (region_from_place(GUADALAJARA, 100), TAPALPA, "a wider radius reaches further"),
    (region_from_place(GUADALAJARA), TONALA, "a district's own point lies within the radius"),
    (circle(20.7, -103.4, 10, "", GUADALAJARA), ZAPOPAN, "a circle holds what lies in it"),
]
DOES_NOT_HOLD = [
    (region_from_place(MEXICO), AUSTIN, "another country"),
    (region_from_place(MEXICO), EUROPE, "a continent is in no country"),
    (region_from_place(JALISCO), MEXICO, "a country is not in its state"),
    (region_from_place(JALISCO), TEXAS, "another state"),
    (region_from_place(GUADALAJARA), GUADALAJARA_ES, "the namesake across the sea"),
    (region_from_place(GUADALAJARA), TAPALPA, "89 km are not 25"),
    (region_from_place(GUADALAJARA, 500), JALISCO, "a state's middle is not a place in the city"),
    (region_from_place(GUADALAJARA, 500), MEXICO, "a country's middle is not a place in the city"),
    (circle(23.0, -102.0, 500, "", GUADALAJARA), MEXICO, "nor in a circle drawn around it"),
]


@pytest.mark.parametrize(("region", "place", "why"), HOLDS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_region_holds(region: Region, place: Place, why: str) -> None:
    assert region.contains(place) is not None, why


@pytest.mark.parametrize(
    ("region", "place", "why"), DOES_NOT_HOLD, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_region_does_not_hold(region: Region, place: Place, why: str) -> None:
    assert region.contains(place) is None, why


def test_the_reason_names_radius_and_distance() -> None:
    inside = region_from_place(GUADALAJARA, 100).contains(TAPALPA)
    assert inside is not None
    assert inside.why == "within 100 km of Guadalajara"
    assert inside.distance_km == pytest.approx(89, abs=1)


def test_a_radius_of_the_moment_stands_in_for_the_regions_own() -> None:
    region = region_from_place(GUADALAJARA, 100)
    assert region.contains(TAPALPA, radius_km=5) is None


def test_only_a_wider_area_is_around_a_region() -> None:
    assert region_from_place(GUADALAJARA).around(MEXICO)
    assert region_from_place(GUADALAJARA).around(JALISCO)
    assert region_from_place(JALISCO).around(MEXICO)
    assert not region_from_place(JALISCO).around(JALISCO)
    assert not region_from_place(MEXICO).around(MEXICO)
    assert not region_from_place(GUADALAJARA).around(SPAIN)
    assert not region_from_place(GUADALAJARA).around(TAPALPA)


def test_a_shared_location_keeps_two_decimals() -> None:
    region = circle(20.666812, -103.391799, 25, "near Guadalajara", GUADALAJARA)
    assert (region.lat, region.lon) == (20.67, -103.39)
    assert region.timezone == "America/Mexico_City"


def test_a_city_has_a_radius_and_a_state_has_none() -> None:
    assert region_from_place(GUADALAJARA).radius_km == 25
    assert region_from_place(JALISCO, 40).radius_km is None


def test_a_continent_is_no_region() -> None:
    with pytest.raises(ValueError, match="continent"):
        region_from_place(EUROPE)
