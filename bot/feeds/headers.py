"""What status and headers of an answer mean for whoever asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

MAX_VALIDATOR = 500  # characters
LONGEST_WAIT = timedelta(days=1)  # a Retry-After beyond this is a slip of the publisher

FailureKind = Literal[
    "refused",  # by us: address, scheme, size, redirects
    "blocked",  # by them: 401, 403, 407, 429, 451
    "gone",  # 404, 410
    "failed",  # any other answer that is no document
    "timeout",
    "unreachable",  # name, connection, TLS
]


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """`Retry-After`, in seconds or as a date; at most a day. None = absent, unreadable or past."""
    if not value:
        return None
    text = value.strip()
    if text.isdigit():
        wait = timedelta(seconds=min(int(text[:9]), LONGEST_WAIT.total_seconds()))
    else:
        try:
            when = parsedate_to_datetime(text)
        except ValueError:
            return None
        wait = (when if when.tzinfo else when.replace(tzinfo=UTC)) - now
    return min(wait, LONGEST_WAIT) if wait > timedelta(0) else None


def kind_of(status: int) -> FailureKind:
    if status in (401, 402, 403, 407, 429, 451):
        return "blocked"
    return "gone" if status in (404, 410) else "failed"


def validator(value: str | None) -> str | None:
    """An ETag or date that can be sent back as it came; a longer or stranger one is forgotten."""
    return value if value and len(value) <= MAX_VALIDATOR and value.isascii() and value.isprintable() else None
