"""One polite look at a feed: when to ask, what to send along, what to remember, when to come back."""

from __future__ import annotations

import random as chance
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.feeds.apart import BESIDE, Reader
from bot.feeds.feed import Feed, FeedState
from bot.feeds.fetch import MAX_BYTES, Failed, Fetcher, NotModified
from bot.feeds.parse import NotAFeed
from extract.article import Article

LEAST_RENAMED = 5  # fewer items may well be all new
LookOutcome = Literal["read", "unchanged", "blocked", "failed", "not_a_feed"]


@dataclass(frozen=True, slots=True)
class Manners:
    """How often and how patiently. All in seconds."""

    # A publisher's `ttl` and `skipHours` lengthen the interval up to here: an hour is what many systems write unasked,
    # and a warning must not wait for it. What has not changed costs the publisher a few bytes (304).
    longest_asked_s: float = 900.0
    longest_interval_s: float = 3600.0  # failures lengthen the interval up to here
    full_every_s: float = 24 * 3600.0  # a whole document this often, whatever the validators say
    settled_s: float = 7 * 24 * 3600.0  # a permanent redirect is believed after this long
    paused_s: float = 6 * 3600.0  # no success for so long: the next look is like a first one
    silent_older_s: float = 3600.0  # at a first look, older items are recorded silently
    down_after: int = 6  # failures in a row after which the admin hears of it
    jitter: float = 0.1  # share of the interval
    max_bytes: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Look:
    """`state` is to be saved whatever the outcome. `notes`: what is odd, a line each.

    Articles published before `silent_before` are to be recorded without alerting (a first look, or
    one after a long pause); None = all of them are news. An article without a date counts as new
    except where `silent_before` is set. `down` / `mended`: to be told to the admin, once.
    """

    articles: tuple[Article, ...]
    state: FeedState
    notes: tuple[str, ...]
    outcome: LookOutcome
    silent_before: datetime | None = None
    title: str = ""
    down: bool = False
    mended: bool = False
    documents: tuple[str, ...] = ()  # keys of articles that only name a warning (`Parsed`)

    def silent(self, article: Article) -> bool:
        """Whether this article is only to be recorded."""
        if self.silent_before is None:
            return False
        return article.published is None or article.published < self.silent_before


async def look(
    feed: Feed,
    state: FeedState,
    fetcher: Fetcher,
    now: datetime,
    *,
    reader: Reader = BESIDE,
    manners: Manners = Manners(),
    random: Callable[[], float] = chance.random,
) -> Look:
    """Ask once, read the answer outside the event loop, and say when to ask again. Never raises for a feed's faults."""
    full = state.last_full is None or now - state.last_full >= timedelta(seconds=manners.full_every_s)
    url = address(feed, state, now, manners, full=full)
    state = replace(state, looks=state.looks + 1)
    answer = await fetcher.get(
        url,
        etag=None if full else state.etag,
        last_modified=None if full else state.last_modified,
        max_bytes=manners.max_bytes,
        proxy=feed.proxy,
        agent=feed.user_agent,
    )
    if isinstance(answer, Failed):
        return _failed(feed, state, answer, url, now, manners, random)
    state = _moved(state, feed, answer.moved_to, url, now)
    if isinstance(answer, NotModified):
        return _settled(
            Look((), replace(state, unchanged=state.unchanged + 1), (), "unchanged"), feed, now, manners, random
        )
    parsed = await reader.feed(
        answer.body, answer.content_type, feed, now, key_rule=state.key_rule, url=answer.final_url
    )
    if isinstance(parsed, NotAFeed):
        odd = Failed(parsed.why, "blocked" if parsed.blocked else "failed", answer.status, answer.retry_after)
        seen = _failed(feed, state, odd, url, now, manners, random)
        return seen if parsed.blocked else replace(seen, outcome="not_a_feed")
    notes = list(parsed.notes)
    silent_before = _silent_before(state, now, manners)
    if silent_before is None and _gap(parsed.articles, state):
        state = replace(state, gaps=state.gaps + 1)
        notes.append(
            f"a gap: the oldest of {len(parsed.articles)} items is newer than the look before; look more often than "
            f"every {feed.interval_s:g} s"
        )
    state = replace(
        state,
        etag=answer.etag,
        last_modified=answer.last_modified,
        last_full=now if full else state.last_full,
        items=len(parsed.articles),
        key_rule=state.key_rule or (parsed.key_rule if parsed.articles else None),
        pace=parsed.pace,
        type=parsed.type,
    )
    read = Look(parsed.articles, state, tuple(notes), "read", silent_before, parsed.title, documents=parsed.documents)
    return _settled(read, feed, now, manners, random)


def failed(
    feed: Feed,
    state: FeedState,
    why: str,
    now: datetime,
    manners: Manners = Manners(),
    random: Callable[[], float] = chance.random,
) -> Look:
    """A look that came to nothing for a reason of our own."""
    counted = replace(state, looks=state.looks + 1)
    return _failed(feed, counted, Failed(why, "failed"), feed.url, now, manners, random)


def to_be_repeated(seen: Look) -> Look:
    """Something of the document could not be had yet: next time all of it is asked for, changed or not."""
    return replace(seen, state=replace(seen.state, etag=None, last_modified=None))


def renamed_before(seen: Look, unseen: Collection[str], earlier: FeedState) -> datetime | None:
    """When all that a feed shows is unknown although most of it was published before the look before: its
    items were given new names. Those published before the moment returned are no news; None = nothing of the kind.

    `unseen`: the keys never recorded; `earlier`: what was remembered before this look.
    """
    few = min(earlier.items, len(seen.articles)) < LEAST_RENAMED
    if earlier.last_success is None or few or len(unseen) < len(seen.articles):
        return None
    dates = [article.published for article in seen.articles if article.published is not None]
    before = [date for date in dates if date < earlier.last_success]
    return earlier.last_success if 2 * len(before) > len(seen.articles) else None


def address(feed: Feed, state: FeedState, now: datetime, manners: Manners, *, full: bool) -> str:
    """Where to ask: the new address once a permanent redirect has held for a week, and never on the
    daily full look or after a failure, so that a feed that moves back is found."""
    if state.moved_to is None or state.moved_since is None or full or state.failures:
        return feed.url
    return state.moved_to if now - state.moved_since >= timedelta(seconds=manners.settled_s) else feed.url


def next_look(
    feed: Feed, state: FeedState, now: datetime, wait: timedelta | None, manners: Manners, random: Callable[[], float]
) -> datetime:
    """Within the interval when all is well (a little earlier at random, so that feeds spread out), or what the
    publisher asks for where that is longer; doubled with each failure in a row; never before a Retry-After."""
    base = max(feed.interval_s, min(state.pace.at(now), manners.longest_asked_s))
    if state.failures:
        interval = min(base * 2.0 ** min(state.failures, 12), max(base, manners.longest_interval_s))
        interval *= 1 + manners.jitter * random()
    else:
        interval = base * (1 - manners.jitter * random())
    due = now + timedelta(seconds=interval)
    return due if wait is None else max(due, now + wait * (1 + manners.jitter * random()))


def _settled(seen: Look, feed: Feed, now: datetime, manners: Manners, random: Callable[[], float]) -> Look:
    state = replace(
        seen.state,
        first_looked=seen.state.first_looked or now,
        last_success=now,
        failures=0,
        last_error=None,
        told_down=False,
    )
    state = replace(state, next_look=next_look(feed, state, now, None, manners, random))
    return replace(seen, state=state, mended=seen.state.told_down)


def _failed(
    feed: Feed,
    state: FeedState,
    answer: Failed,
    url: str,
    now: datetime,
    manners: Manners,
    random: Callable[[], float],
) -> Look:
    """The last good state stays: validators, key rule, last success."""
    failures = state.failures + 1
    down = failures >= manners.down_after and not state.told_down
    state = replace(state, failures=failures, last_error=answer.why, told_down=state.told_down or down)
    if url != feed.url and url == state.moved_to:
        state = replace(state, moved_to=None, moved_since=None)  # the new address fails: back to the configured one
    state = replace(state, next_look=next_look(feed, state, now, answer.retry_after, manners, random))
    outcome: LookOutcome = "blocked" if answer.kind == "blocked" else "failed"
    return Look((), state, (answer.why,), outcome, down=down)


def _moved(state: FeedState, feed: Feed, moved_to: str | None, asked: str, now: datetime) -> FeedState:
    if asked != feed.url and moved_to is None:
        return state  # the new address answered itself
    if moved_to is None:
        return replace(state, moved_to=None, moved_since=None)
    if moved_to == state.moved_to:
        return state
    return replace(state, moved_to=moved_to, moved_since=now)


def _silent_before(state: FeedState, now: datetime, manners: Manners) -> datetime | None:
    woken = state.last_success is None or now - state.last_success > timedelta(seconds=manners.paused_s)
    if state.first_looked is None or woken:
        return now - timedelta(seconds=manners.silent_older_s)
    return None


def _gap(articles: tuple[Article, ...], state: FeedState) -> bool:
    """All items are newer than the last look: some may have come and gone in between."""
    dates = [article.published for article in articles if article.published is not None]
    return len(dates) >= 5 and state.last_success is not None and min(dates) > state.last_success
