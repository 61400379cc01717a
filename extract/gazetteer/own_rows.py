"""An operator's list of places (CSV, TSV or YAML), read row by row; a bad row is one problem, the rest is taken."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.gazetteer.names import key
from extract.gazetteer.sources import Entry
from extract.marks import Problem, did_you_mean, read_file
from extract.places import Place, PlaceKind, distance_km

if TYPE_CHECKING:
    from extract.gazetteer.sqlite import SqliteGazetteer

NEEDED = ("name", "lat", "lon")
COLUMNS = (*NEEDED, "aliases", "parent", "kind", "population")
KINDS: tuple[PlaceKind, ...] = ("city", "admin2", "admin1", "region")
FAR_KM = 1500.0  # a parent's middle may lie that far off in a large country; beyond it the point is taken for a slip
NEAR_KM = 50.0


@dataclass(frozen=True, slots=True)
class Row:
    """One place as written: where it stands in the file, and its cells by column, all text."""

    line: int
    cells: Mapping[str, str]


class BadRow(ValueError):
    """What is wrong with one row, for people."""


def read_rows(path: Path) -> tuple[list[Row], list[Problem]]:
    """Rows of a file by its ending: .yaml/.yml, else a table whose first line names the columns."""
    if path.suffix.lower() in (".yaml", ".yml"):
        return _yaml_rows(path)
    return _table_rows(path)


def _yaml_rows(path: Path) -> tuple[list[Row], list[Problem]]:
    marked, problems = read_file(path)
    if marked is None:
        return [], problems
    if not isinstance(marked.data, list):
        problems.append(marked.problem((), "a list of places is expected: - {name: Kampung Baru, lat: 3.1, lon: 101}"))
        return [], problems
    rows = []
    for index, item in enumerate(marked.data):
        if not isinstance(item, dict):
            problems.append(marked.problem((index,), "a place is written {name: …, lat: …, lon: …}"))
            continue
        cells: dict[str, str] = {}
        for column, value in item.items():
            written = marked.spot((index, column)).written
            cells[str(column)] = "|".join(map(str, value)) if isinstance(value, list) else str(written or "")
        rows.append(Row(marked.spot((index,)).line, cells))
    return rows, problems


def _table_rows(path: Path) -> tuple[list[Row], list[Problem]]:
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        first = file.readline()
        file.seek(0)
        delimiter = max("\t,;", key=first.count)
        table = csv.reader(file, delimiter=delimiter)
        header = [cell.strip().lower() for cell in next(table, [])]
        if missing := [column for column in NEEDED if column not in header]:
            wanted = f"the first line must name the columns ({', '.join(COLUMNS)}); missing: {', '.join(missing)}"
            return [], [Problem(str(path), 1, 1, wanted)]
        problems = [
            Problem(str(path), 1, 1, f"unknown column {name!r}{did_you_mean(name, COLUMNS)}; it is not read")
            for name in header
            if name and name not in COLUMNS
        ]
        rows = []
        for cells in table:
            if len(cells) > len(header):
                problems.append(
                    Problem(
                        str(path), table.line_num, 1, f"{len(cells)} cells, but {len(header)} columns; quote commas"
                    )
                )
            elif any(cell.strip() for cell in cells):
                rows.append(Row(table.line_num, dict(zip(header, cells, strict=False))))
    return rows, problems


def entries_of(rows: list[Row], file: str, gazetteer: SqliteGazetteer, problems: list[Problem]) -> Iterator[Entry]:
    """An entry for each good row; what is wrong with the others is added to `problems`."""
    for row in rows:
        try:
            yield _entry(row.cells, gazetteer)
        except BadRow as bad:
            problems.append(Problem(file, row.line, 1, str(bad)))


def _entry(cells: Mapping[str, str], gazetteer: SqliteGazetteer) -> Entry:
    name = cells.get("name", "").strip()
    if not key(name):
        raise BadRow("no name")
    for cell in cells.values():
        if not cell.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in cell):
            raise BadRow("not UTF-8; save the file as UTF-8")
    lat, lon = _degrees(cells, "lat", 90.0), _degrees(cells, "lon", 180.0)
    kind = cells.get("kind", "").strip().lower() or "city"
    if kind not in KINDS:
        raise BadRow(f"kind is {kind!r}; write one of {', '.join(KINDS)}")
    parent = _parent(cells.get("parent", "").strip(), lat, lon, gazetteer)
    place = Place(
        # stable from one compile to the next, and far below the numbers of the shipped regions
        -(1_000_000 + zlib.crc32(f"{key(name)}|{lat:.4f}|{lon:.4f}".encode())),
        name, next(each for each in KINDS if each == kind), parent.country, parent.admin1, parent.admin2, lat, lon,
        _population(cells.get("population", "")), parent.timezone,
    )  # fmt: skip  # a table or a paragraph of words, not one a line
    entry = Entry(place, {name: "name"})
    aliases = cells.get("aliases", "").replace(";", "|").split("|")
    entry.add((alias.strip() for alias in aliases if key(alias)), "alias")
    return entry


def _degrees(cells: Mapping[str, str], column: str, most: float) -> float:
    written = cells.get(column, "").strip()
    try:
        value = float(written.replace(",", "."))
    except ValueError:
        raise BadRow(
            f"{column} is {written!r}; write degrees such as {'20.6736' if column == 'lat' else '-103.344'}"
        ) from None
    if not -most <= value <= most:
        raise BadRow(f"{column} is {written}; it must lie between -{most:.0f} and {most:.0f}")
    return value


def _population(written: str) -> int:
    digits = written.strip().replace(",", "").replace(" ", "")
    if digits and not digits.isdecimal():
        raise BadRow(f"population is {written!r}; write a whole number or leave it empty")
    return int(digits or 0)


def _parent(written: str, lat: float, lon: float, gazetteer: SqliteGazetteer) -> Place:
    """What holds the place: as named, nearest to the point if several; else whatever holds the nearest town."""
    town = gazetteer.nearest(lat, lon, NEAR_KM)
    if not written:
        if town is None:
            raise BadRow(f"no town within {NEAR_KM:.0f} km of the point: name a parent, or check lat and lon")
        return town
    found = [match.place for match in gazetteer.lookup(written, 20)]
    if exact := gazetteer.admin1(written.upper()) or gazetteer.admin2(written.upper()):
        found = [exact]
    found = [place for place in found if place.country]
    if not found:
        raise BadRow(f'parent {written!r} is not known; write it like "Jalisco, Mexico" or MX.14')
    nearest = min(found, key=lambda place: distance_km(place.lat, place.lon, lat, lon))
    away = distance_km(nearest.lat, nearest.lon, lat, lon)
    if away > FAR_KM and nearest.kind != "country":
        raise BadRow(f"the point lies {away:,.0f} km from {nearest.name}; check lat, lon and parent")
    if nearest.kind == "country" and town is not None and town.country == nearest.country:
        return town
    return nearest
