"""Outlines of all countries and of the greater lakes, from Natural Earth (SOURCES.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("outlines.npz")
LAKE = "lake"
Points = NDArray[np.float64]  # rows of longitude, latitude in degrees


@dataclass(frozen=True, slots=True)
class Ring:
    """One closed line around land or a lake. `code` is the country's ISO 3166-1 alpha-2, LAKE, or "" for disputed
    land without one; `box` is west, south, east, north. Longitudes go on past 180° where the line crosses it."""

    code: str
    points: Points
    box: tuple[float, float, float, float]

    @property
    def size(self) -> float:
        """Of its box, in square degrees: enough to tell a mainland from an islet."""
        west, south, east, north = self.box
        return (east - west) * (north - south)


@dataclass(frozen=True, slots=True)
class Outlines:
    """Greater rings before those that may lie in them, lakes last."""

    rings: tuple[Ring, ...]

    def of(self, code: str) -> list[Ring]:
        return [ring for ring in self.rings if ring.code == code]


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """Read once and kept: 10 MB."""
    with np.load(FILE) as archive:
        kept = {name: archive[name] for name in archive.files}
    scale, translate = kept["scale"], kept["translate"]
    arcs = [
        np.cumsum(steps, axis=1).T * scale + translate
        for steps in np.split(kept["steps"], np.cumsum(kept["arc_lengths"])[:-1], axis=1)
    ]
    members = np.split(kept["ring_arcs"], np.cumsum(kept["ring_lengths"])[:-1])
    codes = (str(code) for code in kept["codes"])
    rings = [_ring(code, [_along(arcs, int(one)) for one in ring]) for code, ring in zip(codes, members, strict=True)]
    return Outlines(tuple(sorted(rings, key=lambda ring: (ring.code == LAKE, -ring.size))))


def _along(arcs: list[Points], number: int) -> Points:
    """TopoJSON's way of saying "backwards" is the complement of the arc's number."""
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _ring(code: str, arcs: list[Points]) -> Ring:
    points = np.concatenate([arcs[0], *(arc[1:] for arc in arcs[1:])])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    if east - west > 180:  # it crosses the antimeridian, or goes around a pole
        points[:, 0] = np.unwrap(points[:, 0], period=360.0)
        (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return Ring(code, points, (float(west), float(south), float(east), float(north)))
