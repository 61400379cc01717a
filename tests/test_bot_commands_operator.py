"""The operator's commands in chat: look, correct, announce, pause, shut out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from fakes_people import ADMIN, FEEDS, NOW, TAPALPA, WORDINGS, Town, incident, part, town

from bot.feeds.feed import FeedState
from bot.outbox import State
from bot.sending import ALERTS_PAUSED
from bot.store import Numbers
from bot.subscriptions import Chat


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path, rule_problems=lambda: ["packs/x.yaml:3:1: unknown field"]) as opened:
        opened.say(1, "/subscribe Jalisco")
        opened.say(2, "/subscribe Jalisco")
        opened.say(2, "/lang es")
        yield opened


def test_admin_shows_everything_at_one_look(here: Town) -> None:
    here.store.settle_feed(FeedState(FEEDS[0].url, last_success=NOW))
    (text,) = here.say(ADMIN, "/admin")
    assert "Feeds: 1 of 3 well" in text
    assert "Chats: 3; active: 3; regions: 2" in text
    assert "packs/x.yaml:3:1: unknown field" in text


def test_feeds_shows_the_broken_ones_first_with_their_error(here: Town) -> None:
    for feed in FEEDS[1:]:
        here.store.settle_feed(FeedState(feed.url, last_success=NOW))
    here.store.settle_feed(FeedState(FEEDS[0].url, failures=3, last_error="404 Not Found"))
    (text,) = here.say(ADMIN, "/feeds")
    assert text.index("⚠️ Daily Star") < text.index("✅ World Wire")
    assert "3 failures in a row: 404 Not Found" in text


def test_a_feed_is_paused_resumed_and_looked_at(here: Town) -> None:
    assert "Paused: https://one.example/rss" in here.say(ADMIN, "/feeds pause one.example")[0]
    assert json.loads(here.store.value("feeds.paused") or "") == ["https://one.example/rss"]
    here.desk = replace(here.desk, feeds=lambda: FEEDS[1:], paused_feeds=lambda: FEEDS[:1])  # as the app gives them
    assert "⏸ Daily Star: paused" in here.say(ADMIN, "/feeds")[0]
    assert "Resumed" in here.say(ADMIN, "/feeds resume https://one.example/rss")[0]
    assert json.loads(here.store.value("feeds.paused") or "") == []
    here.say(ADMIN, "/feeds check one.example")
    (state,) = here.store.feed_states()
    assert state.next_look == NOW


def test_a_feed_is_added_once(here: Town) -> None:
    assert "Added" in here.say(ADMIN, "/feeds add https://four.example/rss Fourth Estate")[0]
    here.say(ADMIN, "/feeds add https://four.example/rss Fourth Estate")
    assert json.loads(here.store.value("feeds.added") or "") == [
        {"url": "https://four.example/rss", "publisher": "Fourth Estate"}
    ]
    assert "among the feeds already" in here.say(ADMIN, "/feeds add https://one.example/rss")[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/feeds burn https://one.example/rss", "/feeds add"),
        ("/feeds pause", "/feeds add"),
        ("/feeds add ftp://x.example", "/feeds add"),
        ("/feeds pause example", "3 feeds have “example”"),
        ("/feeds pause nothing.example", "0 feeds have"),
        ("/block", "/block 123456789"),
        ("/block 31337", "/block 123456789"),
        ("/block 99", "cannot be shut out"),
        ("/incident", "/incident 7"),
        ("/incident 999", "no incident 999"),
        ("/announce", "/announce The bot"),
    ],
)
def test_wrong_use_shows_how(here: Town, typed: str, said: str) -> None:
    here.say(ADMIN, "/start")
    assert said in here.say(ADMIN, typed)[0]


def test_pause_is_seen_and_ended(here: Town) -> None:
    here.store.set_value(ALERTS_PAUSED, "one in five sends was refused.")
    here.say(ADMIN, "/pause")
    assert here.store.value("paused")
    assert "Alerts are paused" in here.say(1, "/status")[0]
    assert "one in five" in here.say(ADMIN, "/admin")[0]
    here.say(ADMIN, "/resume_all")
    assert here.store.value("paused") is None
    assert here.store.value(ALERTS_PAUSED) is None


def test_who_is_shut_out_is_not_heard(here: Town) -> None:
    here.say(ADMIN, "/block 1")
    assert here.say(1, "/help") == []
    before = here.last(1)
    here.warn(incident(part(TAPALPA)))
    assert here.last(1) == before
    here.say(ADMIN, "/unblock 1")
    assert here.say(1, "/help") != []


def test_an_announcement_is_confirmed_and_signed_and_no_alert(here: Town) -> None:
    (preview,) = here.say(ADMIN, "/announce The bot <moves> tonight.")
    assert "Send this to 3 chats?" in preview
    before = here.last(1)
    here.press(ADMIN, "Send")
    assert here.last(1) != before
    assert here.last(1).startswith("✉️ From the person who runs this bot:")
    assert "The bot <moves> tonight." in here.last(1)
    assert here.last(2).startswith("✉️ De quien administra este bot:")
    assert "Location" not in here.last(1)
    here.press_data(ADMIN, "v1:tell:3")
    assert here.toast == "This button is from an older message. Please ask again."


def test_an_announcement_can_be_dropped(here: Town) -> None:
    here.say(ADMIN, "/announce Never mind.")
    before = here.last(1)
    here.press(ADMIN, "Drop it")
    assert here.last(1) == before
    assert here.toast == "Dropped. Nothing was sent."


def test_an_announcement_too_long_is_refused(here: Town) -> None:
    assert "2000 characters" in here.say(ADMIN, "/announce " + "x" * 2001)[0]


def test_only_an_operator_presses_send(here: Town) -> None:
    here.say(ADMIN, "/announce Hello.")
    number = here.telegram.messages[ADMIN][-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    before = here.last(2)
    here.press_data(1, number)
    assert here.last(2) == before


def test_the_queue_is_told_in_words_for_every_state_there_is(here: Town) -> None:
    assert " sent" in here.say(ADMIN, "/admin")[0]
    here.say(ADMIN, "/lang es")
    assert "Cola: enviados" in here.say(ADMIN, "/admin")[0]
    for state in get_args(State):
        assert all(wording.has(f"admin.queue_{state}") for wording in WORDINGS.values())


def test_acts_are_logged_with_who_and_when(here: Town) -> None:
    here.say(ADMIN, "/pause")
    here.later(minutes=5)
    assert f"{ADMIN}: pause, 5 minutes ago" in here.say(ADMIN, "/admin")[0]
    assert here.store.acts(5)[0][2] == here.now - timedelta(minutes=5)


def test_admin_shows_what_looks_found_when_the_next_is_due_and_what_fails_worst(here: Town) -> None:
    assert "Looks:" not in here.say(ADMIN, "/admin")[0]  # nothing was looked at yet
    here.store.settle_feed(FeedState(FEEDS[0].url, looks=10, unchanged=9, gaps=1, next_look=NOW))
    here.store.settle_feed(FeedState(FEEDS[1].url, looks=10, unchanged=1, failures=4, last_error="403 Forbidden"))
    (text,) = here.say(ADMIN, "/admin")
    assert "Looks: 50% found nothing changed" in text
    assert "gaps: 1" in text
    assert f"⚠️ {FEEDS[1].publisher}: 403 Forbidden" in text


@pytest.mark.parametrize("line", ["/admin", "/channel", "/announce Hello.", "/incident 1"])
def test_a_command_does_not_read_everybody_to_count_them(
    here: Town, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """There may be a hundred thousand, and all other commands wait meanwhile."""
    here.warn(incident(part(TAPALPA)))

    def everybody(*_: object, **__: object) -> list[object]:
        raise AssertionError("everybody was read")

    for verb in ("chats", "warned"):
        monkeypatch.setattr(here.store, verb, everybody)
    whole = here.store.subscriptions
    monkeypatch.setattr(here.store, "subscriptions", lambda *chat: whole(*chat) if chat else everybody())
    (said,) = here.say(ADMIN, line)
    assert "went wrong" not in said


def test_who_is_shut_out_stopped_or_not_admitted_is_not_counted_among_the_reached(here: Town) -> None:
    here.say(3, "/help")
    here.say(ADMIN, "/block 3")
    here.say(4, "/stop")
    here.store.save_chat(Chat(5, "private"), NOW)
    assert here.store.numbers() == Numbers(chats=6, active=4, reached=3, regions=2)
    assert "Send this to 3 chats?" in here.say(ADMIN, "/announce Hello.")[0]
