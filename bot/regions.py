"""What a person asked to be told about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.divisions import go_by_one_name
from extract.places import Place, distance_km

RegionKind = Literal["country", "admin1", "admin2", "city", "circle"]
DEFAULT_RADIUS_KM = 25.0
LEAST_RADIUS_KM = 1.0
GREATEST_RADIUS_KM = 500.0


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

    def contains(self, place: Place, radius_km: float | None = None) -> Containment | None:
        """Whether the place surely lies in the region, and why.

        Divisions are told by gazetteer codes, points by distance; `radius_km` stands in for the
        region's own. A place that is wider than the region ("Mexico" for Guadalajara) is not in it:
        `around` says so.
        """
        if place.country is None:
            return None
        match self.kind:
            case "country":
                return Containment(f"in {self.name}") if place.country == self.country else None
            case "admin1":
                return Containment(f"in {self.name}") if _same(self.admin1, place.admin1) else None
            case "admin2":
                return Containment(f"in {self.name}") if _same(self.admin2, place.admin2) else None
            case "city" | "circle":
                return self._near(place, self.radius_km if radius_km is None else radius_km)

    def _near(self, place: Place, radius_km: float | None) -> Containment | None:
        if self.kind == "city" and place.kind == "admin1" and _same(self.admin1, place.admin1):
            # Kyiv and Lima are divisions as well as cities, and the news means the same by both.
            return Containment(f"in {self.name}", 0.0) if go_by_one_name(self.name, place.name) else None
        if place.kind not in ("city", "admin2"):
            return None
        if self.kind == "city" and place.geonameid == self.geonameid:
            return Containment(f"in {self.name}", 0.0)
        if self.lat is None or self.lon is None:
            return None
        away = distance_km(self.lat, self.lon, place.lat, place.lon)
        reach = DEFAULT_RADIUS_KM if radius_km is None else radius_km
        if away <= reach:
            return Containment(f"within {reach:g} km of {self.name}", away)
        if self.kind == "city" and place.kind == "admin2" and _same(self.admin2, place.admin2):
            return Containment(f"in {place.name}, the district of {self.name}", away)
        return None

    def around(self, place: Place) -> bool:
        """Whether the place is a wider division that has the region inside it: it may be here, or not."""
        match place.kind:
            case "country":
                return self.kind != "country" and _same(self.country, place.country)
            case "admin1":
                return self.kind not in ("country", "admin1") and _same(self.admin1, place.admin1)
            case "admin2":
                return self.kind == "circle" and _same(self.admin2, place.admin2)
            case _:
                return False

    @property
    def key(self) -> str:
        """What tells it from the other regions of a chat, and regions in the queue apart."""
        if self.geonameid is not None:
            return f"g{self.geonameid}"
        return f"{self.lat},{self.lon}"


def region_from_place(place: Place, radius_km: float | None = None, name: str | None = None) -> Region:
    """The region a person means by a place: a city has a radius, a division none unless it is asked for.

    A radius around a division or country makes no sense to a reader and is left out.
    """
    if place.kind not in ("country", "admin1", "admin2", "city"):
        raise ValueError(f"{place.name} is a {place.kind}; a region is a country, a division or a city")
    radius = (DEFAULT_RADIUS_KM if radius_km is None else radius_km) if place.kind == "city" else None
    return Region(
        kind=place.kind,
        name=name or place.name,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        geonameid=place.geonameid,
        lat=place.lat,
        lon=place.lon,
        radius_km=radius,
        timezone=place.timezone,
    )


def circle(lat: float, lon: float, radius_km: float, name: str, nearest: Place | None) -> Region:
    """Around a shared location, kept to two decimals (about 1 km); codes come from the nearest city."""
    return Region(
        kind="circle",
        name=name,
        country=nearest.country if nearest else None,
        admin1=nearest.admin1 if nearest else None,
        admin2=nearest.admin2 if nearest else None,
        lat=round(lat, 2),
        lon=round(lon, 2),
        radius_km=radius_km,
        timezone=nearest.timezone if nearest else None,
    )


def _same(mine: str | None, theirs: str | None) -> bool:
    return mine is not None and mine == theirs
