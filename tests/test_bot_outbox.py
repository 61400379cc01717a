"""What follows from each outcome, as a table: one row a fault, one sentence a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes_telegram import NOON, owed

from bot.outbox import (
    Gone,
    MessagePart,
    Moved,
    NotSent,
    Outcome,
    Photo,
    Refused,
    RetryAfter,
    Sent,
    State,
    Stop,
    Uncertain,
    after,
    expiry,
    interrupted,
    priority,
)
from rules.rule import Severity

LATER = NOON + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("outcome", "state", "why"),
    [
        (Sent(5), "sent", "sent"),
        (NotSent("connection refused"), "due", "connection refused"),
        (RetryAfter(timedelta(seconds=30)), "due", "Telegram asked to wait 30 s"),
        (Moved(-1000000000007), "due", "the group became a supergroup"),
        (Gone("bot was blocked by the user"), "refused", "bot was blocked by the user"),
        (Refused("BUTTON_DATA_INVALID"), "refused", "BUTTON_DATA_INVALID"),
        (Refused("can't parse entities", "plain"), "due", "can't parse entities; trying once without"),
        (Uncertain("timed out"), "due", "timed out; sent once more, marked"),
        (Stop("token revoked"), "due", "token revoked"),
    ],
)
def test_an_outcome_leads_to_a_state_and_says_why(outcome: Outcome, state: State, why: str) -> None:
    result = after(owed(1), outcome, LATER)
    assert (result.delivery.state, result.delivery.why) == (state, why)


def test_a_wait_halts_everybody_and_the_message_keeps_its_own_time() -> None:
    result = after(owed(1), RetryAfter(timedelta(seconds=30)), LATER)
    assert result.halt_until == LATER + timedelta(seconds=30)
    assert result.delivery.due == NOON


def test_a_blocked_chat_is_retired_and_a_refused_message_retires_nobody() -> None:
    assert after(owed(1), Gone("blocked"), LATER).retire_chat
    assert not after(owed(1), Refused("BUTTON_DATA_INVALID"), LATER).retire_chat


def test_a_wrong_token_fails_nothing() -> None:
    result = after(owed(1), Stop("unauthorized"), LATER)
    assert result.stop
    assert result.delivery.attempts == 0


@pytest.mark.parametrize("mend", ["plain", "no_thread", "no_reply", "no_photo"])
def test_each_mend_is_tried_once(mend: str) -> None:
    first = after(owed(1, thread_id=7, reply_to=9, photo=Photo("map")), Refused("no", mend), LATER).delivery
    assert first.state == "due"
    assert after(first, Refused("no", mend), LATER).delivery.state == "refused"


def test_telegrams_id_of_a_picture_is_kept_and_one_it_does_not_know_is_forgotten() -> None:
    pictured = owed(1, photo=Photo("map-7", "AAAA"))
    assert after(pictured, Sent(5, "id-of-it"), LATER).photo == ("map-7", "id-of-it")
    assert after(pictured, Refused("wrong file identifier", "no_photo"), LATER).photo == ("map-7", None)
    assert after(pictured, Refused("thread gone", "no_thread"), LATER).photo is None
    assert after(owed(1), Sent(5), LATER).photo is None


@pytest.mark.parametrize(
    ("severity", "kind", "state"),
    [
        (Severity.DANGER, "alert", "due"),
        (Severity.SERIOUS, "alert", "due"),
        (Severity.CAUTION, "alert", "uncertain"),
        (Severity.NOTICE, "alert", "uncertain"),
        (Severity.DANGER, "reply", "uncertain"),
        (Severity.DANGER, "digest", "uncertain"),
    ],
)
def test_only_grave_alerts_are_repeated_when_nobody_knows(severity: Severity, kind: str, state: State) -> None:
    delivery = owed(1, severity=severity, kind=kind)
    assert after(delivery, Uncertain("timed out"), NOON).delivery.state == state
    assert interrupted(delivery, NOON).state == state


def test_a_repeat_is_marked_and_never_repeated_again() -> None:
    repeat = after(owed(1), Uncertain("timed out"), LATER).delivery
    assert repeat.repeat
    again = after(repeat, Uncertain("timed out"), LATER).delivery
    assert again.state == "uncertain"


def test_the_part_after_a_repeat_is_no_repeat_and_no_reply() -> None:
    two = owed(1, reply_to=3, repeat=True, parts=(MessagePart("a", "a"), MessagePart("b", "b")))
    next_part = after(two, Sent(8), LATER).delivery
    assert (next_part.state, next_part.part_done, next_part.repeat, next_part.reply_to) == ("due", 1, False, None)
    assert after(next_part, Sent(9), LATER).delivery.state == "sent"


def test_nothing_is_retried_past_its_time() -> None:
    late = replace(owed(1), expires=LATER)
    assert after(late, NotSent("refused"), LATER).delivery.state == "expired"
    assert after(late, RetryAfter(timedelta(seconds=1)), LATER).delivery.state == "expired"
    assert after(late, Uncertain("timed out"), LATER).delivery.state == "uncertain"  # it may have arrived


def test_answers_go_first_then_the_gravest_then_those_with_most_readers() -> None:
    order = [
        priority("reply", Severity.NOTICE),
        priority("alert", Severity.DANGER, "channel"),
        priority("alert", Severity.DANGER, "group"),
        priority("alert", Severity.DANGER, "private"),
        priority("digest", Severity.DANGER, "private"),
        priority("alert", Severity.SERIOUS, "channel"),
        priority("alert", Severity.NOTICE, "private"),
    ]
    assert order == sorted(order)
    assert len(set(order)) == len(order)


def test_the_graver_lives_longer_and_an_answer_ten_minutes() -> None:
    lives = [expiry("alert", severity, NOON) - NOON for severity in Severity]
    assert lives == sorted(lives)
    assert expiry("reply", Severity.NOTICE, NOON) - NOON == timedelta(minutes=10)
