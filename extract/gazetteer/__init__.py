"""The gazetteer: places of the world by name, compiled once from data packages into a read-only SQLite file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from extract.gazetteer.compiling import compiled
from extract.gazetteer.sqlite import SqliteGazetteer
from extract.gazetteer.writing import Progress

__all__ = ["SqliteGazetteer", "open_gazetteer"]

COMPILED = "gazetteer.sqlite3"
OWN_PLACES = "own_places"


def open_gazetteer(data_dir: Path, *, progress: Progress | None = None) -> SqliteGazetteer:
    """The gazetteer of `data_dir`, compiled first (under a minute) when it is missing or its data have changed.

    `progress(what, done, total)` is called while it compiles. Two processes may open at once: one compiles, the other
    waits. The file is opened read-only. OSError, naming the folder, when it cannot be written or has no room left.
    """
    try:
        return SqliteGazetteer(compiled(data_dir / COMPILED, data_dir / OWN_PLACES, progress))
    except sqlite3.OperationalError as error:
        raise OSError(f"{data_dir}: {error}") from error
