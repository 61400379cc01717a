"""Compile the data packages, and an operator's own places, into one read-only SQLite file."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from extract.gazetteer import sources
from extract.gazetteer.own import own_entries, own_stamps
from extract.gazetteer.sources import Entry
from extract.gazetteer.typed_names import nicknames_of_cities, with_typed_names
from extract.gazetteer.writing import KINDS, SCHEMA, Progress, write

# What decides what is written: a change of any of them makes a compiled file stale.
COMPILER = (
    "compiling.py", "filter.py", "initials.py", "names.py", "own.py", "sources.py", "typed_names.py", "writing.py",
)  # fmt: skip  # a table or a paragraph of words, not one a line
USUAL_PLACES = 288_000  # for the progress bar only
OWN = "own places "  # how the stamp's keys for the operator's files begin


def stamp(own: Path) -> dict[str, str]:
    """What a compiled file was made from; `own` is the folder of the operator's places."""
    return _shipped_stamp() | {OWN + name: state for name, state in own_stamps(own).items()}


def _shipped_stamp() -> dict[str, str]:
    compiler = b"".join((Path(__file__).parent / name).read_bytes() for name in COMPILER)
    return sources.data_versions() | {"compiler": f"{zlib.crc32(compiler):08x}"}


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


def shipped_entries() -> Iterator[Entry]:
    """Every place of the packages, with the names that are only typed."""
    yield from with_typed_names(_package_entries())


def _package_entries() -> Iterator[Entry]:
    middles = sources.Middles()
    for town in sources.cities():
        middles.add(town.place)
        yield town
    yield from sources.spots()
    yield from sources.regions()
    yield from sources.countries(middles)
    yield from sources.divisions(middles)


def compiled(
    path: Path,
    own: Path,
    progress: Progress | None = None,
    *,
    entries: Callable[[], Iterable[Entry]] = shipped_entries,
) -> Path:
    """A gazetteer of today's data: `path`, or where there are files in `own` a copy beside it that holds them too.

    What is missing or stale is compiled. A file in `own` that is new, replaced or taken away is a matter of seconds:
    what the packages give takes most of a minute, and stays as it is in `path`.
    Two processes may call this at once: one compiles, the other waits. A reader keeps the file it has opened.
    """
    with_own = path.with_suffix(".own.sqlite3")
    whole = with_own if own_stamps(own) else path
    if whole == path:
        with_own.unlink(missing_ok=True)
    if stamp_of(whole) == stamp(own):
        return whole
    told = progress or (lambda what, done, total: None)
    with _alone(path):
        if stamp_of(path) != _shipped_stamp():
            with _draft(path) as draft:
                _write_shipped(draft, entries(), told)
                draft.replace(path)
        if whole != path and stamp_of(whole) != stamp(own):
            with _draft(path) as draft:
                _write_own(draft, path, whole, own, told)
                draft.replace(whole)
    told("done", 1, 1)
    return whole


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """Where a file is made before it takes its place; gone afterwards, whatever happens."""
    # Those of programs that were killed while they compiled; whoever compiles now holds the lock.
    for left in path.parent.glob(f"{path.stem}.*.draft"):
        left.unlink(missing_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.draft")
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _written(draft: Path, made_from: Mapping[str, str], schema: str = "") -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(draft, isolation_level=None)) as db:
        db.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; {schema}")
        db.execute("BEGIN")
        yield db
        db.execute("INSERT OR REPLACE INTO meta VALUES ('stamp', ?)", (json.dumps(made_from),))
        db.execute("COMMIT")
        db.execute("ANALYZE")


def _write_shipped(draft: Path, entries: Iterable[Entry], progress: Progress) -> None:
    with _written(draft, _shipped_stamp(), SCHEMA) as db:
        write(db, entries, (*sources.city_names(), *nicknames_of_cities()), progress, USUAL_PLACES)


def _write_own(draft: Path, shipped: Path, held: Path, own: Path, progress: Progress) -> None:
    """A copy with the operator's files: of what holds all but the new ones, else of what the packages gave."""
    wanted = stamp(own)
    new = _only_new(stamp_of(held), wanted)
    shutil.copyfile(shipped if new is None else held, draft)
    with _written(draft, wanted) as db:
        write(db, own_entries(own, tuple(own_stamps(own)) if new is None else new), (), progress, 0)


def _only_new(held: Mapping[str, str] | None, wanted: Mapping[str, str]) -> tuple[str, ...] | None:
    """The operator's files that are not in the compiled file yet; None when anything else has changed, or gone."""
    if held is None or any(wanted.get(what) != state for what, state in held.items()):
        return None
    new = wanted.keys() - held.keys()
    return tuple(sorted(what.removeprefix(OWN) for what in new)) if all(what.startswith(OWN) for what in new) else None


def summary(path: Path) -> Iterable[tuple[str, int]]:
    """How many places of each kind a compiled file holds, then how many names."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        counts = dict(db.execute("SELECT kind, count(*) FROM place GROUP BY kind"))
        (names,) = db.execute("SELECT count(*) FROM name").fetchone()
    return [*((kind, counts.get(index, 0)) for index, kind in enumerate(KINDS)), ("names", names)]
