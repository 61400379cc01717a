"""The way of the news: look at what is due, read it, decide who is owed what. Sending is `bot.sending`'s."""

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

from bot.advisories import changed, no_news, rank
from bot.feeds.feed import Feed, FeedState
from bot.feeds.fetch import Failed, Fetched, Fetcher
from bot.feeds.look import Look, Manners, look
from bot.feeds.pages import MAX_PAGE_BYTES, article_text, is_teaser
from bot.fuse import Fuse, held, wait_for
from bot.incidents import Incident, incidents_of
from bot.messages.deliveries import NOTICE_PRIORITY, Composer, deliveries_for
from bot.messages.text import Line, parts_of
from bot.messages.wording import Wording
from bot.outbox import Delivery
from bot.reading import Reading, read_article
from bot.regions import Region
from bot.store import Seen, Store
from bot.subscriptions import Alert, Chat, RegionMatch, Subscription, alerts_for
from bot.tally import Tally
from extract.article import Article
from extract.read import Tools
from rules.match import may_matter
from rules.rule import RuleSet, Severity

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger("news")

LEASE_S = 180.0  # longer than any look may take; a crashed holder's feed is free after it
IDLE_S = 1.0
PAUSED = "paused"  # a value of the store, set by an admin: read and decide, but owe no alerts
NOTICE_LIVES = timedelta(hours=24)


@dataclass(slots=True)
class Newsroom:
    """Everything the watching loop works with; built by `bot.app`.

    `worker` runs reading outside the event loop, one article at a time; `reading` is held meanwhile,
    because the tools are shared with /whynot and not made for two threads. `rules()` gives the set in
    force; an article is read with one whole set. `feeds()` gives those to be watched just now, by
    address: an operator may pause one or add one.
    """

    feeds: Callable[[], Mapping[str, Feed]]
    store: Store
    fetcher: Fetcher
    tools: Tools
    rules: Callable[[], RuleSet]
    composer: Callable[[], Composer]
    worker: Executor
    reading: threading.Lock
    clock: Callable[[], datetime]
    owner: str
    mode: Literal["live", "shadow"] = "live"
    admins: Sequence[int] = ()
    first_look_alerts: int = 5
    weigh: bool = True
    manners: Manners = field(default_factory=Manners)
    tally: Tally = field(default_factory=Tally)
    owed: Callable[[], None] = lambda: None  # called when something was put into the outbox
    fuse: Fuse = field(default_factory=Fuse)
    rule_changed: Callable[[str], datetime | None] = lambda rule: None  # when a rule was last edited, if lately

    async def run(self, stop: asyncio.Event, workers: int = 4) -> None:
        """Look at feeds as they fall due, until `stop`."""
        async with asyncio.TaskGroup() as group:
            for _ in range(workers):
                group.create_task(self._watch(stop))

    async def _watch(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            if not await self.look_at_next():
                try:
                    await asyncio.wait_for(stop.wait(), IDLE_S)
                except TimeoutError:
                    continue

    async def look_at_next(self) -> bool:
        """Look at the feed that is longest overdue; False when none is due."""
        feeds = self.feeds()
        state = self.store.lease_feed(list(feeds), self.owner, self.clock(), LEASE_S) if feeds else None
        if state is None:
            return False
        await self._look(feeds[state.url], state)
        return True

    async def _look(self, feed: Feed, state: FeedState) -> None:
        with self.tally.stage("look"):
            seen = await look(feed, state, self.fetcher, self.clock(), manners=self.manners)
        for note in seen.notes:
            log.info("feed", feed=feed.publisher or feed.url, note=note)
        news = self.store.unseen(feed.url, [article.key for article in seen.articles])
        fresh = [article for article in seen.articles if article.key in news]
        if fresh:
            log.info("feed", feed=feed.publisher or feed.url, items=len(seen.articles), new=len(fresh))
        if seen.silent_before is not None:
            await self._take_first(seen, fresh, feed)
        else:
            for article in sorted(fresh, key=lambda article: article.published or self.clock()):
                unchanged = self._unchanged(article)
                if unchanged is not None:
                    self.tally.articles += 1
                    self.tally.quiet["advisory_unchanged"] += 1
                    self._record(article, "advisory_unchanged", unchanged)
                    continue
                reading = await self._read(article, feed)
                await self._in_worker(self._take, reading)
        # Only now: after a crash half-way the same document is asked for again, and what was
        # taken already is known by its keys.
        with self.store.write():
            self.store.settle_feed(seen.state)
            self._tell_of_feed(feed, seen)
        self.owed()

    async def _take_first(self, seen: Look, fresh: Sequence[Article], feed: Feed) -> None:
        """A first look, or one after a long pause: no flood. All of it is one transaction, so that the
        summary of what was held back is never lost."""
        readings = [await self._read(article, feed) for article in fresh if not seen.silent(article)]
        silent = [article for article in fresh if seen.silent(article)]
        await self._in_worker(self._record_first, readings, silent)

    def _record_first(self, readings: Sequence[Reading], silent: Sequence[Article]) -> None:
        sent: Counter[int] = Counter()
        held: Counter[int] = Counter()
        with self.store.write():
            for article in silent:
                self._record(article, "silent_first_look", "It was published before the feed was first looked at.")
            for reading in readings:
                for delivery in self._decide(reading):
                    if sent[delivery.chat_id] < self.first_look_alerts:
                        sent[delivery.chat_id] += 1
                        self.store.enqueue([delivery])
                    else:
                        held[delivery.chat_id] += 1
            for chat_id, count in held.items():
                self.tell(chat_id, partial(Wording.lines, key="pipeline.more", n=count))
        self.owed()

    async def _read(self, article: Article, feed: Feed) -> Reading:
        rules = self.rules()
        teaser = not feed.full_text and is_teaser(article)
        words = f"{article.title}\n{article.text}"
        if teaser and (feed.always_page or may_matter(rules, words, article.language)):
            article = await self._with_page(article)
        with self.tally.stage("read"):
            return await self._in_worker(self._read_whole, article, rules)

    def _read_whole(self, article: Article, rules: RuleSet) -> Reading:
        with self.reading:
            return read_article(article, self.tools, rules, gated=True, weigh=self.weigh)

    def _unchanged(self, article: Article) -> str | None:
        """Why a new edition of a country's advice is no news; None when it is, or is no such advice."""
        if article.kind != "warning" or not any(area.lat is None for area in article.areas):
            return None
        said = no_news(article)
        if said is not None:
            return said
        editions = self.store.articles(url=article.url, limit=5) if article.url else ()
        older = [seen.article for seen in editions if seen.article.feed == article.feed]
        if not older or rank(article.level or "") is None:
            return None
        change = changed(older[0], article)
        return None if change.matters else change.why

    async def _with_page(self, article: Article) -> Article:
        """The article with the main text of its page, or as it is where the page gives none."""
        if article.url is None:
            return article
        with self.tally.stage("page"):
            answer = await self.fetcher.get(article.url, max_bytes=MAX_PAGE_BYTES)
            if not isinstance(answer, Fetched):
                why = answer.why if isinstance(answer, Failed) else "not modified"
                log.info("page", url=article.url, note=f"{why}; the feed's own words are read")
                return article
            page = await asyncio.to_thread(
                article_text, answer.body, article.url, content_type=answer.content_type, now=self.clock()
            )
        if page.text is None:
            log.info("page", url=article.url, note=f"{page.why}; the feed's own words are read")
            return article
        return replace(article, text=page.text, published=article.published or page.published)

    def _take(self, reading: Reading) -> None:
        """Seen and owed in one transaction: after a crash an article is either both or neither."""
        with self.store.write():
            owed = self._decide(reading)
            self.store.enqueue(owed)
        if owed:
            self.owed()

    def _decide(self, reading: Reading) -> list[Delivery]:
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
            return [delivery for incident in incidents for delivery in self._owed_for(incident, feed, now)]

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
                say = partial(Wording.lines, key="pipeline.held", number=incident.id, until=until, why=hold.why)
                self.tell(admin, say)
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

    def _tell_of_feed(self, feed: Feed, seen: Look) -> None:
        name = feed.publisher or feed.url
        if seen.down:
            why = seen.state.last_error or ""
            log.warning("feed", feed=name, note=f"down: {why}")
            for admin in self.admins:
                self.tell(admin, partial(Wording.lines, key="pipeline.feed_down", publisher=name, why=why))
        if seen.mended:
            log.info("feed", feed=name, note="works again")
            for admin in self.admins:
                self.tell(admin, partial(Wording.lines, key="pipeline.feed_mended", publisher=name))

    def tell(self, chat_id: int, say: Callable[[Wording], tuple[Line, ...]]) -> None:
        """A notice of the bot itself, put into the outbox."""
        now = self.clock()
        chat = self.store.chat(chat_id)
        wording = self.composer().wording(chat.language if chat else "en")
        notice = Delivery(
            id=0,
            chat_id=chat_id,
            kind="notice",
            parts=parts_of(say(wording)),
            severity=Severity.NOTICE,
            priority=NOTICE_PRIORITY,
            created=now,
            due=now,
            expires=now + NOTICE_LIVES,
        )
        self.store.enqueue([notice])

    async def _in_worker(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.worker, lambda: work(*args, **kwargs))
