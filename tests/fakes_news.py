"""A newsroom of one feed: the web answers from memory, the clock stands, the rules are those that ship."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.feeds.feed import Feed, FeedState
from bot.feeds.fetch import Failed, Fetched, NotModified
from bot.messages.deliveries import Composer
from bot.messages.load import load_wordings
from bot.pipeline import Newsroom
from bot.readership import Readership
from bot.regions import Region
from bot.store.sqlite import SqliteStore, open_store
from bot.subscriptions import Chat, Subscription
from bot.telling import Teller
from bot.watching import Watch
from extract.read import Tools
from rules.rule import RuleSet

TELLERS = {"mode", "admins", "fuse", "rule_changed"}
NOW = datetime(2026, 5, 14, 12, tzinfo=UTC)
FEED = Feed("https://wire.test/rss", publisher="Example Wire", language="en", full_text=True)
NIGERIA = Region("country", "Nigeria", "NG")


def item(number: int, headline: str, minutes_ago: int = 5, text: str = "") -> str:
    date = (NOW - timedelta(minutes=minutes_ago)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    return (
        f"<item><guid>{number}</guid><link>https://wire.test/{number}</link><title>{headline}</title>"
        f"<description>{text or headline}</description><pubDate>{date}</pubDate></item>"
    )


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>w</title>{"".join(items)}</channel></rss>'.encode()


SHOOTING = item(1, "Gunmen opened fire on shoppers in Maiduguri, Nigeria, today, killing four people.")
HARMLESS = item(2, "The library in Lagos, Nigeria, has a new reading room.")


class Web:
    """Answers by address; what was asked for stands in `asked`."""

    def __init__(self, pages: dict[str, bytes | Failed]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    async def get(self, url: str, **_: Any) -> Fetched | NotModified | Failed:
        self.asked.append(url)
        answer = self.pages.get(url, Failed(f"{url}: 404 Not Found", "gone", 404))
        return answer if isinstance(answer, Failed) else Fetched(200, answer, {}, url)


Open = Callable[..., Watch]


@contextmanager
def newsroom_in(folder: Path, tools: Tools, rules: RuleSet) -> Iterator[Open]:
    """Opens newsrooms over one database in `folder`."""
    store = open_store(folder / "t.db")
    wordings = load_wordings()
    with ThreadPoolExecutor(1) as worker:

        def opened(web: Web, *, watched: bool = True, feed: Feed = FEED, **settings: Any) -> Watch:
            if watched:
                store.settle_feed(FeedState(feed.url, first_looked=NOW, last_success=NOW - timedelta(minutes=30)))
            teller = Teller(
                store,
                Readership(store),
                lambda: Composer(wordings, rules.categories),
                lambda: NOW,
                **{name: settings.pop(name) for name in TELLERS & settings.keys()},
            )
            room = Newsroom(
                store=store,
                tools=tools,
                rules=lambda: rules,
                teller=teller,
                worker=worker,
                reading=threading.Lock(),
                clock=lambda: NOW,
                **settings,
            )
            # The web is a fake with the one method that is used.
            return Watch(lambda: {feed.url: feed}, room, web, "test")

        yield opened
    store.close()


def subscriber(store: SqliteStore, chat_id: int = 1, region: Region = NIGERIA) -> None:
    store.save_chat(Chat(chat_id, "private", admitted=True), NOW)
    store.subscribe(Subscription(0, chat_id, region), NOW)


def owed(store: Any) -> Sequence[Any]:
    return store.claim(NOW, 100)
