"""The outbox in the database: order, fairness, claims, moves, crashes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes_telegram import NOON, World, owed

from bot.outbox import (
    Delivery,
    Gone,
    MessagePart,
    Moved,
    NotSent,
    Photo,
    Refused,
    RetryAfter,
    Sent,
    Uncertain,
    priority,
)
from bot.regions import Region
from bot.store import StoreError
from bot.store.verdicts import STEP
from bot.subscriptions import Subscription
from rules.rule import Severity


def chats(claimed: object) -> list[int]:
    return [one.chat_id for one in claimed]


def test_the_gravest_goes_first_whenever_it_was_owed(world: World) -> None:
    world.owe(owed(1, severity=Severity.NOTICE), owed(2, severity=Severity.DANGER), owed(3, kind="reply"))
    assert chats(world.store.claim(NOON, 3)) == [3, 2, 1]


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
    assert world.store.warned(7) == [(1, None, 40)]


def test_somebody_who_may_have_been_warned_hears_the_all_clear_too(world: World) -> None:
    world.owe(owed(1, incident_id=7, severity=Severity.CAUTION))
    [one] = world.store.claim(NOON, 1)
    world.store.settle([(one, Uncertain("timed out"))], NOON)
    assert world.store.warned(7) == [(1, None, None)]


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


def test_the_text_of_an_answer_is_forgotten_once_it_is_sent(world: World) -> None:
    world.people(1)
    world.owe(owed(1, "a secret answer", kind="reply"), owed(1, "an alert"))
    for one in world.store.claim(NOON, 2):
        world.store.settle([(one, Sent(1))], NOON)
    rows = world.store._rows("SELECT body FROM deliveries")
    assert not any("secret" in row["body"] for row in rows)
    assert [one.parts[0].plain for one in world.store.alerts_sent(1)] == ["an alert"]


def test_a_picture_is_erased_with_its_answer_and_its_id_is_kept_for_the_next(world: World) -> None:
    world.people(1)
    world.owe(owed(1, kind="reply", photo=Photo("map-7", "QUJDRA==")))
    [asked] = world.store.claim(NOON, 1)
    world.store.settle([(asked, Sent(1, "id-of-it"))], NOON)
    assert world.store.photo("map-7") == "id-of-it"
    assert world.store.photo("map-8") is None
    assert not any("QUJDRA==" in row["body"] for row in world.store._rows("SELECT body FROM deliveries"))
    assert world.store.forget_old(NOON + timedelta(days=31))["photos"] == 1


def test_a_picture_telegram_does_not_know_any_more_is_forgotten_and_the_words_go_alone(world: World) -> None:
    world.people(1)
    world.owe(owed(1, "Guadalajara", kind="reply", photo=Photo("map-7", "QUJDRA==")))
    [asked] = world.store.claim(NOON, 1)
    world.store.settle([(asked, Sent(1, "id-of-it"))], NOON)
    world.owe(owed(1, "Guadalajara", kind="reply", photo=Photo("map-7", file_id="id-of-it")))
    [asked] = world.store.claim(NOON, 1)
    world.store.settle([(asked, Refused("wrong file identifier", "no_photo"))], NOON)
    [again] = world.store.claim(NOON, 1)
    assert (again.photo, again.parts[0].plain) == (None, "Guadalajara")
    assert world.store.photo("map-7") is None


def test_a_text_that_many_are_owed_is_kept_once_and_goes_with_the_last_of_them(world: World) -> None:
    world.people(1, 2, 3)
    world.owe(*(owed(chat, "the same for all") for chat in (1, 2, 3)), owed(1, "for one alone"))
    assert [row["body"].count("the same for all") for row in world.store._rows("SELECT body FROM texts")] == [2]
    said = {one.id: one.parts[0].plain for one in world.store.claim(NOON, 9)}
    assert list(said.values()) == ["the same for all"] * 3 + ["for one alone"]
    for chat in (1, 2):
        world.store.erase_chat(chat)
        assert world.store._rows("SELECT count(*) AS n FROM texts") == [{"n": 1}]
    world.store.erase_chat(3)
    assert world.store._rows("SELECT count(*) AS n FROM texts") == [{"n": 0}]


def test_answers_share_no_text_even_when_they_say_the_same(world: World) -> None:
    world.people(1, 2)
    world.owe(owed(1, "Done.", kind="reply"), owed(2, "Done.", kind="reply"))
    assert world.store._rows("SELECT count(*) AS n FROM texts") == [{"n": 0}]


def test_a_shared_text_outlives_no_delivery_and_no_delivery_outlives_it(world: World) -> None:
    world.people(1, 2)
    world.owe(owed(1, "same"), owed(2, "same"))
    [first] = world.store.claim(NOON, 1)
    world.store.settle([(first, Sent(1))], NOON)
    world.store.forget_old(NOON + timedelta(days=40))  # the second was never sent, and is still readable
    assert [one.parts[0].plain for one in world.store.in_state("due")] == ["same"]
    world.store.claim(NOON + timedelta(days=40), 1)  # marks it as expired
    world.store.forget_old(NOON + timedelta(days=80))
    assert world.store._rows("SELECT count(*) AS n FROM texts") == [{"n": 0}]


def test_every_field_of_a_delivery_survives_the_database(world: World) -> None:
    whole = owed(1, thread_id=3, reply_to=4, silent=True, incident_id=5, revision=6, region_key="admin1:MX.14")
    whole = replace(whole, parts=(MessagePart("<b>ñ</b>", "ñ"), MessagePart("2", "2")), document=("a.txt", "x"))
    whole = replace(whole, photo=Photo("map", "QUJDRA=="))
    [number] = world.owe(whole)
    [back] = world.store.claim(NOON, 1)
    assert back == replace(whole, id=number)


def test_a_claim_from_ten_thousand_is_no_more_work_than_one_from_a_hundred(world: World) -> None:
    """It walks along its index and does not read the whole queue; work is counted in steps of SQLite's machine."""
    world.owe(*(owed(chat, region_key=str(chat % 7)) for chat in range(100)))
    few = steps_of(world, lambda: world.store.claim(NOON, 1))
    world.owe(*(owed(chat, region_key=str(chat % 7)) for chat in range(10_000)))
    assert steps_of(world, lambda: world.store.claim(NOON, 1)) < 3 * few


def held_alerts(number: int, incident_id: int = 7) -> list[Delivery]:
    later = NOON + timedelta(minutes=10)
    return [owed(chat, incident_id=incident_id, due=later, held=True) for chat in range(1, number + 1)]


def test_what_the_fuse_holds_is_not_walked_past_by_every_claim(world: World) -> None:
    world.owe(*(owed(chat, severity=Severity.CAUTION) for chat in range(100)))
    few = steps_of(world, lambda: world.store.claim(NOON, 1))
    world.owe(*held_alerts(5000))
    assert steps_of(world, lambda: world.store.claim(NOON, 1)) < 3 * few


def test_held_alerts_go_by_themselves_when_their_time_has_come_and_not_before(world: World) -> None:
    world.owe(*held_alerts(3))
    assert not world.store.claim(NOON + timedelta(minutes=9), 5)
    assert len(world.store.claim(NOON + timedelta(minutes=10), 5)) == 3


def test_thousands_let_go_are_let_go_in_steps_and_all_of_them_leave(world: World) -> None:
    number = 2 * STEP + 10
    world.owe(*held_alerts(number))
    assert world.store.let_go(7, NOON) == number
    assert world.store.held(7) == 0
    assert held_rows(world) == number - STEP
    left = drained(world)
    assert len(left) == number
    assert not world.store._rows("SELECT * FROM verdicts")


def test_of_thousands_dropped_not_one_leaves_although_they_are_marked_in_steps(world: World) -> None:
    number = 2 * STEP + 10
    world.owe(*(owed(chat, incident_id=7) for chat in range(1, number + 1)), owed(9, "another", incident_id=8))
    assert world.store.cancel(7, "taken back", NOON) == number
    assert world.store.queue_counts()["cancelled"] == STEP
    assert [one.incident_id for one in drained(world)] == [8]
    assert world.store.queue_counts()["cancelled"] == number
    assert not world.store._rows("SELECT * FROM verdicts")


def test_a_drop_decided_before_a_crash_holds_after_it(world: World) -> None:
    world.owe(*(owed(chat, incident_id=7) for chat in range(1, STEP + 10)))
    world.store.cancel(7, "taken back", NOON)
    world.reopen()
    assert drained(world) == []
    assert world.store.queue_counts() == {"cancelled": STEP + 9}


def test_what_is_owed_of_an_incident_after_a_drop_was_carried_out_leaves(world: World) -> None:
    world.owe(*(owed(chat, incident_id=7) for chat in range(1, STEP + 10)))
    world.store.cancel(7, "taken back", NOON)
    drained(world)
    world.owe(owed(3, "told after all", incident_id=7))
    assert len(drained(world)) == 1


@pytest.mark.parametrize("held", [False, True])
def test_one_more_costs_the_same_however_many_are_owed_already(world: World, held: bool) -> None:
    def one_more(chat: int) -> int:
        return steps_of(world, lambda: world.owe(owed(chat, region_key="elsewhere")))

    world.owe(*(owed(chat, region_key=str(chat % 7), held=held) for chat in range(1, 50)))
    few = one_more(8001)
    world.owe(*(owed(chat, region_key=str(chat % 7), held=held) for chat in range(1, 2000)))
    assert one_more(8002) < 2 * few


def held_rows(world: World) -> int:
    return int(world.store._rows("SELECT count(*) AS number FROM deliveries WHERE held = 1")[0]["number"])


def drained(world: World) -> list[Delivery]:
    """Everything a sender would get until nothing more comes, however many steps it takes."""
    left: list[Delivery] = []
    for _ in range(20):
        claimed = world.store.claim(NOON, 10_000)
        world.store.sending([one.id for one in claimed], NOON)
        left += claimed
    return left


def steps_of(world: World, work: Callable[[], object]) -> int:
    """In tens of instructions of both connections."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    connections = [world.store._writer.conn, world.store._reader.conn]
    for connection in connections:
        connection.set_progress_handler(step, 10)
    work()
    for connection in connections:
        connection.set_progress_handler(None, 10)
    return count


def test_priority_is_kept_across_severities_when_a_danger_comes_late(world: World) -> None:
    world.owe(*(owed(chat, severity=Severity.CAUTION) for chat in range(1000)))
    world.owe(owed(5000, priority=priority("alert", Severity.DANGER)))
    assert chats(world.store.claim(NOON, 1)) == [5000]


def test_after_a_transaction_that_need_not_last_the_next_one_waits_for_the_disk_again(world: World) -> None:
    def synchronous() -> int:
        return int(world.store._writer.conn.execute("PRAGMA synchronous").fetchone()[0])

    with world.store.write(lasting=False):
        assert synchronous() == 1
        world.store.set_value("a", "b")
    assert synchronous() == 2
    with pytest.raises(StoreError), world.store.write(lasting=False):
        world.store._change("UPDATE nowhere SET a = 1")
    assert synchronous() == 2
    assert world.store.value("a") == "b"
