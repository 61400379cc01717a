"""A Telegram on loopback, as a process of its own: ending the bot the hard way cannot touch its ledger.

Run it as `python bench/telegram_server.py LEDGER`: it prints its address, answers until it is
ended, and writes one JSON line to LEDGER for every message that reached a chat, before the answer
leaves. It enforces Telegram's limits strictly when asked to, and stages faults given as JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from bot.channels.botapi import BotApi
from bot.channels.calls import Answer
from bot.channels.faults import Fault


class Limit:
    """At most `most` in any `window_s` seconds, to the letter."""

    def __init__(self, most: int, window_s: float) -> None:
        self._most = most
        self._window_s = window_s
        self._recent: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed; 0 takes it."""
        while self._recent and self._recent[0] <= now - self._window_s:
            self._recent.popleft()
        if len(self._recent) >= self._most:
            return self._recent[0] + self._window_s - now
        self._recent.append(now)
        return 0.0


class LoopbackTelegram(BotApi):
    """The same answers over HTTP, with limits, delays and a ledger."""

    def __init__(self, ledger: Path, *, per_second: int = 0, answer_s: float = 0.0, open_chats: bool = True) -> None:
        super().__init__()
        self._ledger = ledger.open("a", encoding="utf-8")
        self._all = Limit(per_second, 1.0) if per_second else None
        self._chats: defaultdict[int, Limit] = defaultdict(lambda: Limit(1, 1.0))
        self._groups: defaultdict[int, Limit] = defaultdict(lambda: Limit(20, 60.0))
        self._answer_s = answer_s
        self._open_chats = open_chats
        self.too_many = 0

    def close(self) -> None:
        self._ledger.close()

    async def call(self, method: str, params: Mapping[str, Any], token: str | None = None) -> Answer:
        sends = method.lower().startswith("send")
        with suppress(TypeError, ValueError):
            chat_id = int(params.get("chat_id", 0))
            if sends and self._open_chats and chat_id:
                self.open_chat(chat_id)
        if sends and (wait := self._told_to_wait(chat_id)) > 0:
            self.too_many += 1
            seconds = int(wait) + 1
            body = {
                "ok": False,
                "error_code": 429,
                "description": f"Too Many Requests: retry after {seconds}",
                "parameters": {"retry_after": seconds},
            }
            return Answer(429, body)
        answer = await super().call(method, params, token)
        if sends and answer.status == 200:
            message = answer.body["result"]
            line = {"at": asyncio.get_running_loop().time(), "chat": message["chat"]["id"], "text": message.get("text")}
            self._ledger.write(json.dumps(line) + "\n")
            self._ledger.flush()
        if self._answer_s and sends:
            await asyncio.sleep(self._answer_s)
        self.requests.clear()
        return answer

    def _told_to_wait(self, chat_id: int) -> float:
        if self._all is None:
            return 0.0
        now = asyncio.get_running_loop().time()
        limits = [self._all, self._chats[chat_id]] + ([self._groups[chat_id]] if chat_id < 0 else [])
        return max(limit.wait(now) for limit in limits)


async def serve(telegram: LoopbackTelegram) -> tuple[web.AppRunner, str]:
    """Listen on a free port of the loopback; the runner to clean up, and the address."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            params = await _params(request)
        except ConnectionResetError:  # the bot was ended while it was asking: nothing arrived
            return web.Response()
        answer = await telegram.call(request.match_info["method"], params, request.match_info["token"])
        match answer.fault.kind if answer.fault else None:
            case "drop_before" | "abort_after":
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()
            case "hang_after":
                await asyncio.sleep(3600)
            case "502_after":
                return web.Response(status=502, text="Bad Gateway")
            case "badjson_after":
                return web.Response(text='{"ok":true,"result":{"message_id":', content_type="application/json")
        return web.json_response(answer.body, status=answer.status)

    async def control(request: web.Request) -> web.Response:
        """What only a test may ask: a fault, a line typed by somebody, the counts."""
        wish = await request.json()
        if "fault" in wish:
            telegram.fault(Fault(**wish["fault"]))
        if "say" in wish:
            telegram.say(wish["chat_id"], wish["say"])
        if "block" in wish:
            telegram.block(wish["block"])
        return web.json_response({"too_many": telegram.too_many, "unconfirmed": telegram.unconfirmed})

    app = web.Application(client_max_size=2**24)
    app.router.add_post("/control", control)
    app.router.add_route("*", "/bot{token}/{method}", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    return runner, f"http://127.0.0.1:{port}"


async def _params(request: web.Request) -> dict[str, Any]:
    params: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        params |= await request.json()
    elif request.content_type.startswith("multipart/"):
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name:
                params[part.name] = "attached" if part.filename else await part.text()
    else:
        params |= dict(parse_qsl(await request.text(), keep_blank_values=True))
    return params


async def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--per-second", type=int, default=0, help="enforce the limits, so many a second in all")
    parser.add_argument("--answer-s", type=float, default=0.0, help="seconds every send takes to answer")
    chosen = parser.parse_args()
    _, address = await serve(LoopbackTelegram(chosen.ledger, per_second=chosen.per_second, answer_s=chosen.answer_s))
    print(address, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(_main())
