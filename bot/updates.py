"""One update from a chat, start to end: rights, the command in its transaction, and what Telegram is told at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import structlog

from bot.asked import Examine
from bot.channels import Channel
from bot.commands import Answer, Desk, Edit, Tell, asks_for_admin, asks_to_read, draw_first, give_up, handle_update
from bot.store import StoreError

log = structlog.get_logger("bot")


async def act_on(
    update: dict[str, Any],
    *,
    desk: Desk,
    channel: Channel,
    wake: Callable[[], None],
    tell: Callable[[], None],
    examine: Examine,
) -> None:
    """One update: rights are asked of Telegram first, and an article is read where somebody asks about one;
    all that lasts is one transaction, the rest is best effort. `wake` = something is owed, `tell` = people are to be
    told of something; neither may wait."""
    try:
        rights = await _is_admin(update, desk, channel)
        asked = await asyncio.to_thread(asks_to_read, update, desk)
        examined = await examine(asked) if asked else None
        drawn = await asyncio.to_thread(draw_first, update, desk)
        acts = await asyncio.to_thread(handle_update, update, desk, is_admin=rights, examined=examined, drawn=drawn)
    except StoreError:
        raise  # the listener waits for the database and tries again
    except Exception:  # a fault of ours: the person gets an answer, and the update must not come for ever
        log.exception("a command failed", update=update.get("update_id"))
        acts = await asyncio.to_thread(give_up, update, desk)
    wake()
    for act in acts:
        match act:
            case Answer():
                await channel.answer(act.callback_id, act.text)
            case Edit():
                await channel.edit(act.chat_id, act.message_id, act.delivery)
            case Tell():
                tell()


async def _is_admin(update: Mapping[str, Any], desk: Desk, channel: Channel) -> bool:
    who = asks_for_admin(update, desk)
    return who is not None and await channel.is_admin(*who)
