"""A restart in the middle changes nothing: the same incidents, the same messages, on a stretch of invented news."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bench.replay_corpus import Corpus, read_corpus
from bot.app import build
from bot.cli.replaying import ArticleClock, Letterbox, Replay, Told, read_article_line
from bot.cli.subscribers import read_subscriber
from bot.config import Config
from bot.limits import UNLIMITED
from bot.reading import Reading, read_some
from extract.article import Article
from extract.read import Tools
from rules.rule import RuleSet

ARTICLES = 18  # the first day of the week: a bombing, an abduction, wire copies, first deaths


@pytest.fixture(scope="module", autouse=True)
def _rules_and_readings_once(builtin_rules: RuleSet) -> Iterator[None]:
    """Reading is the same whoever does it, and by far the slowest part."""
    readings: dict[str, Reading] = {}

    def read_once(articles: Sequence[Article], tools: Tools, rules: RuleSet, **settings: Any) -> list[Reading]:
        [article] = articles  # a replay hands them in one by one
        if article.key not in readings:
            [readings[article.key]] = read_some(articles, tools, rules, **settings)
        return [readings[article.key]]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.app.rule_set", lambda paths, gazetteer: builtin_rules)
        patched.setattr("bot.pipeline.read_some", read_once)
        yield


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus("tune")


def articles_of(corpus: Corpus) -> list[Article]:
    return [read_article_line(json.dumps(one.line).encode()) for one in corpus.articles[:ARTICLES]]


async def told(
    articles: Sequence[Article], corpus: Corpus, tools: Tools, database: Path, *, kill: int = -1
) -> list[Told]:
    """What a bot that starts now tells; `kill` ends it without a goodbye in the middle of that article."""
    clock, letterbox = ArticleClock(), Letterbox()
    config = Config(data_dir=database.parent, database=database, access="open")
    app = build(config, letterbox, tools, clock=clock, limits=UNLIMITED)
    lines: list[Told] = []
    try:
        run = Replay(app, letterbox, clock)
        composer = app.desk.composer()
        people = [json.dumps(line).encode() for line in corpus.subscribers]
        run.subscribe([read_subscriber(one, tools.gazetteer, composer.categories, composer.wordings) for one in people])
        for number, article in enumerate(articles):
            if number == kill:
                with pytest.raises(PowerFailure):
                    await run.take(article)
                break
            lines += await run.take(article)
    finally:
        await app.close()
    return lines


class PowerFailure(Exception):
    pass


@pytest.fixture(scope="module")
def whole(corpus: Corpus, tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    database = tmp_path_factory.mktemp("whole") / "replay.db"
    return asyncio.run(told(articles_of(corpus), corpus, tools, database))


async def test_a_bot_that_starts_anew_for_every_few_articles_tells_the_same(
    whole: list[Told], corpus: Corpus, tools: Tools, tmp_path: Path
) -> None:
    articles, pieces = articles_of(corpus), []
    for start in range(0, ARTICLES, 5):
        pieces += await told(articles[start : start + 5], corpus, tools, tmp_path / "replay.db")
    assert pieces == whole
    assert {line.action for line in whole} >= {"new", "update", "join", "quiet"}


async def test_a_power_failure_between_deciding_and_telling_loses_and_repeats_nothing(
    whole: list[Told], corpus: Corpus, tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles, at = articles_of(corpus), 9  # the first deaths: an update to three chats

    def fails(*_: object, **__: object) -> object:
        raise PowerFailure

    before = await told(articles[:at], corpus, tools, tmp_path / "replay.db")
    with monkeypatch.context() as power:
        power.setattr("bot.telling.Teller.tell", fails)
        await told(articles[at:], corpus, tools, tmp_path / "replay.db", kill=0)
    after = await told(articles[at:], corpus, tools, tmp_path / "replay.db")

    def messages(lines: list[Told]) -> list[tuple[object, ...]]:
        return sorted((str(one.chat), one.incident or 0, one.revision or 0) for one in lines if one.chat is not None)

    assert messages(before + after) == messages(whole)
