"""Copies of the database: taken while it is written, restored, refused when they are none."""

from __future__ import annotations

import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
from fakes_store import fill
from fakes_telegram import NOON, World, owed

from bot.store import StoreError, StoreInUseError
from bot.store.backup import back_up, restore
from bot.store.sqlite import open_store
from bot.subscriptions import Chat


def test_a_backup_taken_while_writing_restores_to_a_whole_database(world: World, tmp_path: Path) -> None:
    fill(world, 1, "KEPT")
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            world.owe(owed(2))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert back_up(world.store.path, tmp_path / "copy.db") > 0
    finally:
        stop.set()
        writer.join()
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    target = tmp_path / "elsewhere" / "tocsin.db"
    assert restore(tmp_path / "copy.db", target, NOON) is None
    with closing(open_store(target)) as store:
        assert store.chat(1) == world.store.chat(1)


def test_a_restore_puts_the_old_database_aside(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with closing(open_store(path)) as store:
        store.save_chat(Chat(1, "private"), NOON)
    back_up(path, tmp_path / "copy.db")
    with closing(open_store(path)) as store:
        store.save_chat(Chat(2, "private"), NOON)
    aside = restore(tmp_path / "copy.db", path, NOON)
    with closing(open_store(path)) as store:
        assert [chat.id for chat in store.chats()] == [1]
    assert aside is not None
    with closing(open_store(aside)) as store:
        assert [chat.id for chat in store.chats()] == [1, 2]


def test_a_restore_under_a_running_bot_is_refused(world: World, tmp_path: Path) -> None:
    back_up(world.store.path, tmp_path / "copy.db")
    with pytest.raises(StoreInUseError):
        restore(tmp_path / "copy.db", world.store.path, NOON)


@pytest.mark.parametrize(
    ("content", "said"), [(b"no database at all" * 99, "damaged"), (b"", "not a database of Tocsin")]
)
def test_a_backup_that_is_none_is_refused_and_nothing_is_touched(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "copy.db").write_bytes(content)
    path = tmp_path / "tocsin.db"
    with closing(open_store(path)) as store:
        store.save_chat(Chat(1, "private"), NOON)
    with pytest.raises(StoreError, match=said):
        restore(tmp_path / "copy.db", path, NOON)
    with closing(open_store(path)) as store:
        assert store.chat(1) is not None


def test_a_backup_does_not_overwrite(world: World, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(StoreError, match="is there already"):
        back_up(world.store.path, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"
