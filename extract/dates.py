"""When the text says it happened, against the article's own date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extract.text import Field


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression resolved against the article's date: the days it may mean, inclusive.

    Both ends None = it names a time that could not be resolved ("last month" without a date).
    """

    field: Field
    start: int
    end: int
    text: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A count written in digits or words ("at least 12", "siete"); `value` is the number itself."""

    field: Field
    start: int
    end: int
    text: str
    value: int
