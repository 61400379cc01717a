"""The picture of where it happened: what it shows, that names keep apart, and what it costs to ask again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from fakes_people import ATLAS, GUADALAJARA, JALISCO, MEXICO, TAPALPA, ZAPOPAN, incident, part
from PIL import Image

from bot.map.labels import Board
from bot.map.outlines import LAKE, outlines
from bot.map.picture import HEIGHT, LAND, MARK, OWN_LAND, SEA, WIDTH, Circle, Mark, draw, legible
from bot.map.scene import Scene, scene_of
from bot.map.view import View, around, fitted, scale_km
from bot.regions import circle, region_from_place
from extract.gazetteer.sqlite import SqliteGazetteer
from extract.places import Place, distance_km

NOW = datetime(2026, 2, 23, 15, tzinfo=UTC)


def colours(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def at(png: bytes, view: View, lat: float, lon: float) -> tuple[int, ...]:
    x, y = view.pixel(lat, lon)
    return tuple(int(one) for one in colours(png)[round(y), round(x)])


def scene(*places: Place, region: Place | None = GUADALAJARA, km: float | None = 40) -> Scene:
    told = incident(*(part(place) for place in places))
    asked = region_from_place(region, km) if region else None
    return scene_of(told, told.parts[0], asked, asked.name if asked else "", lambda place: place.name)


def test_land_sea_and_the_place_have_their_colours() -> None:
    view = fitted([(-41.29, 174.78)], 400, WIDTH, HEIGHT)
    png = draw(view, "NZ", [Mark(-41.29, 174.78, "Wellington")], None, [])
    assert colours(png).shape == (HEIGHT, WIDTH, 3)
    assert at(png, view, -40.5, 175.6) == OWN_LAND
    assert at(png, view, -41.8, 173.0) == OWN_LAND
    assert at(png, view, -42.5, 175.5) == SEA
    assert at(png, view, -41.29, 174.78) == MARK


def test_a_neighbour_is_told_from_the_country_it_happened_in() -> None:
    view = fitted([(49.0, 8.0)], 300, WIDTH, HEIGHT)
    png = draw(view, "FR", [], None, [])
    assert at(png, view, 48.6, 7.3) == OWN_LAND
    assert at(png, view, 49.0, 8.8) == LAND


def test_a_great_lake_is_water() -> None:
    view = fitted([(41.9, -87.3)], 200, WIDTH, HEIGHT)
    assert at(draw(view, "US", [], None, []), view, 42.0, -87.2) == SEA


@pytest.mark.parametrize(("lat", "lon"), [(-16.8, 179.99), (-16.8, -179.99), (66.0, 179.9), (66.0, -179.9)])
def test_land_on_both_sides_of_the_antimeridian_is_drawn_whole(lat: float, lon: float) -> None:
    """Vanua Levu, Taveuni and Chukotka lie across it: as much land east of it as west of it, and no seam."""
    country = "FJ" if lat < 0 else "RU"
    view = fitted([(lat, lon)], 300, WIDTH, HEIGHT)
    picture = colours(draw(view, country, [], None, []))
    edge = round(view.pixel(lat, 180.0)[0])
    west, east = picture[:, edge - 40 : edge - 2], picture[:, edge + 2 : edge + 40]
    for half in (west, east):
        assert (half == OWN_LAND).all(axis=2).any()
    seam = picture[:, edge - 1 : edge + 2]
    assert not (np.abs(seam.astype(int) - (150, 138, 124)).sum(axis=2) < 30).all(axis=1).sum() > HEIGHT / 4


def test_places_either_side_of_the_antimeridian_are_seen_together() -> None:
    view = fitted([(-17.0, 179.5), (-17.0, -179.5)], 10, WIDTH, HEIGHT)
    assert abs(abs(view.lon) - 180) < 0.01
    left, right = view.pixel(-17.0, 179.5)[0], view.pixel(-17.0, -179.5)[0]
    assert 0 < left < right < WIDTH


def test_a_circle_is_seen_whole_and_true_to_scale() -> None:
    view = fitted(around(60.0, 10.0, 50), 10, WIDTH, HEIGHT)
    x, y = view.pixel(60.0, 10.0)
    for lat, lon in around(60.0, 10.0, 50):
        column, row = view.pixel(lat, lon)
        assert 0 <= column < WIDTH
        assert 0 <= row < HEIGHT
        away = ((column - x) ** 2 + (row - y) ** 2) ** 0.5 * view.km_a_pixel
        assert away == pytest.approx(distance_km(60.0, 10.0, lat, lon), rel=0.02)


@pytest.mark.parametrize(("km_a_pixel", "km"), [(0.1, 20), (0.4, 50), (1.0, 200), (9.0, 2000), (0.004, 0.5)])
def test_the_scale_is_a_round_length_that_fits(km_a_pixel: float, km: float) -> None:
    assert scale_km(View(0, 0, km_a_pixel, WIDTH, HEIGHT), 240) == pytest.approx(km)


def test_names_never_stand_over_one_another_nor_outside() -> None:
    board = Board(300, 200)
    placed = [board.beside(f"city {n}", (80, 16), 150, 100, 8) for n in range(20)]
    boxes = [(one.left, one.top, one.left + 80, one.top + 16) for one in placed if one]
    assert len(boxes) >= 2
    assert None in placed
    for n, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= 300
        for other in boxes[n + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


@pytest.mark.parametrize(
    ("name", "written"), [("Küçükçekmece", "Küçükçekmece"), ("Đà Nẵng", "Đà Nẵng"), ("Ḩamāh", "Ḩamāh"), ("Ꙑ", "Ꙑ")]
)
def test_accents_are_kept(name: str, written: str) -> None:
    assert legible(name) == written


def test_an_exact_place_has_a_pin_and_a_state_a_ring() -> None:
    assert [mark.exact for mark in scene(ZAPOPAN).marks] == [True]
    assert [mark.exact for mark in scene(JALISCO).marks] == [False]


def test_somewhere_in_a_country_shows_all_of_it_and_no_pin() -> None:
    whole = scene(MEXICO, region=None)
    assert whole.marks == ()
    west, south, east, north = whole.view.box
    assert west < -117
    assert east > -86.8
    assert south < 14.6
    assert north > 32.6


def test_who_asked_for_the_country_sees_every_part_and_a_neighbour_his_own() -> None:
    mine = scene(ZAPOPAN, TAPALPA)
    all_of_it = scene(ZAPOPAN, TAPALPA, region=MEXICO)
    assert {mark.name for mark in all_of_it.marks} == {"Zapopan", "Tapalpa"}
    assert all_of_it.circle is None
    assert mine.circle == Circle(GUADALAJARA.lat, GUADALAJARA.lon, 40, "Guadalajara")


def test_a_shared_location_is_a_circle_and_one_far_away_is_left_out() -> None:
    told = incident(part(ZAPOPAN))
    near = circle(20.71, -103.39, 10, "", GUADALAJARA)
    far = replace(near, lat=60.0)
    assert scene_of(told, told.head, near, "You", lambda place: place.name).circle == Circle(20.71, -103.39, 10, "You")
    assert scene_of(told, told.head, far, "You", lambda place: place.name).circle is None


def test_the_same_picture_has_the_same_name_and_another_another() -> None:
    assert scene(ZAPOPAN).name == scene(ZAPOPAN).name
    assert len({scene(ZAPOPAN).name, scene(TAPALPA).name, scene(ZAPOPAN, km=25).name}) == 3
    assert "20.7" not in scene(ZAPOPAN).name


def test_a_country_is_known_by_its_code_and_rings_come_the_greatest_first() -> None:
    world = outlines()
    sizes = [ring.size for ring in world.rings if ring.code != LAKE]
    assert sizes == sorted(sizes, reverse=True)
    for code in ("MX", "NG", "XK", "GB", "FR", "NO", "SO", "PS", "TW"):
        assert world.of(code), code


def test_the_gazetteers_cities_come_by_population_also_across_the_antimeridian(gazetteer: SqliteGazetteer) -> None:
    def named(cities: Sequence[Place]) -> list[str]:
        return [city.name for city in cities]

    assert set(named(gazetteer.cities((-104.0, 20.2, -103.0, 21.0), 3))) >= {"Guadalajara", "Zapopan"}
    across = named(gazetteer.cities((176.0, -19.0, 183.0, -15.0), 20))
    assert {"Suva", "Labasa"} <= set(across)
    wide = gazetteer.cities((-20.0, 35.0, 30.0, 60.0), 5)
    assert [city.population for city in wide] == sorted((city.population for city in wide), reverse=True)
    assert gazetteer.cities((-40.0, 30.0, -35.0, 33.0), 5) == ()


def test_cities_are_named_on_the_picture() -> None:
    bare = scene(ZAPOPAN)
    without = draw(bare.view, "MX", bare.marks, bare.circle, [])
    assert (colours(without) != colours(bare.drawn(ATLAS, lambda place: place.name))).any()


def test_the_name_of_somewhere_around_there_stands_outside_its_ring() -> None:
    view = fitted([(JALISCO.lat, JALISCO.lon)], 600, WIDTH, HEIGHT)
    png = draw(view, "MX", (Mark(JALISCO.lat, JALISCO.lon, "Jalisco", exact=False),), None, [])
    x, y = (round(one) for one in view.pixel(JALISCO.lat, JALISCO.lon))
    inside = colours(png)[y - 12 : y + 13, x - 12 : x + 13].reshape(-1, 3)
    assert len({tuple(pixel) for pixel in inside}) == 1
