"""The Bot API inside this process, where python-telegram-bot expects the network."""

from __future__ import annotations

import json
from typing import Any

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.botapi import BotApi


class ConnectError(Exception):
    """Named as the HTTP libraries name it: nothing left this machine."""


class ReadError(Exception):
    """The connection broke before the answer came."""


class InProcessRequest(BaseRequest):
    """Calls go to `telegram` in this event loop; staged faults surface as a network's would."""

    def __init__(self, telegram: BotApi) -> None:
        self._telegram = telegram

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_args: Any, **_kwargs: Any
    ) -> tuple[int, bytes]:
        base, _, name = url.rpartition("/")
        params = dict(request_data.parameters) if request_data else {}
        if request_data and request_data.contains_files:
            params |= dict.fromkeys(request_data.multipart_data, "attached")
        token = base.rpartition("/bot")[2]
        answer = await self._telegram.call(name, params, token)
        match answer.fault.kind if answer.fault else None:
            case "drop_before":
                raise NetworkError("connection refused") from ConnectError()
            case "hang_after":
                raise TimedOut from ReadError()
            case "abort_after":
                raise NetworkError("connection reset") from ReadError()
            case "502_after":
                return 502, b'{"ok":false,"error_code":502,"description":"Bad Gateway"}'
            case "badjson_after":
                return 200, b'{"ok":true,"result":{"message_id":'
        return answer.status, json.dumps(answer.body).encode()


class InProcessTelegram(BotApi):
    """A Bot API server for one bot in this event loop: `make_bot(token, request=telegram.request)`."""

    @property
    def request(self) -> BaseRequest:
        return InProcessRequest(self)
