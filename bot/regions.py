"""What a person asked to be told about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.places import Place

RegionKind = Literal["country", "admin1", "admin2", "city", "circle"]
DEFAULT_RADIUS_KM = 25.0


@dataclass(frozen=True, slots=True)
class Containment:
    """Why a place lies in a region. `distance_km` is from the region's point, None for whole divisions."""

    why: str
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A country, a division, a city with its radius, or a bare circle (rounded to about 1 km)."""

    kind: RegionKind
    name: str
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    timezone: str | None = None

    def contains(self, place: Place) -> Containment | None:
        raise NotImplementedError
