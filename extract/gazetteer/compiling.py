"""Compile the data packages into one read-only SQLite file."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import get_args

from extract.gazetteer import sources
from extract.gazetteer.filter import KeyFilter
from extract.gazetteer.names import bare, key
from extract.gazetteer.own import own_entries, own_stamp
from extract.gazetteer.sources import Entry, NameVia
from extract.places import PlaceKind

# What decides what is written: a change of any of them makes a compiled file stale.
COMPILER = ("compiling.py", "filter.py", "names.py", "own.py", "sources.py")
Progress = Callable[[str, int, int], None]  # what is being done, done, total

KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)
VIAS: tuple[NameVia, ...] = get_args(NameVia)
USUAL_PLACES = 288_000  # for the progress bar only
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
CREATE TABLE filter (bits BLOB NOT NULL);
CREATE TEMP TABLE draft (key TEXT NOT NULL, place INTEGER NOT NULL, via INTEGER NOT NULL);
"""
FINISH = """
INSERT INTO name SELECT key, place, min(via) FROM draft GROUP BY key, place;
CREATE INDEX place_country ON place (country) WHERE kind = 2;
CREATE INDEX place_admin1 ON place (admin1) WHERE kind = 3;
CREATE INDEX place_admin2 ON place (admin2) WHERE kind = 4;
CREATE INDEX place_cell ON place (CAST(lat AS INTEGER), lon) WHERE kind = 5;
"""


def stamp(own: Path) -> dict[str, str]:
    """What a compiled file was made from; `own` is the folder of the operator's places."""
    compiler = b"".join((Path(__file__).parent / name).read_bytes() for name in COMPILER)
    return sources.data_versions() | {"compiler": f"{zlib.crc32(compiler):08x}", "own places": own_stamp(own)}


def stamp_of(path: Path) -> dict[str, str] | None:
    """The stamp of a compiled file, None when there is none or it cannot be read."""
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
    except sqlite3.DatabaseError:
        return None
    return json.loads(row[0]) if row else None


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock beside the file, so that of two compilers one waits and finds the work done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:  # Windows: the rename below is still atomic; two compilers only waste time
            yield
            return
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def all_entries(own: Path) -> Iterator[Entry]:
    """Every place of the packages, then the operator's own in the folder `own`."""
    middles = sources.Middles()
    for town in sources.cities():
        middles.add(town.place)
        yield town
    yield from sources.spots()
    yield from sources.regions()
    yield from sources.countries(middles)
    yield from sources.divisions(middles)
    yield from own_entries(own)


def compiled(
    path: Path, own: Path, progress: Progress | None = None, *, entries: Callable[[Path], Iterable[Entry]] = all_entries
) -> Path:
    """Make sure `path` holds a gazetteer of today's data; compile it when it does not.

    Two processes may call this at once: one compiles, the other waits. A reader keeps the file it has opened.
    """
    if stamp_of(path) == stamp(own):
        return path
    with _alone(path):
        wanted = stamp(own)
        if stamp_of(path) != wanted:
            draft = path.with_suffix(f".{os.getpid()}.draft")
            draft.unlink(missing_ok=True)
            try:
                _write(draft, wanted, entries(own), progress or (lambda what, done, total: None))
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)
    return path


def _keys(entry: Entry) -> dict[str, int]:
    """Folded names of an entry -> index of the best `NameVia` that leads there."""
    keys: dict[str, int] = {}
    for name, via in entry.names.items():
        folded = key(name)
        if folded:
            keys[folded] = min(keys.get(folded, len(VIAS)), VIAS.index(via))
    if entry.place.kind in ("admin1", "admin2"):
        for folded, via_index in list(keys.items()):
            if via_index < VIAS.index("abbreviation"):
                for shorter in bare(folded):
                    keys.setdefault(shorter, VIAS.index("alias"))
    return keys


def _write(path: Path, made_from: dict[str, str], entries: Iterable[Entry], progress: Progress) -> None:
    total = USUAL_PLACES * 5 // 4
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;" + SCHEMA)
        db.execute("BEGIN")
        known = KeyFilter()
        waiting = iter(entries)
        done = 0
        while batch := list(islice(waiting, BATCH)):
            _insert(db, batch, known)
            done += len(batch)
            progress("places", min(done, USUAL_PLACES), total)
        progress("names", USUAL_PLACES, total)
        for more in sources.city_names():
            _name_city(db, more, known)
        db.execute("INSERT INTO filter VALUES (?)", (bytes(known),))
        db.execute("INSERT INTO meta VALUES ('stamp', ?)", (json.dumps(made_from),))
        for statement in filter(str.strip, FINISH.split(";")):
            db.execute(statement)
        db.execute("COMMIT")
        db.execute("ANALYZE")
        progress("done", 1, 1)


def _insert(db: sqlite3.Connection, batch: Iterable[Entry], known: KeyFilter) -> None:
    places = []
    names = []
    for entry in batch:
        place = entry.place
        where = (place.lat, place.lon, place.population, place.timezone)
        codes = (KINDS.index(place.kind), place.country, place.admin1, place.admin2)
        places.append((place.geonameid, place.name, *codes, *where))
        for folded, via in _keys(entry).items():
            known.add(folded)
            names.append((folded, place.geonameid, via))
    db.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
    db.executemany("INSERT INTO draft VALUES (?, ?, ?)", names)


def _name_city(db: sqlite3.Connection, more: sources.MoreNames, known: KeyFilter) -> None:
    """A city that the data no longer have by that name is left as it is; a test tells when that happens."""
    column = "admin1" if "." in more.within else "country"
    row = db.execute(
        f"SELECT id FROM place WHERE kind = ? AND name = ? AND {column} = ? ORDER BY population DESC LIMIT 1",
        (KINDS.index("city"), more.city, more.within),
    ).fetchone()
    if row is not None:
        for name, via in more.names.items():
            known.add(key(name))
            db.execute("INSERT INTO draft VALUES (?, ?, ?)", (key(name), row[0], VIAS.index(via)))


def summary(path: Path) -> Iterable[tuple[str, int]]:
    """How many places of each kind a compiled file holds, then how many names."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        counts = dict(db.execute("SELECT kind, count(*) FROM place GROUP BY kind"))
        (names,) = db.execute("SELECT count(*) FROM name").fetchone()
    return [*((kind, counts.get(index, 0)) for index, kind in enumerate(KINDS)), ("names", names)]
