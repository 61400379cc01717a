"""The outbox in the database: order, fairness, claims, moves, crashes."""

from __future__ import annotations

from datetime import timedelta

from fakes_telegram import NOON, World, owed

from bot.outbox import (
    Delivery,
    Gone,
    Moved,
    NotSent,
    RetryAfter,
    Sent,
    Uncertain,
    Warned,
    priority,
)
from bot.regions import Region
from bot.subscriptions import Subscription
from rules.rule import Severity


def chats(claimed: object) -> list[int]:
    return [one.chat_id for one in claimed]


def test_the_gravest_goes_first_whenever_it_was_owed(world: World) -> None:
    world.owe(owed(1, severity=Severity.NOTICE), owed(2, severity=Severity.DANGER), owed(3, kind="reply"))
    assert chats(world.store.claim(NOON, 3)) == [3, 2, 1]


def test_priority_is_kept_across_severities_when_a_danger_comes_late(world: World) -> None:
    world.owe(*(owed(chat, severity=Severity.CAUTION) for chat in range(1000)))
    world.owe(owed(5000, priority=priority("alert", Severity.DANGER)))
    assert chats(world.store.claim(NOON, 1)) == [5000]


def test_regions_take_turns_so_that_a_small_one_does_not_wait_for_a_large_one(world: World) -> None:
    world.owe(*(owed(chat, region_key="Mexico") for chat in range(100)))
    world.owe(*(owed(chat, region_key="Chad") for chat in (500, 501)))
    assert chats(world.store.claim(NOON, 4)) == [0, 500, 1, 501]


def test_a_region_that_comes_late_starts_at_the_turn_being_served(world: World) -> None:
    world.owe(*(owed(chat, region_key="Mexico") for chat in range(100)))
    first = world.store.claim(NOON, 50)
    world.store.sending([one.id for one in first], NOON)
    world.store.settle([(one, Sent(1)) for one in first], NOON)
    world.owe(*(owed(chat, region_key="Chad") for chat in range(500, 520)))
    assert chats(world.store.claim(NOON, 6)) == [50, 500, 51, 501, 52, 502]


def test_what_is_claimed_is_not_given_twice_and_comes_back_when_released(world: World) -> None:
    [one] = world.owe(owed(1))
    assert len(world.store.claim(NOON, 5)) == 1
    assert not world.store.claim(NOON, 5)
    world.store.release([one])
    assert len(world.store.claim(NOON, 5)) == 1


def test_a_claim_that_was_forgotten_is_given_out_again(world: World) -> None:
    world.owe(owed(1))
    world.store.claim(NOON, 1)
    assert len(world.store.claim(NOON + timedelta(minutes=2), 1)) == 1


def test_a_clock_set_back_does_not_hide_what_was_claimed(world: World) -> None:
    world.owe(owed(1, at=NOON - timedelta(days=1), expires=NOON + timedelta(days=1)))
    world.store.claim(NOON, 1)
    assert len(world.store.claim(NOON - timedelta(hours=3), 1)) == 1


def test_a_clock_set_back_does_not_delay_what_was_due_at_once(world: World) -> None:
    world.owe(owed(1), owed(2, due=NOON + timedelta(hours=8)))
    assert chats(world.store.claim(NOON - timedelta(hours=1), 5)) == [1]


def test_held_chats_are_passed_over(world: World) -> None:
    world.owe(owed(1), owed(2))
    assert chats(world.store.claim(NOON, 5, [1])) == [2]


def test_while_alerts_are_paused_answers_still_go(world: World) -> None:
    world.owe(owed(1), owed(2, kind="reply"), owed(3, kind="notice"))
    assert chats(world.store.claim(NOON, 5, alerts=False)) == [2, 3]


def test_what_is_not_due_yet_waits(world: World) -> None:
    world.owe(owed(1, due=NOON + timedelta(minutes=5)))
    assert not world.store.claim(NOON, 5)
    assert len(world.store.claim(NOON + timedelta(minutes=5), 5)) == 1


def test_the_expired_is_marked_and_not_given(world: World) -> None:
    [one] = world.owe(owed(1, expires=NOON + timedelta(minutes=1)))
    assert not world.store.claim(NOON + timedelta(minutes=1), 5)
    assert world.state(one) == "expired"


def test_an_alert_overtaken_by_an_all_clear_does_not_leave(world: World) -> None:
    first, other = world.owe(owed(1, incident_id=7), owed(2, incident_id=8))
    assert world.store.cancel(7, "it is over", NOON) == 1
    assert (world.state(first), world.state(other)) == ("cancelled", "due")


def test_what_was_cancelled_while_claimed_is_not_started(world: World) -> None:
    world.owe(owed(1, incident_id=7))
    [claimed] = world.store.claim(NOON, 1)
    world.store.cancel(7, "it is over", NOON)
    assert not world.store.sending([claimed.id], NOON)


def test_the_first_message_of_an_incident_is_remembered_for_replies(world: World) -> None:
    world.owe(owed(1, incident_id=7), owed(1, incident_id=7, revision=2), owed(2, incident_id=7))
    for number, one in enumerate(world.store.claim(NOON, 2), start=40):
        world.store.sending([one.id], NOON)
        world.store.settle([(one, Sent(number))], NOON)
    assert world.store.first_message(1, 7) == 40
    assert world.store.first_message(2, 7) is None
    assert world.store.warned(7) == [Warned(1, None, 40, alerts=2)]


def test_somebody_who_may_have_been_warned_hears_the_all_clear_too(world: World) -> None:
    world.owe(owed(1, incident_id=7, severity=Severity.CAUTION))
    [one] = world.store.claim(NOON, 1)
    world.store.settle([(one, Uncertain("timed out"))], NOON)
    assert world.store.warned(7) == [Warned(1, None, None, alerts=1)]


def test_a_group_that_moved_takes_everything_along(world: World) -> None:
    old, new = -5, -1000000000005
    world.people(old)
    jalisco = Region("admin1", "Jalisco", "MX", admin1="MX.14")
    world.store.subscribe(Subscription(0, old, jalisco), NOON)
    world.owe(owed(old, "one"), owed(old, "two", incident_id=3))
    first, second = world.store.claim(NOON, 2)
    world.store.settle([(first, Moved(new)), (second, NotSent("refused"))], NOON)
    assert world.store.chat(old) is None
    moved = world.store.chat(new)
    assert moved is not None
    assert moved.kind == "supergroup"
    assert [one.region for one in world.store.subscriptions(new)] == [jalisco]
    assert chats(world.store.claim(NOON, 5)) == [new, new]


def test_a_chat_that_is_gone_is_retired_and_what_it_was_owed_cancelled(world: World) -> None:
    world.people(1, 2)
    first, second, other = world.owe(owed(1, "one"), owed(1, "two"), owed(2))
    [claimed] = world.store.claim(NOON, 1)
    world.store.settle([(claimed, Gone("bot was blocked by the user"))], NOON)
    assert [chat.id for chat in world.store.chats()] == [2]
    assert [world.state(one) for one in (first, second, other)] == ["refused", "cancelled", "due"]
    world.store.take_back([claimed], NOON)
    assert [chat.id for chat in world.store.chats()] == [1, 2]
    assert [world.state(one) for one in (first, second, other)] == ["due", "due", "due"]


def test_a_told_wait_survives_a_restart(world: World) -> None:
    world.owe(owed(1))
    [claimed] = world.store.claim(NOON, 1)
    world.store.settle([(claimed, RetryAfter(timedelta(seconds=30)))], NOON)
    world.reopen()
    kept = world.store.value("halted_until")
    assert kept is not None
    assert kept.startswith("2026-02-23T12:00:30")


def test_sends_cut_short_by_a_crash_are_repeated_or_listed_as_uncertain(world: World) -> None:
    grave, light = world.owe(owed(1), owed(2, severity=Severity.NOTICE))
    claimed = world.store.claim(NOON, 2)
    world.store.sending([one.id for one in claimed], NOON)
    world.reopen()
    assert world.store.recover(NOON) == 2
    assert (world.state(grave), world.state(light)) == ("due", "uncertain")
    [again] = world.store.claim(NOON, 2)
    assert again.repeat


def test_a_claim_without_a_start_is_simply_due_again_after_a_crash(world: World) -> None:
    world.owe(owed(1))
    world.store.claim(NOON, 1)
    world.reopen()
    assert world.store.recover(NOON) == 0
    [again] = world.store.claim(NOON, 1)
    assert not again.repeat


def test_many_alerts_owed_to_one_chat_become_one_digest(world: World) -> None:
    def digest(alerts: object, now: object) -> Delivery:
        return owed(1, " · ".join(one.parts[0].plain for one in alerts), kind="digest")

    world.owe(*(owed(1, f"alert {number}") for number in range(6)), owed(2, "other"))
    assert world.store.collapse(1, 6, digest, NOON) == 0
    assert world.store.collapse(1, 5, digest, NOON) == 6
    left = world.store.claim(NOON, 10)
    assert sorted(chats(left)) == [1, 2]
    assert "alert 0 · alert 1" in next(one.parts[0].plain for one in left if one.chat_id == 1)
