"""What the database file is opened with: SQLite, or SQLCipher as soon as there is a key.

SQLCipher is an extra (`pip install tocsin[encrypted]`). It speaks as SQLite does, but its errors are classes of
its own: whoever catches errors of the database catches `ERRORS`.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Literal

from bot.store import StoreError

try:
    from sqlcipher3 import dbapi2 as sqlcipher
except ImportError:
    sqlcipher = None

ERRORS: tuple[type[Exception], ...] = (sqlite3.Error,) if sqlcipher is None else (sqlite3.Error, sqlcipher.Error)

NOT_INSTALLED = (
    "a database key is set, but SQLCipher is not installed: pip install 'tocsin[encrypted]', or unset the key"
)
PLAIN_HEADER = b"SQLite format 3\0"
_RAW_KEY = re.compile(r"[0-9a-fA-F]{64}")
_ZEROS = bytes(1 << 20)


def connect(path: Path, key: str | None, *, read_only: bool = False, timeout: float = 5.0) -> sqlite3.Connection:
    """A connection for any thread, every transaction written out by its user.

    A file is opened as what it is; the key is for one that is encrypted, and for a new one. A key of 64 hex
    digits is used as it is; any other is a passphrase, which takes a tenth of a second to work into one.
    Raises StoreError when key and file or key and installation do not fit, and ERRORS.
    """
    if read_only and not path.exists():
        raise StoreError(f"{path}: no such file")
    module: Any = sqlite3 if key is None else sqlcipher
    if module is None:
        raise StoreError(NOT_INSTALLED)
    kind = kind_of(path)
    if kind == "plain":
        key, module = None, sqlite3
    if kind == "sealed" and key is None:
        raise StoreError(
            f"{path}: the database is damaged, or encrypted and its key is not set in TOCSIN_DATABASE_KEY; "
            "`tocsin restore` brings a backup back"
        )
    connection: sqlite3.Connection = module.connect(
        f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}",
        uri=True,
        check_same_thread=False,
        isolation_level=None,
        timeout=timeout,
    )
    if key is None:
        return connection
    try:
        connection.execute(f"PRAGMA key = {_quoted(key)}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except ERRORS as error:
        connection.close()
        if kind == "sealed" and "not a database" in str(error):
            raise StoreError(f"{path}: the database key does not open it, or it is damaged") from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def installed() -> bool:
    """Whether there is SQLCipher to encrypt with."""
    return sqlcipher is not None


def kind_of(path: Path) -> Literal["none", "plain", "sealed"]:
    """What lies there, by its first bytes: an encrypted file has no header that anybody could tell."""
    try:
        with path.open("rb") as file:
            head = file.read(len(PLAIN_HEADER))
    except FileNotFoundError:
        return "none"
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
    return "none" if not head else "plain" if head == PLAIN_HEADER else "sealed"


def seal(path: Path, key: str) -> None:
    """Encrypt a plain database in place; nobody may have it open. At every moment one whole database is there.

    What was plain is overwritten before it is let go; a disk that moves its blocks about may still hold it.
    """
    fresh, old = path.with_name(path.name + ".sealing"), path.with_name(path.name + ".plain")
    fresh.unlink(missing_ok=True)
    with closing(connect(path, None)) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        plain.execute("PRAGMA journal_mode = DELETE").fetchall()
    connect(fresh, key).close()  # says what is wrong before anything is begun
    fresh.touch(mode=0o600)
    fresh.chmod(0o600)
    with closing(sqlcipher.connect(path, isolation_level=None)) as source:
        source.execute(f"ATTACH DATABASE ? AS sealed KEY {_quoted(key)}", (str(fresh),))
        source.execute("SELECT sqlcipher_export('sealed')").fetchall()
        source.execute("DETACH DATABASE sealed")
    with closing(connect(fresh, key)) as copy:
        verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise StoreError(f"{fresh}: the encrypted copy is damaged ({verdict}); the database is left as it was")
    old.unlink(missing_ok=True)
    os.link(path, old)
    fresh.replace(path)
    wipe(old)


def wipe(path: Path) -> None:
    """Overwrite a file and remove it; nothing happens when it is not there."""
    with suppress(FileNotFoundError), path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(_ZEROS[: min(left, len(_ZEROS))])
        file.flush()
        os.fsync(file.fileno())
    path.unlink(missing_ok=True)


def _quoted(key: str) -> str:
    return f"\"x'{key}'\"" if _RAW_KEY.fullmatch(key) else "'" + key.replace("'", "''") + "'"
