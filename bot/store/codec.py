"""Values as JSON and moments as text: what is not searched by is kept whole, so a new field needs no migration.

Fields missing from stored JSON take their defaults, fields no longer known are dropped.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from pydantic import ConfigDict, TypeAdapter, with_config

from bot.feeds.feed import FeedState
from bot.incidents import Incident, Source
from bot.incidents.gist import Scene
from bot.incidents.known import Known
from bot.incidents.reason import Reasons
from bot.incidents.report import Report
from bot.incidents.telling import Announcement, Telling
from bot.outbox import Delivery
from bot.store import Seen
from bot.subscriptions import Chat, Subscription

FEED_STATE = TypeAdapter(FeedState)
SEEN = TypeAdapter(Seen)
INCIDENT = TypeAdapter(Incident)
SOURCE = TypeAdapter(Source)
# Forty are read for a report, full of words that others have not: to keep each word for the next takes longer.
KNOWN = TypeAdapter(with_config(ConfigDict(cache_strings=False))(Known))
SCENE = TypeAdapter(Scene)
REPORT = TypeAdapter(Report)
REASONS: TypeAdapter[Reasons] = TypeAdapter(Reasons)
CHAT = TypeAdapter(Chat)
SUBSCRIPTION = TypeAdapter(Subscription)
TO_TELL: TypeAdapter[Telling | Announcement] = TypeAdapter(Telling | Announcement)
DELIVERY = TypeAdapter(Delivery)


@lru_cache(maxsize=256)  # a broadcast shares its moments
def stamp(moment: datetime) -> str:
    """A moment as text of one width in UTC, so that it sorts as it is."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def stamp_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
