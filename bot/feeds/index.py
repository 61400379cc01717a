"""An index of warnings: each entry leads to one alert, which is fetched and read in the entry's place.

A look opens a limited number of alerts. Those that could not be had before come after the others, so that addresses
which never answer keep nothing else unread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.feeds.apart import Reader
from bot.feeds.feed import Feed
from bot.feeds.fetch import Failed, Fetched, Fetcher
from bot.feeds.parse import Parsed
from extract.article import Article

ACCEPT = "application/cap+xml, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
MAX_BYTES = 1024 * 1024
DEADLINE_S = 20.0
MOST = 50  # a look; the rest with the next ones
WITHIN_S = 120.0


@dataclass(frozen=True, slots=True)
class Opened:
    """`articles`: the alerts, and entries that have to speak for themselves. `read`: entries whose alert was read, to
    be remembered once that is recorded. `left`: how many are to be tried again at the next look. `failed`: keys of
    those among them whose alert could not be had, the longest ago first; to be given back at the next look."""

    articles: tuple[Article, ...]
    read: tuple[Article, ...]
    left: int
    notes: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


async def opened(
    entries: Sequence[Article],
    feed: Feed,
    fetcher: Fetcher,
    reader: Reader,
    now: datetime,
    failed: Sequence[str] = (),
) -> Opened:
    """Never raises for what a publisher does: an alert that is gone or is none leaves its entry's own words.

    `failed`: as the look before gave it.
    """
    clock = asyncio.get_running_loop().time
    began = clock()
    articles: list[Article] = []
    read: list[Article] = []
    notes: list[str] = []
    failed_now: list[str] = []
    untried: list[Article] = []
    turns = _in_turn(entries, failed)
    for number, entry in enumerate(turns):
        if number >= MOST or clock() - began > WITHIN_S:
            untried = turns[number:]
            notes.append(f"{len(untried)} warnings are left for the next look")
            break
        answer = await fetcher.get(
            entry.url or "",
            max_bytes=MAX_BYTES,
            deadline_s=DEADLINE_S,
            accept=ACCEPT,
            proxy=feed.proxy,
            agent=feed.user_agent,
        )
        if isinstance(answer, Failed) and answer.kind not in ("gone", "refused"):
            failed_now.append(entry.key)
            notes.append(f"{answer.why}; tried again at the next look")
            continue
        alerts = await _alerts(answer, feed, reader, now) if isinstance(answer, Fetched) else None
        if alerts is None:
            notes.append(f"{entry.title[:60]!r}: no alert stands at its address; its own words are read")
            articles.append(entry)
        else:
            articles += alerts
            read.append(entry)
    failed_before = [entry.key for entry in untried if entry.key in failed]
    left = len(untried) + len(failed_now)
    return Opened(tuple(articles), tuple(read), left, tuple(notes), (*failed_before, *failed_now))


def _in_turn(entries: Sequence[Article], failed: Sequence[str]) -> list[Article]:
    """As the index has them, and at the end those that failed."""
    waiting = {entry.key: entry for entry in entries}
    again = [waiting.pop(key) for key in failed if key in waiting]
    return [*waiting.values(), *again]


async def _alerts(answer: Fetched, feed: Feed, reader: Reader, now: datetime) -> tuple[Article, ...] | None:
    """Those of one document, none where it is an exercise; None = it is no CAP, or another index."""
    found = await reader.feed(
        answer.body, answer.content_type, replace(feed, type="cap"), now, key_rule=None, url=answer.final_url
    )
    return found.articles if isinstance(found, Parsed) and not found.documents else None
