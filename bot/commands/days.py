"""One day as people write it, in English and Spanish: "2026-12-03", "3 de diciembre", "tomorrow", "next Friday"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from babel import Locale

from extract.text import fold

LANGUAGES = ("en", "es")
_NUMERIC = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}")
_BARE = re.compile(r"(?:the |el )?(\d{1,2})(?:st|nd|rd|th)?")
_FROM_NOW: Mapping[str, int] = MappingProxyType(
    {
        "today": 0, "tonight": 0, "hoy": 0, "esta noche": 0, "tomorrow": 1, "manana": 1, "day after tomorrow": 2,
        "pasado manana": 2,
    }
)  # fmt: skip  # a table or a paragraph of words, not one a line
_IN = re.compile(r"(?:in|en|dentro de) (\w+) (days?|dias?|weeks?|semanas?)")
_NUMBERS: Mapping[str, int] = MappingProxyType(
    {
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "twelve": 12, "fourteen": 14, "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3,
        "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "catorce": 14,
        "quince": 15,
    }
)  # fmt: skip  # a table or a paragraph of words, not one a line


@lru_cache(maxsize=1)
def months() -> Mapping[str, int]:
    """Names and short forms, folded -> 1 to 12."""
    names: dict[str, int] = {"sept": 9}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in Locale.parse(language).months["format"][width].items():
                names[fold(name).rstrip(".")] = int(number)
    return names


@lru_cache(maxsize=1)
def weekdays() -> Mapping[str, int]:
    """Names and short forms, folded -> 0 (Monday) to 6. "Sun" and "mar" are words too: look none up within a text."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in Locale.parse(language).days["format"][width].items():
                names[fold(name).rstrip(".")] = int(number)
    return names


@lru_cache(maxsize=1)
def _dated() -> tuple[re.Pattern[str], ...]:
    month = f"(?P<m>{'|'.join(sorted(months(), key=len, reverse=True))})\\.?"
    day = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?:,? (?:del? )?(?P<y>\d{4}))?"
    return (
        re.compile(rf"(?:the |el )?{day} ?(?:de |of )?{month}{year}"),
        re.compile(rf"{month} {day}{year}"),
    )


def number_named(word: str) -> int | None:
    """ "7", "seven", "a"."""
    return int(word) if re.fullmatch(r"[0-9]{1,3}", word) else _NUMBERS.get(word)


def bare_day(text: str) -> int | None:
    """ "3", "the 3rd", "el 3": of a month that is not said."""
    found = _BARE.fullmatch(text)
    return int(found[1]) if found else None


def dated(text: str) -> tuple[int, int, int | None] | None:
    """(day, month, year or None) of a day that is named by its month; `text` is folded, as everywhere below."""
    for pattern in _dated():
        found = pattern.fullmatch(text)
        if found:
            return int(found["d"]), months()[found["m"]], int(found["y"]) if found["y"] else None
    return None


def numeric_day(text: str) -> date | None:
    if not _NUMERIC.fullmatch(text):
        return None
    pieces = [int(piece) for piece in re.split(r"[-./]", text)]
    year, month, day = pieces if pieces[0] > 999 else reversed(pieces)
    return day_of(year, month, day)


def relative_day(text: str, today: date, since: date | None = None) -> date | None:
    """A day told by today: "tomorrow", "in three days", "Friday", "next Friday", "el viernes que viene".

    A weekday is the first one on or after `since` (today unless told), an English "next" the one of next week, a
    Spanish "próximo" or "que viene" the first one after today.
    """
    text = re.sub(r"^(?:on|the|el) ", "", text)
    if text in _FROM_NOW:
        return today + timedelta(days=_FROM_NOW[text])
    ahead = _IN.fullmatch(text)
    if ahead and (number := number_named(ahead[1])) is not None:
        return today + timedelta(days=number * (7 if ahead[2][0] in "ws" else 1))
    word = re.sub(r"^(?:next|this|coming|este|proximo) | (?:que viene|proximo)$", "", text)
    weekday = weekdays().get(word)
    if weekday is None:
        return None
    if text.startswith("next "):
        return today + timedelta(days=7 - today.weekday() + weekday)
    first = max(since or today, today + timedelta(days=1)) if re.search(r"proximo|que viene", text) else since or today
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def day_of(year: int, month: int, day: int) -> date | None:
    """None for what no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
