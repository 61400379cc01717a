"""`POST /articles`: another program hands in articles over HTTP, with a token. Never official."""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import asdict

import structlog
from aiohttp import web

from bot.feeds.handed import articles_from
from bot.handing import take
from bot.pipeline import Newsroom
from bot.store import StoreError

log = structlog.get_logger("articles")

FEED = "post"  # stands where a feed's address would
MAX_BODY_BYTES = 2 * 1024 * 1024
MAX_ARTICLES = 100
AT_ONCE = 4  # requests that are read; more are asked to come back
AGAIN_S = 5


class ArticleServer:
    """Listens on `host`:`port` until closed. `token` is what a caller must bring as `Authorization: Bearer …`."""

    def __init__(self, newsroom: Newsroom, *, host: str, port: int, token: str, publisher: str = "") -> None:
        self._newsroom = newsroom
        self._token = token.encode()
        self._publisher = publisher
        self._under_way = 0
        self._address = (host, port)
        app = web.Application(client_max_size=MAX_BODY_BYTES)
        app.add_routes([web.post("/articles", self._post)])
        # No access log: it would hold who handed in what.
        self._runner = web.AppRunner(app, access_log=None, keepalive_timeout=15, handle_signals=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`. An address that cannot be had is logged; the rest of the bot goes on."""
        try:
            await self.open()
            await stop.wait()
        except OSError as error:
            log.error("articles.listen", address=":".join(map(str, self._address)), why=error.strerror)
        finally:
            await self._runner.cleanup()

    async def open(self) -> tuple[str, int]:
        """Begin to listen; the address it got. Raises OSError."""
        await self._runner.setup()
        await web.TCPSite(self._runner, *self._address).start()
        host, port = self._runner.addresses[0][:2]
        log.info("articles are taken", address=f"http://{host}:{port}/articles")
        return host, port

    async def close(self) -> None:
        await self._runner.cleanup()

    async def _post(self, request: web.Request) -> web.Response:
        if not self._may(request):
            return _answer(401, "Authorization: Bearer TOKEN is missing or wrong", {"WWW-Authenticate": "Bearer"})
        if request.content_type != "application/json":
            return _answer(415, "Content-Type must be application/json")
        if self._under_way >= AT_ONCE:
            return _answer(503, "busy; try again", {"Retry-After": str(AGAIN_S)})
        self._under_way += 1
        try:
            body = await request.read()
            articles, problems = articles_from(body, most=MAX_ARTICLES, feed=FEED, publisher=self._publisher)
            if problems:
                return web.json_response({"problems": problems}, status=400)
            outcomes = await take(self._newsroom, articles)
        except StoreError as error:
            log.warning("articles wait for the database", why=str(error))
            return _answer(503, "the database is busy; try again", {"Retry-After": str(AGAIN_S)})
        finally:
            self._under_way -= 1
        return web.json_response({"articles": [asdict(one) for one in outcomes]})

    def _may(self, request: web.Request) -> bool:
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), self._token)


def _answer(status: int, why: str, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response({"problems": [why]}, status=status, headers=headers)
