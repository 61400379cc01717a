"""Copies of the database: taken while the bot runs, put back while it does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot.store import StoreError
from bot.store.connection import explain
from bot.store.engine import ERRORS, connect, kind_of
from bot.store.lock import Lock
from bot.store.migrations import migrations

PAGES_A_STEP = 1000  # the bot may write between two steps


def back_up(database: Path, target: Path, key: str | None = None) -> int:
    """Copy a database that may be in use into one file, checked; its size in bytes.

    The target appears only when it is whole; the copy of an encrypted database opens with the same key.
    Raises StoreError.
    """
    if not database.exists():
        raise StoreError(f"{database}: no such database")
    if target.exists():
        raise StoreError(f"{target}: is there already; name a new file")
    partial = target.with_name(target.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        with _copied(database, partial, key, pages=PAGES_A_STEP) as copy:
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, no log beside it
            _check(copy, partial)
        partial.replace(target)
    except ERRORS as error:
        raise explain(error, database) from error
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return target.stat().st_size


def restore(backup: Path, database: Path, now: datetime, key: str | None = None) -> Path | None:
    """Put a backup in place of the database; where the old one was moved to, None when there was none.

    Refused while a bot runs on it, or when the file is no sound backup of ours. Raises StoreError.
    """
    if not backup.exists():
        raise StoreError(f"{backup}: no such file")
    try:
        with closing(connect(backup, key, read_only=True)) as source:
            _check(source, backup)
        database.parent.mkdir(parents=True, exist_ok=True)
        lock = Lock(database)
    except ERRORS as error:
        raise explain(error, backup) from error
    try:
        return _swap(backup, database, key, now)
    except ERRORS as error:
        raise explain(error, database) from error
    except OSError as error:
        raise StoreError(f"{database}: cannot be replaced ({error.strerror})") from error
    finally:
        lock.release()


@contextmanager
def _copied(source: Path, target: Path, key: str | None, pages: int = -1) -> Iterator[sqlite3.Connection]:
    """All of one file in another of the same kind."""
    same = None if kind_of(source) == "plain" else key
    with closing(connect(source, key, read_only=True, timeout=30)) as old, closing(connect(target, same)) as new:
        old.backup(new, pages=pages, sleep=0.01)
        yield new


def _swap(backup: Path, database: Path, key: str | None, now: datetime) -> Path | None:
    fresh = database.with_name(database.name + ".restoring")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    with _copied(backup, fresh, key):
        pass
    aside = None
    if database.exists():
        with suppress(*ERRORS, StoreError), closing(connect(database, key)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # a damaged one is kept as it is
        aside = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%S}")
        database.replace(aside)
    for leftover in ("-wal", "-shm"):
        log = database.with_name(database.name + leftover)
        if aside is not None and log.exists():
            log.replace(aside.with_name(aside.name + leftover))
        log.unlink(missing_ok=True)
    fresh.replace(database)
    return aside


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Sound, and ours."""
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise StoreError(f"{path}: damaged ({verdict})")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"deliveries", migrations.migrations_table} <= tables:
        raise StoreError(f"{path}: not a database of Tocsin")
