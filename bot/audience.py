"""Which of very many subscriptions an incident may concern, without asking each of them.

Divisions are looked up by their codes; cities and circles lie in arrays sorted by latitude, of which
only the band within reach is measured, all points at once. What is left is exact for places,
severities, categories and times; `subscriptions.alerts_for` then decides as it would for a few.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.incidents import Incident, Part
from bot.regions import DEFAULT_RADIUS_KM
from bot.subscriptions import ALL_CLEAR, Subscription
from extract.divisions import go_by_one_name
from extract.places import EARTH_RADIUS_KM
from rules.rule import Severity

Rows = NDArray[np.int64]
_NOTHING: Rows = np.empty(0, dtype=np.int64)
_ANY = np.uint64(0)
_OTHER = 63  # the bit shared by categories beyond the 63rd: too many pass, never too few
_KM_A_DEGREE = np.pi * EARTH_RADIUS_KM / 180
_EVER = float("inf")


class Audience:
    """Built once from all subscriptions; to be built anew when they change (about 3 µs each)."""

    def __init__(self, subscriptions: Iterable[Subscription]) -> None:
        self._all: Sequence[Subscription] = tuple(subscriptions)
        self._bits: dict[str, int] = {}
        self._inside: dict[str, Rows] = {}
        self._around: dict[str, Rows] = {}
        self._cities: dict[str, dict[str, Rows]] = {}  # by first-order division and name
        self._index()

    def __len__(self) -> int:
        return len(self._all)

    def concerned(self, incident: Incident, now: datetime) -> list[Subscription]:
        """Those who may be concerned, in the order they were given; nobody who is concerned is missing."""
        rows = self.rows(incident, now)
        return [self._all[row] for row in rows.tolist()]

    def rows(self, incident: Incident, now: datetime) -> Rows:
        """Positions of the same, ascending."""
        if incident.trial:
            return _NOTHING
        moment = now.timestamp()
        found = [self._of_part(part, incident) for part in incident.parts]
        rows = np.unique(np.concatenate(found)) if found else _NOTHING
        listening = (self._starts[rows] <= moment) & (moment < self._until[rows]) & (self._muted[rows] <= moment)
        return rows[listening]

    def _of_part(self, part: Part, incident: Incident) -> Rows:
        place = part.place
        inside = [self._inside.get(code, _NOTHING) for code in (place.country, place.admin1, place.admin2) if code]
        if place.kind == "admin1":
            cities = self._cities.get(place.admin1 or "", {})
            inside += [rows for name, rows in cities.items() if go_by_one_name(name, place.name)]
        if place.kind in ("city", "admin2"):
            inside.append(self._within(place.lat, place.lon))
            inside.append(self._inside.get(f"#{place.geonameid}", _NOTHING))
        if part.severity is Severity.DANGER or incident.official:
            code = {"country": place.country, "admin1": place.admin1, "admin2": place.admin2}.get(place.kind)
            inside.append(self._around.get(f"{place.kind}:{code}", _NOTHING))
        rows = np.concatenate(inside)
        if part.category == ALL_CLEAR and incident.revision > 1:
            return rows
        wanted = self._categories[rows]
        bit = np.uint64(1) << np.uint64(self._bits.get(part.category, _OTHER))
        kept: Rows = rows[(self._least[rows] <= int(part.severity)) & ((wanted == _ANY) | ((wanted & bit) != 0))]
        return kept

    def _within(self, lat: float, lon: float) -> Rows:
        """Points whose own radius reaches this far: a haversine over the band of latitudes within reach."""
        reach = self._furthest / _KM_A_DEGREE + 0.01
        first, last = np.searchsorted(self._lat, (lat - reach, lat + reach))
        lats, lons = np.radians(self._lat[first:last]), np.radians(self._lon[first:last])
        phi, lam = np.radians(lat), np.radians(lon)
        h = np.sin((lats - phi) / 2) ** 2 + np.cos(phi) * np.cos(lats) * np.sin((lons - lam) / 2) ** 2
        away = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(h)))
        # A metre more: rounding must not lose who stands on the line.
        rows: Rows = self._point_rows[first:last][away <= self._radius[first:last] + 0.001]
        return rows

    def _index(self) -> None:
        inside: dict[str, list[int]] = {}
        around: dict[str, list[int]] = {}
        cities: dict[str, dict[str, list[int]]] = {}
        points: list[tuple[float, float, float, int]] = []
        for row, one in enumerate(self._all):
            region = one.region
            own = {"country": region.country, "admin1": region.admin1, "admin2": region.admin2}.get(region.kind)
            if own:
                inside.setdefault(own, []).append(row)
            elif region.lat is not None and region.lon is not None:
                radius = DEFAULT_RADIUS_KM if region.radius_km is None else region.radius_km
                points.append((region.lat, region.lon, max([radius, *(km for _, km in one.radii)]), row))
            if region.kind == "city":
                inside.setdefault(f"#{region.geonameid}", []).append(row)
                cities.setdefault(region.admin1 or "", {}).setdefault(region.name, []).append(row)
                # its district, whose own point may lie further away
                if region.admin2:
                    inside.setdefault(region.admin2, []).append(row)
            if one.countrywide and region.kind != "country":
                around.setdefault(f"country:{region.country}", []).append(row)
                if region.kind != "admin1":
                    around.setdefault(f"admin1:{region.admin1}", []).append(row)
                if region.kind == "circle":
                    around.setdefault(f"admin2:{region.admin2}", []).append(row)
        self._inside = _arrays(inside)
        self._cities = {admin1: _arrays(names) for admin1, names in cities.items()}
        self._around = _arrays(around)
        points.sort()
        table = np.array(points, dtype=np.float64).reshape(-1, 4)
        self._lat, self._lon, self._radius = table[:, 0].copy(), table[:, 1].copy(), table[:, 2].copy()
        self._point_rows: Rows = table[:, 3].astype(np.int64)
        self._furthest = float(self._radius.max()) if len(table) else 0.0
        self._least = np.array([int(one.least) for one in self._all], dtype=np.int8)
        self._categories = np.array([self._mask(one) for one in self._all], dtype=np.uint64)
        self._starts = _stamps((one.starts for one in self._all), -_EVER)
        self._until = _stamps((one.until for one in self._all), _EVER)
        self._muted = _stamps((_silent_until(one) for one in self._all), -_EVER)

    def _mask(self, one: Subscription) -> int:
        mask = 0
        for slug in one.categories:
            mask |= 1 << self._bits.setdefault(slug, min(len(self._bits), _OTHER))
        return mask


def _arrays(rows: Mapping[str, Sequence[int]]) -> dict[str, Rows]:
    return {name: np.array(of_it, dtype=np.int64) for name, of_it in rows.items()}


def _silent_until(one: Subscription) -> datetime | None:
    """None where something graver may still be told."""
    return one.muted_until if one.muted_to is Severity.DANGER else None


def _stamps(moments: Iterable[datetime | None], never: float) -> NDArray[Any]:
    return np.array([never if one is None else one.timestamp() for one in moments], dtype=np.float64)
