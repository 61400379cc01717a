"""A thousand publishers on loopback, as a process of its own: most behave, the others as badly as they do in the wild.

Run as `python -m bench.publishers`: it prints its port and serves until it is ended. Feed number n is
`http://127.1.x.y:PORT/feed`, each on an address of its own, so that no two are one host.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import logging
import random
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from aiohttp import web

ITEMS = 30
MANY = 5000
CITIES = ("Guadalajara", "Monterrey", "Puebla", "Tijuana", "Culiacán", "Acapulco", "Morelia", "Veracruz", "Durango")
HARMLESS = ("The library of {city} has a new reading room.", "A bakery in {city} won a prize for its bread.")
VIOLENT = "Gunmen opened fire on a police patrol in {city}, Mexico, today, killing three officers."


def address(number: int) -> str:
    """Loopback has sixteen million addresses."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


class Publisher:
    """One feed. Every third look finds something new; one new item in twenty tells of violence."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.chance = random.Random(number)
        self.looks = 0
        self.items = [self.item(n, datetime.now(UTC) - timedelta(days=1, minutes=n)) for n in range(ITEMS)]

    def item(self, n: int, when: datetime) -> str:
        words = VIOLENT if self.chance.random() < 0.05 else self.chance.choice(HARMLESS)
        text = words.format(city=self.chance.choice(CITIES))
        return (
            f"<item><guid>{self.number}-{n}</guid><link>http://{address(self.number)}/{n}</link><title>{text}</title>"
            f"<description>{text}</description><pubDate>{format_datetime(when)}</pubDate></item>"
        )

    def body(self) -> bytes:
        head = f"<rss version='2.0'><channel><title>Paper {self.number}</title>"
        return f"{head}{''.join(self.items)}</channel></rss>".encode()

    async def good(self, request: web.Request) -> web.StreamResponse:
        self.looks += 1
        if self.looks % 3 == 0:
            self.items = [self.item(self.looks + ITEMS, datetime.now(UTC)), *self.items][:ITEMS]
        etag = f'"{self.looks // 3}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=self.body(), headers={"ETag": etag}, content_type="application/rss+xml")

    async def many(self, request: web.Request) -> web.StreamResponse:
        if len(self.items) < MANY:
            self.items = [self.item(n, datetime.now(UTC) - timedelta(days=1, minutes=n)) for n in range(MANY)]
        return web.Response(body=self.body(), content_type="application/rss+xml")


async def silent(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(600)
    return web.Response()


async def dripping(request: web.Request) -> web.StreamResponse:
    return await _stream(request, b"<", 0.5)


async def endless(request: web.Request) -> web.StreamResponse:
    return await _stream(request, b"<item><title>more</title></item>" * 2000, 0.0)


async def _stream(request: web.Request, chunk: bytes, pause_s: float) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(chunk)
        await asyncio.sleep(pause_s)


BOMB = gzip.compress(bytes(200_000_000))


async def bomb(request: web.Request) -> web.StreamResponse:
    return web.Response(body=BOMB, headers={"Content-Encoding": "gzip"}, content_type="application/xml")


async def cut_off(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def always(
    status: int, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=body, headers=headers, content_type="text/html")

    return answer


HUMAN = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>"
DEEP = b"<rss><channel>" + b"<a>" * 300_000
ENTITIES = (
    b"<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>"
    + b"".join(b"<!ENTITY e%d '%s'>" % (n, (b"&e%d;" % (n - 1) if n else b"&a;") * 10) for n in range(40))
    + b"]><rss><channel><item><title>&e39;</title></item></channel></rss>"
)
# Share in a hundred of each misbehaviour; the rest is good.
BAD: dict[str, tuple[int, Callable[[web.Request], Awaitable[web.StreamResponse]]]] = {
    "silent": (2, silent),
    "dripping": (2, dripping),
    "endless": (1, endless),
    "bomb": (1, bomb),
    "cut off": (2, cut_off),
    "500": (3, always(500)),
    "429": (3, always(429, headers={"Retry-After": "60"})),
    "403": (2, always(403, HUMAN)),
    "wants a human": (2, always(200, HUMAN)),
    "circle": (1, always(302, headers={"Location": "/feed"})),
    "deep": (1, always(200, DEEP)),
    "entities": (1, always(200, ENTITIES)),
    "no feed": (2, always(200, b"<rss><channel><item>" * 3)),
}


class Town:
    """All publishers by number, and how often each kind was asked."""

    def __init__(self) -> None:
        self.publishers: dict[int, Publisher] = {}
        self.asked: Counter[str] = Counter()
        self.kinds = [name for name, (share, _) in BAD.items() for _ in range(share)]

    async def feed(self, request: web.Request) -> web.StreamResponse:
        _, _, x, y = request.host.partition(":")[0].split(".")
        number = int(x) * 250 + int(y) - 1
        publisher = self.publishers.setdefault(number, Publisher(number))
        place = number * 37 % 100  # spread evenly, the same at every run
        if number == 0:
            self.asked["many"] += 1
            return await publisher.many(request)
        if place < len(self.kinds):
            self.asked[self.kinds[place]] += 1
            return await BAD[self.kinds[place]][1](request)
        self.asked["good"] += 1
        return await publisher.good(request)

    async def tally(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(self.asked)


async def serve() -> None:
    town = Town()
    app = web.Application()
    app.add_routes([web.get("/feed", town.feed), web.get("/tally", town.tally)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0, backlog=2048).start()  # noqa: S104 - every loopback address
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)  # until whoever started this lets go
    await runner.cleanup()


if __name__ == "__main__":
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)  # that readers hang up on these is the point
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    asyncio.run(serve())
