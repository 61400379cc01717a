"""The days of a trip as people write them: "2026-12-03 2026-12-10", "3 to 10 December", "del 3 al 10 de diciembre"."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from babel import Locale

from extract.text import fold

LANGUAGES = ("en", "es")
_TO = r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\band\b|\bal?\b|\bhasta\b|\by\b|\s)\s*(?:\bel\s+|\bthe\s+)?"
_BEFORE = r"[\s,]+(?:from\s+|between\s+|del?\s+|desde\s+|entre\s+)?(?:el\s+|the\s+)?"
_NUMBERS = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}"
_NUMERIC = re.compile(rf"(?P<place>.+?){_BEFORE}(?P<first>{_NUMBERS}){_TO}(?P<last>{_NUMBERS})\Z")


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in Locale.parse(language).months["format"][width].items():
                names[fold(name).rstrip(".")] = int(number)
    return names


@lru_cache(maxsize=1)
def _worded() -> tuple[re.Pattern[str], ...]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    day = r"(?P<d{0}>\d{{1,2}})(?:st|nd|rd|th)?"
    of = r"\s*(?:de\s+|of\s+)?"
    year = r"(?:,?\s*(?:del?\s+)?(?P<y>\d{4}))?"
    day_first = rf"{day.format(1)}(?:{of}(?P<m1>{month})\b\.?)?{_TO}{day.format(2)}{of}(?P<m2>{month})\b\.?{year}"
    month_first = rf"(?P<m1>{month})\b\.?\s+{day.format(1)}{_TO}(?:(?P<m2>{month})\b\.?\s+)?{day.format(2)}{year}"
    return tuple(re.compile(rf"(?P<place>.+?){_BEFORE}{one}\Z") for one in (day_first, month_first))


def read_trip(text: str, today: date) -> tuple[str, date, date] | None:
    """The place as typed, the first and the last day; None where they cannot be made out.

    Without a year the trip is the next one: its last day is not over yet.
    """
    line = " ".join(text.split())
    folded = fold(line)
    numeric = _NUMERIC.match(folded)
    if numeric:
        first, last = _numbered(numeric["first"]), _numbered(numeric["last"])
        return (line[: numeric.end("place")], first, last) if first and last else None
    for pattern in _worded():
        found = pattern.match(folded)
        if found:
            return _trip(line, found, today)
    return None


def _trip(line: str, found: re.Match[str], today: date) -> tuple[str, date, date] | None:
    months = _months()
    first_month, last_month = found["m1"] or found["m2"], found["m2"] or found["m1"]
    begins, ends = months[first_month], months[last_month]
    years = (int(found["y"]),) if found["y"] else (today.year, today.year + 1)
    for year in years:
        last = _day(year, ends, int(found["d2"]))
        first = _day(year - (begins > ends), begins, int(found["d1"]))
        if first and last and (found["y"] or last >= today):
            return line[: found.end("place")], first, last
    return None


def _numbered(text: str) -> date | None:
    pieces = [int(piece) for piece in re.split(r"[-./]", text)]
    year, month, day = pieces if pieces[0] > 999 else reversed(pieces)
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
