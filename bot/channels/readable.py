"""Updates that python-telegram-bot cannot make objects of, as after a change of the Bot API, end nothing."""

from __future__ import annotations

import json
from typing import Any

import structlog
from telegram import Update
from telegram.request import BaseRequest, RequestData

log = structlog.get_logger("bot")

# What its classes raise at a field that is missing, of another kind, or a date beyond the calendar.
_UNREADABLE = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, OSError)


class ReadableUpdates(BaseRequest):
    """Asks by way of `inner`. An update that cannot be read comes as its number alone: it is told in the log, taken
    as done, and those beside it are heard. Otherwise one of them would end the bot, and again at every start."""

    def __init__(self, inner: BaseRequest) -> None:
        self._inner = inner

    @property
    def read_timeout(self) -> float | None:
        return self._inner.read_timeout

    async def initialize(self) -> None:
        await self._inner.initialize()

    async def shutdown(self) -> None:
        await self._inner.shutdown()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        status, body = await self._inner.do_request(url, method, request_data, *args, **kwargs)
        return status, readable(body)


def readable(body: bytes) -> bytes:
    """An answer of getUpdates, as it came where all of it can be read."""
    try:
        answer = json.loads(body)
    except ValueError:
        return body  # the client has its own words for this
    updates = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(updates, list) or all(_can_be_read(update) for update in updates):
        return body
    answer["result"] = [update if _can_be_read(update) else _number_alone(update) for update in updates]
    return json.dumps(answer).encode()


def _can_be_read(update: Any) -> bool:
    try:
        return Update.de_json(update, None) is not None
    except _UNREADABLE:
        return False


def _number_alone(update: dict[str, Any]) -> dict[str, Any]:
    # Not what it says: people's words do not belong into a log.
    log.error("an update cannot be read", update=update["update_id"], fields=sorted(update))
    return {"update_id": update["update_id"]}
