"""A full GeoNames dump file (`allCountries.txt`, `MX.txt`), read line by line; format: GeoNames' export readme."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.gazetteer.names import key
from extract.gazetteer.sources import Entry, NameVia
from extract.marks import Problem
from extract.places import Place, PlaceKind

CELLS = 19  # geonameid, name, asciiname, alternatenames, lat, lon, class, code, country, cc2, admin1..4, population …
MOST_PROBLEMS = 50  # told one by one; a file with more is not what it says

# Populated places but those that are gone (PPLH, PPLQ, PPLW, PPLCH); divisions; what people name in the news of
# land, islands and water. Hotels, wells, streams and the like would only be mistaken for towns.
_GONE = frozenset(("PPLH", "PPLQ", "PPLW", "PPLCH"))
_DIVISIONS: dict[str, PlaceKind] = {"ADM1": "admin1", "ADM2": "admin2", "ADM3": "city", "ADM4": "city"}
_AREA_CODES = """
AIRP AREA BAY CAMP CAPE CHN CST DLTA DSRT GULF ISL ISLS LK LKS MILB
MTS OCN PASS PEN PLN PRT RESF RGN RGNE RGNH RSV SEA STRT VAL
"""
_AREAS = frozenset(_AREA_CODES.split())


def looks_like_a_dump(path: Path) -> bool:
    """Whether the first line has GeoNames' nineteen cells and begins with an id."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        cells = file.readline().rstrip("\n").split("\t")
    return len(cells) == CELLS and cells[0].isdecimal()


def dump_entries(path: Path, problems: list[Problem]) -> Iterator[Entry]:
    """An entry for each line of a kind that is taken; what is wrong with the others is added to `problems`."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            try:
                entry = _entry(raw.decode("utf-8-sig").rstrip("\r\n").split("\t"))
            except UnicodeDecodeError:
                problems.append(Problem(str(path), number, 1, "not UTF-8; GeoNames' own files are"))
            except ValueError as bad:
                problems.append(Problem(str(path), number, 1, str(bad)))
            else:
                if entry is not None:
                    yield entry
            if len(problems) >= MOST_PROBLEMS:
                problems.append(Problem(str(path), number, 1, "too many problems; the rest of the file is not read"))
                return


def _entry(cells: list[str]) -> Entry | None:
    if len(cells) != CELLS:
        raise ValueError(f"{len(cells)} cells, a line of GeoNames has {CELLS}")
    ident, name, _, others, lat, lon, feature_class, code, country, _, admin1, admin2, *_ = cells
    population, timezone = cells[14], cells[17]
    kind = _kind(feature_class, code)
    if kind is None:
        return None
    if not ident.isdecimal() or not key(name):
        raise ValueError("no GeoNames id or no name in the first two cells")
    try:
        point = float(lat), float(lon)
    except ValueError:
        raise ValueError(f"latitude {lat!r}, longitude {lon!r}: two numbers of degrees are expected") from None
    if abs(point[0]) > 90 or abs(point[1]) > 180:
        raise ValueError(f"latitude {lat}, longitude {lon} lie off the globe")
    first = f"{country}.{admin1}" if country and admin1 and admin1 != "00" else None
    second = f"{first}.{admin2}" if first and admin2 and kind != "admin1" else None
    place = Place(
        int(ident), name, kind, country or None, first, second, *point,
        int(population) if population.isdecimal() else 0, timezone or None,
    )  # fmt: skip  # a table or a paragraph of words, not one a line
    names: dict[str, NameVia] = {name: "name"}
    for other in others.split(","):
        if key(other):
            names.setdefault(
                other, "abbreviation" if len(other) <= 4 and other.isupper() and other.isascii() else "alias"
            )
    return Entry(place, names)


def _kind(feature_class: str, code: str) -> PlaceKind | None:
    if feature_class == "P":
        return None if code in _GONE else "city"
    if feature_class == "A":
        return _DIVISIONS.get(code)
    return "region" if code in _AREAS else None
