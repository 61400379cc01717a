"""Databases of older versions open with everything in them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from fakes_telegram import NOON

from bot.store.sqlite import open_store
from bot.subscriptions import QuietHours
from rules.rule import Severity

V0 = Path(__file__).parent / "data" / "store_v0.sql"
V1 = Path(__file__).parent / "data" / "store_v1.sql"  # as version 0.1.0 wrote it


def test_a_filled_database_of_the_first_version_opens_with_everything_in_it(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(V0.read_text(encoding="utf-8"))
        before = {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in FIRST_TABLES}
    assert all(before.values()), before
    with closing(open_store(path)) as store:
        for table, number in before.items():
            assert store._rows(f"SELECT count(*) AS n FROM {table}")[0]["n"] == number
        assert store.chats()
        assert store.subscriptions(4242)
        assert store.incidents(NOON - timedelta(days=1))[0].head.place.name == "Tapalpa"
        assert store.articles()[0].article.title == "Clash"
        assert store.feed_states()[0].url == "https://a.example/V0"
        assert [one.parts[0].plain for one in store.claim(NOON, 5)] == ["V0 owed"]


def test_a_filled_database_of_the_first_landing_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(V1.read_text(encoding="utf-8"))
        before = {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in FIRST_TABLES}
    assert all(before.values()), before
    with closing(open_store(path)) as store:
        after = {table: store._rows(f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in FIRST_TABLES}
        assert after == before
        ana = store.chat(4242)
        assert ana is not None
        assert (ana.language, ana.quiet, ana.digest_hour) == ("es", QuietHours(1320, 420), 8)
        assert ana.muted_incidents == ((1, NOON + timedelta(days=1)),)
        home, trip = store.subscriptions(4242)
        assert (home.label, home.categories, home.least) == ("home", {"armed_clash"}, Severity.SERIOUS)
        assert (trip.region.radius_km, trip.radii, trip.wake, trip.trip) == (40, (("shooting", 25.0),), "always", True)
        assert [one.thread_id for one in store.subscriptions(-100500)] == [9]
        assert [chat.id for chat in store.chats()] == [-100500, 4242]
        assert [incident.revision for incident in store.incidents(NOON)] == [2, 1]
        assert store.value("paused") == "a drill"
        assert store.inbox_pending()[0][0] == 502
        assert store.feedback(NOON) == [(4242, 1, "place", NOON)]
        assert store.roll_call(-100500, 1, NOON) == ["Ana"]
        assert store.feed_states()[0].etag == '"x"'
        assert store.first_message(4242, 1) == 77
        assert store.chats_owed("clash.en", "", NOON) == 1


def test_what_was_owed_and_under_way_in_an_older_database_is_sent_by_the_newer_program(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(V1.read_text(encoding="utf-8"))
    with closing(open_store(path)) as store:
        assert store.recover(NOON) == 1
        owed_now = {one.parts[0].plain: one for one in store.claim(NOON, 50)}
        assert set(owed_now) == {"repeated", "1", "an answer", "on its way"}
        assert owed_now["repeated"].repeat
        assert owed_now["on its way"].repeat
        assert [button.text for button in owed_now["1"].buttons[0]] == ["Why?", "Map"]
        assert len(owed_now["1"].parts) == 2
        assert owed_now["an answer"].document == ("export.json", "{}")
        assert "held" not in {one.parts[0].plain for one in store.claim(NOON + timedelta(minutes=9), 50)}
        assert store.let_go(2, NOON) == 1
        assert {one.parts[0].plain for one in store.claim(NOON + timedelta(minutes=9), 50)} >= {"held"}


FIRST_TABLES = (
    "feeds", "articles", "incidents", "chats", "subscriptions", "invites", "deliveries", "inbox", "feedback",
    "roll_calls", "acts", "kept_values",
)  # fmt: skip  # a table or a paragraph of words, not one a line
