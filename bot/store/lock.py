"""One bot per database: a lock that the operating system lets go of when the program ends, however it ends."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.store import StoreError, StoreInUseError


class Lock:
    """Held from construction until `release`. The lock is SQLite's own, on a file beside the database."""

    def __init__(self, database: Path) -> None:
        path = database.with_name(database.name + ".lock")
        path.touch(mode=0o600)
        self._connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            self._connection.execute("PRAGMA journal_mode = MEMORY").fetchall()  # leaves no file of its own behind
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            self._connection.close()
            if "locked" in str(error):
                raise StoreInUseError(
                    f"{database}: another Tocsin is running on this database; stop it first, or give this one its own"
                ) from error
            raise StoreError(f"{path}: {error}") from error

    def release(self) -> None:
        self._connection.close()
