"""Times, ages and directions as a reader says them."""

from __future__ import annotations

import math
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_location

from bot.messages.wording import Wording

DIRECTIONS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


def moment(when: datetime, tz: ZoneInfo, language: str) -> str:
    """ "Mon 23 Feb, 09:05 (UTC−6)": day, clock and zone; the year never matters to an alert."""
    local = when.astimezone(tz)
    return f"{format_datetime(local, 'EEE d MMM, HH:mm', locale=language)} ({offset(local)})"


def clock(when: datetime, tz: ZoneInfo) -> str:
    return when.astimezone(tz).strftime("%H:%M")


def day(when: date, wording: Wording) -> str:
    """ "Sunday 22 February", in the order and with the small words of the language."""
    return format_date(when, wording.text("format.day"), locale=wording.language)


def full_day(when: date, wording: Wording) -> str:
    return format_date(when, wording.text("format.full_day"), locale=wording.language)


def trip_day(when: date, wording: Wording) -> str:
    """ "Thu 3 Dec 2026": whoever said "next Friday" sees at once which was understood."""
    return format_date(when, wording.text("format.trip_day"), locale=wording.language)


def offset(local: datetime) -> str:
    """ "UTC−6", "UTC+5:30"."""
    delta = local.utcoffset()
    minutes = int(delta.total_seconds() // 60) if delta else 0
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02d}' if rest else ''}"


def zone_name(tz: ZoneInfo, now: datetime, language: str) -> str:
    """ "Mexico City, UTC−6", by the city whose clock it is; a zone that is only an offset is called by it alone."""
    told = offset(now.astimezone(tz))
    if tz.key.startswith("Etc/") or "/" not in tz.key:
        return told
    city = get_timezone_location(tz.key, locale=language, return_city=True)
    return f"{city.rpartition('/')[2]}, {told}"  # "Argentina/Buenos Aires" where CLDR has no name of its own


def age(then: datetime, now: datetime, wording: Wording) -> str:
    """ "2 hours ago"; a source's clock that runs ahead counts as just now."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 2:
        return wording.text("age.now")
    if minutes < 60:
        return wording.text("age.minutes", n=minutes)
    if minutes < 48 * 60:
        return wording.text("age.hours", n=round(minutes / 60))
    return wording.text("age.days", n=minutes // (24 * 60))


def direction(lat1: float, lon1: float, lat2: float, lon2: float) -> str:
    """Which of eight winds leads from the first point to the second, by the initial great-circle bearing."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    east = math.radians(lon2 - lon1)
    y = math.sin(east) * math.cos(phi2)
    x = math.cos(phi1) * math.sin(phi2) - math.sin(phi1) * math.cos(phi2) * math.cos(east)
    return DIRECTIONS[round(math.degrees(math.atan2(y, x)) / 45) % 8]


def kilometres(distance: float) -> str:
    """One figure more than the data holds would be a lie: whole kilometres, tens from 100 on."""
    if distance < 1:
        return "1"
    return str(round(distance) if distance < 100 else round(distance, -1)).removesuffix(".0")
