"""Hours of the day as people write them, in English and Spanish."""

from __future__ import annotations

import re

from bot.subscriptions import QuietHours

OFF = frozenset({"off", "none", "no", "nunca", "ninguna", "ninguno", "apagar"})
DAY = 24 * 60  # minutes
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:h|hrs)?\s*(am|pm|a\.m\.|p\.m\.)?"
_HOURS = re.compile(
    rf"(?:from|between|de|desde|entre)?\s*(?:las\s+)?{_CLOCK}\s*(?:-|–|—|to|until|and|a|hasta|y)\s*(?:las\s+)?{_CLOCK}\Z"
)
_HOUR = re.compile(rf"(?:at|a\s+las)?\s*{_CLOCK}(?:\s*(?:in the|de la|por la)\s+(\w+))?\Z")
_AFTER_NOON = frozenset({"evening", "afternoon", "night", "tarde", "noche"})
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
    start, end = _minute(found[1], found[2], found[3]), _minute(found[4], found[5], found[6])
    if start is None or end is None:
        return None
    hours = QuietHours(start % DAY, end % DAY)
    return hours if hours.start != hours.end else None


def read_hour(typed: str) -> int | None:
    """A whole hour: "8", "08:00", "8 pm", "8 de la noche", "morning"."""
    if typed in _TIMES_OF_DAY:
        return _TIMES_OF_DAY[typed]
    found = _HOUR.match(typed)
    minute = _minute(found[1], found[2], "pm" if found[4] in _AFTER_NOON else found[3]) if found else None
    return minute // 60 if minute is not None and minute % 60 == 0 and minute < DAY else None


def _minute(hour: str, minute: str | None, half: str | None) -> int | None:
    """Minutes since midnight; 24:00 is a time too."""
    hours, minutes = int(hour), int(minute or 0)
    if half and half.startswith("p") and 1 <= hours < 12:
        hours += 12
    elif half and half.startswith("a") and hours == 12:
        hours = 0
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= DAY else None


def wall(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
