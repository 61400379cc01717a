"""The dead-man's switch: when no source of a region answers for hours, those who rely on it hear that
silence is not calm, once; and once more when a source answers again."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import structlog

from bot.feeds.feed import Feed
from bot.feeds.silence import answers, blind_since, of_country, tells_events
from bot.messages.notices import notice
from bot.messages.places import listed, region_name
from bot.messages.when import moment
from bot.outbox import Delivery
from bot.pipeline import Newsroom
from bot.schedule import in_quiet_hours, zone_of
from bot.store import StoreError
from bot.subscriptions import Chat, Subscription

log = structlog.get_logger("feeds")

EVERY_S = 60.0
GRACE = timedelta(minutes=15)  # after a start, or a sleep of the machine: the sources are asked first
# While the same is blind and the same people listen, only a mute that ends or a trip that begins can make a difference.
EVERYBODY_EVERY = timedelta(minutes=10)
STEP = 200  # messages a transaction: commands wait for one step at most


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of the sources of one country: since when none of them answers (None = not for long enough, or there is none),
    and whether one is heard."""

    since: datetime | None
    heard: bool


@dataclass(slots=True)
class Vigil:
    """`after`: how long all sources of a region must be silent."""

    feeds: Callable[[], Mapping[str, Feed]]
    newsroom: Newsroom
    after: timedelta
    _begun: datetime | None = None
    _awake: datetime | None = None
    _as_before: object = None
    _asked_everybody: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Look once a minute until `stop`."""
        while not stop.is_set():
            try:
                await asyncio.to_thread(self.look)
            except StoreError as error:
                log.warning("the vigil waits for the database", why=str(error))
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), EVERY_S)

    def look(self) -> None:
        """Tell what has changed since the last look. Reads subscriptions only while something is blind."""
        now = self.newsroom.clock()
        if self._awake is None or now - self._awake > GRACE or now < self._awake:
            self._begun = now
        self._awake = now
        begun = self._begun or now
        if now - begun < GRACE:
            return
        store = self.newsroom.store
        verdicts = self._verdicts(now, begun)
        told = store.blind()
        if not told and not any(verdict.since for verdict in verdicts.values()):
            return
        if self._nothing_new(verdicts, told, now):
            return
        chats = {chat.id: chat for chat in store.chats() if _may_hear(chat, now)}
        everybody = [one for one in store.subscriptions() if one.chat_id in chats and _listening(one, now)]
        blind: dict[int, datetime] = {}
        for one in everybody:
            verdict = verdicts.get(one.region.country) or verdicts[None]
            if one.id in told and not verdict.heard:
                blind[one.id] = told[one.id]  # not over before a source has answered, whatever was restarted
            elif verdict.since is not None:
                blind[one.id] = verdict.since
        if blind.keys() == told.keys():
            return
        newly = [one for one in everybody if one.id in blind and one.id not in told]
        mended = [one for one in everybody if one.id in told and one.id not in blind]
        store.not_blind(told.keys() - {one.id for one in everybody})  # gone or muted: forgotten without a word
        self._tell("silence.blind", newly, blind, chats, now)
        self._tell("silence.mended", mended, told, chats, now)
        self._as_before = None
        self.newsroom.teller.woken()
        log.warning("silence is not calm", newly=len(newly), mended=len(mended), regions=len(blind))

    def _verdicts(self, now: datetime, begun: datetime) -> dict[str | None, Verdict]:
        """By country; under None for all that have no source of their own. Sources that would not tell of an attack
        do not count."""
        states = {state.url: state for state in self.newsroom.store.feed_states()}
        feeds = [feed for feed in self.feeds().values() if tells_events(feed, states)]
        found = {}
        for country in {None, *(feed.country for feed in feeds)}:
            watching = of_country(country, feeds)
            since = blind_since(watching, states, now, after=self.after, begun=begun)
            found[country] = Verdict(since, answers(watching, states, now, after=self.after))
        return found

    def _nothing_new(self, verdicts: Mapping[str | None, Verdict], told: Mapping[int, datetime], now: datetime) -> bool:
        """Whether everybody was asked a short while ago with the same result."""
        known = (
            {country: (verdict.since is None, verdict.heard) for country, verdict in verdicts.items()},
            self.newsroom.store.listening_version(),
            len(told),
        )
        last = self._asked_everybody
        if known == self._as_before and last is not None and timedelta(0) <= now - last < EVERYBODY_EVERY:
            return True
        self._as_before, self._asked_everybody = known, now
        return False

    def _tell(
        self,
        key: str,
        subscriptions: Iterable[Subscription],
        since: Mapping[int, datetime],
        chats: Mapping[int, Chat],
        now: datetime,
    ) -> None:
        """One message a chat and topic, whatever number of its regions it is about. Told and remembered together, step
        by step: a crash between two steps leaves the rest to the next look."""
        together: dict[tuple[int, int | None], list[Subscription]] = defaultdict(list)
        for one in subscriptions:
            together[one.chat_id, one.thread_id].append(one)
        store = self.newsroom.store
        left = iter(together.items())
        while step := list(islice(left, STEP)):
            told = [self._notice(key, chats[chat], topic, ours, since, now) for (chat, topic), ours in step]
            ids = [one.id for _, ours in step for one in ours]
            with store.write():
                if key == "silence.blind":
                    store.told_blind({number: since[number] for number in ids})
                else:
                    store.not_blind(ids)
                store.enqueue(told)

    def _notice(
        self,
        key: str,
        chat: Chat,
        topic: int | None,
        ours: Sequence[Subscription],
        since: Mapping[int, datetime],
        now: datetime,
    ) -> Delivery:
        tz = zone_of(chat, ours)
        wording = self.newsroom.teller.composer().wording(chat.language)
        names = [region_name(one.region, one.label, wording) for one in ours]
        last = moment(min(since[one.id] for one in ours), tz, wording.language)
        lines = wording.lines(key, regions=listed(names, wording), since=last)
        quiet = in_quiet_hours(chat.quiet, now, tz)
        return notice(chat.id, lines, now, thread_id=topic, silent=quiet)


def _may_hear(chat: Chat, now: datetime) -> bool:
    """Who has muted everything is told when the mute ends."""
    return not chat.banned and (chat.muted_until is None or now >= chat.muted_until)


def _listening(subscription: Subscription, now: datetime) -> bool:
    begun = subscription.starts is None or subscription.starts <= now
    return begun and (subscription.until is None or now < subscription.until)
