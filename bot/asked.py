"""An article a person asks about with /whynot: fetched where need be, and read as the pipeline would read it.

It takes a while, so it is done before the command's own transaction begins.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.feeds.fetch import Failed, Fetched, Fetcher
from bot.feeds.pages import MAX_PAGE_BYTES, article_text
from bot.reading import Reading
from extract.article import Article


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person sent: the address of a page, or a text."""

    url: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """`reading` is None where there was nothing to read; `why` then says so. `fetched`: it cost a fetch."""

    reading: Reading | None
    why: str = ""
    fetched: bool = False


Examine = Callable[[Asked], Awaitable[Examined]]


async def examine(
    asked: Asked, fetcher: Fetcher, read: Callable[[Article], Awaitable[Reading]], now: datetime
) -> Examined:
    """A text is taken as published today; a page by its own date, for news of last year is no news."""
    if asked.url is None:
        return Examined(await read(Article("asked", "", asked.text, published=now)))
    answer = await fetcher.get(asked.url, max_bytes=MAX_PAGE_BYTES)
    if not isinstance(answer, Fetched):
        return Examined(None, answer.why if isinstance(answer, Failed) else "not modified", fetched=True)
    page = await asyncio.to_thread(article_text, answer.body, asked.url, content_type=answer.content_type, now=now)
    if page.text is None:
        return Examined(None, page.why, fetched=True)
    publisher = urlsplit(asked.url).hostname or asked.url
    article = Article(
        asked.url, page.title or "", page.text, url=asked.url, published=page.published, publisher=publisher
    )
    return Examined(await read(article), fetched=True)
