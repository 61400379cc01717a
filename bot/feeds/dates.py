"""When an item says it was published, in every form that feeds really use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

FUTURE_SLACK = timedelta(hours=26)  # a local time without its zone may lie this far ahead

# English, Spanish, Portuguese, French, German, Italian, Russian; the first letters are enough.
_MONTHS = (
    ("jan", "ene", "gen", "янв"),
    ("feb", "fev", "fév", "фев"),
    ("mar", "mär", "mrz", "мар"),
    ("apr", "abr", "avr", "апр"),
    ("may", "mai", "mag", "мая", "май"),
    ("jun", "juin", "giu", "июн"),
    ("jul", "juil", "lug", "июл"),
    ("aug", "ago", "aoû", "aou", "авг"),
    ("sep", "set", "сен"),
    ("oct", "okt", "out", "ott", "окт"),
    ("nov", "ноя"),
    ("dec", "dez", "dic", "déc", "дек"),
)
_MONTH_OF = {start: number for number, starts in enumerate(_MONTHS, 1) for start in starts}

# English, Spanish, French, German, Italian, Portuguese; Monday = 0. "mar" is Tuesday to all who write it.
_WEEKDAYS = {
    start: number
    for number, starts in enumerate(
        (
            ("mon", "lun", "seg"), ("tue", "mar", "die", "ter"), ("wed", "mié", "mie", "mer", "mit", "qua"),
            ("thu", "jue", "jeu", "don", "gio", "qui"), ("fri", "vie", "ven", "fre", "sex"),
            ("sat", "sáb", "sab", "sam"), ("sun", "dom", "dim", "son"),
        )
    )
    for start in starts
}  # fmt: skip  # a table or a paragraph of words, not one a line

# Hours east of Greenwich. An abbreviation used in several parts of the world is read as RFC 822 does
# (EST, CST … are American), else as its most populous use (IST is India's).
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "mez": 1, "wat": 1,
    "cest": 2, "mesz": 2, "eet": 2, "cat": 2, "sast": 2, "ist": 5.5, "eest": 3, "msk": 3, "eat": 3, "trt": 3, "ast": -4,
    "adt": -3, "gst": 4, "pkt": 5, "npt": 5.75, "wib": 7, "ict": 7, "sgt": 8, "hkt": 8, "pht": 8, "awst": 8, "wita": 8,
    "jst": 9, "kst": 9, "wit": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "nst": -3.5, "ndt": -2.5, "brt": -3, "art": -3, "clt": -4, "clst": -3, "bot": -4, "vet": -4, "cot": -5, "pet": -5,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
    "hst": -10,
}  # fmt: skip  # a table or a paragraph of words, not one a line

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:[.,]\d+)?\s*(?P<half>[ap]\.?m\b\.?)?"
_FORMS = (
    # 2026-11-24T12:00:33Z, 2026-11-24 12:00, 2026/11/24
    re.compile(
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:[T\s]+{_CLOCK})?"
        r"(?P<zone>.*)",
        re.I | re.S,
    ),
    # 20261124T120033Z
    re.compile(
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
        r"(?P<half>)(?P<zone>(?!\d).*)",
        re.I | re.S,
    ),
    # Tue, 24 Nov 2026 12:00:33 +0100; 24-nov-26; 24 de noviembre de 2026
    re.compile(
        rf"(?:[^\W\d]+\.?,?\s+)?(?P<day>\d{{1,2}})\.?(?:st|nd|rd|th)?[\s-]+(?:de\s+)?(?P<name>[^\W\d]{{3,12}})\.?,?"
        rf"[\s-]+(?:de\s+)?(?P<year>\d{{4}}|\d{{2}}(?!\d|:))(?:[T\s,]+(?:at\s+)?{_CLOCK})?(?P<zone>.*)",
        re.I | re.S,
    ),
    # November 24, 2026 8:00 PM EST; Tue Nov 24 12:00:33 2026 is the next one
    re.compile(
        rf"(?:[^\W\d]+\.?,?\s+)?(?P<name>[^\W\d]{{3,12}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
        rf"(?:[T\s,-]+(?:at\s+)?{_CLOCK})?(?P<zone>.*)",
        re.I | re.S,
    ),
    re.compile(
        rf"(?:[^\W\d]+\.?,?\s+)?(?P<name>[^\W\d]{{3,12}})\.?\s+(?P<day>\d{{1,2}})\s+{_CLOCK}\s*"
        rf"(?P<zone>[A-Z]{{1,5}})?\s+(?P<year>\d{{4}})",
        re.I | re.S,
    ),
)  # fmt: skip  # a table or a paragraph of words, not one a line
# 24/11/2026 10:00; Mon, 30.03.20 - 19:19
_NUMBERS = re.compile(
    rf"(?:(?P<weekday>[^\W\d]+)\.?,?\s+)?(?P<first>\d{{1,2}})[/. ](?P<second_>\d{{1,2}})[/. ]"
    rf"(?P<year>\d{{4}}|\d{{2}}(?!\d|:))(?:[\s,-]+{_CLOCK})?(?P<zone>.*)",
    re.I | re.S,
)
_OFFSET = re.compile(
    r"(?:(?:gmt|utc|ut)\s*)?(?P<sign>[+\-−])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?:\s*\(.*\))?", re.I
)


@dataclass(frozen=True, slots=True)
class Dated:
    """`when` is aware (UTC), None = not known. `date_only`: the clock time is not stated.

    `note` says what was odd, as the tail of a sentence ("date without a zone, read as UTC").
    """

    when: datetime | None
    date_only: bool = False
    note: str | None = None


def published(written: str | float | datetime | None, now: datetime) -> Dated:
    """The moment meant by `written`, against the clock `now` (aware). Never raises.

    A date alone is midnight UTC. A moment more than a day ahead is no date at all; a little ahead
    is now: clocks and zones of publishers differ.
    """
    if written is None:
        return Dated(None, note="no date")
    if isinstance(written, datetime):
        return _not_ahead(Dated(written.astimezone(UTC) if written.tzinfo else written.replace(tzinfo=UTC)), now)
    if isinstance(written, int | float):
        return _not_ahead(_epoch(float(written)), now)
    text = " ".join(written[:100].split())
    if not text:
        return Dated(None, note="no date")
    if re.fullmatch(r"\d{9,14}(\.\d+)?", text):
        return _not_ahead(_epoch(float(text)), now)
    return _not_ahead(_written(text), now)


def _not_ahead(dated: Dated, now: datetime) -> Dated:
    if dated.when is None or dated.when <= now:
        return dated
    if dated.when > now + FUTURE_SLACK:
        return Dated(None, note=f"date in the future: {dated.when:%Y-%m-%d %H:%M}")
    return Dated(now, dated.date_only, dated.note or "date a little ahead of the clock")


def _epoch(number: float) -> Dated:
    seconds = number / 1000 if abs(number) >= 1e11 else number
    try:
        return Dated(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, OSError, ValueError):
        return Dated(None, note=f"not a date: {number}")


def _written(text: str) -> Dated:
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is not None:
            parts = found.groupdict()
            month = (
                _MONTH_OF.get(parts["name"][:4].lower()) or _MONTH_OF.get(parts["name"][:3].lower())
                if "name" in parts
                else int(parts["month"])
            )
            if month is not None:
                return _moment(text, parts, month, int(parts["day"]))
    numbers = _NUMBERS.fullmatch(text)
    return Dated(None, note=f"not a date: {text[:40]!r}") if numbers is None else _of_numbers(text, numbers)


def _of_numbers(text: str, found: re.Match[str]) -> Dated:
    """Day and month as numbers, in either order: told apart by their size, else by the day of the week."""
    first, second = int(found["first"]), int(found["second_"])
    day_first = _moment(text, found.groupdict(), second, first)
    month_first = _moment(text, found.groupdict(), first, second)
    if first == second or month_first.when is None:
        return day_first
    if day_first.when is None:
        return month_first
    weekday = _WEEKDAYS.get((found["weekday"] or "")[:3].lower())
    fitting = [one for one, day in ((day_first, first), (month_first, second)) if _falls_on(weekday, one, day)]
    return fitting[0] if len(fitting) == 1 else Dated(None, note=f"day and month cannot be told apart: {text!r}")


def _falls_on(weekday: int | None, dated: Dated, day: int) -> bool:
    """Whether it is that day of the week at its own place, where the date is `day`: UTC may be a day off."""
    if weekday is None or dated.when is None:
        return False
    near = (dated.when + timedelta(days=shift) for shift in (-1, 0, 1))
    return any(one.day == day and one.weekday() == weekday for one in near)


def _moment(text: str, parts: dict[str, str | None], month: int, day: int) -> Dated:
    year = int(parts["year"] or 0)
    if year < 100:
        year += 2000 if year < 70 else 1900
    date_only = parts["hour"] is None
    hour = int(parts["hour"] or 0)
    half = (parts["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    zone, note = (UTC, None) if date_only else _zone((parts["zone"] or "").strip())
    try:
        local = datetime(
            year, month, day, hour, int(parts["minute"] or 0), min(int(parts["second"] or 0), 59), tzinfo=zone
        )
        return Dated(local.astimezone(UTC), date_only, note)
    except (ValueError, OverflowError):
        return Dated(None, note=f"not a date: {text[:40]!r}")


def _zone(name: str) -> tuple[tzinfo, str | None]:
    if not name:
        return UTC, "date without a zone, read as UTC"
    known = _ZONES.get(name.rstrip(".").lower())
    if known is not None:
        return timezone(timedelta(hours=known)), None
    offset = _OFFSET.fullmatch(name)
    if offset is not None:
        east = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        if east < timedelta(hours=24):
            return timezone(east if offset["sign"] == "+" else -east), None
    place = _iana(name) if "/" in name else None
    if place is not None:
        return place, None
    return UTC, f"unknown zone {name[:20]!r}, read as UTC"


@lru_cache(maxsize=256)
def _iana(name: str) -> ZoneInfo | None:
    if not re.fullmatch(r"[A-Za-z_]+(?:/[A-Za-z_+-]+){1,2}", name):
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None
