"""Write places and their names into the SQLite file that `sqlite.SqliteGazetteer` reads."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import get_args

from extract.divisions import bare
from extract.gazetteer.filter import key_filter
from extract.gazetteer.initials import initials, telling_parts
from extract.gazetteer.names import key
from extract.gazetteer.sources import Entry, MoreNames, NameVia
from extract.places import Place, PlaceKind

Progress = Callable[[str, int, int], None]  # what is being done, done, total

KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)
VIAS: tuple[NameVia, ...] = get_args(NameVia)
KIND_INDEX = {kind: index for index, kind in enumerate(KINDS)}
VIA_INDEX = {via: index for index, via in enumerate(VIAS)}
BATCH = 5_000

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY,   -- GeoNames id; below zero where GeoNames has none
    name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT, admin1 TEXT, admin2 TEXT,
    lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL, timezone TEXT
);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, via INTEGER NOT NULL, PRIMARY KEY (key, place))
    WITHOUT ROWID;
CREATE TABLE large (tight TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (tight, place)) WITHOUT ROWID;
CREATE TABLE filter (bits BLOB NOT NULL);
CREATE INDEX place_country ON place (country) WHERE kind = 2;
CREATE INDEX place_admin1 ON place (admin1) WHERE kind = 3;
CREATE INDEX place_admin2 ON place (admin2) WHERE kind = 4;
CREATE INDEX place_cell ON place (CAST(lat AS INTEGER), lon) WHERE kind = 5;
"""
# Names wait in a draft and go over sorted: a B-tree that is filled in order is written once.
DRAFT = "CREATE TEMP TABLE draft (key TEXT NOT NULL, place INTEGER NOT NULL, via INTEGER NOT NULL)"
SORTED = """
INSERT INTO name SELECT key, place, min(via) FROM draft GROUP BY key, place
ON CONFLICT (key, place) DO UPDATE SET via = min(via, excluded.via)
"""
# Names of large places in plain letters, without gaps: what is typed short or badly is looked for among them alone.
LARGE_CITY, LARGE_BY_OWN_NAME, LARGE_ADMIN2 = 100_000, 50_000, 200_000  # people
LARGE_NAMES = f"""
INSERT OR IGNORE INTO large
SELECT replace(n.key, ' ', '') AS tight, n.place FROM name n JOIN place p ON p.id = n.place
WHERE n.via < 2 AND n.key NOT GLOB '*[^a-z ]*' AND (
    p.kind <= {KIND_INDEX["admin1"]}
    OR p.kind = {KIND_INDEX["admin2"]} AND n.via = 0 AND p.population >= {LARGE_ADMIN2}
    OR p.kind = {KIND_INDEX["city"]} AND p.population >= iif(n.via = 0, {LARGE_BY_OWN_NAME}, {LARGE_CITY})
) ORDER BY tight
"""


def write(
    db: sqlite3.Connection, entries: Iterable[Entry], more: Iterable[MoreNames], progress: Progress, expected: int
) -> None:
    """Add `entries`, and `more` names for cities among them; `expected` entries are what the progress bar counts to.

    An entry replaces the place of its id and adds to its names.
    """
    db.execute(DRAFT)
    wanted = _Wanted(more)
    waiting = iter(entries)
    total = expected * 5 // 4 or 1
    done = 0
    while batch := list(islice(waiting, BATCH)):
        _insert(db, batch, wanted)
        done += len(batch)
        progress("places", min(done, expected), total)
    progress("names", min(done, expected), total)
    db.executemany("INSERT INTO draft VALUES (?, ?, ?)", wanted.rows())
    db.execute(SORTED)
    db.execute("DROP TABLE draft")
    db.execute(LARGE_NAMES)
    db.execute("DELETE FROM filter")
    db.execute("INSERT INTO filter VALUES (?)", (key_filter(_keys_of(db)),))


def _insert(db: sqlite3.Connection, batch: Iterable[Entry], wanted: _Wanted) -> None:
    places = []
    names: list[tuple[str, int, int]] = []
    for entry in batch:
        place = entry.place
        places.append(
            (
                place.geonameid, place.name, KIND_INDEX[place.kind], place.country, place.admin1, place.admin2,
                place.lat, place.lon, place.population, place.timezone,
            )
        )  # fmt: skip  # a table or a paragraph of words, not one a line
        names.extend((folded, place.geonameid, via) for folded, via in _keys(entry).items())
        if place.kind == "city":
            wanted.look_at(place)
    db.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
    db.executemany("INSERT INTO draft VALUES (?, ?, ?)", names)


def _keys(entry: Entry) -> dict[str, int]:
    """Folded names of an entry -> index of the best `NameVia` that leads there."""
    keys: dict[str, int] = {}
    for name, via in entry.names.items():
        folded = key(name)
        if folded:
            index = VIA_INDEX[via]
            if keys.get(folded, index) >= index:
                keys[folded] = index
    if entry.place.kind in ("admin1", "admin2"):
        for folded, index in list(keys.items()):
            if index < VIA_INDEX["abbreviation"]:
                for shorter in bare(folded):
                    keys.setdefault(shorter, VIA_INDEX["alias"])
    if entry.place.kind in ("country", "admin1") or (
        entry.place.kind == "city" and entry.place.population >= LARGE_CITY
    ):
        for folded in [folded for folded, index in keys.items() if index == VIA_INDEX["name"]]:
            for short in initials(folded):
                keys.setdefault(short, VIA_INDEX["initials"])
            if entry.place.kind == "city":
                for part in telling_parts(folded):
                    keys.setdefault(part, VIA_INDEX["part"])
    return keys


def _keys_of(db: sqlite3.Connection) -> Iterator[str]:
    for (folded,) in db.execute("SELECT DISTINCT key FROM name"):
        yield folded


class _Wanted:
    """Cities that have more names than the data give them, told by name and by what holds them; the largest counts.

    A city that the data no longer have by that name gets none; a test tells when that happens.
    """

    def __init__(self, more: Iterable[MoreNames]) -> None:
        self._by_name: dict[str, list[MoreNames]] = defaultdict(list)
        for each in more:
            self._by_name[each.city].append(each)
        self._found: dict[tuple[str, str], Place] = {}

    def look_at(self, town: Place) -> None:
        for more in self._by_name.get(town.name, ()):
            if more.within in (town.country, town.admin1):
                held = self._found.get((more.city, more.within))
                if held is None or held.population < town.population:
                    self._found[more.city, more.within] = town

    def rows(self) -> Iterator[tuple[str, int, int]]:
        for name, all_more in self._by_name.items():
            for more in all_more:
                town = self._found.get((name, more.within))
                if town is not None:
                    yield from ((key(other), town.geonameid, VIA_INDEX[via]) for other, via in more.names.items())
