"""Articles that people and other programs hand in: a watched folder, and the way they take from there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bot.feeds.drop import Folder
from bot.pipeline import Newsroom
from bot.store import StoreError
from extract.article import Article

log = structlog.get_logger("articles")

EVERY_S = 2.0


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one article: `outcome` as in the store ("incident", a gate's name, …), or "known"."""

    key: str
    outcome: str
    why: str


async def take(newsroom: Newsroom, articles: Sequence[Article]) -> list[Handed]:
    """Read, record, and owe what follows; an article that was handed in before is left as it was."""
    outcomes = []
    for article in articles:
        if not await asyncio.to_thread(newsroom.store.unseen, article.feed, [article.key]):
            outcomes.append(Handed(article.key, "known", "It was handed in before."))
            continue
        reading = await newsroom.read(article)
        await newsroom.take([reading])
        outcomes.append(Handed(article.key, "incident" if reading.verdict == "incident" else reading.gate, reading.why))
    return outcomes


@dataclass(slots=True)
class FolderWatch:
    """Looks into the folder every two seconds: that works on every disk, a network's included."""

    folder: Folder
    newsroom: Newsroom
    _stuck: set[Path] = field(default_factory=set)  # read, but could not be moved away

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`."""
        while not stop.is_set():
            await self.look()
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), EVERY_S)

    async def look(self) -> int:
        """Take what lies there; how many files that was."""
        files = await asyncio.to_thread(lambda: list(self.folder.waiting(self.newsroom.clock())))
        taken = 0
        for path in files:
            if path in self._stuck:
                continue
            try:
                await self._take(path)
            except StoreError as error:
                log.warning("the folder waits for the database", why=str(error))
                return taken  # what lies there is taken next time
            except OSError as error:
                self._stuck.add(path)
                log.error("folder", file=path.name, note=f"was read, but cannot be moved away: {error.strerror}")
            taken += 1
        return taken

    async def _take(self, path: Path) -> None:
        dropped = await asyncio.to_thread(self.folder.read, path, self.newsroom.clock())
        outcomes = await take(self.newsroom, dropped.articles)
        log.info("folder", file=path.name, articles=len(outcomes), alerting=_alerting(outcomes))
        if dropped.problems:
            for problem in dropped.problems:
                log.warning("folder", file=path.name, problem=problem)
            await asyncio.to_thread(self.folder.refuse, path, dropped.problems)
        else:
            await asyncio.to_thread(self.folder.done, path)


def _alerting(outcomes: Sequence[Handed]) -> int:
    return sum(handed.outcome == "incident" for handed in outcomes)
