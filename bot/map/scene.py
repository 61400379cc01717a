"""What the picture for one reader of one incident shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from bot.incidents import Incident, Part
from bot.map.outlines import outlines
from bot.map.picture import HEIGHT, WIDTH, Circle, Mark, draw
from bot.map.view import View, around, fitted
from bot.regions import DEFAULT_RADIUS_KM, Region
from extract.places import Gazetteer, Place, distance_km

EDITION = 3  # to be raised when pictures look different: those known to Telegram are drawn anew
CLOSE_KM, WIDE_KM, STATE_KM = 110.0, 350.0, 600.0
FURTHEST_KM = 1500.0  # a region that far away would make a point of everything
MAINLAND = 0.2  # rings of a country that are smaller than this share of its greatest do not widen the view
MOST_MARKS = 6
MOST_CITIES = 300  # those of the country come first, so the greatest of the neighbours must not fill it


@dataclass(frozen=True, slots=True)
class Scene:
    view: View
    country: str
    marks: tuple[Mark, ...]
    circle: Circle | None
    language: str  # of the names

    @property
    def name(self) -> str:
        """The same for whoever would see the same picture; it tells nobody where that is."""
        shown = json.dumps([EDITION, asdict(self)], sort_keys=True)
        return f"map-{hashlib.sha256(shown.encode()).hexdigest()[:24]}"

    def drawn(self, gazetteer: Gazetteer, name: Callable[[Place], str]) -> bytes:
        """The PNG, in about a tenth of a second; `name` as in `scene_of`."""
        cities = [replace(city, name=name(city)) for city in gazetteer.cities(self.view.box, MOST_CITIES)]
        return draw(self.view, self.country, self.marks, self.circle, cities)


def scene_of(
    incident: Incident,
    part: Part,
    region: Region | None,
    region_name: str,
    name: Callable[[Place], str],
    language: str = "",
) -> Scene:
    """`part` is what concerns the reader; the incident's other parts are marked where they come into view.

    `name` gives a place's name in the reader's `language`.
    """
    place = part.place
    circle = _circle(region, region_name, place)
    parts = [part, *(other for other in incident.parts if other.place.geonameid != place.geonameid)]
    marks = {one.place.geonameid: _mark(one.place, name) for one in parts if one.place.kind != "country"}
    shown = tuple(marks.values())[:MOST_MARKS]
    every = region is not None and region.kind == "country"  # who asked for all of it sees all of it
    return Scene(_view(place, circle, shown if every else shown[:1]), incident.country, shown, circle, language)


def _circle(region: Region | None, name: str, place: Place) -> Circle | None:
    if region is None or region.kind not in ("city", "circle") or region.lat is None or region.lon is None:
        return None
    if place.kind != "country" and distance_km(region.lat, region.lon, place.lat, place.lon) > FURTHEST_KM:
        return None
    return Circle(region.lat, region.lon, region.radius_km or DEFAULT_RADIUS_KM, name)


def _mark(place: Place, name: Callable[[Place], str]) -> Mark:
    return Mark(place.lat, place.lon, name(place), exact=place.kind != "admin1")


def _view(place: Place, circle: Circle | None, marks: Sequence[Mark]) -> View:
    seen = around(circle.lat, circle.lon, circle.radius_km) if circle else []
    if place.kind == "country":
        return fitted([*_corners(place), *seen], WIDE_KM, WIDTH, HEIGHT)
    least = STATE_KM if place.kind == "admin1" else CLOSE_KM if circle else WIDE_KM
    return fitted([*((mark.lat, mark.lon) for mark in marks), *seen], least, WIDTH, HEIGHT)


def _corners(country: Place) -> Sequence[tuple[float, float]]:
    rings = outlines().of(country.country or "")
    if not rings:
        return [(country.lat, country.lon)]
    main = [ring.box for ring in rings if ring.size >= MAINLAND * rings[0].size]
    return [corner for west, south, east, north in main for corner in ((south, west), (north, east))]
