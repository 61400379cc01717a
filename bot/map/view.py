"""What part of the world a picture shows, and where on it a point lies."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bot.map.outlines import Points
from extract.places import EARTH_RADIUS_KM

KM_A_DEGREE = math.pi * EARTH_RADIUS_KM / 180
MARGIN = 0.10  # of the picture, on each side of what must be seen
FURTHEST_LAT = 83.0


@dataclass(frozen=True, slots=True)
class View:
    """An equirectangular plane, true to scale along the parallel through its middle."""

    lat: float
    lon: float
    km_a_pixel: float
    width: int
    height: int

    @property
    def degrees(self) -> tuple[float, float]:
        """A pixel in degrees of longitude and latitude."""
        lat = self.km_a_pixel / KM_A_DEGREE
        return lat / math.cos(math.radians(self.lat)), lat

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north; longitudes may go past 180°."""
        wide, high = self.degrees
        return (
            self.lon - wide * self.width / 2,
            self.lat - high * self.height / 2,
            self.lon + wide * self.width / 2,
            self.lat + high * self.height / 2,
        )

    def pixels(self, points: Points) -> Points:
        """Columns and rows for longitudes and latitudes, which are taken as they are."""
        wide, high = self.degrees
        return np.column_stack(
            ((points[:, 0] - self.lon) / wide + self.width / 2, (self.lat - points[:, 1]) / high + self.height / 2)
        )

    def pixel(self, lat: float, lon: float) -> tuple[float, float]:
        """Of one point, the short way round the world."""
        wide, high = self.degrees
        east = (lon - self.lon + 180) % 360 - 180
        return east / wide + self.width / 2, (self.lat - lat) / high + self.height / 2


def fitted(points: Iterable[tuple[float, float]], least_km: float, width: int, height: int) -> View:
    """The view that shows all (lat, lon) with a margin, at least `least_km` across."""
    known = list(points)
    lats = [lat for lat, _ in known]
    # The shorter way round: counted from the first point, not from Greenwich.
    first = known[0][1]
    easts = [(lon - first + 180) % 360 - 180 for _, lon in known]
    lat = min(FURTHEST_LAT, max(-FURTHEST_LAT, (min(lats) + max(lats)) / 2))
    lon = first + (min(easts) + max(easts)) / 2
    used = 1 - 2 * MARGIN
    across = (max(easts) - min(easts)) * KM_A_DEGREE * math.cos(math.radians(lat)) / (used * width)
    down = (max(lats) - min(lats)) * KM_A_DEGREE / (used * height)
    return View(lat, (lon + 180) % 360 - 180, max(across, down, least_km / width), width, height)


def around(lat: float, lon: float, km: float) -> list[tuple[float, float]]:
    """Four points so far to the north, east, south and west: what a circle needs to be seen whole."""
    up = km / KM_A_DEGREE
    aside = up / max(0.05, math.cos(math.radians(lat)))
    return [(lat + up, lon), (lat - up, lon), (lat, lon + aside), (lat, lon - aside)]


def scale_km(view: View, most_pixels: float) -> float:
    """A round length that fits: 1, 2 or 5 times a power of ten."""
    most = view.km_a_pixel * most_pixels
    power = 10.0 ** math.floor(math.log10(most))
    return next(step * power for step in (5, 2, 1) if step * power <= most)
