"""By whose clock it is night: the person's own, wherever it happens."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fakes_people import AUSTIN, GUADALAJARA_ES, NOW, TAPALPA, Town, incident, part

from bot.subscriptions import Chat

THREE_IN_MADRID = datetime(2026, 2, 24, 2, tzinfo=UTC)  # eight in the evening in Mexico
THREE_IN_MEXICO = datetime(2026, 2, 24, 9, tzinfo=UTC)  # ten in the morning in Madrid


def kept(here: Town) -> Chat:
    chat = here.store.chat(1)
    assert chat is not None
    return chat


def rang(here: Town) -> bool:
    """Whether the last message to the first chat made a sound."""
    sent = [given for method, given in here.telegram.requests if method == "sendMessage" and given["chat_id"] == 1]
    return not sent[-1].get("disable_notification")


@pytest.mark.parametrize(("now", "rings"), [(THREE_IN_MADRID, False), (THREE_IN_MEXICO, True)])
def test_at_night_at_home_an_alert_from_far_away_makes_no_sound(here: Town, now: datetime, rings: bool) -> None:
    here.say(1, "/subscribe Guadalajara, Spain")
    here.say(1, "/subscribe Jalisco")
    assert "Quiet from 22:00 to 07:00 (Madrid, UTC+1)" in here.say(1, "/quiet 22-7")[0]
    here.now = now
    here.warn(incident(part(TAPALPA)))
    assert "Tapalpa" in here.last(1)
    assert rang(here) is rings


def test_times_are_told_by_the_readers_clock(here: Town) -> None:
    here.say(1, "/subscribe Guadalajara, Spain")
    here.say(1, "/subscribe Jalisco")
    here.warn(incident(part(TAPALPA)))
    assert "(UTC+1)" in here.last(1)


def test_a_trip_does_not_move_the_night_of_who_follows_a_place_for_good(here: Town) -> None:
    here.say(1, "/trip Guadalajara, Spain 2026-03-01 2026-03-03")
    assert kept(here).home_zone == GUADALAJARA_ES.timezone, "there is nothing else to go by"
    here.say(1, "/subscribe Austin")
    assert kept(here).home_zone == AUSTIN.timezone


def test_the_own_choice_goes_first_and_the_first_region_follows_when_it_changes(here: Town) -> None:
    here.say(1, "/subscribe Austin")
    here.say(1, "/timezone Europe/Madrid")
    assert "Madrid" in here.say(1, "/settings")[0]
    here.say(1, "/timezone auto")
    assert "Chicago" in here.say(1, "/settings")[0]
    here.say(1, "/unsubscribe all")
    assert kept(here).home_zone is None
    here.say(1, "/subscribe Jalisco")
    assert "Mexico City" in here.say(1, "/settings")[0]


def test_who_was_there_before_has_his_clock_with_the_next_word(here: Town) -> None:
    here.say(1, "/subscribe Austin")
    here.store.save_chat(Chat(1, "private", admitted=True), NOW)
    here.say(1, "hello")
    assert kept(here).home_zone == AUSTIN.timezone
