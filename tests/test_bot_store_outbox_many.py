"""Many are owed something: a claim costs the same, and what is decided of thousands is carried out in steps.

Work is counted in steps of SQLite's machine, never in seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from fakes_telegram import NOON, World, owed

from bot.outbox import Delivery
from bot.store.verdicts import STEP
from rules.rule import Severity


def test_a_claim_from_ten_thousand_is_no_more_work_than_one_from_a_hundred(world: World) -> None:
    """It walks along its index and does not read the whole queue."""
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
