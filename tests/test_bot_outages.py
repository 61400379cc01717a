"""Disk full, database locked, clock set, network gone, Telegram down: state is kept, the log is honest, and what
comes afterwards is no flood."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes_telegram import NOON, World, owed
from structlog.testing import capture_logs

from bot import listening, sending
from bot.channels.faults import Fault
from bot.limits import UNLIMITED, Limits
from bot.listening import Listener
from bot.outbox import Delivery
from bot.sending import HALTED_UNTIL, Sender

CHATS = range(1, 6)
BRISK = Limits(per_second=1000, chat_gap_s=0.02, connections=8)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    for module in (sending, listening):
        monkeypatch.setattr(module, "STORE_RETRY_S", 0.01)
        monkeypatch.setattr(module, "BACKOFF_S", (0.01, 0.02))
    made = World(tmp_path)
    with closing(made):
        made.people(*CHATS)
        yield made


@contextmanager
def full(world: World) -> Iterator[None]:
    """SQLite's own words for a disk without room, at every change of the outbox."""
    connection = world.store._writer.conn
    connection.execute(
        """CREATE TEMP TRIGGER no_room BEFORE UPDATE ON main.deliveries
           BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"""
    )
    yield
    connection.execute("DROP TRIGGER no_room")


def digest(alerts: Sequence[Delivery], now: datetime) -> Delivery:
    return owed(alerts[0].chat_id, f"{len(alerts)} alerts", kind="digest", at=now)


def sender(world: World, limits: Limits = UNLIMITED) -> Sender:
    return Sender(world.store, world.channel, world.clock, limits=limits, digest=digest)


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - any condition will do
            await asyncio.sleep(0.005)


async def test_a_disk_that_fills_up_stops_sending_and_everything_goes_once_there_is_room(world: World) -> None:
    world.owe(*(owed(chat) for chat in CHATS))
    stop = asyncio.Event()
    with capture_logs() as log:
        with full(world):
            running = asyncio.create_task(sender(world).run(stop))
            await until(lambda: any("no room left" in str(line) for line in log))
            await asyncio.sleep(0.1)
            assert not any(world.texts(chat) for chat in CHATS)
            assert sum("no room left" in str(line) for line in log) == 1  # said once, not ten times a second
        await until(lambda: all(world.texts(chat) for chat in CHATS))
        await until(lambda: world.store.queue_counts() == {"sent": 5})
        stop.set()
        await running
    assert [len(world.texts(chat)) for chat in CHATS] == [1] * 5
    assert world.store.queue_counts() == {"sent": 5}


async def test_a_database_that_another_program_locks_is_waited_for(world: World) -> None:
    world.owe(*(owed(chat) for chat in CHATS))
    world.store._writer.conn.execute("PRAGMA busy_timeout = 20").fetchall()
    stop = asyncio.Event()
    with closing(sqlite3.connect(world.store.path, isolation_level=None)) as other, capture_logs() as log:
        other.execute("BEGIN IMMEDIATE")
        running = asyncio.create_task(sender(world).run(stop))
        await until(lambda: any("locked by another program" in str(line) for line in log))
        assert not any(world.texts(chat) for chat in CHATS)
        other.execute("COMMIT")
        await until(lambda: all(world.texts(chat) for chat in CHATS))
        stop.set()
        await running
    assert world.store.queue_counts() == {"sent": 5}


async def test_updates_wait_at_telegram_while_the_database_is_locked(world: World) -> None:
    world.store._writer.conn.execute("PRAGMA busy_timeout = 20").fetchall()
    done: list[int] = []

    async def handle(update: dict[str, Any]) -> None:
        world.store.inbox_done(update["update_id"], world.clock())
        done.append(update["update_id"])

    stop = asyncio.Event()
    with closing(sqlite3.connect(world.store.path, isolation_level=None)) as other, capture_logs() as log:
        other.execute("BEGIN IMMEDIATE")
        first = world.telegram.say(1, "/help")
        running = asyncio.create_task(Listener(world.store, world.channel, handle, world.clock, poll_s=0.05).run(stop))
        await until(lambda: any("inbox cannot be used" in str(line) for line in log))
        assert (world.telegram.unconfirmed, done) == (1, [])
        other.execute("COMMIT")
        await until(lambda: done == [first])
        stop.set()
        await running


@pytest.mark.parametrize("hours", [-24, -1])
async def test_a_clock_that_is_set_back_delays_nothing(world: World, hours: int) -> None:
    world.owe(*(owed(chat) for chat in CHATS))
    world.clock.move(hours=hours)
    await sender(world).drain()
    assert world.store.queue_counts() == {"sent": 5}


async def test_a_wait_from_before_the_clock_was_set_back_lasts_an_hour_at_most(world: World) -> None:
    world.store.set_value(HALTED_UNTIL, (NOON + timedelta(days=30)).isoformat())
    mine = sender(world)
    stop = asyncio.Event()
    running = asyncio.create_task(mine.run(stop))
    await until(lambda: mine._halt_until > 0)
    left = mine._halt_until - asyncio.get_running_loop().time()
    stop.set()
    await running
    assert 3500 < left <= 3600


async def test_a_clock_that_jumps_ahead_expires_what_is_stale_by_it_and_says_so(world: World) -> None:
    [stale] = world.owe(owed(1))
    world.clock.move(days=365)
    await sender(world).drain()
    assert world.state(stale) == "expired"
    assert world.texts(1) == []


async def test_an_hour_without_network_is_asked_through_quietly_and_then_everything_leaves_at_once(
    world: World,
) -> None:
    """Nothing becomes uncertain by trying: while nobody answers, only the harmless question is asked."""
    gone = [Fault("drop_before", method, times=10**6) for method in ("sendMessage", "getMe")]
    world.telegram.faults.extend(gone)
    world.owe(*(owed(chat) for chat in CHATS))
    stop = asyncio.Event()
    with capture_logs() as log:
        running = asyncio.create_task(sender(world).run(stop))
        await until(lambda: sum(method == "getMe" for method, _ in world.telegram.requests) > 5)
        world.clock.move(hours=1)
        for fault in gone:
            world.telegram.faults.remove(fault)
        await until(lambda: world.store.queue_counts() == {"sent": 5})
        await until(lambda: any("reached again" in line["event"] for line in log))
        stop.set()
        await running
    assert [len(world.texts(chat)) for chat in CHATS] == [1] * 5
    said = [line["event"] for line in log if line["log_level"] in ("warning", "info")]
    assert said.count("Telegram cannot be reached; what is owed is kept") == 1
    assert said.count("Telegram can be reached again") == 1


async def test_after_a_day_without_telegram_each_chat_hears_in_one_message_what_it_missed(world: World) -> None:
    """Forty-eight alerts a chat were owed meanwhile: the stale half is recorded as expired, the rest is gathered."""
    for hour in range(24):
        world.clock.now = NOON + timedelta(hours=hour)
        for chat in CHATS:
            world.owe(*(owed(chat, f"alert {hour}", at=world.clock()) for _ in range(2)))
    world.clock.now = NOON + timedelta(hours=24)
    await sender(world, BRISK).drain()
    assert [world.texts(chat) for chat in CHATS] == [["22 alerts"]] * 5
    counts = world.store.queue_counts()
    assert counts["expired"] == 5 * 26  # danger is worth sending for twelve hours
    assert sum(counts.values()) == 5 * 48 + 5  # every one has a record, and so has each digest
    assert "due" not in counts


async def test_commands_of_a_day_without_telegram_are_all_done_when_it_is_back(world: World) -> None:
    down = Fault("502_before", "getUpdates", times=20)
    world.telegram.fault(down)
    said = [world.telegram.say(chat, f"/mute {number}") for number in range(4) for chat in CHATS]
    done: list[int] = []

    async def handle(update: dict[str, Any]) -> None:
        world.store.inbox_done(update["update_id"], world.clock())
        done.append(update["update_id"])

    stop = asyncio.Event()
    with capture_logs() as log:
        running = asyncio.create_task(Listener(world.store, world.channel, handle, world.clock, poll_s=0.05).run(stop))
        await until(lambda: len(done) == len(said))
        stop.set()
        await running
    assert sorted(done) == said
    assert sum(line["event"] == "no updates can be had" for line in log) == 1
