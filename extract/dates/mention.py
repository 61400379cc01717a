"""A time and a count as the text names them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from extract.text import Field

DateKind = Literal["when", "weekday", "span", "since"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression resolved against the article's date: the days it may mean, inclusive.

    Both ends None = it names a time that could not be resolved ("last month" without a date).
    `kind` says what stands between those days: "when" = something happened on one of them, "weekday" = the same,
    named by a weekday alone (an article seldom means one further back than a week), "span" = they
    are counted over ("in the past three months"), "since" = so long after something ("five weeks after").
    """

    field: Field
    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    kind: DateKind = "when"


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A count written in digits or words ("at least 12", "siete"); `value` is the number itself.

    A word for a vague number gives the least it is used for: dozens 24, hundreds 200.
    """

    field: Field
    start: int
    end: int
    text: str
    value: int
