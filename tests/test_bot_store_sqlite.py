"""The database as a file: who may open it, what stays in it, what is erased from it, how it grows older."""

from __future__ import annotations

import re
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes_people import WORDINGS
from fakes_telegram import NOON, World, owed

from bot.feeds.feed import FeedState
from bot.incidents import Incident, Part, Source
from bot.incidents.content import Content
from bot.incidents.known import first_known
from bot.incidents.reason import Reason
from bot.incidents.report import Report
from bot.messages.because import because
from bot.outbox import Photo, Sent
from bot.regions import Region
from bot.store import Seen, StoreBusyError, StoreError, StoreFullError, StoreInUseError
from bot.store.backup import back_up, restore
from bot.store.connection import explain
from bot.store.retention import Retention
from bot.store.sqlite import open_store
from bot.subscriptions import Chat, QuietHours, Subscription
from extract.article import Article
from extract.places import Place
from rules.match import Facts
from rules.rule import Severity

V0 = Path(__file__).parent / "data" / "store_v0.sql"
V1 = Path(__file__).parent / "data" / "store_v1.sql"  # as version 0.1.0 wrote it
TAPALPA = Place(3515956, "Tapalpa", "city", "MX", "MX.14", None, 19.94, -103.75, 5500, "America/Mexico_City")
JALISCO = Region("admin1", "Jalisco", "MX", admin1="MX.14")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


def incident(**more: object) -> Incident:
    part = Part("armed_clash", Severity.DANGER, TAPALPA, "clash.en", "gunmen … soldiers", Facts(dead=3))
    source = Source("A paper", "Clash in Tapalpa", "https://paper.example/1", "en", False, NOON, "k1")
    return replace(Incident(0, "MX", (part,), (source,), NOON, NOON), **more)


# the file


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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("database or disk is full", StoreFullError),
        ("database is locked", StoreBusyError),
        ("database disk image is malformed", StoreError),
        ("attempt to write a readonly database", StoreError),
        ("no such table: chats", StoreError),
    ],
)
def test_every_error_names_the_file(text: str, kind: type[StoreError]) -> None:
    told = explain(sqlite3.OperationalError(text), Path("tocsin.db"))
    assert type(told) is kind
    assert str(told).startswith("tocsin.db: ")


# transactions


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


# groups of tables


def test_a_feed_is_leased_to_one_at_a_time_and_the_longest_overdue_goes_first(world: World) -> None:
    urls = ["https://a.example", "https://b.example"]
    world.store.settle_feed(FeedState(urls[0], next_look=NOON - timedelta(minutes=1), etag="e"))
    world.store.settle_feed(FeedState(urls[1], next_look=NOON - timedelta(minutes=9)))
    (first,) = world.store.lease_feeds(urls, "me", NOON, 60)
    (second,) = world.store.lease_feeds(urls, "you", NOON, 60)
    assert (first.url, second.url, second.etag) == (urls[1], urls[0], "e")
    assert world.store.lease_feeds(urls, "me", NOON, 60) == ()
    assert world.store.lease_feeds(urls, "me", NOON + timedelta(seconds=61), 60) != ()


def test_several_feeds_are_leased_at_once_but_no_more_than_asked(world: World) -> None:
    urls = [f"https://{n}.example" for n in range(5)]
    assert [state.url for state in world.store.lease_feeds(urls, "me", NOON, 60, most=3)] == urls[:3]
    assert [state.url for state in world.store.lease_feeds(urls, "me", NOON, 60, most=9)] == urls[3:]


def test_a_feed_never_looked_at_is_due_and_one_looked_at_waits(world: World) -> None:
    (state,) = world.store.lease_feeds(["https://a.example"], "me", NOON, 60)
    assert state == FeedState("https://a.example")
    world.store.settle_feed(replace(state, next_look=NOON + timedelta(minutes=5), looks=1))
    assert world.store.lease_feeds(["https://a.example"], "me", NOON, 60) == ()
    assert world.store.feed_states() == [replace(state, next_look=NOON + timedelta(minutes=5), looks=1)]


def test_a_lease_from_before_the_clock_was_set_back_is_void(world: World) -> None:
    world.store.lease_feeds(["https://a.example"], "me", NOON, 60)
    assert world.store.lease_feeds(["https://a.example"], "you", NOON - timedelta(hours=2), 60) != ()


def test_an_article_is_seen_in_its_own_feed_only(world: World) -> None:
    article = Article("k1", "Clash", "Text", url="https://a.example/1", feed="a", published=NOON)
    world.store.record_article(Seen(article, NOON, "quiet", "it is about sport"))
    assert world.store.unseen("a", ["k1", "k2"]) == {"k2"}
    assert world.store.unseen("b", ["k1"]) == {"k1"}
    assert world.store.articles(url="https://a.example/1") == [Seen(article, NOON, "quiet", "it is about sport")]
    assert world.store.articles(url="https://a.example/other") == []


def test_an_incident_comes_back_as_it_went_in_and_grows(world: World) -> None:
    stored = world.store.add_incident(incident())
    assert stored.id > 0
    assert world.store.incident(stored.id) == stored
    grown = replace(stored, revision=2, updated=NOON + timedelta(hours=1))
    world.store.replace_incident(grown)
    other = world.store.add_incident(incident(country="TD"))
    assert world.store.incidents(NOON) == [grown, other]
    assert world.store.incidents(NOON, "TD") == [other]
    assert world.store.incidents(NOON + timedelta(minutes=1)) == [grown]


def test_a_chat_and_its_regions_come_back_as_they_went_in(world: World) -> None:
    chat = Chat(1, "private", "es", "America/Mexico_City", admitted=True, quiet=QuietHours(1320, 420))
    world.store.save_chat(chat, NOON)
    assert world.store.chat(1) == chat
    made = world.store.subscribe(Subscription(0, 1, JALISCO, categories=frozenset({"kidnapping"})), NOON)
    assert world.store.subscription(1, made.id) == made
    again = world.store.subscribe(Subscription(0, 1, JALISCO, least=Severity.DANGER), NOON)
    assert again.id == made.id
    assert world.store.subscriptions(1) == [again]
    assert world.store.subscription(2, made.id) is None


def test_only_active_and_admitted_chats_count_as_subscribers(world: World) -> None:
    for chat in (
        Chat(1, "private", admitted=True),
        Chat(2, "private"),
        Chat(3, "private", admitted=True, active=False),
    ):
        world.store.save_chat(chat, NOON)
        world.store.subscribe(Subscription(0, chat.id, JALISCO), NOON)
    assert [one.chat_id for one in world.store.subscriptions()] == [1]


def test_a_region_moved_onto_another_leaves_one(world: World) -> None:
    city = Region("city", "Tapalpa", "MX", geonameid=1, lat=19.94, lon=-103.75, radius_km=25)
    world.store.subscribe(Subscription(0, 1, JALISCO), NOON)
    moving = world.store.subscribe(Subscription(0, 1, city), NOON)
    world.store.update_subscription(replace(moving, region=JALISCO))
    assert world.store.subscriptions(1) == [replace(moving, region=JALISCO)]


def test_an_invitation_is_good_for_as_many_as_it_says(world: World) -> None:
    world.store.add_invite("code", 9, 2, NOON)
    assert [world.store.use_invite("code", chat, NOON) for chat in (1, 2, 3)] == [True, True, False]
    assert not world.store.use_invite("guessed", 1, NOON)


def test_answers_of_people_are_kept_once_each(world: World) -> None:
    for kind in ("old", "place"):
        world.store.add_feedback(1, 7, kind, NOON)
    assert world.store.feedback(NOON) == [(1, 7, "place", NOON)]
    world.store.answer_roll_call(-5, 7, 1, "Ana", NOON)
    world.store.answer_roll_call(-5, 7, 2, "Luis", NOON + timedelta(minutes=1))
    assert world.store.roll_call(-5, 7, NOON) == ["Ana", "Luis"]
    assert world.store.roll_call(-5, 7, NOON + timedelta(seconds=30)) == ["Luis"]


# the inbox


def test_an_update_is_kept_until_done_and_never_taken_twice(world: World) -> None:
    update = {"update_id": 5, "message": {"chat": {"id": 1}, "text": "/start"}}
    assert world.store.inbox_add([(5, update)], NOON) == {5}
    world.reopen()
    assert world.store.inbox_pending() == [(5, update)]
    world.store.inbox_done(5, NOON)
    assert world.store.inbox_pending() == []
    assert world.store.inbox_add([(5, update)], NOON) == set()
    assert world.store.inbox_pending() == []


# forgetting


def test_the_words_of_an_update_are_gone_from_the_file_once_it_is_done(world: World) -> None:
    world.store.inbox_add([(5, {"message": {"chat": {"id": 1}, "text": "SECRETWORD"}})], NOON)
    world.store.inbox_done(5, NOON)
    world.store.checkpoint()
    assert b"SECRETWORD" not in everything(world.folder)


def test_erasing_a_chat_leaves_no_byte_of_it_in_any_table_or_in_the_log(world: World) -> None:
    mine, others = 987654321987, 123456789123
    for chat_id, mark in ((mine, "MYMARK"), (others, "THEIRMARK")):
        fill(world, chat_id, mark)
    assert b"MYMARK" in everything(world.folder)
    world.store.erase_chat(mine)
    bytes_left = everything(world.folder)
    assert b"MYMARK" not in bytes_left
    assert mine.to_bytes(6, "big") not in bytes_left  # as SQLite writes an integer of that size
    assert b"THEIRMARK" in bytes_left
    for table in tables_with_chats(world):
        assert world.store._rows(f"SELECT * FROM {table} WHERE chat_id = ?", (mine,)) == []
        assert world.store._rows(f"SELECT * FROM {table} WHERE chat_id = ?", (others,)) != []


# What each table that names no chat holds, and why it need not be searched when somebody asks to be erased. A new table
# stands here, or has a `chat_id` by which erasing finds it.
OF_NOBODY = {
    "feeds": "what was learnt of publishers",
    "articles": "what publishers wrote",
    "incidents": "what happened, by whom it was reported",
    "reports": "which article told of which incident",
    "whereabouts": "where incidents are",
    "prints": "words that reports share",
    "tellings": "incidents that people are to be told of, not whom",
    "texts": "what alerts say; a text that only this chat was owed goes with it",
    "photos": "names and Telegram's ids of maps",
    "listening": "numbers of subscriptions, which go with a trigger's next change",
    "blind": "numbers of subscriptions, forgotten at the next look of the vigil",
    "verdicts": "numbers of incidents",
    "kept_values": "settings of the bot",
    "_sqlite_migrations": "which migrations ran",
    "sqlite_sequence": "SQLite's own counters",
}


def test_every_table_either_names_its_chat_or_is_known_to_hold_nothing_of_a_person(world: World) -> None:
    tables = {row["name"] for row in world.store._rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables - set(tables_with_chats(world)) == set(OF_NOBODY)


def test_every_column_that_could_hold_a_persons_number_is_called_chat_id_or_is_erased_by_hand(world: World) -> None:
    columns = world.store._rows(
        "SELECT m.name AS name, c.name AS column FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    )
    suspects = {(row["name"], row["column"]) for row in columns if re.search("user|person|admin|member", row["column"])}
    assert suspects == {("roll_calls", "user_id")}  # erased by `erase_chat` beside the chats


def test_the_farewell_of_an_erased_chat_does_not_outlive_its_sending(world: World) -> None:
    fill(world, 1, "MARK")
    with world.store.write():
        world.store.erase_chat(1)
        world.owe(owed(1, "Everything is erased", kind="reply"))
    [farewell] = world.store.claim(NOON, 5)
    world.store.sending([farewell.id], NOON)
    world.store.settle([(farewell, Sent(9))], NOON)
    assert world.store.queue_counts() == {}


def test_old_things_are_forgotten_and_what_is_still_owed_is_not(world: World) -> None:
    fill(world, 1, "OLD")
    long_after = NOON + timedelta(days=400)
    gone = world.store.forget_old(long_after, Retention())
    assert all(gone.values()), gone
    assert world.store.queue_counts() == {"due": 1}
    assert [update for update, _ in world.store.inbox_pending()] == [2]
    assert world.store.chat(1) is not None
    assert world.store.subscriptions(1) != []


def test_nothing_is_forgotten_before_its_time(world: World) -> None:
    fill(world, 1, "NEW")
    assert not any(world.store.forget_old(NOON + timedelta(hours=1), Retention()).values())


# backup


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


# growing older


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


def tables_with_chats(world: World) -> list[str]:
    rows = world.store._rows(
        "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'chat_id'"
    )
    return [row["name"] for row in rows]


def everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()) if "copy" not in file.name)


def report(one: Incident) -> Report:
    return Report(one.country, one.head, one.parts, one.sources[0], "tells", NOON, Content("en"))


def test_a_reason_that_an_older_version_kept_as_a_sentence_is_still_told(world: World) -> None:
    stored = world.store.add_incident(incident())
    world.store.file_report(stored.id, report(incident()), "a", joined=True, why=(Reason("joined.over"),))
    assert [one.why for one in world.store.reports(stored.id)] == [(Reason("joined.over"),)]
    with world.store.write():
        world.store._change("UPDATE reports SET why = ?", ("same place (Leeds); same kind",))
    [old] = world.store.reports(stored.id)
    assert because(old.why, WORDINGS["es"]) == "same place (Leeds); same kind"


def fill(world: World, chat_id: int, mark: str) -> None:
    """At least one row in every table, the chat's own ones marked; update 2 and one alert are still open."""
    store = world.store
    store.settle_feed(FeedState(f"https://a.example/{len(mark)}", next_look=NOON))
    article = Article(f"k{len(mark)}", "Clash", "Text", feed="a", published=NOON)
    store.record_article(Seen(article, NOON, "incident", "it matched", 1))
    stored = store.add_incident(incident())
    told = report(incident())
    store.file_report(stored.id, told, "a", joined=False, why=(Reason("joined.nothing_near"),))
    store.remember(stored.id, first_known(told), (1, 2, 3))
    store.save_chat(Chat(chat_id, "private", admitted=True, title=mark), NOON)
    store.subscribe(Subscription(0, chat_id, JALISCO, label=mark), NOON)
    store.add_invite(f"code-{mark}", chat_id, 1, NOON)
    first = chat_id * 10 if chat_id > 1000 else 0
    update = {"message": {"chat": {"id": chat_id}, "from": {"id": chat_id}, "text": mark}}
    store.inbox_add([(first + 1, update), (first + 2, update)], NOON)
    store.inbox_done(first + 1, NOON)
    store.add_feedback(chat_id, stored.id, "old", NOON)
    store.answer_roll_call(chat_id, stored.id, chat_id, mark, NOON)
    store.record_act(chat_id, f"did {mark}", NOON)
    store.set_value(f"about-{mark[::-1]}", "x")
    world.owe(owed(chat_id, f"{mark} sent", incident_id=stored.id, revision=1, photo=Photo(f"map-{stored.id}", "QUJD")))
    [one] = store.claim(NOON, 1)
    store.sending([one.id], NOON)
    store.settle([(one, Sent(77, "id-of-it"))], NOON)
    world.owe(owed(chat_id, f"{mark} twice"), owed(chat_id, f"{mark} twice"))
    for twin in store.claim(NOON, 2):
        store.sending([twin.id], NOON)
        store.settle([(twin, Sent(78))], NOON)
    world.owe(owed(chat_id, f"{mark} owed"))
