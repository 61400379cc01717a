"""Hours of the day as people write them, in English and Spanish."""

from __future__ import annotations

import re

from bot.subscriptions import QuietHours

OFF = frozenset({"off", "none", "no", "nunca", "ninguna", "ninguno", "apagar"})
DAY = 24 * 60  # minutes
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:h|hrs)?\s*(am|pm|a\.m\.|p\.m\.)?"
_HALF = r"(?:\s*(?:in the|at|de la|por la)\s+(evening|afternoon|night|morning|tarde|noche|mañana|madrugada))?"
_LAS = r"(?:las?\s+)?"
_HOURS = re.compile(
    rf"(?:from|between|de|desde|entre)?\s*{_LAS}{_CLOCK}{_HALF}"
    rf"\s*(?:-|–|—|to|until|and|a|hasta|y)\s*{_LAS}{_CLOCK}{_HALF}\Z"
)
_HOUR = re.compile(rf"(?:at|a\s+las?)?\s*{_CLOCK}{_HALF}\Z")
_NIGHT = frozenset({"night", "noche"})
_AFTER_NOON = frozenset({"evening", "afternoon", "tarde"}) | _NIGHT
_TIMES_OF_DAY = {
    "morning": 8,
    "mañana": 8,
    "noon": 12,
    "mediodía": 12,
    "afternoon": 18,
    "tarde": 18,
    "evening": 20,
    "noche": 20,
}


def read_hours(typed: str) -> QuietHours | None:
    found = _HOURS.match(typed.strip().lower())
    if found is None:
        return None
    start, end = _minute(*found.group(1, 2, 3, 4)), _minute(*found.group(5, 6, 7, 8))
    if start is None or end is None:
        return None
    hours = QuietHours(start % DAY, end % DAY)
    return hours if hours.start != hours.end else None


def read_hour(typed: str) -> int | None:
    """A whole hour: "8", "08:00", "8 pm", "8 de la noche", "morning"."""
    if typed in _TIMES_OF_DAY:
        return _TIMES_OF_DAY[typed]
    found = _HOUR.match(typed)
    minute = _minute(*found.group(1, 2, 3, 4)) if found else None
    return minute // 60 if minute is not None and minute % 60 == 0 and minute < DAY else None


def _minute(hour: str, minute: str | None, half: str | None, time_of_day: str | None) -> int | None:
    """Minutes since midnight; 24:00 is a time too, and so is "12 at night"."""
    hours, minutes = int(hour), int(minute or 0)
    if time_of_day is not None:
        half = "am" if time_of_day not in _AFTER_NOON or (time_of_day in _NIGHT and hours in (0, 12)) else "pm"
    if half and half.startswith("p") and 1 <= hours < 12:
        hours += 12
    elif half and half.startswith("a") and hours == 12:
        hours = 0
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= DAY else None


def wall(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
