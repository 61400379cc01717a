"""What the tests of the feeds room share: a clock, documents, a web that answers as it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bot.feeds.feed import Feed
from bot.feeds.fetch import Fetcher
from bot.feeds.parse import NotAFeed, Parsed, parse_feed

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
FEED = Feed("https://news.example/feed.xml", publisher="Example")

# One small document of every format, in words of our own; a file is named after its row of FEED_TYPES.
SAMPLES = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "data" / "feeds").iterdir())
}


def rss(*items: str, head: str = "") -> bytes:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Sample</title>{head}{inner}</channel></rss>'.encode()
    )


def read(body: bytes | str, feed: Feed = FEED, content_type: str | None = None, key_rule: str | None = None) -> Parsed:
    """The parsed document; the test fails when it is none."""
    found = parse_feed(body.encode() if isinstance(body, str) else body, content_type, feed, NOW, key_rule=key_rule)
    assert isinstance(found, Parsed), found
    return found


def refused(body: bytes | str, content_type: str | None = None, feed: Feed = FEED) -> NotAFeed:
    found = parse_feed(body.encode() if isinstance(body, str) else body, content_type, feed, NOW)
    assert isinstance(found, NotAFeed), found
    return found


def public(address: str = "93.184.216.34") -> Callable[[str, int], object]:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return [address]

    return resolve


def web(answer: Callable[[httpx.Request], httpx.Response], **options: object) -> Fetcher:
    """A fetcher whose requests all go to `answer`; the host asked for is in the Host header."""

    def streamed(request: httpx.Request) -> httpx.Response:
        told = answer(request)
        return httpx.Response(told.status_code, headers=told.headers, stream=told.stream)

    client = httpx.AsyncClient(transport=httpx.MockTransport(streamed), follow_redirects=False)
    options.setdefault("resolve", public())
    return Fetcher(client, now=lambda: NOW, **options)
