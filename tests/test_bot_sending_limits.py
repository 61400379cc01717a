"""In which order messages leave, and never more of them than Telegram allows."""

from __future__ import annotations

import asyncio
import random
import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from fakes_telegram import CHATS, World, owed, sender

from bot.limits import Departure, Limiter, Limits
from bot.outbox import Sent
from rules.rule import Severity


@pytest.fixture
def world(world: World) -> World:
    """With seven people in it."""
    world.people(*CHATS)
    return world


async def test_a_danger_put_into_a_running_broadcast_goes_out_before_more_than_a_fifth_of_a_second_of_it(
    world: World,
) -> None:
    broadcast = range(1000, 11_000)
    for chat in broadcast:
        world.telegram.open_chat(chat)
    world.owe(*(owed(chat, severity=Severity.CAUTION) for chat in broadcast))
    stop = asyncio.Event()
    running = asyncio.create_task(sender(world, limits=Limits()).run(stop))
    await until(lambda: len(world.telegram.requests) >= 5)
    world.owe(owed(1, "danger"))
    before = sum(method == "sendMessage" for method, _ in world.telegram.requests)
    await until(lambda: bool(world.texts(1)))
    stop.set()
    await running
    others = [call["chat_id"] for method, call in world.telegram.requests if method == "sendMessage"]
    assert others.index(1) - before <= 0.2 * 29.3


def arrivals(number: int, held_up_s: Callable[[int], float], answer_s: float = 0.08) -> list[float]:
    """When so many messages arrive, each so much later than it left; the answer comes back after `answer_s`."""
    limiter = Limiter(Limits())
    now = 0.0
    under_way: list[tuple[float, int, Departure]] = []
    arrived = []
    for chat in range(1, number + 1):
        now = max(now, limiter.slot(now))
        for back, of, departure in [one for one in under_way if one[0] <= now]:
            limiter.answered(of, departure, back)
        under_way = [one for one in under_way if one[0] > now]
        departure = limiter.sent(chat, now)
        arrived.append(now + held_up_s(chat))
        under_way.append((arrived[-1] + answer_s, chat, departure))
    return sorted(arrived)


def most_in_a_second(times: Sequence[float]) -> int:
    return max(bisect_right(times, begin + 1 - 1e-9) - number for number, begin in enumerate(times))


def test_messages_leave_evenly_never_more_than_thirty_in_a_second() -> None:
    times = arrivals(1000, lambda number: 0.0)
    assert most_in_a_second(times) <= 30
    assert (len(times) - 1) / (times[-1] - times[0]) > 0.97 * 30


@pytest.mark.parametrize("late_s", [0.02, 0.03, 0.045, 0.06])
def test_one_held_up_on_its_way_does_not_make_thirty_one_arrive_in_a_second(late_s: float) -> None:
    times = arrivals(1000, lambda number: late_s if number % 300 == 0 else 0.002 * (number % 3))
    assert most_in_a_second(times) <= 30
    assert (len(times) - 1) / (times[-1] - times[0]) > 0.97 * 30


def test_slow_answers_of_a_telegram_with_much_to_do_slow_sending_down_but_little() -> None:
    chance = random.Random(1)
    times = arrivals(1000, lambda number: chance.uniform(0, 0.2), answer_s=0.1)
    assert (len(times) - 1) / (times[-1] - times[0]) > 0.9 * 30


async def test_one_chat_gets_one_message_a_second_while_others_go_on(world: World) -> None:
    world.owe(*(owed(1, f"{number}") for number in range(3)), *(owed(chat) for chat in CHATS[1:]))
    arrived: dict[int, list[float]] = {}
    order: list[int] = []
    watched = world.telegram.watch()
    running = asyncio.create_task(sender(world, limits=Limits()).drain())
    for _ in range(9):
        event = await watched.get()
        arrived.setdefault(event.chat_id, []).append(time.monotonic())
        order.append(event.chat_id)
    await running
    assert world.texts(1) == ["0", "1", "2"]
    # a busy machine may see the first one late, so a little less than the second that lay between them
    assert all(later - earlier >= 0.8 for earlier, later in zip(arrived[1], arrived[1][1:], strict=False))
    assert order[-2:] == [1, 1]  # all the others had theirs meanwhile


@pytest.mark.parametrize(
    ("rate", "disk_s", "number"),
    [(29.3, 0.004, 1), (29.3, 0.06, 2), (29.3, 5.0, 4), (1000, 0.004, 40), (1000, 0.1, 100), (1000, 5.0, 125)],
)
def test_a_slow_disk_makes_batches_larger_but_never_so_that_the_urgent_wait(
    rate: float, disk_s: float, number: int
) -> None:
    assert Limits(per_second=rate).batch_after(disk_s) == number


def test_a_group_gets_twenty_a_minute() -> None:
    limiter = Limiter(Limits())
    now = 0.0
    for _ in range(20):
        now = max(now, limiter.chat_ready(-5))
        limiter.sent(-5, now)
    assert now < 25
    assert limiter.chat_ready(-5) >= 60
    assert limiter.chat_ready(-6) < now


async def test_limits_of_a_chat_hold_across_a_restart(world: World) -> None:
    world.people(-5)
    for _ in range(20):
        world.owe(owed(-5))
        [one] = world.store.claim(world.clock(), 1)
        world.store.sending([one.id], world.clock())
        world.store.settle([(one, Sent(1))], world.clock())
    world.owe(owed(-5, "one too many"))
    running = asyncio.create_task(sender(world, limits=Limits()).drain())
    await asyncio.sleep(0.3)
    assert world.texts(-5) == []
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def until(condition: Any, within_s: float = 30.0) -> None:
    async with asyncio.timeout(within_s):
        while not condition():  # noqa: ASYNC110 - any condition will do
            await asyncio.sleep(0.005)
