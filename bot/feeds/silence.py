"""Whether silence may be trusted: which sources can tell of a region, and since when none of them answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot.feeds.feed import Feed, FeedState
from bot.feeds.formats import FEED_TYPES
from bot.regions import Region

WELL = timedelta(hours=1)
INTERVALS = 3  # of its own that a slow source may miss


def watchers(region: Region, feeds: Iterable[Feed]) -> list[Feed]:
    """Sources that can tell of the region: its country's, and those about the whole world."""
    return of_country(region.country, feeds)


def of_country(country: str | None, feeds: Iterable[Feed]) -> list[Feed]:
    return [feed for feed in feeds if feed.country is None or feed.country == country]


def tells_events(feed: Feed, states: Mapping[str, FeedState]) -> bool:
    """Whether it would tell of an attack. A ministry's list of advice answers all year and would not."""
    state = states.get(feed.url)
    row = FEED_TYPES.get(feed.type) or FEED_TYPES.get(state.type if state is not None else "")
    return row is None or row.events


def is_well(feed: Feed, state: FeedState | None, now: datetime) -> bool:
    """Answered lately: within an hour, or three of its own intervals where those are longer."""
    if state is None or state.last_success is None:
        return False
    return now - state.last_success <= _patience(feed, WELL)


def answers(watching: Iterable[Feed], states: Mapping[str, FeedState], now: datetime, *, after: timedelta) -> bool:
    """Whether one of these sources was heard within `after`, or three of its own intervals."""
    heard = ((feed, states[feed.url].last_success) for feed in watching if feed.url in states)
    return any(last is not None and now - last <= _patience(feed, after) for feed, last in heard)


def blind_since(
    watching: Iterable[Feed], states: Mapping[str, FeedState], now: datetime, *, after: timedelta, begun: datetime
) -> datetime | None:
    """The last moment at which one of these sources answered, once none of them does any more; None
    while one does, and where there is none to hear. A source that never answered counts from `begun`."""
    sources = list(watching)
    if answers(sources, states, now, after=after):
        return None
    last = [(state.last_success if (state := states.get(feed.url)) else None) or begun for feed in sources]
    waited = all(now - heard > _patience(feed, after) for feed, heard in zip(sources, last, strict=True))
    return max(last) if last and waited else None


def _patience(feed: Feed, least: timedelta) -> timedelta:
    return max(least, INTERVALS * timedelta(seconds=feed.interval_s))
