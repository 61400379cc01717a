"""The database encrypted: nothing of it can be read without the key, and everything else is as without one."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from fakes_telegram import NOON, owed

from bot.checking import examine
from bot.config import Mistakes, load_config
from bot.outbox import Sent
from bot.regions import Region
from bot.store import StoreError, engine
from bot.store.backup import back_up, restore
from bot.store.reader import feed_states, subscriptions
from bot.store.sqlite import open_store
from bot.subscriptions import Chat, Subscription

needs_sqlcipher = pytest.mark.skipif(not engine.installed(), reason="the extra `encrypted` is not installed")
KEY = "a1" * 32  # used as it is: no time goes into stretching it
V1 = Path(__file__).parent / "data" / "store_v1.sql"


def fill(path: Path, key: str | None) -> None:
    with closing(open_store(path, key)) as store:
        store.save_chat(Chat(1, "private", admitted=True, title="Ana Secret"), NOON)
        store.subscribe(Subscription(0, 1, Region("country", "Mexico", "MX"), label="Mum's secret house"), NOON)
        store.enqueue([owed(1, "a secret alert")])


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


@needs_sqlcipher
@pytest.mark.parametrize("key", [KEY, "it's a pass phrase"])
def test_an_encrypted_database_works_as_any_other_and_shows_nothing(tmp_path: Path, key: str) -> None:
    path = tmp_path / "tocsin.db"
    fill(path, key)
    with closing(open_store(path, key)) as store:
        assert store.chats()[0].title == "Ana Secret"
        [alert] = store.claim(NOON, 5)
        store.settle([(alert, Sent(1))], NOON)
        assert b"ecret" not in on_disk(tmp_path)  # the log included
    assert b"ecret" not in on_disk(tmp_path)
    assert b"CREATE TABLE" not in on_disk(tmp_path)
    assert [one.label for one in subscriptions(path, key)] == ["Mum's secret house"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


@needs_sqlcipher
def test_without_its_key_or_with_another_it_is_refused_in_one_line_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    fill(path, KEY)
    before = path.read_bytes()
    for key, words in (
        (None, "encrypted and its key is not set"),
        ("b2" * 32, "does not open it"),
        ("wrong", "does not open it"),
    ):
        with pytest.raises(StoreError, match=words):
            open_store(path, key)
        with pytest.raises(StoreError, match=words):
            feed_states(path, key)
    assert path.read_bytes() == before
    with closing(open_store(path, KEY)) as store:
        assert store.chats()


@needs_sqlcipher
def test_a_database_that_was_not_encrypted_is_as_soon_as_there_is_a_key(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(V1.read_text(encoding="utf-8"))
    assert b"Tapalpa" in on_disk(tmp_path)
    with closing(open_store(path, KEY)) as store:
        assert b"Tapalpa" not in on_disk(tmp_path)
        assert store.subscriptions(4242)[0].label == "home"
        assert store.queue_counts() == {"due": 4, "refused": 1, "sending": 1, "sent": 1, "uncertain": 1}
        number = store.subscribe(Subscription(0, 77, Region("country", "Chad", "TD"), thread_id=3), NOON).id
        assert number == 5  # counted on from where it was
        assert store.listening_since(0)[1] == [number]  # its triggers came along
    assert engine.kind_of(path) == "sealed"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["tocsin.db", "tocsin.db.lock"]


@needs_sqlcipher
def test_a_program_that_ended_while_encrypting_goes_on_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    fill(path, None)
    (tmp_path / "tocsin.db.sealing").write_bytes(b"half of it")
    (tmp_path / "tocsin.db.plain").write_bytes(b"a secret that was to be wiped")
    with closing(open_store(path, KEY)) as store:
        assert store.chats()
    assert b"ecret" not in on_disk(tmp_path)


@needs_sqlcipher
def test_a_backup_of_an_encrypted_database_is_encrypted_and_comes_back_with_the_key(tmp_path: Path) -> None:
    path, copy = tmp_path / "tocsin.db", tmp_path / "copy.db"
    fill(path, KEY)
    with closing(open_store(path, KEY)):
        back_up(path, copy, KEY)
    assert b"ecret" not in copy.read_bytes()
    path.unlink()
    with pytest.raises(StoreError, match="does not open it"):
        restore(copy, path, NOON, "b2" * 32)
    restore(copy, path, NOON, KEY)
    with closing(open_store(path, KEY)) as store:
        assert store.chats()[0].title == "Ana Secret"


@needs_sqlcipher
def test_a_backup_from_before_there_was_a_key_comes_back_and_is_encrypted_then(tmp_path: Path) -> None:
    path, copy = tmp_path / "tocsin.db", tmp_path / "copy.db"
    fill(path, None)
    back_up(path, copy, None)
    with closing(open_store(path, KEY)):
        assert engine.kind_of(path) == "sealed"
    restore(copy, path, NOON, KEY)
    with closing(open_store(path, KEY)) as store:
        assert store.chats()[0].title == "Ana Secret"
    assert engine.kind_of(path) == "sealed"


def test_a_key_without_sqlcipher_is_refused_rather_than_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "sqlcipher", None)
    with pytest.raises(StoreError, match="tocsin\\[encrypted\\]"):
        open_store(tmp_path / "tocsin.db", KEY)
    fill(tmp_path / "plain.db", None)
    with pytest.raises(StoreError, match="tocsin\\[encrypted\\]"):
        open_store(tmp_path / "plain.db", KEY)
    assert engine.kind_of(tmp_path / "plain.db") == "plain"


@needs_sqlcipher
async def test_check_names_a_key_that_does_not_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.yaml").write_text("data_dir: data\n", encoding="utf-8")
    fill(tmp_path / "data" / "tocsin.db", KEY)
    monkeypatch.setenv("TOCSIN_DATABASE_KEY", KEY)
    good = await examine(tmp_path / "config.yaml", ask_telegram=False)
    assert (good.problems, "The database is encrypted." in good.notes) == ((), True)
    monkeypatch.setenv("TOCSIN_DATABASE_KEY", "wrong")
    [problem] = (await examine(tmp_path / "config.yaml", ask_telegram=False)).problems
    assert "does not open it" in problem
    monkeypatch.setattr(engine, "sqlcipher", None)
    [problem] = (await examine(tmp_path / "config.yaml", ask_telegram=False)).problems
    assert "tocsin[encrypted]" in problem


def config(folder: Path, text: str = "", **environment: str) -> str | None:
    (folder / "config.yaml").write_text(text or "data_dir: data\n", encoding="utf-8")
    return load_config(folder / "config.yaml", environment).database_key


def test_the_key_comes_from_the_environment_or_from_a_file_it_names(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")
    assert config(tmp_path) is None
    assert config(tmp_path, TOCSIN_DATABASE_KEY=f" {KEY} ") == KEY
    assert config(tmp_path, TOCSIN_DATABASE_KEY_FILE=str(tmp_path / "key")) == KEY


def test_a_key_in_the_config_file_is_refused(tmp_path: Path) -> None:
    for name in ("database_key", "_database_key"):
        with pytest.raises(Mistakes, match=f"unknown key.*{name}|{name}"):
            config(tmp_path, f"{name}: {KEY}\n")


def test_a_key_that_cannot_be_had_stops_the_start_rather_than_opening_the_database_plain(tmp_path: Path) -> None:
    with pytest.raises(Mistakes, match="holds no database key"):
        config(tmp_path, TOCSIN_DATABASE_KEY="  ")
    with pytest.raises(Mistakes, match="cannot be read"):
        config(tmp_path, TOCSIN_DATABASE_KEY_FILE=str(tmp_path / "nowhere"))


def test_the_key_is_never_shown_with_the_settings(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("data_dir: data\n", encoding="utf-8")
    settings = load_config(tmp_path / "config.yaml", {"TOCSIN_DATABASE_KEY": KEY})
    assert settings.database_key == KEY
    assert settings.model_copy(update={"mode": "shadow"}).database_key == KEY
    assert KEY not in repr(settings) + str(settings) + settings.model_dump_json()
