"""Is memory flat over very many articles? python -m bench.replay_memory [--articles 100000]

The invented weeks of bench/replay are read once; then they come one after the other, again and again, as new articles
of the same papers, through joining, telling and sending on one database. Prints the resident memory, the size of the
database, and milliseconds of processor time an article as they grow; reading itself is not among them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from bench.replay_corpus import PARTS, read_corpus
from bot.app import build, reading_tools, rule_set
from bot.cli.replaying import ArticleClock, Letterbox, Replay, read_article_line
from bot.cli.subscribers import read_subscriber
from bot.cli.terminal import log_to_stderr
from bot.config import Config, default_data_dir
from bot.limits import UNLIMITED
from bot.pipeline import Newsroom
from bot.reading import Reading, read_article
from extract.article import Article
from extract.read import Tools

WEEK = timedelta(days=7)
ROWS = 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--subscribers", type=int, default=12, help="how many of the corpus' regions are followed")
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), help="where the compiled gazetteer lies")
    options = parser.parse_args()
    log_to_stderr(False, quiet=True)
    tools = reading_tools(options.data_dir)
    with TemporaryDirectory() as folder:
        asyncio.run(_grow(tools, Path(folder), options.articles, options.subscribers))
    return 0


async def _grow(tools: Tools, folder: Path, number: int, people: int) -> None:
    corpus, rules = read_corpus("all"), rule_set(["builtin"], tools.gazetteer)
    weeks = [[read_article_line(json.dumps(one.line).encode()) for one in read_corpus(part).articles] for part in PARTS]
    readings = {one.key: read_article(one, tools, rules, gated=True) for week in weeks for one in week}
    articles = in_a_row(weeks)

    async def known(self: Newsroom, article: Article) -> Reading:
        return _later(readings[article.key.partition("@")[0]], article)

    clock, letterbox = ArticleClock(), Letterbox()
    config = Config(data_dir=folder, database=folder / "replay.db", access="open")
    app = build(config, letterbox, tools, clock=clock, limits=UNLIMITED)
    composer = app.desk.composer()
    lines = [json.dumps(line).encode() for line in corpus.subscribers[:people]]
    run = Replay(app, letterbox, clock)
    run.subscribe([read_subscriber(one, tools.gazetteer, composer.categories, composer.wordings) for one in lines])
    print(f"{'articles':>9}{'MB':>7}{'database MB':>13}{'incidents':>11}{'messages':>10}{'ms each':>9}")
    incidents, messages, began, last = set[int](), 0, time.process_time(), 0
    with patch.object(Newsroom, "read", known):
        for count in range(1, number + 1):
            turn, place = divmod(count - 1, len(articles))
            for told in await run.take(_again(articles[place], turn)):
                messages += told.chat is not None
                if told.incident is not None:
                    incidents.add(told.incident)
            if count % max(1, number // ROWS) == 0:
                each = 1000 * (time.process_time() - began) / (count - last)
                row = f"{count:9}{_memory():7.0f}{_size(folder):13.1f}{len(incidents):11}{messages:10}{each:9.1f}"
                print(row, flush=True)
                began, last = time.process_time(), count
    await app.close()


def in_a_row(weeks: Sequence[Sequence[Article]]) -> list[Article]:
    """Each moved to follow the one before: the clock of a replay cannot go back, and months of quiet cost nothing."""
    begins = _monday(weeks[0])
    moves = [begins + number * WEEK - _monday(week) for number, week in enumerate(weeks)]
    return [
        replace(one, published=_published(one) + move) for week, move in zip(weeks, moves, strict=True) for one in week
    ]


def _again(article: Article, turn: int) -> Article:
    """The article as one of the `turn`th time that all the weeks come by, counted from 0."""
    return replace(
        article,
        key=f"{article.key}@{turn}",
        url=f"{article.url}/{turn}",
        published=_published(article) + turn * len(PARTS) * WEEK,
    )


def _monday(week: Sequence[Article]) -> datetime:
    """The midnight before its first article's week."""
    first = min(_published(one) for one in week)
    return first.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=first.weekday())


def _published(article: Article) -> datetime:
    if article.published is None:
        raise ValueError(f"{article.key} has no date")
    return article.published


def _later(reading: Reading, article: Article) -> Reading:
    """The same words and findings, at the date of the article."""
    moved = _published(article) - _published(reading.article)
    return replace(
        reading,
        article=article,
        extraction=replace(reading.extraction, article=article) if reading.extraction else None,
        findings=tuple(
            replace(one, event_date=one.event_date + moved if one.event_date else None) for one in reading.findings
        ),
    )


def _size(folder: Path) -> float:
    """Megabytes of the database."""
    return sum(file.stat().st_size for file in folder.glob("replay.db*")) / 1e6


def _memory() -> float:
    """Resident megabytes now; the most so far where the system does not tell."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    sys.exit(main())
