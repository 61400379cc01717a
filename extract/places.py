"""Places as the gazetteer knows them, and what the rest may ask a gazetteer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

PlaceKind = Literal["continent", "region", "country", "admin1", "admin2", "city"]
Via = Literal["name", "alias", "abbreviation", "demonym", "slip", "part"]
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry. Codes are GeoNames': admin1 "MX.14", admin2 "MX.14.039".

    A country has `admin1` None; continents have `country` None too, and so have regions but those
    that lie in one country ("Darfur"). `geonameid` is below zero where GeoNames has no entry: our
    own regions and an operator's own places.
    """

    geonameid: int
    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int = 0
    timezone: str | None = None  # IANA name


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing a name may mean, and which sort of name led there: "part" = that of what holds it ("East Oxford")."""

    place: Place
    via: Via


@dataclass(frozen=True, slots=True)
class Match:
    """An answer to a name as a person types it, best first, with the reason. `told`: it lies in what was typed with it
    ("Woolwich, London"), so that hardly anything else is meant."""

    place: Place
    why: str
    told: bool = False


class Gazetteer(Protocol):
    """Name -> places. Implementations are read-only and safe to share between threads."""

    def candidates(self, name: str) -> Sequence[Candidate]:
        """Everything an exact folded name, alias or abbreviation may mean; empty when unknown."""
        ...

    def slips(self, name: str, *, within: Place) -> Sequence[Candidate]:
        """Places inside `within` whose name is one slip of the pen away from `name`."""
        ...

    def place(self, geonameid: int) -> Place | None: ...

    def country(self, code: str) -> Place | None:
        """The country with this ISO 3166-1 alpha-2 code."""
        ...

    def admin1(self, code: str) -> Place | None:
        """The first-order division with this GeoNames code ("MX.14")."""
        ...

    def parents(self, place: Place) -> tuple[Place, ...]:
        """What contains the place, innermost first: admin2, admin1, country; empty for a country."""
        ...

    def lookup(self, query: str, limit: int = 8) -> Sequence[Match]:
        """A name as a person types it: slips, nicknames, "city parent", any script."""
        ...

    def nearest(self, lat: float, lon: float, within_km: float = 50.0) -> Place | None:
        """The nearest city to a point, None where there is none."""
        ...

    def cities(self, box: tuple[float, float, float, float], limit: int) -> Sequence[Place]:
        """Cities between west, south, east and north, the most populous first; longitudes may go past 180°."""
        ...


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance by the haversine formula."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_lat = math.sin((phi2 - phi1) / 2)
    half_lon = math.sin(math.radians(lon2 - lon1) / 2)
    h = half_lat**2 + math.cos(phi1) * math.cos(phi2) * half_lon**2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))
