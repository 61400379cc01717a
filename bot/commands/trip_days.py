"""The days of a trip as people write them behind its place: "3 to 10 December", "for a week", "tomorrow to Sunday"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.commands.days import bare_day, dated, day_of, months, number_named, numeric_day, relative_day
from extract.text import fold

MOST_WORDS = 24  # of a line; what has more is no trip
_TO = re.compile(r"\s*[-–—]\s*|\s+(?:to|until|till|through|and|al?|hasta|y)\s+(?:el\s+|the\s+)?|(?<=\d)\s+(?=\d)")
_LEAD = re.compile(r"^(?:from|between|starting|del?|desde|entre|a partir del?|el)\s+(?:el\s+|the\s+|on\s+)?")
_UNTIL = re.compile(r"^(?:until|till|through|hasta)\s+(?:el\s+|the\s+)?")
_SPAN = re.compile(
    r"(?:for |por |durante )?(?:the next |los proximos |las proximas )?"
    r"(\w+) (nights?|days?|weeks?|months?|noches?|dias?|semanas?|mes(?:es)?)"
)
_STARTING = re.compile(r"\s+(?:from|starting|beginning|desde|a partir del?|since)\s+(?:on\s+|el\s+|the\s+)?")
_FORTNIGHT = re.compile(r"(?:for )?a fortnight")
_WEEKEND = re.compile(
    r"(?:(?:for|over|on|por|el)\s+)?(this|the|next|este|el|proximo)?\s*(?:weekend|fin de semana|finde)(\s+que viene)?"
)
_WEEK = re.compile(r"(this|next|esta|la proxima|la|proxima)\s+(?:week|semana)(\s+que viene)?")
_MONTH = re.compile(r"(?:in|en|during|durante)\s+(\w+)")
_TORN = re.compile(r"(?:^|\s)(?:\d[\d./-]*|to|until|from|for|and|del?|al?|hasta|desde|por|y)$", re.IGNORECASE)
_INTO = re.compile(r"^(?:in|to|at|en|a)\s+", re.IGNORECASE)
_DAYS_OF = {"n": 1, "d": 1, "w": 7, "s": 7, "m": 30}  # by the first letter of the unit


@dataclass(frozen=True, slots=True)
class TripDays:
    """`last` None: when it begins is said, and not when it ends."""

    place: str
    first: date
    last: date | None


def read_trip(text: str, today: date, is_place: Callable[[str], bool] = lambda place: True) -> TripDays | None:
    """The place as typed and the days; None where there are none. `is_place` tells which reading is meant where two
    are possible: in "Santo Domingo until Monday" the Sunday is part of a name.

    Without a year the trip is the next one: its last day is not over yet.
    """
    readings = list(_readings(text, today))
    meant = next((one for one in readings if is_place(one.place)), None)
    return meant or (readings[0] if readings else None)


def _readings(text: str, today: date) -> Iterator[TripDays]:
    """The shortest place first; then those that stand behind the days ("a week in Lima")."""
    words = text.replace(",", " , ").split()
    if len(words) > MOST_WORDS:
        return
    for at in range(1, len(words)):
        place, said = " ".join(words[:at]).replace(" ,", ",").rstrip(" ,"), " ".join(words[at:])
        days = _days(_plain(said), today)
        if days and place and not _TORN.search(place):
            yield TripDays(place, *days)
    for at in range(1, len(words)):
        behind = " ".join(words[at:]).replace(" ,", ",")
        days = _days(_plain(" ".join(words[:at])), today) if _INTO.match(behind) else None
        if days:
            yield TripDays(_INTO.sub("", behind), *days)


def _plain(text: str) -> str:
    return " ".join(fold(text).replace(",", " ").split())


def _days(said: str, today: date) -> tuple[date, date | None] | None:
    """The first and the last day of a whole phrase."""
    until = _UNTIL.match(said)
    if until:
        last = _day(said[until.end() :], today)
        return (today, last) if last else None
    return _period(said, today) or _lasting(said, today) or _between(said, today) or _one_day(said, today)


def _one_day(said: str, today: date) -> tuple[date, None] | None:
    day = _day(_LEAD.sub("", said), today)
    return (day, None) if day else None


def _lasting(said: str, today: date) -> tuple[date, date] | None:
    """ "for a week", "tomorrow for three nights", "una semana desde el lunes"."""
    starting = _STARTING.search(said)
    if starting and (span := _span(said[: starting.start()])):
        first = _day(said[starting.end() :], today)
        return (first, first + span) if first else None
    if span := _span(said):
        return today, today + span
    for at in [match.start() for match in re.finditer(r"\s", said)]:
        span, first = _span(said[at + 1 :]), _day(said[:at], today)
        if span and first:
            return first, first + span
    return None


def _span(said: str) -> timedelta | None:
    """From the first to the last day: three days end on the day after tomorrow, a week on the same day of the next."""
    if _FORTNIGHT.fullmatch(said):
        return timedelta(days=14)
    found = _SPAN.fullmatch(said)
    number = number_named(found[1]) if found else None
    if found is None or not number:
        return None
    days = number * _DAYS_OF[found[2][0]]
    return timedelta(days=days - 1 if found[2][0] == "d" else days)


def _period(said: str, today: date) -> tuple[date, date] | None:
    """ "this weekend", "next week", "la semana que viene", "in December"."""
    monday = today - timedelta(days=today.weekday())
    weekend = _WEEKEND.fullmatch(said)
    if weekend:
        later = weekend[1] in ("next", "proximo") or weekend[2] is not None
        later = later and not (weekend[1] != "next" and today.weekday() < 5)  # in Spanish the one that comes
        saturday = monday + timedelta(days=12 if later else 5)
        return max(saturday, today), saturday + timedelta(days=1)
    week = _WEEK.fullmatch(said)
    if week and (week[1] != "la" or week[2]):
        later = week[2] is not None or "proxima" in week[1] or week[1] == "next"
        first = monday + timedelta(days=7) if later else today
        return first, monday + timedelta(days=13 if later else 6)
    month = _MONTH.fullmatch(said)
    if month and (number := months().get(month[1])):
        year = today.year + (number < today.month)
        begins = date(year, number, 1)
        return max(begins, today), (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return None


def _between(said: str, today: date) -> tuple[date, date] | None:
    """Two days, the first perhaps without its month: "del 3 al 10 de diciembre", "Friday to Monday"."""
    lead = _LEAD.match(said)
    rest = said[lead.end() :] if lead else said
    for mark in _TO.finditer(rest):
        left, right = rest[: mark.start()], rest[mark.end() :]
        days = _named(left, right, today) or _told_by_today(left, right, today)
        days = days or (_of_this_month(left, right, today) if lead else None)
        if days:
            return days
    return None


def _named(left: str, right: str, today: date) -> tuple[date, date] | None:
    """Both in figures, or with at least one month between them."""
    first, last = numeric_day(left), numeric_day(right)
    if first and last:
        return first, last
    begins, ends = dated(left), dated(right)
    if begins is None and ends is not None and (day := bare_day(left)) is not None:
        begins = (day, ends[1], None)
    elif ends is None and begins is not None and (found := re.fullmatch(r"(.+?)(?: (\d{4}))?", right)):
        day = bare_day(found[1])
        ends = None if day is None else (day, begins[1], int(found[2]) if found[2] else begins[2])
    if begins is None or ends is None:
        return None
    year = ends[2] or begins[2]
    for one in (year,) if year else (today.year, today.year + 1):
        last = day_of(one, ends[1], ends[0])
        first = day_of(one - (begins[1] > ends[1]), begins[1], begins[0])
        if first and last and (year or last >= today):
            return first, last
    return None


def _told_by_today(left: str, right: str, today: date) -> tuple[date, date] | None:
    """At least one of them told by today: "tomorrow to Sunday", "Friday to 10 December"."""
    first = _day(left, today)
    last = None if first is None else _day(right, today, first)
    return (first, last) if first and last else None


def _of_this_month(left: str, right: str, today: date) -> tuple[date, date] | None:
    """ "del 3 al 10": of this month, or of the next where they are over."""
    begins, ends = bare_day(left), bare_day(right)
    if begins is None or ends is None:
        return None
    for ahead in (0, 1):
        first = day_of(*_month(today, ahead), begins)
        last = day_of(*_month(today, ahead + (begins > ends)), ends)
        if first and last and last >= today:
            return first, last
    return None


def _month(today: date, ahead: int) -> tuple[int, int]:
    """(year, month) so many months from now."""
    years, month = divmod(today.month - 1 + ahead, 12)
    return today.year + years, month + 1


def _day(text: str, today: date, since: date | None = None) -> date | None:
    """A day by itself, the next one where no year is said."""
    told = relative_day(text, today, since) or numeric_day(text)
    named = dated(text)
    if told or named is None:
        return told
    day, month, year = named
    found = (day_of(one, month, day) for one in ((year,) if year else (today.year, today.year + 1)))
    return next((one for one in found if one and (year or one >= (since or today))), None)
