"""Looking at feeds as they fall due: what is new goes to the newsroom, what was learnt of the feed is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby, takewhile

import structlog

from bot.advisories import changed, no_news, rank
from bot.feeds.addresses import without_secrets
from bot.feeds.apart import BESIDE, Reader
from bot.feeds.feed import Feed, FeedState
from bot.feeds.fetch import Failed, Fetched, Fetcher
from bot.feeds.index import opened
from bot.feeds.look import Look, Manners, failed, look, renamed_before, to_be_repeated
from bot.feeds.pages import MAX_PAGE_BYTES, is_teaser
from bot.feeds.parse import few
from bot.messages.wording import Wording
from bot.pipeline import Newsroom
from bot.reading import Reading
from bot.store import StoreError
from extract.article import Article
from rules.match import may_matter

log = structlog.get_logger("feeds")

LEASE_S = 600.0  # longer than any look may take; a crashed holder's feed is free after it
IDLE_S = 0.2
AGAIN_S = 30.0  # until a look is repeated that the database stopped; the publisher is asked anew
AT_ONCE = 64  # looks under way; one waits most of its time for the network
PAGE_DEADLINE_S = 20.0
PAGES_WITHIN_S = 120.0  # of one look; after that the feed's own words must do
FAULT = "A fault of the program; its log has the details."
SAID = 3  # notes of one look that its line in the log spells out
AT_HAND = 40  # articles looked through for the few that are read together: most news stops before the language model
TOGETHER = 100  # articles without an alert that are recorded in one transaction


@dataclass(slots=True)
class Watch:
    """Built by `bot.app`. `feeds()` gives those to be watched just now, by address: an operator may
    pause one or add one. `owner` names this process in the leases."""

    feeds: Callable[[], Mapping[str, Feed]]
    newsroom: Newsroom
    fetcher: Fetcher
    owner: str
    reader: Reader = BESIDE
    manners: Manners = field(default_factory=Manners)
    at_once: int = AT_ONCE
    _under_way: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _ended: list[tuple[Feed, Look]] = field(default_factory=list)  # looks whose outcome is not saved yet
    _latest: datetime | None = None  # the clock when it was last read
    _trouble: str = ""  # what was last said of the database
    # By address of an index, `Opened.failed`. A restart forgets it: then they are tried as the index has them.
    _unopened: dict[str, tuple[str, ...]] = field(default_factory=dict)

    async def run(self, stop: asyncio.Event) -> None:
        """Look at feeds as they fall due, many at a time, until `stop`."""
        try:
            async with asyncio.TaskGroup() as group:
                while not stop.is_set():
                    try:
                        await self._settle()
                        for feed, state in await self._due(self.at_once - len(self._under_way)):
                            self._begin(group.create_task(self._look(feed, state)), feed)
                        self._trouble = ""
                    except StoreError as error:
                        self._waits(error)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(stop.wait(), IDLE_S)
        finally:
            self._under_way.clear()
            with suppress(StoreError):
                await self._settle()

    def _begin(self, task: asyncio.Task[None], feed: Feed) -> None:
        self._under_way[feed.url] = task
        task.add_done_callback(lambda _: self._under_way.pop(feed.url, None))

    def _waits(self, error: StoreError) -> None:
        """Said once, not several times a second: a disk that is full must not be filled with that."""
        if str(error) != self._trouble:
            self._trouble = str(error)
            log.warning("feeds wait for the database", why=self._trouble)

    async def look_at_next(self) -> bool:
        """Look at the feed that is longest overdue; False when none is due."""
        due = await self._due(1)
        for feed, state in due:
            await self._look(feed, state)
            await self._settle()
        return bool(due)

    async def _due(self, most: int) -> list[tuple[Feed, FeedState]]:
        # The database is asked in a thread: it may be busy with ten thousand deliveries, and sending must not wait.
        return await asyncio.to_thread(self._lease, most) if most > 0 else []

    def _lease(self, most: int) -> list[tuple[Feed, FeedState]]:
        feeds = self.feeds()
        held = {*self._under_way, *(feed.url for feed, _ in self._ended)}
        free = [url for url in feeds if url not in held]
        store, now = self.newsroom.store, self.newsroom.clock()
        if self._latest is None or now < self._latest:
            store.hurry_feeds(now)
        self._latest = now
        leased = store.lease_feeds(free, self.owner, now, LEASE_S, most) if free else ()
        return [(feeds[state.url], state.by_clock(now)) for state in leased]

    async def _look(self, feed: Feed, state: FeedState) -> None:
        """One look and everything that follows from it. A fault of ours counts as a failure of this feed alone."""
        name = feed.name
        try:
            with self.newsroom.tally.stage("look"):
                seen = await look(
                    feed, state, self.fetcher, self.newsroom.clock(), reader=self.reader, manners=self.manners
                )
            _say(feed, seen.notes)
            seen = await self._hand_on(seen, feed, state)
        except StoreError as error:
            self._waits(error)
            # What was learnt is forgotten, so that the whole document is asked for again.
            later = replace(state, next_look=self.newsroom.clock() + timedelta(seconds=AGAIN_S))
            seen = Look((), later, (), "failed")
        except Exception:
            log.exception("a look failed", feed=name)
            seen = failed(feed, state, "a fault of this program; its log has the details", self.newsroom.clock())
        # Settled only now: after a crash half-way the same document is asked for again, and what was
        # taken already is known by its keys.
        self._ended.append((feed, seen))

    async def _hand_on(self, seen: Look, feed: Feed, earlier: FeedState) -> Look:
        """Everything new goes to the newsroom; what is to be remembered of the look."""
        news = await asyncio.to_thread(self._news, feed, [article.key for article in seen.articles])
        renamed = renamed_before(seen, news, earlier)
        if renamed is not None and seen.silent_before is None:
            log.warning("feed", feed=feed.name, note="all items have new names; the older are no news")
            seen = replace(seen, silent_before=renamed)
        fresh = [article for article in seen.articles if article.key in news]
        if fresh:
            log.info("feed", feed=feed.name, items=len(seen.articles), new=len(fresh))
        documents = frozenset(seen.documents)  # there may be thousands, and all else waits meanwhile
        named = {one.key: one for one in fresh if one.key in documents and not seen.silent(one)}
        if not named:
            await self._take_in(fresh, seen, feed)
            return seen
        failed = self._unopened.pop(feed.url, ())
        alerts = await opened(list(named.values()), feed, self.fetcher, self.reader, self.newsroom.clock(), failed)
        if alerts.failed:
            self._unopened[feed.url] = alerts.failed
        _say(feed, alerts.notes)
        unseen = await asyncio.to_thread(self._news, feed, [article.key for article in alerts.articles])
        rest = [article for article in fresh if article.key not in named]
        await self._take_in([*rest, *(one for one in alerts.articles if one.key in unseen)], seen, feed)
        for entry in alerts.read:
            await self.newsroom.keep_quiet(entry, "index", "It names a warning that was read by itself.")
        return to_be_repeated(seen) if alerts.left else seen

    async def _take_in(self, fresh: Sequence[Article], seen: Look, feed: Feed) -> None:
        pages = _Pages(self, feed)
        if seen.silent_before is not None:
            loud = [article for article in fresh if not seen.silent(article)]
            silent = [article for article in fresh if seen.silent(article)]
            await self.newsroom.take_first([one async for one in self._readings(loud, pages)], silent)
            return
        waiting: list[Reading] = []
        order = sorted(fresh, key=lambda article: article.published or self.newsroom.clock())
        # News is read together. What a warning says is compared with its edition before, which has to be taken first.
        for news, some in groupby(order, key=lambda article: article.kind == "news"):
            for articles in [list(some)] if news else [[article] for article in some]:
                if not news and await self._said_before(articles[0]):
                    continue
                async for reading in self._readings(articles, pages):
                    waiting.append(reading)
                    if reading.alerts or len(waiting) >= TOGETHER:
                        await self._take(waiting)
                        waiting = []
        await self._take(waiting)

    async def _said_before(self, article: Article) -> bool:
        """Whether it is another edition of a country's advice that changes nothing; it is recorded so."""
        unchanged = await asyncio.to_thread(self._unchanged, article)
        if unchanged is not None:
            await self.newsroom.keep_quiet(article, "advisory_unchanged", unchanged)
        return unchanged is not None

    async def _readings(self, articles: Sequence[Article], pages: _Pages) -> AsyncIterator[Reading]:
        """Each in its order; those of which nothing has to be fetched are read together. What trips a fault of ours is
        recorded so, and left out."""
        rest = articles
        while rest:
            at_hand = list(takewhile(lambda article: not pages.wanted(article), rest[:AT_HAND]))
            done = await (self._read_some(at_hand) if at_hand else self._read_each(rest[:1], pages))
            rest = rest[len(done) :]
            for reading in done:
                if reading is not None:
                    yield reading

    async def _read_some(self, articles: Sequence[Article]) -> Sequence[Reading | None]:
        """The first of them, each by itself where one of them trips a fault of ours."""
        try:
            return await self.newsroom.read_some(articles)
        except StoreError:
            raise
        except Exception:
            log.exception("articles could not be read together", number=len(articles))
            return await self._read_each(articles)

    async def _read_each(self, articles: Sequence[Article], pages: _Pages | None = None) -> list[Reading | None]:
        """None for one that trips a fault of ours: it is recorded so, and the others go on."""
        readings: list[Reading | None] = []
        for article in articles:
            try:
                readings.append(await self.newsroom.read(await pages.filled(article) if pages else article))
            except StoreError:
                raise
            except Exception:
                log.exception("an article could not be read", url=without_secrets(article.url or ""))
                await self.newsroom.keep_quiet(article, "fault", FAULT)
                readings.append(None)
        return readings

    async def _take(self, readings: Sequence[Reading]) -> None:
        """All at once, or each by itself when one of them trips a fault of ours."""
        try:
            await self.newsroom.take(readings)
        except StoreError:
            raise
        except Exception:
            log.exception("articles could not be taken", number=len(readings))
            if len(readings) == 1:
                await self.newsroom.keep_quiet(readings[0].article, "fault", FAULT)
                return
            for reading in readings:
                await self._take([reading])

    def _news(self, feed: Feed, keys: Sequence[str]) -> set[str]:
        """Those keys that are new; the others are remembered for longer."""
        store = self.newsroom.store
        unseen = store.unseen(feed.url, keys)
        store.still_there(feed.url, [key for key in keys if key not in unseen], self.newsroom.clock())
        return unseen

    def _unchanged(self, article: Article) -> str | None:
        """Why a new edition of a country's advice is no news; None when it is, or is no such advice."""
        if article.kind != "warning" or not any(area.lat is None for area in article.areas):
            return None
        said = no_news(article)
        if said is not None:
            return said
        editions = self.newsroom.store.articles(url=article.url, limit=5) if article.url else ()
        older = [seen.article for seen in editions if seen.article.feed == article.feed]
        if not older or rank(article.level or "") is None:
            return None
        change = changed(older[0], article)
        return None if change.matters else change.why

    async def _settle(self) -> None:
        """Save what ended looks have learnt, all in one transaction: each waits for the disk."""
        if self._ended:
            ended = list(self._ended)
            await asyncio.to_thread(self._save, ended)
            del self._ended[: len(ended)]
            self.newsroom.teller.woken()

    def _save(self, ended: Sequence[tuple[Feed, Look]]) -> None:
        with self.newsroom.store.write():
            for feed, seen in ended:
                self.newsroom.store.settle_feed(replace(seen.state, last_look=self.newsroom.clock()))
                self._tell_of_feed(feed, seen)

    def _tell_of_feed(self, feed: Feed, seen: Look) -> None:
        name = feed.name
        if seen.down:
            why = seen.state.last_error or ""
            log.warning("feed", feed=name, note=f"down: {why}")
            self.newsroom.teller.say_to_admins(
                partial(Wording.lines, key="pipeline.feed_down", publisher=name, why=why)
            )
        if seen.mended:
            log.info("feed", feed=name, note="works again")
            self.newsroom.teller.say_to_admins(partial(Wording.lines, key="pipeline.feed_mended", publisher=name))


def _say(feed: Feed, notes: tuple[str, ...]) -> None:
    """One line a look: what is odd about a document mostly is so at every look, and a hundred items may share it."""
    if notes:
        log.info("feed", feed=feed.name, note="; ".join(few(notes, SAID)))


class _Pages:
    """Articles filled with the text of their pages, as long as one look has time for it."""

    def __init__(self, watch: Watch, feed: Feed) -> None:
        self._watch = watch
        self._feed = feed
        self._spent = 0.0

    def wanted(self, article: Article) -> bool:
        """Whether its page has to be had first: it is a teaser that may tell of something."""
        if self._feed.full_text or not is_teaser(article):
            return False
        words = f"{article.title}\n{article.text}"
        return self._feed.always_page or may_matter(self._watch.newsroom.rules(), words, article.language)

    async def filled(self, article: Article) -> Article:
        """The article with the main text of its page, or as it is where the page gives none."""
        if article.url is None:
            return article
        if self._spent >= PAGES_WITHIN_S:
            return self._as_it_is(article, "the pages of this publisher take too long")
        clock = asyncio.get_running_loop().time
        began = clock()
        with self._watch.newsroom.tally.stage("page"):
            answer = await self._watch.fetcher.get(
                article.url,
                max_bytes=MAX_PAGE_BYTES,
                deadline_s=PAGE_DEADLINE_S,
                proxy=self._feed.proxy,
                agent=self._feed.user_agent,
            )
            self._spent += clock() - began
            if not isinstance(answer, Fetched):
                return self._as_it_is(article, answer.why if isinstance(answer, Failed) else "not modified")
            now = self._watch.newsroom.clock()
            page = await self._watch.reader.page(answer.body, article.url, answer.content_type, now)
        if page.text is None:
            return self._as_it_is(article, page.why)
        return replace(article, text=page.text, published=article.published or page.published)

    def _as_it_is(self, article: Article, why: str) -> Article:
        log.info("page", url=without_secrets(article.url or ""), note=f"{why}; the feed's own words are read")
        return article
