"""The dead-man's switch: when no source of a region answers for hours, those who rely on it hear that
silence is not calm, once; and once more when a source answers again."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.feeds.feed import Feed
from bot.feeds.silence import answers, blind_since, watchers
from bot.messages.notices import notice
from bot.messages.places import listed, region_name
from bot.messages.when import moment
from bot.pipeline import Newsroom
from bot.schedule import in_quiet_hours, zone_of
from bot.store import StoreError
from bot.subscriptions import Chat, Subscription

log = structlog.get_logger("feeds")

EVERY_S = 60.0
GRACE = timedelta(minutes=15)  # after a start, or a sleep of the machine: the sources are asked first
TOLD = "silence.told"  # kept value: {subscription id: since when, as it was told}


@dataclass(slots=True)
class Vigil:
    """`after`: how long all sources of a region must be silent."""

    feeds: Callable[[], Mapping[str, Feed]]
    newsroom: Newsroom
    after: timedelta
    _begun: datetime | None = None
    _awake: datetime | None = None

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
        feeds = list(self.feeds().values())
        store = self.newsroom.store
        states = {state.url: state for state in store.feed_states()}
        told = {int(number): since for number, since in json.loads(store.value(TOLD) or "{}").items()}
        world = [feed for feed in feeds if feed.country is None]
        if not told and answers(world, states, now, after=self.after):
            return
        chats = {chat.id: chat for chat in store.chats() if _may_hear(chat, now)}
        everybody = [one for one in store.subscriptions() if one.chat_id in chats and _listening(one, now)]
        by_country: dict[str | None, tuple[datetime | None, bool]] = {}
        blind: dict[int, str] = {}
        for one in everybody:
            country = one.region.country
            if country not in by_country:
                watching = watchers(one.region, feeds)
                since = blind_since(watching, states, now, after=self.after, begun=begun)
                by_country[country] = since, answers(watching, states, now, after=self.after)
            since, seen = by_country[country]
            if one.id in told and not seen:
                blind[one.id] = told[one.id]  # not over before a source has answered, whatever was restarted
            elif since is not None:
                blind[one.id] = since.isoformat()
        if blind.keys() == told.keys():
            return
        newly = [one for one in everybody if one.id in blind and one.id not in told]
        mended = [one for one in everybody if one.id in told and one.id not in blind]
        with store.write():
            store.set_value(TOLD, json.dumps(blind) if blind else None)
            self._tell("silence.blind", newly, blind, chats, now)
            self._tell("silence.mended", mended, told, chats, now)
        self.newsroom.teller.woken()
        log.warning("silence is not calm", newly=len(newly), mended=len(mended), regions=len(blind))

    def _tell(
        self,
        key: str,
        subscriptions: Iterable[Subscription],
        since: Mapping[int, str],
        chats: Mapping[int, Chat],
        now: datetime,
    ) -> None:
        """One message a chat and topic, whatever number of its regions it is about."""
        together: dict[tuple[int, int | None], list[Subscription]] = defaultdict(list)
        for one in subscriptions:
            together[one.chat_id, one.thread_id].append(one)
        for (chat_id, thread_id), ours in together.items():
            chat = chats[chat_id]
            tz = zone_of(chat, ours)
            wording = self.newsroom.teller.composer().wording(chat.language)
            names = [region_name(one.region, one.label, wording) for one in ours]
            last = moment(datetime.fromisoformat(min(since[one.id] for one in ours)), tz, wording.language)
            lines = wording.lines(key, regions=listed(names, wording), since=last)
            quiet = in_quiet_hours(chat.quiet, now, tz)
            self.newsroom.store.enqueue([notice(chat_id, lines, now, thread_id=thread_id, silent=quiet)])


def _may_hear(chat: Chat, now: datetime) -> bool:
    """Who has muted everything is told when the mute ends."""
    return not chat.banned and (chat.muted_until is None or now >= chat.muted_until)


def _listening(subscription: Subscription, now: datetime) -> bool:
    begun = subscription.starts is None or subscription.starts <= now
    return begun and (subscription.until is None or now < subscription.until)
