"""Calls of the Bot API as they arrive, and answers as they leave."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.faults import Fault
from bot.channels.rooms import Json

CALLBACK_BYTES = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call is answered with; `lost` = the caller never hears it."""

    status: int
    body: Json
    fault: Fault | None = None


class RefusedError(Exception):
    """The call is answered with an error of this status."""

    def __init__(self, status: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.parameters = dict(parameters or {})


def value_of(name: str, value: Any) -> Any:
    """A form sends everything as text: numbers and JSON are told by their parameter."""
    if not isinstance(value, str):
        return value
    if name in _NUMBERS and value.lstrip("-").isdigit():
        return int(value)
    if name in _STRUCTURES:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


_NUMBERS = frozenset({"chat_id", "message_id", "message_thread_id", "user_id", "offset", "limit", "timeout"})
_STRUCTURES = frozenset(
    {"reply_markup", "reply_parameters", "link_preview_options", "commands", "scope", "allowed_updates"}
)


def inline_keyboard(params: Json) -> Json | None:
    markup = params.get("reply_markup")
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        return None
    for row in markup["inline_keyboard"]:
        for button in row:
            if not button.get("text"):
                raise RefusedError(400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed")
            data = button.get("callback_data")
            if data is None and not button.get("url"):
                raise RefusedError(400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed")
            if data is not None and not 0 < len(data.encode()) <= CALLBACK_BYTES:
                raise RefusedError(400, "Bad Request: BUTTON_DATA_INVALID")
    return markup


def refusal(status: int, description: str, parameters: Mapping[str, int]) -> Answer:
    body: Json = {"ok": False, "error_code": status, "description": description}
    return Answer(status, body | ({"parameters": dict(parameters)} if parameters else {}))
