"""One language's words for when and how many, and the patterns they stand in.

Patterns run over folded text (lower case, no accents). Each names the way in which `resolve` works it out; the words
inside come from the tables, so a pattern is written once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

Pattern = tuple[str, str]  # how to resolve, regular expression with {word} places


@dataclass(frozen=True)
class DateWords:
    """Numbers map a word to its value; days map a word to offsets from today, inclusive."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]  # Monday 0
    units: Mapping[str, str]  # word -> a key of `resolve.DAYS_IN`
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    vague: Mapping[str, tuple[int, int]]  # "several" -> between so many and so many
    days: Mapping[str, tuple[int, int]]
    steps: Mapping[str, int]  # "last" -1, "this" 0, "next" 1
    patterns: tuple[Pattern, ...]
    counted: str  # what may follow a bare 1900..2099 that is a count, not a year
    name_before: str  # right before a day of a month: it is a name, "barrio 10 de Agosto"
    months_small: bool  # they are written small: a day of a month in capitals is a name, "el mercado Dos de Mayo"
    not_count_before: str
    not_count_after: str
    thousands: str  # the sign between groups of three digits
    joint: str  # inside compound numbers: "twenty-five", "treinta y cinco"

    def places(self) -> Mapping[str, str]:
        """What {word} stands for in a pattern."""
        return {
            "month": any_of(self.months),
            "weekday": any_of(self.weekdays),
            "unit": any_of(self.units),
            "count": rf"(?:\d{{1,3}}|{any_of([*self.numbers, *self.vague])})",
            "day": any_of(self.days),
            "ordinal": any_of(self.ordinals),
            "step": any_of(self.steps),
            "date": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?",
            "year": r"(?:19|20)\d\d",
        }

    def filled(self, pattern: str, number: int) -> str:
        """The pattern with its words, each part's name ending in the pattern's number."""
        words = self.places()
        filled = re.sub(r"\{(\w+)\}", lambda m: words[m[1]] if m[1] in words else m[0], pattern)
        return re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{number}>", filled)

    @cached_property
    def when(self) -> re.Pattern[str]:
        """One pattern for all, tried in the order written; the group name says which one it was."""
        parts = [
            rf"(?P<{way}__{number}>{self.filled(pattern, number)})"
            for number, (way, pattern) in enumerate(self.patterns)
        ]
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")

    @cached_property
    def many(self) -> re.Pattern[str]:
        """A count in digits or words."""
        words = any_of(self.numbers)
        digits = rf"\d{{1,3}}(?:{re.escape(self.thousands)}\d{{3}})+|\d+"
        return re.compile(
            rf"(?<![\w$€£.,:/-])(?:(?P<digits>{digits})|(?P<words>{words}(?:{self.joint}(?:{words}))*))"
            rf"(?![\w%:/$€£]|[.,]\d|-\d|{self.not_count_after})"
        )

    @cached_property
    def before_count(self) -> re.Pattern[str]:
        """What stands before a number that counts nothing of interest."""
        return re.compile(rf"(?:{self.not_count_before})\s*$")

    @cached_property
    def before_named(self) -> re.Pattern[str]:
        """What stands before a day that a street or a quarter is called by."""
        return re.compile(rf"\b(?:{self.name_before})\.?\s*$")

    @cached_property
    def after_count(self) -> re.Pattern[str]:
        """What stands behind a number from 1900 to 2099 that is a count."""
        return re.compile(rf"\s+(?:{self.counted})\b")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True)) + ")"
