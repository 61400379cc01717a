"""What every channel must do, held to each row of CHANNELS over a real connection, and to the one in this process."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fakes_telegram import TOKEN, owed

from bench.telegram_server import LoopbackTelegram, serve
from bot.channels import Channel, ChannelDownError, ChannelStoppedError
from bot.channels.botapi import BotApi
from bot.channels.faults import Fault, FaultKind
from bot.channels.inprocess import InProcessTelegram
from bot.channels.table import CHANNELS, channel_for, lacking
from bot.channels.telegram import TelegramChannel, make_bot
from bot.limits import limits_for
from bot.outbox import (
    Button,
    Gone,
    MessagePart,
    Moved,
    NotSent,
    Outcome,
    Photo,
    Refused,
    RetryAfter,
    Sent,
    Stop,
    Uncertain,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*ssl_shutdown_timeout.*:DeprecationWarning")
PNG = base64.b64encode(b"\x89PNG").decode()


@dataclass
class Line:
    """A channel and the server it speaks to."""

    channel: Channel
    telegram: BotApi


@pytest.fixture(params=[*CHANNELS, "in this process"])
async def line(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Line]:
    if request.param == "in this process":
        inside = InProcessTelegram()
        inside.open_chat(1)
        yield Line(TelegramChannel(make_bot(TOKEN, request=inside.request)), inside)
        return
    telegram = LoopbackTelegram(tmp_path / "ledger.jsonl")
    runner, address = await serve(telegram)
    channel = CHANNELS[request.param](TOKEN, address)
    yield Line(channel, telegram)
    await channel.close()
    await runner.cleanup()
    telegram.close()


async def test_it_sends_text_buttons_files_and_pictures_and_says_their_ids(line: Line) -> None:
    parts = (MessagePart("<b>ñ</b> 🔴", "ñ 🔴"),)
    first = await line.channel.send(owed(1, parts=parts, buttons=((Button("Why?", "v1:why:1"),),)))
    file = await line.channel.send(owed(1, "All I keep", document=("me.json", "{}")))
    picture = await line.channel.send(owed(1, "Map", photo=Photo("map", PNG)))
    assert isinstance(picture, Sent)
    again = await line.channel.send(owed(1, "Map", photo=Photo("map", file_id=picture.file_id or "")))
    assert [first, file, again] == [Sent(1), Sent(2), Sent(4, picture.file_id)]
    shown = line.telegram.messages[1]
    assert shown[0]["text"] == "ñ 🔴"
    assert shown[0]["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "v1:why:1"
    assert [one.get("caption") for one in shown[1:]] == ["All I keep", "Map", "Map"]


async def test_it_offers_a_menu_to_everybody_to_groups_and_to_one(line: Line) -> None:
    await line.channel.set_commands({"start": "Begin"})
    await line.channel.set_commands({"start": "Empieza"}, "es", "groups")
    await line.channel.set_commands({"admin": "At one look"}, scope=7)
    assert [*line.telegram.commands] == [("default", ""), ("all_group_chats", "es"), ("7", "")]


async def test_it_sends_the_part_that_is_owed(line: Line) -> None:
    parts = (MessagePart("one", "one"), MessagePart("two", "two"))
    await line.channel.send(owed(1, parts=parts, part_done=1))
    assert [one["text"] for one in line.telegram.messages[1]] == ["two"]


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("abort_after", Uncertain),
        ("502_before", Uncertain),
        ("502_after", Uncertain),
        ("badjson_after", Uncertain),
        ("429", RetryAfter),
        ("429_bare", RetryAfter),
        ("401", Stop),
        ("blocked", Gone),
        ("chat_not_found", Gone),
        ("thread_gone", Refused),
        ("bad_markup", Refused),
        ("refused", Refused),
    ],
)
async def test_every_fault_is_an_outcome_and_the_next_message_goes(
    line: Line, kind: FaultKind, outcome: type[Outcome]
) -> None:
    line.telegram.fault(Fault(kind))
    assert isinstance(await line.channel.send(owed(1)), outcome)
    assert isinstance(await line.channel.send(owed(1)), Sent)


async def test_a_group_that_moved_says_where_to(line: Line) -> None:
    line.telegram.open_chat(-5)
    line.telegram.migrate(-5, -1000000000005)
    assert await line.channel.send(owed(-5)) == Moved(-1000000000005)


async def test_updates_come_raw_from_the_offset_on_and_a_poll_waits_for_them(line: Line) -> None:
    first = line.telegram.say(1, "/start")
    [update] = await line.channel.updates(0, 0)
    assert json.loads(json.dumps(update))["message"]["text"] == "/start"
    waiting = asyncio.create_task(line.channel.updates(first + 1, 5))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    line.telegram.say(1, "/help")
    [update] = await waiting
    assert update["message"]["text"] == "/help"


async def test_presses_are_answered_and_messages_edited_as_far_as_it_goes_and_never_raise(line: Line) -> None:
    await line.channel.send(owed(1, buttons=((Button("Yes", "v1:yes:1"),),)))
    line.telegram.press_label(1, "Yes")
    [update] = await line.channel.updates(0, 0)
    await line.channel.answer(update["callback_query"]["id"], "Done")
    await line.channel.edit(1, 1, owed(1, "other"))
    assert line.telegram.messages[1][0]["text"] == "other"
    await line.channel.answer("of yesterday")
    await line.channel.edit(1, 99, owed(1, "nothing there"))


async def test_it_knows_who_leads_a_group_and_does_not_guess(line: Line) -> None:
    line.telegram.open_chat(-5).admins.add(7)
    assert await line.channel.is_admin(-5, 7)
    assert not await line.channel.is_admin(-5, 8)
    assert not await line.channel.is_admin(-404, 7)


async def test_a_harmless_question_tells_down_from_stopped(line: Line) -> None:
    await line.channel.check()
    line.telegram.fault(Fault("502_before", "getMe"))
    with pytest.raises(ChannelDownError):
        await line.channel.check()
    line.telegram.token = "1:another"
    with pytest.raises(ChannelStoppedError):
        await line.channel.check()
    with pytest.raises(ChannelStoppedError):
        await line.channel.updates(0, 0)


@pytest.mark.parametrize("name", CHANNELS)
async def test_where_nobody_listens_nothing_was_sent_for_certain(name: str) -> None:
    channel = CHANNELS[name](TOKEN, "http://127.0.0.1:9")
    assert isinstance(await channel.send(owed(1)), NotSent)
    with pytest.raises(ChannelDownError):
        await channel.check()
    await channel.close()


def test_the_fast_client_is_for_those_who_pay_for_more_than_the_usual_one_manages() -> None:
    assert [channel_for(rate) for rate in (1, 29.3, 60, 61, 1000)] == ["telegram"] * 3 + ["telegram-fast"] * 2
    assert lacking(1000) is None


def test_without_the_extra_a_high_rate_is_a_mistake_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.table.find_spec", lambda name: None)
    assert lacking(29.3) is None
    assert "tocsin[fast]" in str(lacking(1000))


@pytest.mark.parametrize(("rate", "connections"), [(5, 16), (29.3, 16), (300, 75), (1000, 250)])
def test_a_higher_rate_has_the_connections_it_needs(rate: float, connections: int) -> None:
    assert (limits_for(rate).per_second, limits_for(rate).connections) == (rate, connections)
