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

from bot.fuse import Fuse, held, wait_for
from bot.incidents import Incident, incidents_of
from bot.messages.deliveries import Composer, deliveries_for
from bot.messages.notices import held_buttons, named_by, notice
from bot.messages.text import Line
from bot.messages.wording import Wording
from bot.outbox import Button, Delivery
from bot.reading import Reading, read_article
from bot.regions import Region
from bot.store import Seen, Store
from bot.subscriptions import Alert, Chat, RegionMatch, Subscription, alerts_for
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
        sent: Counter[int] = Counter()
        held: Counter[int] = Counter()
        with self.store.write():
            for article in silent:
                self._record(article, "silent_first_look", "It was published before the feed was first looked at.")
            for reading in filter(self._is_new, readings):
                for delivery in self._decide(reading).owed:
                    if sent[delivery.chat_id] < self.first_look_alerts:
                        sent[delivery.chat_id] += 1
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
        with self.store.write():
            decisions = [self._decide(reading) for reading in readings if self._is_new(reading)]
            owed = [delivery for decision in decisions for delivery in decision.owed]
            self.store.enqueue(owed)
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
        with self.tally.stage("decide"):
            incidents = self._incidents(reading, now)
            outcome = "incident" if incidents else reading.gate
            self._record(reading.article, outcome, reading.why, incidents[0].id if incidents else None)
            if not incidents:
                self.tally.quiet[outcome] += 1
            feed = reading.article.feed
            owed = [delivery for incident in incidents for delivery in self._owed_for(incident, feed, now)]
            reports = tuple(Report(incident, "new", incident.head.why) for incident in incidents)
            return Decision(outcome, reading.why, reports, tuple(owed))

    def _incidents(self, reading: Reading, now: datetime) -> list[Incident]:
        if reading.extraction is None and not reading.findings:
            return []
        language = reading.extraction.language if reading.extraction else reading.article.language or ""
        found = incidents_of(reading.article, reading.findings, self.tools.gazetteer.parents, language, now)
        stored = [self.store.add_incident(incident) for incident in found]
        self.tally.incidents += sum(not incident.trial for incident in stored)
        for incident in stored:
            log.info(
                "incident",
                number=incident.id,
                kind=incident.head.category,
                severity=incident.severity.word,
                place=incident.head.place.name,
                country=incident.country,
                why=incident.head.why,
            )
        return stored

    def _owed_for(self, incident: Incident, feed: str, now: datetime) -> list[Delivery]:
        chats = {chat.id: chat for chat in self.store.chats()}
        alerts = alerts_for(incident, self.store.subscriptions(), now)
        if incident.trial:
            return self._for_admins(incident, chats, now, "pipeline.trial", rule=incident.head.rule)
        if self.store.value(PAUSED):
            return []
        if self.mode == "shadow":
            return self._for_admins(incident, chats, now, "pipeline.shadow", n=len(alerts))
        owed = deliveries_for(alerts, chats, self.composer(), now, reply_to=self.store.first_message)
        self.tally.alerts += len(owed)
        return self._fused(incident, feed, owed, now)

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
