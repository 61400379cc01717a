"""Points and boxes that a source gives -> the circle around them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extract.article import Area

KM_PER_DEGREE = 111.2
_PAIR = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)")


def around(points: Sequence[tuple[float, float]], name: str = "") -> Area | None:
    """The circle about (lon, lat) points: the middle of their box, as far as its corner. None = none is on Earth."""
    good = [(lon, lat) for lon, lat in points if -180 <= lon <= 180 and -90 <= lat <= 90]
    if not good:
        return None
    lats = [lat for _, lat in good]
    lons = [lon for lon, _ in good]
    if max(lons) - min(lons) > 180:  # across the date line
        lons = [lon + 360 if lon < 0 else lon for lon in lons]
    lat, lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    high, wide = max(lats) - lat, (max(lons) - lon) * math.cos(math.radians(lat))
    radius = round(math.hypot(high, wide) * KM_PER_DEGREE, 1)
    return Area(name, lat=round(lat, 5), lon=round((lon + 180) % 360 - 180, 5), radius_km=radius or None)


def of_entry(entry: Mapping[str, Any]) -> Iterable[Area]:
    """GeoRSS and W3C geo of a feedparser entry."""
    where = entry.get("where")
    points: list[tuple[float, float]] = []
    if isinstance(where, Mapping):
        _collect(where.get("coordinates"), points)
    if not points and "geo_lat" in entry:
        try:
            points = [(float(entry.get("geo_long") or entry.get("geo_lon") or ""), float(entry["geo_lat"]))]
        except ValueError:
            points = []
    area = around(points, str(entry.get("georss_featurename") or ""))
    if area is not None:
        yield area


def polygon(written: str, name: str = "") -> Area | None:
    """CAP: "lat,lon lat,lon …"."""
    return around([(float(lon), float(lat)) for lat, lon in _PAIR.findall(written[:100_000])], name)


def circle(written: str, name: str = "") -> Area | None:
    """CAP: "lat,lon radius" in kilometres."""
    found = re.fullmatch(r"\s*" + _PAIR.pattern + r"\s+(\d+(?:\.\d+)?)\s*", written)
    if found is None:
        return None
    lat, lon, radius = float(found[1]), float(found[2]), float(found[3])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    return Area(name, lat=lat, lon=lon, radius_km=radius or None)


def _collect(coordinates: object, points: list[tuple[float, float]]) -> None:
    if isinstance(coordinates, tuple | list):
        if len(coordinates) >= 2 and all(isinstance(number, int | float) for number in coordinates[:2]):
            points.append((float(coordinates[0]), float(coordinates[1])))
        else:
            for inner in coordinates[:5000]:
                _collect(inner, points)
