"""Compile the data packages into one read-only SQLite file."""

from __future__ import annotations

import json
import math
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.gazetteer import sources
from extract.gazetteer.names import bare, key
from extract.gazetteer.sources import Entry
from extract.places import PlaceKind, Via

FORMAT = 1  # raised when the tables or the way they are filled change
Progress = Callable[[str, int, int], None]  # what is being done, done, total

KINDS: tuple[PlaceKind, ...] = ("continent", "region", "country", "admin1", "admin2", "city")
VIAS: tuple[Via, ...] = ("name", "alias", "abbreviation")
FILTER_BITS = 1 << 24  # 2 MB: about one key in twenty that is unknown passes

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY,   -- GeoNames id; below zero where GeoNames has none
    name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT, admin1 TEXT, admin2 TEXT,
    lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL, timezone TEXT,
    rank REAL NOT NULL        -- how likely the place is meant when nothing else is known
);
CREATE TABLE key (id INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE name (key INTEGER NOT NULL, place INTEGER NOT NULL, via INTEGER NOT NULL, PRIMARY KEY (key, place))
    WITHOUT ROWID;
CREATE TABLE filter (bits BLOB NOT NULL);
CREATE VIRTUAL TABLE trigram USING fts5 (key, content = '', detail = none, columnsize = 0, tokenize = 'trigram');
"""
INDEXES = """
CREATE UNIQUE INDEX key_key ON key (key);
CREATE INDEX place_division ON place (admin2, admin1, country) WHERE kind IN (2, 3, 4);
CREATE INDEX place_cell ON place (CAST(lat AS INTEGER), CAST(lon AS INTEGER)) WHERE kind = 5;
"""


def stamp(own: Path | None) -> dict[str, str]:
    """What a compiled file was made from; `own` is the operator's file of places."""
    mine = f"{zlib.crc32(own.read_bytes()):08x}" if own is not None and own.exists() else "none"
    return sources.data_versions() | {"format": str(FORMAT), "own places": mine}


def stamp_of(path: Path) -> dict[str, str] | None:
    """The stamp of a compiled file, None when there is none or it cannot be read."""
    if not path.exists():
        return None
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            row = db.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
        db.close()
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


def compiled(path: Path, own: Path | None = None, progress: Progress | None = None) -> Path:
    """Make sure `path` holds a gazetteer of today's data; compile it when it does not."""
    wanted = stamp(own)
    if stamp_of(path) == wanted:
        return path
    with _alone(path):
        if stamp_of(path) != wanted:
            draft = path.with_suffix(f".{os.getpid()}.draft")
            draft.unlink(missing_ok=True)
            try:
                _write(draft, wanted, own, progress or (lambda what, done, total: None))
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)
    return path


def rank(entry: Entry) -> float:
    """Log population, lifted by what a bare name most often means: Georgia the country, Oklahoma the state."""
    lift = {"continent": 9.0, "region": 6.0, "country": 6.0, "admin1": 1.5, "admin2": -0.5, "city": 0.0}
    return math.log10(entry.place.population + 10) + lift[entry.place.kind]


def _entries(own: Path | None) -> Iterator[Entry]:
    towns = list(sources.cities())
    middles = sources.middles(towns)
    yield from sources.regions()
    yield from sources.countries(middles)
    yield from sources.divisions(middles)
    yield from towns


def _keys(entry: Entry) -> dict[str, int]:
    """Folded names of an entry -> index of the best `Via` that leads there."""
    keys: dict[str, int] = {}
    for name, via in entry.names.items():
        folded = key(name)
        if folded:
            keys[folded] = min(keys.get(folded, len(VIAS)), VIAS.index(via))
    if entry.place.kind in ("admin1", "admin2"):
        for folded in list(keys):
            for shorter in bare(folded):
                keys.setdefault(shorter, 1)
    return keys


def _write(path: Path, made_from: dict[str, str], own: Path | None, progress: Progress) -> None:
    db = sqlite3.connect(path)
    try:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        db.execute("BEGIN")
        progress("reading the data", 0, 1)
        numbers: dict[str, int] = {}
        bits = bytearray(FILTER_BITS // 8)
        entries = list(_entries(own))
        for done, entry in enumerate(entries):
            if done % 10_000 == 0:
                progress("writing places", done, len(entries))
            _insert(db, entry, numbers, bits)
        progress("writing names", 0, 1)
        db.executemany("INSERT INTO key VALUES (?, ?)", ((number, text) for text, number in numbers.items()))
        db.executemany("INSERT INTO trigram (rowid, key) VALUES (?, ?)", ((n, text) for text, n in numbers.items()))
        db.execute("INSERT INTO filter VALUES (?)", (bytes(bits),))
        db.execute("INSERT INTO meta VALUES ('stamp', ?)", (json.dumps(made_from),))
        db.execute("COMMIT")
        progress("indexing", 0, 1)
        db.executescript(INDEXES)
        db.execute("INSERT INTO trigram (trigram) VALUES ('optimize')")
        db.execute("ANALYZE")
        db.commit()
        progress("indexing", 1, 1)
    finally:
        db.close()


def _insert(db: sqlite3.Connection, entry: Entry, numbers: dict[str, int], bits: bytearray) -> None:
    place = entry.place
    db.execute(
        "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            place.geonameid, place.name, KINDS.index(place.kind), place.country, place.admin1, place.admin2,
            place.lat, place.lon, place.population, place.timezone, round(rank(entry), 3),
        ),
    )  # fmt: skip
    for folded, via in _keys(entry).items():
        number = numbers.get(folded)
        if number is None:
            number = numbers[folded] = len(numbers) + 1
            mark(bits, folded)
        db.execute("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", (number, place.geonameid, via))


def mark(bits: bytearray, folded: str) -> None:
    at = zlib.crc32(folded.encode()) % FILTER_BITS
    bits[at >> 3] |= 1 << (at & 7)


def marked(bits: bytes, folded: str) -> bool:
    """False: certainly no such key. True: perhaps."""
    at = zlib.crc32(folded.encode()) % FILTER_BITS
    return bool(bits[at >> 3] >> (at & 7) & 1)


def summary(path: Path) -> Iterable[tuple[str, int]]:
    """How many places of each kind a compiled file holds, then how many names."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        counts = dict(db.execute("SELECT kind, count(*) FROM place GROUP BY kind"))
        yield from ((kind, counts.get(index, 0)) for index, kind in enumerate(KINDS))
        yield "names", db.execute("SELECT count(*) FROM name").fetchone()[0]
    db.close()
