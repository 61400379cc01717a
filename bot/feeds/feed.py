"""A source and what is remembered of it between looks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.feeds.addresses import without_secrets


@dataclass(frozen=True, slots=True)
class Feed:
    """A configured source. `official` comes from the config or the catalogue, nothing else."""

    url: str
    publisher: str = ""
    type: str = "auto"  # a row of FEED_TYPES; auto = RSS, Atom, RDF by looking
    language: str | None = None
    country: str | None = None
    official: bool = False
    full_text: bool = False  # the items carry the whole article: do not fetch the pages
    always_page: bool = False  # fetch every page, not only those whose teaser has a rule word
    interval_s: float = 300.0
    proxy: str | None = field(default=None, repr=False)  # "http://user:password@host:port"
    user_agent: str | None = None  # instead of our own name, where a publisher turns readers away

    @property
    def name(self) -> str:
        """For logs and notices: addresses may hold keys."""
        return self.publisher or without_secrets(self.url)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a publisher wants to be asked: RSS's `ttl`, `skipHours` (GMT) and `skipDays` (Monday = 0)."""

    interval_s: float | None = None
    hours: tuple[int, ...] = ()
    days: tuple[int, ...] = ()

    def at(self, now: datetime) -> float:
        """Seconds until the next look as asked for just now; infinite in the hours that are to be left out."""
        if now.hour in self.hours or now.weekday() in self.days:
            return float("inf")
        return self.interval_s or 0.0


NO_PACE = Pace()


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed, all of it across restarts. Times are aware, UTC."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    first_looked: datetime | None = None  # None = never looked at with success
    last_success: datetime | None = None
    last_full: datetime | None = None
    next_look: datetime | None = None
    failures: int = 0
    last_error: str | None = None
    items: int = 0  # how many the last good document held
    key_rule: str | None = None  # how items of this feed are told apart
    moved_to: str | None = None
    moved_since: datetime | None = None
    pace: Pace = NO_PACE  # asked for by the publisher
    type: str = ""  # the row of FEED_TYPES that its last good document was; "" = none yet
    looks: int = 0  # all looks, answered or not
    last_look: datetime | None = None  # the end of the last of them
    unchanged: int = 0  # looks answered by 304
    gaps: int = 0  # looks after which items may have been missed
    told_down: bool = False  # the admin has been told that this feed is down

    def by_clock(self, now: datetime) -> FeedState:
        """As `now` knows it: an answer "later than now" is from a clock set back since, and counts from now."""
        ahead = self.last_success is not None and self.last_success > now
        return replace(self, last_success=now) if ahead else self
