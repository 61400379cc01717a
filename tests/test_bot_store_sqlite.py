"""The database as a file: who may open it, and what is written together."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from fakes_telegram import NOON, World, owed

from bot.store import StoreBusyError, StoreError, StoreFullError, StoreInUseError
from bot.store.connection import explain
from bot.store.reader import trouble
from bot.store.sqlite import open_store
from bot.subscriptions import Chat


def test_the_files_are_readable_by_their_owner_alone(world: World) -> None:
    world.people(1)
    for file in world.folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_a_database_that_was_open_to_all_is_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    path.touch(mode=0o644)
    open_store(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_bot_on_the_same_database_is_refused_in_one_line(world: World) -> None:
    script = f"""
from pathlib import Path
from bot.store.sqlite import open_store
try:
    open_store(Path({str(world.store.path)!r}))
except Exception as error:
    print(type(error).__name__, error)
"""
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own script
    assert said.startswith("StoreInUseError")
    assert "another Tocsin is running on this database" in said
    with pytest.raises(StoreInUseError):
        open_store(world.store.path)


def test_after_the_first_has_closed_another_may_open(tmp_path: Path) -> None:
    for _ in range(3):
        open_store(tmp_path / "tocsin.db").close()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    open_store(path).close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('tocsin', 'm999', '')")
    with pytest.raises(StoreError, match="written by a newer Tocsin"):
        open_store(path)
    open_store(tmp_path / "other.db").close()


def test_a_file_that_is_no_database_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    path.write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(StoreError, match=r"tocsin\.db: the database is damaged"):
        open_store(path)
    assert path.read_bytes().startswith(b"this is a letter")


def test_a_page_that_the_disk_has_lost_is_found_before_the_start_and_not_weeks_later(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with closing(open_store(path)) as store, store.write():
        for number in range(1, 2000):
            store.save_chat(Chat(number, "private", title="x" * 200, admitted=True), NOON)
    assert trouble(path, None) is None
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20_000] = b"lost" * 5000
    path.write_bytes(content)
    said = trouble(path, None)
    assert said is not None
    assert said.startswith(f"{path}: the database is damaged")
    assert "tocsin restore" in said
    assert "\n" not in said


def test_a_database_that_is_not_there_yet_is_no_trouble(tmp_path: Path) -> None:
    assert trouble(tmp_path / "tocsin.db", None) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("database or disk is full", StoreFullError),
        ("database is locked", StoreBusyError),
        ("database disk image is malformed", StoreError),
        ("attempt to write a readonly database", StoreError),
        ("disk I/O error", StoreError),
        ("no such table: chats", StoreError),
    ],
)
def test_every_error_names_the_file(text: str, kind: type[StoreError]) -> None:
    told = explain(sqlite3.OperationalError(text), Path("tocsin.db"))
    assert type(told) is kind
    assert str(told).startswith("tocsin.db: ")


def test_what_is_written_together_fails_together(world: World) -> None:
    def seen_and_owed() -> None:
        with world.store.write():
            world.store.save_chat(Chat(1, "private"), NOON)
            world.owe(owed(1))
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError):
        seen_and_owed()
    assert world.store.chat(1) is None
    assert world.store.queue_counts() == {}


def test_within_a_transaction_its_own_changes_are_seen_and_elsewhere_they_are_not(world: World) -> None:
    outside: list[Chat | None] = []
    with world.store.write():
        world.store.save_chat(Chat(1, "private"), NOON)
        assert world.store.chat(1) is not None
        other = threading.Thread(target=lambda: outside.append(world.store.chat(1)))
        other.start()
        other.join()
    assert outside == [None]
    assert world.store.chat(1) is not None


def test_many_threads_write_at_once_and_nothing_is_lost(world: World) -> None:
    world.store.set_value("count", "0")

    def add() -> None:
        for _ in range(25):
            with world.store.write():
                world.store.set_value("count", str(int(world.store.value("count") or 0) + 1))

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert world.store.value("count") == "200"


def test_a_full_disk_is_said_and_what_was_there_stays(world: World) -> None:
    world.people(1)
    pages = world.store._rows("PRAGMA page_count")[0]["page_count"]
    world.store._writer.conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFullError, match="no room left"):
        world.owe(*(owed(1, "x" * 4000) for _ in range(100)))
    assert world.store.queue_counts() == {}
    world.store._writer.conn.execute("PRAGMA max_page_count = 1000000")
    assert len(world.owe(owed(1))) == 1
    assert world.store.chat(1) is not None


def test_after_a_transaction_that_need_not_last_the_next_one_waits_for_the_disk_again(world: World) -> None:
    def synchronous() -> int:
        return int(world.store._writer.conn.execute("PRAGMA synchronous").fetchone()[0])

    with world.store.write(lasting=False):
        assert synchronous() == 1
        world.store.set_value("a", "b")
    assert synchronous() == 2
    with pytest.raises(StoreError), world.store.write(lasting=False):
        world.store._change("UPDATE nowhere SET a = 1")
    assert synchronous() == 2
    assert world.store.value("a") == "b"
