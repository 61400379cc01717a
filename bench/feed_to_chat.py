"""From a feed that shows an item to the first sendMessage, with fifty feeds and an idle queue."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

os.environ.setdefault("PTB_TIMEDELTA", "1")

from aiohttp import web

from bot.app import build
from bot.channels.inprocess import InProcessTelegram
from bot.channels.telegram import TelegramChannel, make_bot
from bot.cli.run import keep_for_good
from bot.config import Config
from bot.demo.server import resolve
from bot.feeds.feed import Feed
from bot.feeds.fetch import Fetcher
from bot.regions import Region
from bot.subscriptions import Chat, Subscription
from extract.read import Tools

READER = 1
CITIES = (
    "Guadalajara", "Monterrey", "Puebla", "Tijuana", "Mérida", "Culiacán", "Acapulco", "Morelia", "Veracruz",
    "Saltillo", "Hermosillo", "Chihuahua", "Durango", "Zacatecas", "Oaxaca", "Cancún", "Toluca",
    "Querétaro", "Tampico", "Reynosa",
)  # fmt: skip  # a table or a paragraph of words, not one a line


class Publisher:
    """Feeds that hold nothing, until one of them has news."""

    def __init__(self) -> None:
        self.items: dict[int, str] = {}

    def report(self, feed: int, city: str, number: int) -> None:
        text = f"Gunmen opened fire on a police patrol in {city}, Mexico, on Monday, killing three officers."
        self.items[feed] = (
            f"<item><guid>news-{number}</guid><title>Gunmen kill three police officers in {city}</title>"
            f"<description>{text}</description><pubDate>{format_datetime(datetime.now(UTC))}</pubDate></item>"
        )

    async def serve(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        head = f"<rss version='2.0'><channel><title>Paper {number}</title><link>http://127.0.0.1/</link>"
        body = f"{head}{self.items.get(number, '')}</channel></rss>"
        return web.Response(text=body, content_type="application/rss+xml")


async def waits(folder: Path, tools: Tools, *, feeds: int = 50, times: int = 20) -> list[float]:
    """Seconds from "its poll is due and it shows the item" to the message, one for each of `times` items."""
    publisher = Publisher()
    server = web.Application()
    server.router.add_get("/{number}.xml", publisher.serve)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    watched = [
        Feed(f"{base}/{one}.xml", publisher=f"Paper {one}", language="en", full_text=True) for one in range(feeds)
    ]
    telegram = InProcessTelegram()
    telegram.open_chat(READER)
    channel = TelegramChannel(make_bot("1:in-this-process", request=telegram.request))
    fetcher = Fetcher(allow_hosts=["127.0.0.1"], resolve=resolve)
    app = build(Config(data_dir=folder, access="open"), channel, tools, feeds=watched, fetcher=fetcher)
    warm = asyncio.Event()

    def warmed_up() -> None:
        keep_for_good()  # as `tocsin run` does
        warm.set()

    app.warm = warmed_up
    now = datetime.now(UTC)
    app.store.save_chat(Chat(READER, "private", admitted=True), now)
    app.store.subscribe(Subscription(0, READER, Region("country", "Mexico", "MX")), now)
    events = telegram.watch()
    stop = asyncio.Event()
    running = asyncio.create_task(app.run(stop))
    try:
        await warm.wait()
        while sum(state.looks > 0 for state in app.store.feed_states()) < feeds:  # noqa: ASYNC110 - the first looks
            await asyncio.sleep(0.1)
        measured = []
        for number in range(times):
            await asyncio.sleep(1.2)  # a chat gets one message a second
            feed = number * 7 % feeds
            publisher.report(feed, CITIES[number % len(CITIES)], number)
            state = next(one for one in app.store.feed_states() if one.url == watched[feed].url)
            app.store.settle_feed(replace(state, next_look=datetime.now(UTC)))
            begin = time.monotonic()
            async with asyncio.timeout(30):
                await events.get()
            measured.append(time.monotonic() - begin)
        return measured
    finally:
        stop.set()
        await running
        await app.close()
        await runner.cleanup()
