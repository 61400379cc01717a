"""An admin's word on what the fuse holds: go or drop, once, and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes_people import ADMIN, TAPALPA, Town, incident, part, town

from bot.fuse import Held, wait_for
from bot.incidents import Incident
from bot.incidents.reason import Reason
from bot.messages.deliveries import deliveries_for
from bot.messages.notices import held_buttons, named_by, notice
from bot.subscriptions import alerts_for


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as opened:
        opened.say(1, "/subscribe Jalisco")
        opened.say(2, "/subscribe Jalisco")
        opened.say(ADMIN, "/start")
        yield opened


def hold(here: Town) -> Incident:
    """As the pipeline does: the alerts wait ten minutes, the admin is told."""
    stored = here.store.add_incident(replace(incident(part(TAPALPA)), id=0))
    chats = {chat.id: chat for chat in here.store.chats()}
    owed = deliveries_for(alerts_for(stored, here.store.subscriptions(), here.now), chats, here.composer, here.now)
    until = here.now + timedelta(minutes=10)
    here.store.enqueue(wait_for(Held(until, Reason("fuse.many")), "2 chats by one rule", owed))
    wording = here.composer.wording("en")
    lines = wording.lines(
        "pipeline.held", **named_by(stored, wording, here.composer.categories), until="15:10 UTC", why="2 chats"
    )
    here.store.enqueue([notice(ADMIN, lines, here.now, buttons=held_buttons(stored.id, wording))])
    here.deliver()
    return stored


def test_the_notice_says_what_waits_and_until_when(here: Town) -> None:
    hold(here)
    assert here.last(ADMIN).startswith("⏳ Incident 1 waits for your word: Armed clash in Tapalpa, Jalisco")
    assert "go by themselves at 15:10 UTC" in here.last(ADMIN)
    assert here.buttons(ADMIN) == ["✅ Send now", "🗑 Do not send"]
    assert "SERIOUS" not in here.last(1)


def test_sent_at_once_on_an_admins_word(here: Town) -> None:
    hold(here)
    (said,) = here.press(ADMIN, "✅ Send now")
    assert said == "✅ Incident 1: 2 alerts go out now."
    assert "SERIOUS" in here.last(1)
    assert "SERIOUS" in here.last(2)


def test_dropped_for_good_on_an_admins_word(here: Town) -> None:
    hold(here)
    before = here.last(1)
    (said,) = here.press(ADMIN, "🗑 Do not send")
    assert said == "🗑 Incident 1: dropped, with 2 alerts. Nobody was warned."
    here.later(minutes=11)
    here.deliver()
    assert here.last(1) == before
    assert "Nothing you asked to hear of was reported" in here.say(1, "/latest")[0]
    assert here.store.acts(1)[0][:2] == (ADMIN, "incident 1 drop: 2 held alerts")


def test_a_word_that_comes_second_changes_nothing(here: Town) -> None:
    hold(here)
    here.press(ADMIN, "🗑 Do not send")
    here.press_data(ADMIN, "v1:held:1.go")
    assert here.toast == "Nothing of this incident is held any more"
    assert "SERIOUS" not in here.last(1)


def test_a_word_that_comes_too_late_names_the_way_back(here: Town) -> None:
    hold(here)
    here.later(minutes=11)
    here.deliver()
    here.press_data(ADMIN, "v1:held:1.drop")
    assert here.toast == "It has gone out. To take it back: /incident 1 retract the reason"


@pytest.mark.parametrize(("who", "data"), [(1, "v1:held:1.go"), (ADMIN, "v1:held:1.maybe"), (ADMIN, "v1:held:x.go")])
def test_nobody_else_and_nothing_else_decides(here: Town, who: int, data: str) -> None:
    hold(here)
    here.press_data(who, data)
    assert here.toast == "This button is from an older message. Please ask again."
    assert here.store.held(1) == 2


def test_the_incident_shows_that_it_waits(here: Town) -> None:
    hold(here)
    (text,) = here.say(ADMIN, "/incident 1")
    assert "2 alerts wait for your word:" in text
    here.press(ADMIN, "✅ Send now")
    assert "wait for your word" not in here.say(ADMIN, "/incident 1")[0]


def test_a_retraction_stops_what_is_still_owed(here: Town) -> None:
    hold(here)
    before = here.last(1)
    here.say(ADMIN, "/incident 1 retract It was a drill.")
    here.later(minutes=11)
    here.deliver()
    assert here.last(1) == before, "never warned, so nothing to correct either"
