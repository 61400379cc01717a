"""The two connections behind the store: one writes, one reads, both from any thread.

WAL lets the reader go on while something is written. There is one writer at a time, in this
process by a lock, in the database by BEGIN IMMEDIATE: a deferred transaction that reads and then
writes fails under contention (213 of 400 did when measured), an immediate one waits its turn.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.store import StoreBusyError, StoreError, StoreFullError, engine
from bot.store.engine import ERRORS
from bot.store.fairness import FairLock

BUSY_TIMEOUT_MS = 10_000

Params = Sequence[Any] | Mapping[str, Any]
Row = dict[str, Any]


def explain(error: Exception, path: Path) -> StoreError:
    """SQLite's error as one of ours, naming the file."""
    text = str(error)
    if "disk is full" in text:
        return StoreFullError(f"{path}: no room left on the disk; nothing was lost, free some space")
    if "locked" in text or "busy" in text:
        return StoreBusyError(f"{path}: the database is locked by another program")
    if "not a database" in text or "malformed" in text:
        return StoreError(f"{path}: the database is damaged ({text}); `tocsin restore` brings a backup back")
    if "disk I/O" in text:
        return StoreError(f"{path}: the disk cannot be read or written ({text}); is it full, or failing?")
    if "readonly" in text or "unable to open" in text:
        return StoreError(f"{path}: the database cannot be written ({text}); check its owner and its folder")
    return StoreError(f"{path}: {text}")


def connect(path: Path, key: str | None) -> Database:
    """One connection with everything set that the store relies on."""
    raw = engine.connect(path, key, timeout=BUSY_TIMEOUT_MS / 1000)
    try:
        for pragma in (
            f"busy_timeout = {BUSY_TIMEOUT_MS}",
            "journal_mode = WAL",
            # A power cut must not undo "acknowledged" or "sending": 1.4 ms a transaction, 0.06 without.
            "synchronous = FULL",
            "secure_delete = ON",  # what is erased is overwritten, not merely unlinked
            "foreign_keys = ON",
        ):
            raw.execute(f"PRAGMA {pragma}").fetchall()
        return Database(raw, execute_plugins=False)
    except ERRORS:
        raw.close()
        raise


class Connections:
    """Transactions and queries; the table groups build their verbs on these."""

    def __init__(self, path: Path, key: str | None) -> None:
        self.path = path
        self._writer = connect(path, key)
        try:
            self._reader = connect(path, key)
        except ERRORS:
            self._writer.close()
            raise
        self._write_lock = FairLock()
        self._read_lock = threading.Lock()
        self._owner: int | None = None  # the thread whose transaction is open
        self._empty_wal = False

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[None]:
        """BEGIN IMMEDIATE … COMMIT; joins the transaction already open in this thread.

        Not `lasting` leaves out the wait for the disk: a power cut may undo it until the next lasting one has ended,
        which makes everything before it last as well.

        Must not be held across an `await`: another task of the same thread would join it.
        """
        with self._write_lock:
            if self._owner == threading.get_ident():
                yield
                return
            connection = self._writer.conn
            if not lasting:
                connection.execute("PRAGMA synchronous = NORMAL")
            try:
                connection.execute("BEGIN IMMEDIATE")
                self._owner = threading.get_ident()
                yield
                connection.execute("COMMIT")
            except BaseException as error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                self._empty_wal = False
                if isinstance(error, ERRORS):
                    raise explain(error, self.path) from error
                raise
            finally:
                self._owner = None
                if not lasting:
                    connection.execute("PRAGMA synchronous = FULL")
            if self._empty_wal:
                self._empty_wal = False
                self.checkpoint()

    def checkpoint(self) -> bool:
        """Move everything from the write-ahead log into the database and leave the log empty."""
        with self._write_lock, self._read_lock:
            try:
                row = self._writer.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except ERRORS:
                return False
            return row is not None and row[0] == 0

    def close(self) -> None:
        with self._write_lock, self._read_lock:
            self._reader.close()
            self._writer.close()

    def _rows(self, sql: str, params: Params = ()) -> list[Row]:
        """Rows of a query; within `write()` it sees what that transaction has changed so far."""
        names, found = self._answer(sql, params)
        return [dict(zip(names, row, strict=True)) for row in found]

    def _tuples(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """The same without names, for what asks very often."""
        return self._answer(sql, params)[1]

    def _answer(self, sql: str, params: Params) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Names of columns and rows, made into values without the reader's lock: others need not wait meanwhile."""
        try:
            if self._owner == threading.get_ident():
                cursor = self._writer.conn.execute(sql, params)
                found = cursor.fetchall()
            else:
                with self._read_lock:
                    cursor = self._reader.conn.execute(sql, params)
                    found = cursor.fetchall()
        except ERRORS as error:
            raise explain(error, self.path) from error
        return [column[0] for column in cursor.description or ()], found

    def _row(self, sql: str, params: Params = ()) -> Row | None:
        rows = self._rows(sql, params)
        return rows[0] if rows else None

    def _change(self, sql: str, params: Params = ()) -> int:
        """Run a change in the open transaction or in its own; how many rows it touched."""
        with self.write():
            return self._writer.conn.execute(sql, params).rowcount

    def _change_returning(self, sql: str, params: Params = ()) -> list[Row]:
        with self.write():
            return dicts(self._writer.conn.execute(sql, params))

    def _change_many(self, sql: str, params: Iterable[Params]) -> None:
        with self.write():
            self._writer.conn.executemany(sql, params)


def dicts(cursor: sqlite3.Cursor) -> list[Row]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor]
