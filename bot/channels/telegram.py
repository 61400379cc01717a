"""Deliveries as calls of Telegram's Bot API."""

from __future__ import annotations

import base64
import contextlib
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
    User,
)
from telegram.constants import ChatMemberStatus, ParseMode
from telegram.error import TelegramError
from telegram.request import BaseRequest, HTTPXRequest

from bot.channels import ChannelDownError, ChannelStoppedError
from bot.channels.outcomes import outcome_of
from bot.channels.readable import ReadableUpdates
from bot.outbox import Button, Delivery, NotSent, Outcome, Photo, RetryAfter, Sent, Stop, Uncertain

log = structlog.get_logger(__name__)

API_BASE = "https://api.telegram.org"
# 30 sends a second at 0.3 s each keep nine connections busy; more of them make httpcore slower, not faster.
CONNECTIONS = 16
# A short read timeout turns slow answers into sends nobody is certain of.
READ_TIMEOUT_S = 30.0
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
TEXT_UNITS = 4096
MenuScope = Literal["default", "groups"]
_SCOPES: Mapping[str, BotCommandScope] = {
    "default": BotCommandScopeDefault(),
    "groups": BotCommandScopeAllGroupChats(),
}


def make_bot(token: str, *, request: BaseRequest | None = None, api_base: str | None = None) -> Bot:
    """A client for the token; `request` replaces the network, `api_base` names a local Bot API server."""
    base = (api_base or API_BASE).rstrip("/")
    # httpx logs each address it calls, and the address holds the token; broken answers are logged whole by the
    # client library, and they hold what people wrote.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
    return Bot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request or _http(CONNECTIONS + 4),
        get_updates_request=ReadableUpdates(request or _http(1)),
    )


def _http(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=10,
        read_timeout=READ_TIMEOUT_S,
        write_timeout=READ_TIMEOUT_S,
        pool_timeout=30,
    )


class TelegramChannel:
    """The Bot API behind the Channel protocol."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def open(self) -> User:
        """Who the token belongs to. Raises ChannelDownError, ChannelStoppedError."""
        try:
            await self._bot.initialize()
            return self._bot.bot
        except TelegramError as error:
            raise _failure(error) from error

    async def send(self, delivery: Delivery) -> Outcome:
        try:
            if delivery.photo is not None and delivery.part_done == 0:
                message = await self._send_photo(delivery, delivery.photo)
            elif delivery.document is not None and delivery.part_done == 0:
                message = await self._send_document(delivery, *delivery.document)
            else:
                message = await self._send_text(delivery)
        except TelegramError as error:
            return outcome_of(error)
        return Sent(message.message_id, message.photo[-1].file_id if message.photo else None)

    async def _send_text(self, delivery: Delivery) -> Message:
        text, parse_mode = _text(delivery)
        return await self._bot.send_message(
            delivery.chat_id,
            text,
            parse_mode=parse_mode,
            message_thread_id=delivery.thread_id,
            disable_notification=delivery.silent or None,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_parameters=_reply(delivery),
            reply_markup=_keyboard(delivery.buttons) if _is_last(delivery) else None,
        )

    async def _send_photo(self, delivery: Delivery, photo: Photo) -> Message:
        caption, parse_mode = _text(delivery) if delivery.parts else (None, None)
        return await self._bot.send_photo(
            delivery.chat_id,
            photo.file_id or InputFile(base64.b64decode(photo.base64), filename=f"{photo.name}.png"),
            caption=caption,
            parse_mode=parse_mode,
            message_thread_id=delivery.thread_id,
            disable_notification=delivery.silent or None,
            reply_parameters=_reply(delivery),
            reply_markup=_keyboard(delivery.buttons) if _is_last(delivery) else None,
        )

    async def _send_document(self, delivery: Delivery, name: str, content: str) -> Message:
        caption, parse_mode = _text(delivery) if delivery.parts else (None, None)
        return await self._bot.send_document(
            delivery.chat_id,
            InputFile(content.encode(), filename=name),
            caption=caption,
            parse_mode=parse_mode,
            message_thread_id=delivery.thread_id,
            disable_notification=delivery.silent or None,
            reply_parameters=_reply(delivery),
        )

    async def updates(self, offset: int, timeout_s: float) -> Sequence[dict[str, Any]]:
        try:
            updates = await self._bot.get_updates(
                offset=offset,
                timeout=timedelta(seconds=timeout_s),
                allowed_updates=ALLOWED_UPDATES,
                read_timeout=READ_TIMEOUT_S,  # on top of the long poll
            )
        except TelegramError as error:
            raise _failure(error) from error
        # As JSON again: python-telegram-bot's enums and tuples must not reach the inbox.
        return [json.loads(json.dumps(update.to_dict(), default=_plain)) for update in updates]

    async def answer(self, callback_id: str, text: str | None = None) -> None:
        try:
            await self._bot.answer_callback_query(callback_id, text)
        except TelegramError as error:
            log.debug("a button's press was not answered", why=error.message)

    async def edit(self, chat_id: int, message_id: int, delivery: Delivery) -> None:
        keyboard = _keyboard(delivery.buttons)
        inline = keyboard if isinstance(keyboard, InlineKeyboardMarkup) else None
        try:
            if not delivery.parts:
                await self._bot.edit_message_reply_markup(chat_id, message_id, reply_markup=inline)
                return
            text, parse_mode = _text(delivery)
            await self._bot.edit_message_text(
                text,
                chat_id,
                message_id,
                parse_mode=parse_mode,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=inline,
            )
        except TelegramError as error:
            log.debug("a message was not changed", why=error.message)

    async def check(self) -> None:
        try:
            await self._bot.get_me()
        except TelegramError as error:
            raise _failure(error) from error

    async def is_admin(self, chat_id: int, user_id: int) -> bool:
        try:
            member = await self._bot.get_chat_member(chat_id, user_id)
        except TelegramError as error:
            log.warning("could not learn who leads a group", why=error.message)
            return False
        return member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)

    async def set_commands(
        self, commands: Mapping[str, str], language: str | None = None, scope: MenuScope | int = "default"
    ) -> bool:
        """The menu of a language, {name: description}; None = for everybody else. False when Telegram could not be
        asked, so that it is worth trying again; what it refuses is only logged.

        `scope`: for everybody, for all groups, or for the one chat with this id.
        """
        where = _SCOPES[scope] if isinstance(scope, str) else BotCommandScopeChat(scope)
        try:
            await self._bot.set_my_commands(
                [BotCommand(name, description) for name, description in commands.items()], where, language
            )
        except TelegramError as error:
            if isinstance(outcome_of(error), NotSent | Uncertain | RetryAfter):
                return False
            log.warning("the menu of commands could not be set", why=error.message)
        return True

    async def close(self) -> None:
        with contextlib.suppress(TelegramError):
            await self._bot.shutdown()
            # Also what was used without `open`: the bot itself closes its connections only after that.
            for request in self._bot._request:
                await request.shutdown()


def _plain(value: object) -> int | str:
    """What python-telegram-bot leaves in its dictionaries that is no JSON: the date of a message nobody can read any
    more, where it is pinned. An update that cannot be kept would come again for ever."""
    return int(value.timestamp()) if isinstance(value, datetime) else str(value)


def _failure(error: TelegramError) -> ChannelDownError | ChannelStoppedError:
    match outcome_of(error):
        case Stop(why):
            return ChannelStoppedError(why)
        case RetryAfter(wait):
            return ChannelDownError(error.message, wait)
        case _:
            return ChannelDownError(error.message)


def _text(delivery: Delivery) -> tuple[str, ParseMode | None]:
    part = delivery.parts[delivery.part_done]
    if delivery.plain:
        return _cut(_marked(part.plain, delivery)), None
    html = _marked(part.html, delivery)
    if delivery.repeat and _units(_marked(part.plain, delivery)) > TEXT_UNITS:
        # No room for the mark in the full text: the mark matters more than the markup.
        return _cut(_marked(part.plain, delivery)), None
    return html, ParseMode.HTML


def _is_last(delivery: Delivery) -> bool:
    return delivery.part_done + 1 >= len(delivery.parts)


def _marked(text: str, delivery: Delivery) -> str:
    return f"{delivery.repeat_mark}\n{text}" if delivery.repeat else text


def _units(text: str) -> int:
    """UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    if _units(text) <= TEXT_UNITS:
        return text
    return text.encode("utf-16-le")[: 2 * (TEXT_UNITS - 1)].decode("utf-16-le", "ignore") + "…"


def _reply(delivery: Delivery) -> ReplyParameters | None:
    if delivery.reply_to is None:
        return None
    return ReplyParameters(delivery.reply_to, allow_sending_without_reply=True)


def _keyboard(buttons: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """Inline buttons; only a reply keyboard can ask for a location, so one such button makes it one."""
    if not buttons:
        return None
    if any(button.request_location for row in buttons for button in row):
        return ReplyKeyboardMarkup(
            [[KeyboardButton(b.text, request_location=b.request_location or None) for b in row] for row in buttons],
            resize_keyboard=True,
            one_time_keyboard=True,
        )
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.text, url=b.url, callback_data=b.data) for b in row] for row in buttons]
    )
