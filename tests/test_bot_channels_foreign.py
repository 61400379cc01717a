"""The Telegram of our own against clients, models and limits that are not ours."""

from __future__ import annotations

import base64
import inspect
import json
import re
from dataclasses import replace
from pathlib import Path

import aiogram.types
import pytest
import teremok.validation
from aiogram import Bot as ForeignBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat, TelegramRetryAfter
from fakes_foreign import check_requests
from fakes_telegram import TOKEN, World, owed
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit

from bench.telegram_server import LoopbackTelegram, serve
from bot import collapse
from bot.channels import botapi
from bot.channels.faults import Fault
from bot.channels.telegram import TEXT_UNITS, TelegramChannel
from bot.commands.packing import MOST_BYTES
from bot.messages.text import PART_LIMIT
from bot.outbox import Button, Photo


async def test_what_we_send_is_what_aiograms_models_and_teremoks_rules_accept(world: World) -> None:
    world.people(1, -5)
    world.telegram.open_chat(-5, threads={3}).threads.add(3)
    buttons = ((Button("Why this?", "v1:why:7"), Button("Map", url="https://maps.example/?q=1,2")),)
    await world.channel.send(owed(1, buttons=buttons, silent=True))
    await world.channel.send(owed(1, reply_to=1, repeat=True))
    await world.channel.send(owed(-5, thread_id=3))
    await world.channel.send(owed(1, buttons=((Button("Share", request_location=True),),)))
    await world.channel.send(owed(1, document=("all.json", "{}")))
    await world.channel.send(owed(1, photo=Photo("map-1", base64.b64encode(b"PNG").decode())))
    await world.channel.edit(1, 1, owed(1, "Changed", buttons=buttons))
    await world.channel.edit(1, 1, replace(owed(1, buttons=buttons), parts=()))
    await world.channel.set_commands({"start": "begin"}, "es")
    await world.channel.set_commands({"latest": "news"}, None, "groups")
    await world.channel.set_commands({"admin": "all at one look"}, scope=1)
    world.telegram.press(1, 1, "v1:why:7")
    await world.channel.updates(0, 0)
    await world.channel.answer("1", "Done")
    await world.channel.is_admin(-5, 10)
    await world.channel.check()
    assert check_requests(world.telegram.requests) == 15
    called = {re.sub(r"(?!^)([A-Z])", r"_\1", method).lower() for method, _ in world.telegram.requests}
    used = set(re.findall(r"self\._bot\.([a-z_]+)\(", inspect.getsource(TelegramChannel))) - {"initialize", "shutdown"}
    assert called == used, "every method that the bot calls is among those that were looked at"


def test_the_limits_are_those_that_telegram_states() -> None:
    """As two others took them from its documentation, python-telegram-bot and teremok."""
    assert TEXT_UNITS == botapi.TEXT_UNITS == MessageLimit.MAX_TEXT_LENGTH == teremok.validation.MAX_TEXT
    assert botapi.CAPTION_UNITS == MessageLimit.CAPTION_LENGTH == teremok.validation.MAX_CAPTION
    assert MOST_BYTES == InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    assert PART_LIMIT < MessageLimit.MAX_TEXT_LENGTH
    assert collapse.UNITS < MessageLimit.MAX_TEXT_LENGTH


async def test_a_foreign_client_finds_the_loopback_telegram_to_be_one(tmp_path: Path) -> None:
    telegram = LoopbackTelegram(tmp_path / "ledger.jsonl", open_chats=False)
    runner, address = await serve(telegram)
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    foreign = ForeignBot(TOKEN, session=session)
    try:
        assert (await foreign.get_me()).username == "tocsin_bot"
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await foreign.send_message(1, "x")
        update_id = telegram.say(1, "/start")
        [update] = await foreign.get_updates()
        assert update.update_id == update_id
        assert update.message is not None
        assert update.message.text == "/start"
        keyboard = aiogram.types.InlineKeyboardMarkup(
            inline_keyboard=[[aiogram.types.InlineKeyboardButton(text="Yes", callback_data="v1:yes:1")]]
        )
        sent = await foreign.send_message(1, "<b>ñ</b> 🔴", parse_mode="HTML", reply_markup=keyboard)
        assert sent.text == "ñ 🔴"
        assert sent.reply_markup is not None
        assert sent.reply_markup.model_dump() == keyboard.model_dump()
        with pytest.raises(TelegramBadRequest, match="can't parse entities"):
            await foreign.send_message(1, "<b>open", parse_mode="HTML")
        with pytest.raises(TelegramBadRequest, match="message is too long"):
            await foreign.send_message(1, "🔴" * 2049)
        with pytest.raises(TelegramBadRequest, match="text is empty"):
            await foreign.send_message(1, " ")
        edited = await foreign.edit_message_text("other", chat_id=1, message_id=sent.message_id)
        assert isinstance(edited, aiogram.types.Message)
        assert edited.text == "other"
        telegram.press(1, sent.message_id, "v1:yes:1")
        [pressed] = await foreign.get_updates(offset=update_id + 1)
        assert pressed.callback_query is not None
        assert await foreign.answer_callback_query(pressed.callback_query.id)
        telegram.block(1)
        with pytest.raises(TelegramForbiddenError, match="blocked by the user"):
            await foreign.send_message(1, "x")
        telegram.migrate(-5, -1000000000005)
        with pytest.raises(TelegramMigrateToChat):
            await foreign.send_message(-5, "x")
        telegram.fault(Fault("429", retry_after=7))
        with pytest.raises(TelegramRetryAfter, match="7"):
            await foreign.send_message(-1000000000005, "x")
        document = aiogram.types.BufferedInputFile(b"{}", "me.json")
        assert (await foreign.send_document(-1000000000005, document, caption="all")).caption == "all"
        picture = aiogram.types.BufferedInputFile(b"\x89PNG", "map.png")
        shown = await foreign.send_photo(-1000000000005, picture, caption="map")
        assert shown.photo is not None
        assert (await foreign.send_photo(-1000000000005, shown.photo[-1].file_id)).photo == shown.photo
        with pytest.raises(TelegramBadRequest, match="wrong file identifier"):
            await foreign.send_photo(-1000000000005, "of another bot")
    finally:
        await session.close()
        await runner.cleanup()
        telegram.close()
    assert [json.loads(line)["text"] for line in (tmp_path / "ledger.jsonl").read_text().splitlines()] == [
        "ñ 🔴",
        None,
        None,
        None,
    ]
