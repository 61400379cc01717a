"""The embedded store: one SQLite file, one bot at a time."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from bot.store import StoreError
from bot.store.blind import BlindTables
from bot.store.connection import connect, explain
from bot.store.engine import ERRORS, kind_of, seal, wipe
from bot.store.feeds import FeedTables
from bot.store.inbox import InboxTables
from bot.store.incidents import IncidentTables
from bot.store.lock import Lock
from bot.store.loose import LooseTables
from bot.store.migrations import migrations
from bot.store.outbox import OutboxTables
from bot.store.reports import ReportTables
from bot.store.retention import RetentionTables
from bot.store.tellings import TellingTables
from bot.store.wishes import WishTables


class SqliteStore(
    FeedTables,
    IncidentTables,
    ReportTables,
    LooseTables,
    OutboxTables,
    InboxTables,
    RetentionTables,
    TellingTables,
    BlindTables,
    WishTables,
):
    """Everything the bot remembers. `open_store` opens it."""

    def __init__(self, path: Path, key: str | None, lock: Lock) -> None:
        super().__init__(path, key)
        self._lock = lock

    def close(self) -> None:
        """Leaves no write-ahead log behind."""
        self.checkpoint()
        super().close()
        self._lock.release()

    def erase_chat(self, chat_id: int) -> None:
        """Every row of every table that names the chat, and the pages where they stood, log included."""
        with self.write():
            self._change(
                """DELETE FROM texts WHERE id IN (SELECT text_id FROM deliveries WHERE chat_id = :chat)
                   AND NOT EXISTS (SELECT 1 FROM deliveries WHERE text_id = texts.id AND chat_id != :chat)""",
                {"chat": chat_id},
            )
            for row in self._rows(_TABLES_WITH_CHATS):
                table = row["name"]
                if table == "inbox":
                    # The ids stay, so that an update is not done twice; what was said goes.
                    self._change(
                        "UPDATE inbox SET body = '', chat_id = NULL, done = ifnull(done, received) WHERE chat_id = ?",
                        (chat_id,),
                    )
                else:
                    self._change(f'DELETE FROM "{table}" WHERE chat_id = ?', (chat_id,))
            self._change("DELETE FROM roll_calls WHERE user_id = ?", (chat_id,))
            self._empty_wal = True


_TABLES_WITH_CHATS = """
    SELECT DISTINCT sqlite_master.name AS name FROM sqlite_master, pragma_table_info(sqlite_master.name) AS columns
    WHERE sqlite_master.type = 'table' AND columns.name = 'chat_id'"""


def open_store(path: Path, key: str | None = None) -> SqliteStore:
    """Open or create the database, bring its tables up to date, and keep others out of it.

    With a key it is encrypted; one that was not is encrypted now.
    Raises StoreInUseError when another bot works on it, StoreError with one clear line on anything else.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)  # also one that was there before; the log and its index inherit this
    except OSError as error:
        raise StoreError(f"{path}: cannot be created or written ({error.strerror})") from error
    lock = Lock(path)
    try:
        if key is not None:
            wipe(path.with_name(path.name + ".plain"))  # left by a program that ended while it was at that
            if kind_of(path) == "plain":
                seal(path, key)
        _migrate(path, key)
        store = SqliteStore(path, key, lock)
        store.give_back_feeds()  # the lock is ours: a bot that held some was killed, or stopped in the midst of a look
        return store
    except ERRORS as error:
        lock.release()
        raise explain(error, path) from error
    except BaseException:
        lock.release()
        raise


def _migrate(path: Path, key: str | None) -> None:
    with closing(connect(path, key)) as db, closing(Database(memory=True, execute_plugins=False)) as nothing:
        ours = {migration.name for migration in migrations.pending(nothing)}
        if newer := sorted({migration.name for migration in migrations.applied(db)} - ours):
            raise StoreError(f"{path}: written by a newer Tocsin ({newer[0]}); upgrade this one or restore a backup")
        migrations.apply(db)
