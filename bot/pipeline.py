"""The way of the news: an article is read, and it is decided who is owed what.

`bot.watching` brings articles, `bot.sending` takes what is owed.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Literal, ParamSpec, TypeVar

import structlog

from bot.filing import Filed, file_reports
from bot.incidents import Incident
from bot.incidents.telling import Telling
from bot.messages.because import because
from bot.messages.changes import change_said
from bot.messages.text import to_plain
from bot.messages.wording import FALLBACK, Wording
from bot.outbox import Delivery
from bot.reading import Reading, read_some
from bot.store import Seen, Store
from bot.tally import Tally
from bot.telling import Teller
from extract.article import Article
from extract.read import Tools
from rules.rule import RuleSet

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger("news")

Action = Literal["new", "update", "all_clear", "retraction", "join"]


@dataclass(frozen=True, slots=True)
class Report:
    """What one article did to one incident, and why: all but "join" is told to whoever is concerned.

    `article` is the key of that article: one that was read before may have waited for this incident.
    """

    incident: Incident
    action: Action
    why: str
    article: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one article. `outcome` is "incident" or the gate that kept it quiet; `why` is a sentence."""

    outcome: str
    why: str
    reports: tuple[Report, ...] = ()
    tellings: tuple[Telling, ...] = ()
    owed: tuple[Delivery, ...] = ()


@dataclass(slots=True)
class Newsroom:
    """Everything that turns articles into what is owed; built by `bot.app`.

    `worker` runs reading outside the event loop, a few articles at a time; `reading` is held meanwhile,
    because the tools are shared with /whynot and not made for two threads. `rules()` gives the set in
    force; an article is read with one whole set.
    """

    store: Store
    tools: Tools
    rules: Callable[[], RuleSet]
    teller: Teller
    worker: Executor
    reading: threading.Lock
    clock: Callable[[], datetime]
    first_look_alerts: int = 5
    weigh: bool = True
    tally: Tally = field(default_factory=Tally)

    async def read(self, article: Article) -> Reading:
        """What the article says by the rules in force."""
        [reading] = await self.read_some([article])
        return reading

    async def read_some(self, articles: Sequence[Article]) -> list[Reading]:
        """The same of the first of them, as many as are read together: that takes a third of the time. None waits for
        others to come. An article that trips a fault of ours spoils the call: read each by itself then."""
        with self.tally.stage("read"):
            return await self._in_worker(self._read_whole, articles, self.rules())

    async def warm_up(self) -> None:
        """Read an example of each language and drop what it says: models, word lists and tables are loaded when first
        needed, which takes seconds, and the first article must not wait for them."""
        of_language = {rule.language: rule for rule in self.rules().rules if any(one.alert for one in rule.examples)}
        for rule in of_language.values():
            example = next(one for one in rule.examples if one.alert)
            # Its language is left to be found out: that has tables of its own.
            await self.read(Article("", example.title or example.text, example.text, None, None, self.clock()))

    async def take(self, readings: Sequence[Reading]) -> list[Decision]:
        """Record the articles and owe what follows from them; those known are left out."""
        return await self._in_worker(self._take, readings) if readings else []

    async def keep_quiet(self, article: Article, outcome: str, why: str) -> None:
        """Record an article that is not worth reading."""
        self.tally.articles += 1
        self.tally.quiet[outcome] += 1
        await self._in_worker(self._record, article, outcome, why)

    async def take_first(self, readings: Sequence[Reading], silent: Sequence[Article]) -> None:
        """What a first look found, or one after a long pause: no flood. All of it is one transaction, so
        that the summary of what was held back is never lost."""
        await self._in_worker(self._take_first, readings, silent)

    def _take_first(self, readings: Sequence[Reading], silent: Sequence[Article]) -> None:
        told: dict[int, set[int | None]] = {}
        held: Counter[int] = Counter()
        with self.store.write():
            for article in silent:
                self._record(article, "silent_first_look", "It was published before the feed was first looked at.")
            for reading in filter(self._is_new, readings):
                for telling in self._decide(reading).tellings:
                    owed = []
                    for delivery in self.teller.owed_for(telling):
                        mine = told.setdefault(delivery.chat_id, set())
                        if delivery.incident_id in mine or len(mine) < self.first_look_alerts:
                            mine.add(delivery.incident_id)
                            owed.append(delivery)
                        else:
                            held[delivery.chat_id] += 1
                    self.teller.put(telling, owed)
            for chat_id, count in held.items():
                self.teller.say(chat_id, partial(Wording.lines, key="pipeline.more", n=count))
        self.teller.woken()

    def _read_whole(self, articles: Sequence[Article], rules: RuleSet) -> list[Reading]:
        with self.reading:
            return read_some(articles, self.tools, rules, gated=True, weigh=self.weigh, now=self.clock())

    def _take(self, readings: Sequence[Reading]) -> list[Decision]:
        """Seen and to be told in one transaction: after a crash an article is either both or neither."""
        with self.store.write():
            decisions = [
                replace(decision, tellings=tuple(self.store.to_tell(one) for one in decision.tellings))
                for decision in map(self._decide, filter(self._is_new, readings))
            ]
        return [
            replace(decision, owed=tuple(owed for one in decision.tellings for owed in self.teller.tell(one)))
            for decision in decisions
        ]

    def _is_new(self, reading: Reading) -> bool:
        """Asked inside the transaction: another look may have brought the same article meanwhile."""
        return bool(self.store.unseen(reading.article.feed, [reading.article.key]))

    def _decide(self, reading: Reading) -> Decision:
        """Record the article and its incidents; what people are to be told of them."""
        now = self.clock()
        self.tally.articles += 1
        article = reading.article
        with self.tally.stage("decide"):
            filed = file_reports(reading, self.store, self.tools.gazetteer.parents, self.rules().categories, now)
            told = [one for one in filed if one.report.stance == "tells" and not one.waited]
            outcome = ("joined" if all(one.joined for one in told) else "incident") if told else reading.gate
            self._record(article, outcome, reading.why, filed[0].incident.id if filed else None)
            if not told:
                self.tally.quiet[outcome] += 1
            for one in filed:
                self._log(one, self._why(one))
            tellings = together(_telling(one, article.feed) for one in filed if _may_concern(one))
            return Decision(outcome, reading.why, tuple(_report(one, self._why(one)) for one in filed), tellings)

    def _why(self, filed: Filed) -> str:
        """In the operator's words: what changed, then why it was joined or not."""
        composer = self.teller.composer()
        wording = composer.wording(FALLBACK)
        changed = [to_plain([change_said(change, wording, composer.categories)]) for change in filed.changes]
        opened = [] if filed.joined else [filed.incident.head.why]
        return "; ".join([*(changed or opened), because(filed.why, wording)])

    def _log(self, filed: Filed, why: str) -> None:
        incident = filed.incident
        if not filed.joined and not incident.trial:
            self.tally.incidents += 1
        log.info(
            "joined" if filed.joined else "incident",
            number=incident.id,
            kind=incident.head.category,
            severity=incident.severity.word,
            place=incident.head.place.name,
            country=incident.country,
            why=why,
        )

    def _record(self, article: Article, outcome: str, reason: str, incident_id: int | None = None) -> None:
        self.store.record_article(Seen(article, self.clock(), outcome, reason, incident_id))

    async def _in_worker(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.worker, lambda: work(*args, **kwargs))


def _may_concern(filed: Filed) -> bool:
    """False when nothing is new to anybody: the same told again, or a further report of a trial rule."""
    before, after = filed.before, filed.incident
    if before is None or after.state == "retracted" != before.state:
        return True
    return after != before and not after.trial


def _telling(filed: Filed, feed: str) -> Telling:
    publisher = filed.report.source.publisher
    return Telling(filed.incident, publisher, feed, filed.before, filed.changes, filed.clear)


def together(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """What one article changes of an incident twice (its parts in two countries) is told in one message."""
    told: dict[object, Telling] = {}
    for one in tellings:
        first = told.get(one.incident.id)
        if first is None or first.clear or one.clear or one.taken_back:
            told[one.incident.id if first is None else (one.incident.id, len(told))] = one
        else:
            changes = () if first.before is None else (*first.changes, *one.changes)
            told[one.incident.id] = replace(first, incident=one.incident, changes=changes)
    return tuple(told.values())


def _report(filed: Filed, why: str) -> Report:
    kinds = {change.kind for change in filed.changes}
    action: Action = "join" if filed.joined else "new"
    if kinds:
        action = "retraction" if "retracted" in kinds else "all_clear" if "all_clear" in kinds else "update"
    return Report(filed.incident, action, why, filed.report.source.article_key)
