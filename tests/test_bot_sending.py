"""The sender against a Telegram that misbehaves: every fault at every position, limits, order, outages."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from typing import Any

import pytest
from fakes_telegram import CHATS, NOON, World, owed, sender

from bot.channels.faults import Fault, FaultKind
from bot.limits import UNLIMITED, Breaker, Limits
from bot.outbox import Delivery, MessagePart, Outcome
from bot.sending import ALERTS_PAUSED, Sender
from bot.store import StoreFullError
from bot.subscriptions import Chat
from rules.rule import Severity


@pytest.fixture
def world(world: World) -> World:
    """With seven people in it."""
    world.people(*CHATS)
    return world


# the failure table, injected at every position of a batch

EXPECTED: list[tuple[FaultKind, str, list[str]]] = [
    ("drop_before", "sent", ["hit"]),
    ("hang_after", "sent", ["hit", "(repeat)\nhit"]),
    ("abort_after", "sent", ["hit", "(repeat)\nhit"]),
    ("502_before", "sent", ["(repeat)\nhit"]),
    ("502_after", "sent", ["hit", "(repeat)\nhit"]),
    ("badjson_after", "sent", ["hit", "(repeat)\nhit"]),
    ("bad_markup", "sent", ["hit"]),
    ("thread_gone", "sent", ["hit"]),
    ("reply_gone", "sent", ["hit"]),
    ("refused", "refused", []),
    ("blocked", "refused", []),
    ("chat_not_found", "refused", []),
]


@pytest.mark.parametrize("position", range(7))
@pytest.mark.parametrize(("kind", "state", "texts"), EXPECTED)
async def test_a_fault_has_its_follow_up_and_the_others_are_unharmed(
    world: World, kind: FaultKind, state: str, texts: list[str], position: int
) -> None:
    struck = CHATS[position]
    world.telegram.fault(Fault(kind, chat_id=struck))
    world.telegram.open_chat(struck).threads.add(5)
    deliveries = {chat: owed(chat, "fine") for chat in CHATS}
    deliveries[struck] = owed(struck, "hit", thread_id=5, reply_to=1)
    ids = world.owe(*deliveries.values())
    await sender(world).drain()
    assert world.texts(struck) == texts
    assert world.state(ids[position]) == state
    assert all(world.texts(chat) == ["fine"] for chat in CHATS if chat != struck)
    gone = kind in ("blocked", "chat_not_found")
    assert [chat.id for chat in world.store.chats()] == [chat for chat in CHATS if not (gone and chat == struck)]


@pytest.mark.parametrize("kind", ["hang_after", "abort_after", "502_before", "badjson_after"])
async def test_a_lesser_alert_that_may_have_arrived_is_listed_and_never_repeated(world: World, kind: FaultKind) -> None:
    world.telegram.fault(Fault(kind, chat_id=2))
    world.owe(*(owed(chat, severity=Severity.CAUTION) for chat in CHATS))
    await sender(world).drain()
    [unsure] = world.store.in_state("uncertain")
    assert unsure.chat_id == 2
    assert unsure.why
    assert len(world.texts(2)) == (0 if kind == "502_before" else 1)
    assert world.store.queue_counts() == {"sent": 6, "uncertain": 1}


@pytest.mark.parametrize("position", range(7))
async def test_a_group_that_moves_in_the_middle_hears_all_of_it_in_its_new_place(world: World, position: int) -> None:
    old, new = -5, -1000000000005
    world.people(old)
    world.telegram.migrate(old, new)
    deliveries = [owed(chat) for chat in CHATS]
    deliveries[position:position] = [owed(old, "first"), owed(old, "second")]
    world.owe(*deliveries)
    await sender(world).drain()
    assert world.texts(new) == ["first", "second"]
    assert world.texts(old) == []
    assert world.store.queue_counts() == {"sent": 9}


async def test_blocked_then_unblocked_a_person_is_written_to_again_but_not_about_the_past(world: World) -> None:
    world.telegram.block(1)
    world.owe(owed(1, "while blocked"), owed(1, "also"))
    await sender(world).drain()
    world.telegram.block(1, False)
    world.store.save_chat(Chat(1, "private", admitted=True), NOON)
    world.owe(owed(1, "news"))
    await sender(world).drain()
    assert world.texts(1) == ["news"]


@pytest.mark.parametrize("position", range(7))
async def test_a_revoked_token_stops_everything_and_fails_nothing(world: World, position: int) -> None:
    told: list[str] = []
    world.telegram.fault(Fault("401", skip=position, times=99))
    world.owe(*(owed(chat) for chat in CHATS))
    why = await asyncio.wait_for(sender(world, tell=told.append).run(asyncio.Event()), 30)
    assert why == "Telegram does not accept the bot's token"
    assert told == ["Sending has stopped: Telegram does not accept the bot's token."]
    counts = world.store.queue_counts()
    assert counts["due"] + counts.get("sent", 0) == 7
    assert counts.get("sent", 0) == sum(len(world.texts(chat)) for chat in CHATS) == position
    assert len(world.store.chats()) == 7


async def test_one_in_five_refused_pauses_alerts_retires_nobody_and_answers_still_go(world: World) -> None:
    told: list[str] = []
    many = range(100, 160)
    world.people(*many)
    for chat in many[::3]:
        world.telegram.block(chat)
    ids = world.owe(*(owed(chat) for chat in many))
    await sender(world, tell=told.append).drain()
    assert world.store.value(ALERTS_PAUSED) == "7 of 20 sends were refused within a minute"
    assert len(told) == 1
    assert len(world.store.chats()) == len(many) + len(CHATS)
    assert "refused" not in world.store.queue_counts()
    world.owe(owed(1, "an answer", kind="reply"), owed(2, "an alert"))
    await sender(world).drain()
    assert (world.texts(1), world.texts(2)) == (["an answer"], [])
    world.store.set_value(ALERTS_PAUSED, None)
    resumed = Sender(world.store, world.channel, world.clock, limits=UNLIMITED)
    resumed._breaker.resume(asyncio.get_running_loop().time(), 60)
    await resumed.drain()
    assert sorted({world.state(one) for one in ids}) == ["refused", "sent"]


async def test_a_few_blocked_chats_pause_nobody(world: World) -> None:
    many = range(100, 200)
    world.people(*many)
    for chat in many[::10]:
        world.telegram.block(chat)
    world.owe(*(owed(chat) for chat in many))
    await sender(world).drain()
    assert world.store.value(ALERTS_PAUSED) is None
    assert world.store.queue_counts() == {"refused": 10, "sent": 90}


# waiting


@pytest.mark.parametrize("position", range(7))
async def test_a_told_wait_holds_everybody_back_and_nothing_is_lost(world: World, position: int) -> None:
    world.telegram.fault(Fault("429", skip=position, retry_after=1))
    world.owe(*(owed(chat) for chat in CHATS))
    begin = time.monotonic()
    await sender(world, limits=Limits(per_second=200)).drain()
    assert time.monotonic() - begin >= 1.0
    assert [len(world.texts(chat)) for chat in CHATS] == [1] * 7


async def test_a_told_wait_of_thirty_seconds_holds_across_restarts(world: World) -> None:
    for _ in range(2):
        world.telegram.fault(Fault("429", retry_after=30))
        world.owe(owed(1))
        stop = asyncio.Event()
        running = asyncio.create_task(sender(world).run(stop))
        await until(lambda: world.store.value("halted_until") is not None and world.store.owed(world.clock()) == 1)
        stop.set()
        await running
        asked = len(world.telegram.requests)
        world.reopen()
        again = asyncio.create_task(sender(world).run(asyncio.Event()))
        await asyncio.sleep(0.2)
        again.cancel()
        await asyncio.gather(again, return_exceptions=True)
        assert len(world.telegram.requests) == asked
        world.clock.move(seconds=31)
        world.telegram.faults.clear()
        await sender(world).drain()
        assert world.store.queue_counts().get("due") is None
        world.store.set_value("halted_until", None)
    assert len(world.texts(1)) == 2


async def test_when_telegram_is_down_a_harmless_question_is_asked_not_messages(world: World) -> None:
    for kind in ("502_before", "drop_before"):
        world.telegram.fault(Fault("drop_before", method="getMe", times=2))
        world.telegram.fault(Fault(kind, method="sendMessage", times=1))
    world.owe(*(owed(chat, severity=Severity.NOTICE) for chat in CHATS))
    import bot.sending

    original = bot.sending.BACKOFF_S
    bot.sending.BACKOFF_S = (0.01, 0.02)
    try:
        await sender(world, limits=Limits(per_second=1000, connections=1)).drain()
    finally:
        bot.sending.BACKOFF_S = original
    counts = world.store.queue_counts()
    assert counts == {"sent": 6, "uncertain": 1}
    assert sum(method == "getMe" for method, _ in world.telegram.requests) >= 3


async def test_a_full_disk_holds_results_until_there_is_room_and_sends_nothing_meanwhile(world: World) -> None:
    world.owe(*(owed(chat) for chat in CHATS))
    full = {"left": 3}
    settle = world.store.settle

    def settle_or_fail(results: Any, now: datetime) -> Any:
        if full["left"]:
            full["left"] -= 1
            raise StoreFullError("tocsin.db: no room left on the disk")
        return settle(results, now)

    world.store.settle = settle_or_fail
    import bot.sending

    original = bot.sending.STORE_RETRY_S
    bot.sending.STORE_RETRY_S = 0.01
    try:
        await sender(world, limits=Limits(per_second=1000, connections=2)).drain()
    finally:
        bot.sending.STORE_RETRY_S = original
    assert world.store.queue_counts() == {"sent": 7}
    assert [len(world.texts(chat)) for chat in CHATS] == [1] * 7


async def test_parts_arrive_in_order_and_a_mended_part_does_not_repeat_the_others(world: World) -> None:
    parts = tuple(MessagePart(f"<b>{n}</b>", f"plain {n}") for n in range(3))
    world.telegram.fault(Fault("bad_markup", skip=1))
    world.owe(owed(1, parts=parts))
    await sender(world).drain()
    assert world.texts(1) == ["0", "plain 1", "plain 2"]


async def test_more_than_a_few_alerts_owed_to_one_chat_come_as_one_digest(world: World) -> None:
    def digest(alerts: Any, now: datetime) -> Delivery:
        return owed(alerts[0].chat_id, f"{len(alerts)} alerts", kind="digest", at=now)

    world.owe(
        *(owed(1, f"alert {number}") for number in range(12)), *(owed(2, f"alert {number}") for number in range(3))
    )
    await sender(world, limits=Limits(per_second=1000, chat_gap_s=0.02), digest=digest, digest_above=5).drain()
    assert world.texts(1) == ["12 alerts"]
    assert len(world.texts(2)) == 3


async def test_after_a_day_without_telegram_what_is_stale_is_not_sent(world: World) -> None:
    ids = world.owe(*(owed(chat) for chat in CHATS[:3]))
    world.clock.move(days=1)
    world.owe(owed(7, "today", at=world.clock()))
    await sender(world).drain()
    assert {world.state(one) for one in ids} == {"expired"}
    assert world.texts(7) == ["today"]


async def test_stopping_takes_no_longer_than_what_is_under_way(world: World) -> None:
    world.owe(*(owed(chat) for chat in CHATS))
    stop = asyncio.Event()
    running = asyncio.create_task(sender(world).run(stop))
    await until(lambda: all(world.texts(chat) for chat in CHATS))
    stop.set()
    assert await asyncio.wait_for(running, 30) is None
    assert world.store.queue_counts() == {"sent": 7}


async def test_a_channel_that_raises_is_an_uncertain_send_not_the_end(world: World) -> None:
    class Clumsy:
        def __getattr__(self, name: str) -> Any:
            return getattr(world.channel, name)

        async def send(self, delivery: Delivery) -> Outcome:
            if delivery.chat_id == 3:
                raise RuntimeError("a fault of ours")
            return await world.channel.send(delivery)

    world.owe(*(owed(chat, severity=Severity.NOTICE) for chat in CHATS))
    await Sender(world.store, Clumsy(), world.clock, limits=UNLIMITED).drain()
    assert world.store.queue_counts() == {"sent": 6, "uncertain": 1}


def test_the_breaker_judges_by_share_and_by_the_last_minute() -> None:
    breaker = Breaker()
    assert all(breaker.note(number % 6 == 0, number / 10) is None for number in range(60))
    fresh = Breaker()
    told = [fresh.note(True, second) for second in range(20)]
    assert told[:19] == [None] * 19
    assert told[19] == "20 of 20 sends were refused within a minute"
    assert Breaker().note(True, 0.0) is None
    slow = Breaker()
    assert all(slow.note(True, 10.0 * number) is None for number in range(100))


async def until(condition: Any, within_s: float = 30.0) -> None:
    async with asyncio.timeout(within_s):
        while not condition():  # noqa: ASYNC110 - any condition will do
            await asyncio.sleep(0.005)
