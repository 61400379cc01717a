"""What must outlive a restart, and what must not outlive its purpose."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes_people import ADMIN, TAPALPA, Town, incident, part, town

from bot.channels.botapi import Person
from bot.commands import tidy
from bot.subscriptions import Chat
from rules.rule import Severity

GROUP = -1_000_000_000_777


def rows(path: Path, chat_id: int) -> dict[str, int]:
    """How many rows of each table hold the number of the chat anywhere."""
    found: dict[str, int] = {}
    with closing(sqlite3.connect(path / "town.db")) as db:
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            hits = sum(str(chat_id) in str(row) for row in db.execute(f'SELECT * FROM "{table}"').fetchall())
            if hits:
                found[table] = hits
    return found


# a restart between two steps of a dialogue


def chat_of(here: Town, chat_id: int = 1) -> Chat:
    chat = here.store.chat(chat_id)
    assert chat is not None
    return chat


def _least(here: Town) -> bool:
    return here.store.subscriptions(1)[0].least is Severity.SERIOUS


DIALOGUES: list[tuple[str, list[str], str, int, Callable[[Town], bool]]] = [
    ("which place", ["Guadalajara 40km"], "v1:place:g4005539.r40", 1, lambda here: len(here.store.subscriptions(1)) == 1),
    ("how much", ["Jalisco"], "v1:much:1.3", 1, _least),
    ("which days' place", ["/trip Guadalajara 2026-03-01 2026-03-09"], "v1:trip:fuqk-fuqs.g4005539", 1,
     lambda here: here.store.subscriptions(1)[0].trip),
    ("a region's card", ["Jalisco"], "v1:offi:1", 1, lambda here: here.store.subscriptions(1)[0].official_only),
    ("kinds of events", ["Jalisco"], "v1:cats:1.shooting", 1,
     lambda here: here.store.subscriptions(1)[0].categories == {"shooting"}),
    ("how long to mute", ["Jalisco", "/mute"], "v1:mutef:0.a.8", 1, lambda here: chat_of(here).muted_until is not None),
    ("how long to mute a region", ["Jalisco", "/mute Jalisco"], "v1:mutef:0.r1.8", 1,
     lambda here: here.store.subscriptions(1)[0].muted_until is not None),
    ("how much of several places", ["Austin and Zapopan"], "v1:much:1-2.3", 1,
     lambda here: {one.least for one in here.store.subscriptions(1)} == {Severity.SERIOUS}),
    ("which language", ["/settings"], "v1:set:lang.es", 1, lambda here: chat_of(here).language == "es"),
    ("which night", ["/settings"], "v1:set:quiet.22-7", 1, lambda here: chat_of(here).quiet is not None),
    ("erase everything?", ["Jalisco", "/deleteaccount"], "v1:erase:yes", 1, lambda here: here.store.chat(1) is None),
    ("a link's place", ["/start sub_MX"], "v1:place:g3996063", 1, lambda here: len(here.store.subscriptions(1)) == 1),
]  # fmt: skip  # a table or a paragraph of words, not one a line


@pytest.mark.parametrize(
    ("what", "said", "data", "chat_id", "done"), DIALOGUES, ids=[dialogue[0] for dialogue in DIALOGUES]
)
def test_a_dialogue_goes_on_after_a_restart(
    tmp_path: Path, what: str, said: list[str], data: str, chat_id: int, done: Callable[[Town], bool]
) -> None:
    with town(tmp_path) as before:
        for line in said:
            before.say(chat_id, line)
    with town(tmp_path) as after:
        after.say(chat_id, "/help")
        after.press_data(chat_id, data)
        assert done(after), what


def test_an_alerts_buttons_work_after_a_restart(tmp_path: Path) -> None:
    with town(tmp_path) as before:
        before.say(1, "Jalisco")
        number = before.warn(incident(part(TAPALPA))).id
    with town(tmp_path) as after:
        after.say(1, "/help")
        assert "It lies in Jalisco" in after.press_data(1, f"v1:why:{number}")[0]
        after.press_data(1, f"v1:mutef:{number}.i.8")
        assert chat_of(after).muted_incidents[0][0] == number
        after.press_data(1, f"v1:wrongf:{number}.old")
        assert [kind for _, _, kind, _ in after.store.feedback(after.now)] == ["old"]


def test_an_announcement_is_confirmed_after_a_restart(tmp_path: Path) -> None:
    with town(tmp_path) as before:
        before.say(1, "Jalisco")
        before.say(ADMIN, "/announce We move tonight.")
        (row,) = before.telegram.messages[ADMIN][-1]["reply_markup"]["inline_keyboard"]
    with town(tmp_path) as after:
        after.say(1, "/help")
        after.say(ADMIN, "/help")
        after.press_data(ADMIN, row[0]["callback_data"])
        assert "We move tonight." in after.last(1)


# what is erased


def test_delete_account_leaves_no_row_that_names_the_chat(tmp_path: Path) -> None:
    me = 700_000_123
    with town(tmp_path) as here:
        here.telegram.open_chat(GROUP).admins.add(me)
        here.say(me, "/subscribe Jalisco")
        here.share(me, 20.66, -103.39)
        here.say(me, "/nationality Spain")
        here.say(GROUP, "/subscribe Jalisco", user=Person(me))
        here.say(GROUP, "/rollcall on", user=Person(me))
        number = here.warn(incident(part(TAPALPA))).id
        here.press(me, "Why?")
        here.press_data(me, f"v1:wrongf:{number}.old")
        here.press(GROUP, "✅ I'm safe", user=Person(me))
        here.say(me, "/whynot https://other.example/1")
        assert {"chats", "subscriptions", "deliveries", "feedback", "roll_calls"} <= set(rows(tmp_path, me))
        here.say(me, "/deleteaccount")
        (gone,) = here.press(me, "Yes, erase everything")
        assert "erased" in gone
        assert rows(tmp_path, me) == {}
        assert here.store.chat(GROUP) is not None, "what belongs to the group stays"
        here.warn(incident(part(TAPALPA)))
        assert "erased" in here.last(me)


def test_who_changes_his_mind_keeps_everything(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.say(1, "/subscribe Jalisco")
        here.say(1, "/deleteaccount")
        here.press(1, "No, keep it")
        assert len(here.store.subscriptions(1)) == 1


def test_a_trip_that_is_over_leaves_no_place_behind(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.say(1, "/trip Tapalpa 2026-03-01 2026-03-03")
        here.now = datetime(2026, 3, 4, 7, tzinfo=UTC)
        tidy(here.desk)
        here.deliver()
        with closing(sqlite3.connect(tmp_path / "town.db")) as db:
            assert db.execute("SELECT count(*) FROM subscriptions").fetchone() == (0,)


def test_a_live_location_keeps_only_its_last_cell(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        base = {"message_id": 500, "date": 1, "chat": {"id": 1, "type": "private"}, "from": Person(1).as_user()}
        for kind, lat in (("message", 20.61), ("edited_message", 20.87), ("edited_message", 21.09)):
            location = {"latitude": lat, "longitude": -103.39, "live_period": 3600}
            here.update(1, {kind: {**base, "location": location, "edit_date": 2}})
        with closing(sqlite3.connect(tmp_path / "town.db")) as db:
            kept = str(
                db.execute("SELECT * FROM subscriptions").fetchall() + db.execute("SELECT * FROM inbox").fetchall()
            )
        assert "21.09" in kept
        assert "20.61" not in kept
        assert "20.87" not in kept


def test_answers_of_a_roll_call_are_erased_after_two_days(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.telegram.open_chat(GROUP).admins.add(1)
        here.say(GROUP, "/subscribe Jalisco", user=Person(1))
        here.say(GROUP, "/rollcall on", user=Person(1))
        here.warn(incident(part(TAPALPA)))
        here.press(GROUP, "✅ I'm safe", user=Person(2, "Ben"))
        here.later(hours=47)
        tidy(here.desk)
        with closing(sqlite3.connect(tmp_path / "town.db")) as db:
            assert db.execute("SELECT name FROM roll_calls").fetchall() == [("Ben",)]
        here.later(hours=1, minutes=1)  # the day's sweeping may be almost a day away
        tidy(here.desk)
        with closing(sqlite3.connect(tmp_path / "town.db")) as db:
            assert db.execute("SELECT count(*) FROM roll_calls").fetchone() == (0,)


def test_what_a_button_stands_for_moves_with_the_group(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        number = here.store.keep_wish(-5, "x", here.now)
        here.store.move_chat(-5, GROUP, here.now)
        assert (here.store.wish(GROUP, number), here.store.wish(-5, number)) == ("x", None)


def test_an_update_that_only_has_a_number_is_done_in_silence(here: Town) -> None:
    assert here.update(1, {}) == []
    assert here.update(1, {"message": {"text": "without chat and date"}}) == []
    assert here.store.inbox_pending() == []
    assert here.say(1, "/start") != []
