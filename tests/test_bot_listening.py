"""Updates: kept before they are acknowledged, done once, in order for each chat, no more precise than need be."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from io import StringIO
from typing import Any

import pytest
from fakes_telegram import NOON, World, owed
from rich.console import Console
from structlog.testing import capture_logs

from bot.channels.faults import Fault
from bot.channels.terminal import Terminal, as_text, converse
from bot.limits import UNLIMITED
from bot.listening import Listener, minimise
from bot.outbox import Button, MessagePart
from bot.sending import Sender
from bot.store import StoreBusyError, chat_of


class Answering:
    """Answers each update once, in one transaction with its being done; may be made to fail."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.done: list[str] = []
        self.before: Callable[[dict[str, Any]], Awaitable[None]] | None = None

    async def __call__(self, update: dict[str, Any]) -> None:
        if self.before is not None:
            await self.before(update)
        text = update["message"].get("text", "")
        store = self.world.store
        with store.write():
            store.enqueue([owed(update["message"]["chat"]["id"], f"you said {text}", kind="reply")])
            store.inbox_done(update["update_id"], NOON)
        self.done.append(text)


async def listen_until(world: World, handle: Answering, condition: Callable[[], bool]) -> str | None:
    stop = asyncio.Event()
    listener = Listener(world.store, world.channel, handle, world.clock, poll_s=0.05)
    running = asyncio.create_task(listener.run(stop))
    async with asyncio.timeout(30):
        while not condition() and not running.done():  # noqa: ASYNC110 - any condition will do
            await asyncio.sleep(0.005)
    stop.set()
    return await running


async def test_what_people_say_is_done_once_and_acknowledged(world: World) -> None:
    handle = Answering(world)
    for number in range(20):
        world.telegram.say(1 + number % 3, f"/{number}")
    await listen_until(world, handle, lambda: len(handle.done) == 20 and not world.telegram.unconfirmed)
    assert sorted(handle.done) == sorted(f"/{number}" for number in range(20))
    assert world.store.inbox_pending() == []
    assert world.store.queue_counts() == {"due": 20}


async def test_what_was_received_and_not_done_is_replayed_and_what_was_done_is_not(world: World) -> None:
    said = [{"update_id": n, "message": {"chat": {"id": 1}, "text": f"/{n}"}} for n in (1, 2, 3)]
    world.store.inbox_add([(update["update_id"], update) for update in said], NOON)
    world.store.inbox_done(2, NOON)
    world.reopen()
    handle = Answering(world)
    await listen_until(world, handle, lambda: len(handle.done) == 2)
    assert handle.done == ["/1", "/3"]


async def test_an_update_that_comes_again_is_not_done_again(world: World) -> None:
    world.telegram.say(1, "/subscribe")
    handle = Answering(world)
    [update] = await world.channel.updates(0, 0)  # seen by an earlier run that ended before acknowledging
    world.store.inbox_add([(update["update_id"], update)], NOON)
    world.store.inbox_done(update["update_id"], NOON)
    world.telegram.say(1, "/other")
    await listen_until(world, handle, lambda: bool(handle.done))
    assert handle.done == ["/other"]


async def test_nothing_is_acknowledged_before_it_is_written(world: World) -> None:
    world.telegram.say(1, "/start")
    keep = world.store.inbox_add
    failing = {"left": 2}

    def full(updates: Any, now: Any) -> Any:
        assert world.telegram.unconfirmed == 1
        if failing["left"]:
            failing["left"] -= 1
            raise StoreBusyError("locked")
        return keep(updates, now)

    world.store.inbox_add = full
    import bot.listening

    original = bot.listening.STORE_RETRY_S
    bot.listening.STORE_RETRY_S = 0.01
    handle = Answering(world)
    try:
        await listen_until(world, handle, lambda: bool(handle.done))
    finally:
        bot.listening.STORE_RETRY_S = original
    assert handle.done == ["/start"]


async def test_one_persons_flood_delays_nobody_else(world: World) -> None:
    handle = Answering(world)

    async def slowly(update: dict[str, Any]) -> None:
        if update["message"]["chat"]["id"] == 1:
            await asyncio.sleep(0.05)

    handle.before = slowly
    for number in range(50):
        world.telegram.say(1, f"/flood {number}")
    world.telegram.say(2, "/help")
    await listen_until(world, handle, lambda: "/help" in handle.done)
    assert len(handle.done) < 10


async def test_one_chats_updates_are_done_in_order(world: World) -> None:
    handle = Answering(world)
    delays = iter([0.03, 0.0, 0.02, 0.0])

    async def unevenly(update: dict[str, Any]) -> None:
        await asyncio.sleep(next(delays))

    handle.before = unevenly
    for number in range(4):
        world.telegram.say(1, f"/{number}")
    await listen_until(world, handle, lambda: len(handle.done) == 4)
    assert handle.done == ["/0", "/1", "/2", "/3"]


async def test_an_update_that_cannot_be_done_is_put_away_and_the_next_ones_are_done(world: World) -> None:
    handle = Answering(world)

    async def fail(update: dict[str, Any]) -> None:
        if update["message"]["text"] == "/bad":
            raise RuntimeError("a fault of ours")

    handle.before = fail
    for text in ("/bad", "/good"):
        world.telegram.say(1, text)
    await listen_until(world, handle, lambda: bool(handle.done))
    assert handle.done == ["/good"]
    assert world.store.inbox_pending() == []


async def test_a_second_program_on_the_token_ends_the_listening_and_says_so(world: World) -> None:
    world.telegram.fault(Fault("401", method="getUpdates"))
    why = await listen_until(world, Answering(world), lambda: False)
    assert why == "Telegram does not accept the bot's token"


async def test_a_network_that_comes_back_is_listened_to_again(world: World) -> None:
    import bot.listening

    original = bot.listening.BACKOFF_S
    bot.listening.BACKOFF_S = (0.01,)
    world.telegram.fault(Fault("drop_before", method="getUpdates", times=3))
    world.telegram.say(1, "/start")
    handle = Answering(world)
    try:
        await listen_until(world, handle, lambda: bool(handle.done))
    finally:
        bot.listening.BACKOFF_S = original
    assert handle.done == ["/start"]


async def test_a_shared_location_is_rounded_before_it_reaches_the_disk(world: World) -> None:
    world.telegram.share_location(1, 20.677123, -103.347456)
    kept: list[dict[str, Any]] = []

    async def note(update: dict[str, Any]) -> None:
        kept.extend(body for _, body in world.store.inbox_pending())

    handle = Answering(world)
    handle.before = note
    await listen_until(world, handle, lambda: bool(handle.done))
    assert kept[0]["message"]["location"] == {"latitude": 20.68, "longitude": -103.35}
    files = b"".join(file.read_bytes() for file in world.folder.iterdir())
    assert b"20.677" not in files


def test_nothing_that_would_tell_the_place_remains_of_a_location_a_live_one_or_a_venue() -> None:
    precise = {"latitude": 20.677123, "longitude": -103.347456, "horizontal_accuracy": 3.2, "heading": 90}
    venue = {"location": precise, "title": "Hotel", "address": "1 Main St", "foursquare_id": "x"}
    update = {
        "edited_message": {"location": precise | {"live_period": 60}, "venue": venue, "entities": [{"offset": 1}]}
    }
    rounded = {"latitude": 20.68, "longitude": -103.35}
    assert minimise(update) == {
        "edited_message": {
            "location": rounded | {"live_period": 60},
            "venue": {"location": rounded},
            "entities": [{"offset": 1}],
        }
    }


def test_the_rest_of_an_update_is_left_as_it_was() -> None:
    update = {"update_id": 1, "message": {"chat": {"id": 1}, "text": "20.677123, -103.347456", "photo": []}}
    assert minimise(update) == update


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"update_id": 1, "message": {"chat": {"id": 5}}}, 5),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}, -5),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 6}, "from": {"id": 7}}}, 6),
        ({"update_id": 1, "inline_query": {"from": {"id": 7}}}, 7),
        ({"update_id": 1}, None),
    ],
)
def test_an_update_knows_its_chat(update: dict[str, Any], chat: int | None) -> None:
    assert chat_of(update) == chat


# the terminal


def screen(world: World) -> tuple[Terminal, StringIO]:
    out = StringIO()
    return Terminal(world.telegram, 1, Console(file=out, width=200)), out


async def test_a_conversation_in_the_terminal_with_buttons_by_number(world: World) -> None:
    terminal, out = screen(world)
    world.people(1)
    sender = Sender(world.store, world.channel, world.clock, limits=UNLIMITED)
    choice = ((Button("Guadalajara, Jalisco", "v1:pick:1"),), (Button("Guadalajara, Spain", "v1:pick:2"),))

    async def settled() -> None:
        for update in await world.channel.updates(0, 0):
            if world.store.inbox_add([(update["update_id"], update)], NOON):
                pressed = update.get("callback_query", {}).get("data")
                text = f"picked {pressed}" if pressed else "Which one?"
                world.owe(owed(1, kind="reply", parts=(MessagePart(f"<b>{text}</b>", text),), buttons=choice))
        await sender.drain()

    async def lines() -> Any:
        for line in ("/subscribe guadalajara", "", "2", "20.68, -103.35"):
            yield line

    await converse(terminal, lines(), settled, asyncio.Event(), echo=terminal._console)
    said = out.getvalue()
    assert "> /subscribe guadalajara\nWhich one?\n[1] Guadalajara, Jalisco\n[2] Guadalajara, Spain\n" in said
    assert "> 2\npicked v1:pick:2\n" in said
    location = next(one for one in await world.channel.updates(0, 0) if "location" in one.get("message", {}))
    assert location["message"]["location"]["latitude"] == 20.68


async def test_another_chats_messages_do_not_appear_in_this_terminal(world: World) -> None:
    terminal, out = screen(world)
    world.people(1, 2)
    await world.channel.send(owed(2, "not for you"))
    await world.channel.send(owed(1, "for you"))
    terminal.show_waiting()
    assert "not for you" not in out.getvalue()
    assert "for you" in out.getvalue()


def test_a_link_shows_its_address_and_offsets_count_in_utf16() -> None:
    entity = {"type": "text_link", "offset": 3, "length": 4, "url": "https://paper.example/1"}
    assert as_text("🔴 here!", [entity]).plain == "🔴 here <https://paper.example/1>!"


@pytest.mark.parametrize(
    "strange",
    [
        {"message": {"text": "without chat and date"}},
        {"callback_query": {"data": "no id"}},
        {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 1, "type": "private"}}},
        {"my_chat_member": []},
        {"message": "words"},
    ],
    ids=lambda update: next(iter(update)),
)
async def test_an_update_the_client_cannot_read_is_told_and_those_beside_it_are_heard(
    world: World, strange: dict[str, Any]
) -> None:
    world.telegram.say(1, "/before")
    world.telegram._updates.append({"update_id": 1 + world.telegram._updates[-1]["update_id"], **strange})
    world.telegram.say(2, "/after")
    world.telegram._updates[-1]["update_id"] += 1
    handle = Answering(world)
    with capture_logs() as told:
        why = await listen_until(world, handle, lambda: len(handle.done) == 2 and not world.telegram.unconfirmed)
    assert why is None
    assert sorted(handle.done) == ["/after", "/before"]
    assert "an update cannot be read" in [line["event"] for line in told]
    assert world.store.inbox_pending() == []
