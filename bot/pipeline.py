"""The way of the news: an article is read, and it is decided who is owed what.

`bot.watching` brings articles, `bot.sending` takes what is owed.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, ParamSpec, TypeVar

import structlog

from bot.filing import Filed, file_reports
from bot.fuse import Fuse, held, wait_for
from bot.incidents import Incident
from bot.messages.correction import correction
from bot.messages.deliveries import Composer, deliveries_for
from bot.messages.notices import held_buttons, named_by, notice
from bot.messages.text import Line
from bot.messages.wording import Wording
from bot.outbox import Button, Delivery
from bot.reading import Reading, read_article
from bot.regions import Region
from bot.store import Seen, Store
from bot.subscriptions import ALL_CLEAR, Alert, Chat, RegionMatch, Subscription, alerts_for, ends_for, updates_for
from bot.tally import Tally
from extract.article import Article
from extract.read import Tools
from rules.rule import RuleSet

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger("news")

PAUSED = "paused"  # a value of the store, set by an admin: read and decide, but owe no alerts

Action = Literal["new", "update", "all_clear", "retraction", "join"]


@dataclass(frozen=True, slots=True)
class Report:
    """What one article did to one incident, and why: all but "join" is told to whoever is concerned."""

    incident: Incident
    action: Action
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one article. `outcome` is "incident" or the gate that kept it quiet; `why` is a sentence."""

    outcome: str
    why: str
    reports: tuple[Report, ...] = ()
    owed: tuple[Delivery, ...] = ()


@dataclass(slots=True)
class Newsroom:
    """Everything that turns articles into what is owed; built by `bot.app`.

    `worker` runs reading outside the event loop, one article at a time; `reading` is held meanwhile,
    because the tools are shared with /whynot and not made for two threads. `rules()` gives the set in
    force; an article is read with one whole set.
    """

    store: Store
    tools: Tools
    rules: Callable[[], RuleSet]
    composer: Callable[[], Composer]
    worker: Executor
    reading: threading.Lock
    clock: Callable[[], datetime]
    mode: Literal["live", "shadow"] = "live"
    admins: Sequence[int] = ()
    first_look_alerts: int = 5
    weigh: bool = True
    tally: Tally = field(default_factory=Tally)
    owed: Callable[[], None] = lambda: None  # called when something was put into the outbox
    fuse: Fuse = field(default_factory=Fuse)
    rule_changed: Callable[[str], datetime | None] = lambda rule: None  # when a rule was last edited, if lately

    async def read(self, article: Article) -> Reading:
        """What the article says by the rules in force."""
        with self.tally.stage("read"):
            return await self._in_worker(self._read_whole, article, self.rules())

    async def take(self, readings: Sequence[Reading]) -> list[Decision]:
        """Record the articles and owe what follows from them, in one transaction; those known are left out."""
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
                for delivery in self._decide(reading).owed:
                    mine = told.setdefault(delivery.chat_id, set())
                    if delivery.incident_id in mine or len(mine) < self.first_look_alerts:
                        mine.add(delivery.incident_id)
                        self.store.enqueue([delivery])
                    else:
                        held[delivery.chat_id] += 1
            for chat_id, count in held.items():
                self.tell(chat_id, partial(Wording.lines, key="pipeline.more", n=count))
        self.owed()

    def _read_whole(self, article: Article, rules: RuleSet) -> Reading:
        with self.reading:
            return read_article(article, self.tools, rules, gated=True, weigh=self.weigh, now=self.clock())

    def _take(self, readings: Sequence[Reading]) -> list[Decision]:
        """Seen and owed in one transaction: after a crash an article is either both or neither."""
        owed, decisions = 0, []
        with self.store.write():
            for reading in filter(self._is_new, readings):
                decision = self._decide(reading)
                # At once, not at the end: the next article may say better what this one owes.
                owed += len(self.store.enqueue(decision.owed))
                decisions.append(decision)
        if owed:
            self.owed()
        return decisions

    def _is_new(self, reading: Reading) -> bool:
        """Asked inside the transaction: another look may have brought the same article meanwhile."""
        return bool(self.store.unseen(reading.article.feed, [reading.article.key]))

    def _decide(self, reading: Reading) -> Decision:
        """Record the article and its incidents; what is owed for them."""
        now = self.clock()
        self.tally.articles += 1
        article = reading.article
        with self.tally.stage("decide"):
            filed = file_reports(reading, self.store, self.tools.gazetteer.parents, now)
            told = [one for one in filed if one.report.stance == "tells"]
            outcome = ("joined" if all(one.joined for one in told) else "incident") if told else reading.gate
            self._record(article, outcome, reading.why, filed[0].incident.id if filed else None)
            if not told:
                self.tally.quiet[outcome] += 1
            for one in filed:
                self._log(one)
            owed = [delivery for one in filed for delivery in self._owed_for(one, article.feed, now)]
            return Decision(outcome, reading.why, tuple(_report(one) for one in filed), tuple(owed))

    def _log(self, filed: Filed) -> None:
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
            why="; ".join(change.why for change in filed.changes) or filed.why,
        )

    def _owed_for(self, filed: Filed, feed: str, now: datetime) -> list[Delivery]:
        incident, before = filed.incident, filed.before
        chats = {chat.id: chat for chat in self.store.chats()}
        if before is not None and incident.state == "retracted" != before.state:
            return self._corrections(filed, chats, now)
        if incident.trial:
            if before is not None:
                return []
            return self._for_admins(incident, chats, now, "pipeline.trial", rule=incident.head.rule)
        alerts = self._alerts(filed, now)
        if self.store.value(PAUSED) or not alerts:
            return []
        if self.mode == "shadow":
            return self._for_admins(incident, chats, now, "pipeline.shadow", n=len(alerts))
        told = {} if before is None else {(chat, topic): first for chat, topic, first in self.store.warned(incident.id)}
        owed = deliveries_for(alerts, chats, self.composer(), now, told=told)
        if before is not None:
            waiting = [(one.chat_id, one.thread_id) for one in owed]
            self.store.withdraw(incident.id, waiting, f"said better by revision {incident.revision}", now)
        self.tally.alerts += len(owed)
        return self._fused(incident, feed, owed, now)

    def _corrections(self, filed: Filed, chats: Mapping[int, Chat], now: datetime) -> list[Delivery]:
        """To exactly those who were warned; what has not left yet does not leave."""
        self.store.cancel(filed.incident.id, "taken back", now)
        composer, publisher = self.composer(), filed.report.source.publisher
        return [
            correction(
                filed.incident,
                chats[chat_id],
                topic,
                first,
                composer.wording(chats[chat_id].language).text("update.retracted", publisher=publisher),
                composer,
                now,
            )
            for chat_id, topic, first in self.store.warned(filed.incident.id)
            if chat_id in chats
        ]

    def _alerts(self, filed: Filed, now: datetime) -> list[Alert]:
        people = self.store.subscriptions()
        if filed.before is None:
            if filed.incident.head.category == ALL_CLEAR:
                return []  # nobody was warned of what it ends
            return alerts_for(filed.incident, people, now)
        if filed.clear is not None:
            return ends_for(filed.before, filed.incident, filed.clear, filed.changes, people, now)
        return updates_for(filed.before, filed.incident, filed.changes, people, now)

    def _fused(self, incident: Incident, feed: str, owed: Sequence[Delivery], now: datetime) -> list[Delivery]:
        """What one rule or feed is about to tell very many waits a while, and the admins hear of it at once."""
        rule = incident.head.rule
        named = [replace(delivery, rule=rule, feed=feed) for delivery in owed]
        lately = self.store.chats_owed(rule, feed, now - timedelta(minutes=self.fuse.minutes)) if named else 0
        hold = held(
            incident,
            chats=len({delivery.chat_id for delivery in named}),
            lately=lately,
            rule_changed=self.rule_changed(rule),
            now=now,
            fuse=self.fuse,
        )
        if hold is not None:
            log.warning("fuse", incident=incident.id, until=f"{hold.until:%H:%M} UTC", why=hold.why)
            until = f"{hold.until:%H:%M} UTC"
            for admin in self.admins:
                self.tell(
                    admin,
                    lambda wording: wording.lines(
                        "pipeline.held",
                        **named_by(incident, wording, self.composer().categories),
                        until=until,
                        why=hold.why,
                    ),
                    partial(held_buttons, incident.id),
                )
        return wait_for(hold, named)

    def _for_admins(
        self, incident: Incident, chats: Mapping[int, Chat], now: datetime, note: str, **values: str | int
    ) -> list[Delivery]:
        """What would have been sent, shown to the admins alone and without a sound."""
        head = incident.head
        place = head.parents[-1] if head.parents else head.place
        region = Region("country", place.name, incident.country)
        known = {admin: chats.get(admin) or Chat(admin, "private") for admin in self.admins}
        alerts = [
            Alert(incident, admin, None, (RegionMatch(Subscription(0, admin, region), head, head.why),))
            for admin in known
        ]

        def line(wording: Wording) -> tuple[Line, ...]:
            return (wording.line(note, **values),)

        owed = deliveries_for(alerts, known, self.composer(), now, changes=line)
        return [replace(delivery, silent=True, buttons=()) for delivery in owed]

    def _record(self, article: Article, outcome: str, reason: str, incident_id: int | None = None) -> None:
        self.store.record_article(Seen(article, self.clock(), outcome, reason, incident_id))

    def tell_admins(self, say: Callable[[Wording], tuple[Line, ...]]) -> None:
        for admin in self.admins:
            self.tell(admin, say)

    def tell(
        self,
        chat_id: int,
        say: Callable[[Wording], tuple[Line, ...]],
        buttons: Callable[[Wording], tuple[tuple[Button, ...], ...]] = lambda wording: (),
    ) -> None:
        """A notice of the bot itself, put into the outbox."""
        chat = self.store.chat(chat_id)
        wording = self.composer().wording(chat.language if chat else "en")
        self.store.enqueue([notice(chat_id, say(wording), self.clock(), buttons=buttons(wording))])

    async def _in_worker(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.worker, lambda: work(*args, **kwargs))


def _report(filed: Filed) -> Report:
    changed = "; ".join(change.why for change in filed.changes)
    kinds = {change.kind for change in filed.changes}
    action: Action = "join" if filed.joined else "new"
    if kinds:
        action = "retraction" if "retracted" in kinds else "all_clear" if "all_clear" in kinds else "update"
    why = changed or ("" if filed.joined else filed.incident.head.why)
    return Report(filed.incident, action, f"{why}; {filed.why}" if why else filed.why)
