"""/timezone: the clock by which a person's quiet hours, digest and times are meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.commands.finding import Choice, Found, find
from bot.commands.hours import OFF
from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.messages.when import clock, zone_name
from extract.places import Gazetteer

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?00)?\Z", re.IGNORECASE)
# Short for a clock that changes with the seasons, so that "EST" typed in summer is right in winter too.
_SHORT: Mapping[str, str] = MappingProxyType(
    {
        "utc": "UTC", "gmt": "UTC", "wet": "Europe/Lisbon", "bst": "Europe/London", "cet": "Europe/Berlin",
        "cest": "Europe/Berlin", "eet": "Europe/Athens", "eest": "Europe/Athens", "msk": "Europe/Moscow",
        "est": "America/New_York", "edt": "America/New_York", "cdt": "America/Chicago", "mdt": "America/Denver",
        "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "jst": "Asia/Tokyo",
    }
)  # fmt: skip  # a table or a paragraph of words, not one a line


def zone(visit: Visit) -> Response:
    """/timezone Europe/Madrid | Madrid | auto"""
    typed = visit.request.argument.strip()
    if typed.lower() in ("auto", *OFF):
        visit.save(replace(visit.chat, timezone=None))
        return answered(say(visit.line("zone.auto")))
    name = zone_named(typed, visit.desk.gazetteer) if typed else None
    if name is None:
        return answered(say(visit.line("zone.how", now=clock(visit.now, visit.tz), zone=_called(visit.tz, visit))))
    visit.save(replace(visit.chat, timezone=name))
    tz = ZoneInfo(name)
    return answered(say(visit.line("zone.done", zone=_called(tz, visit), now=clock(visit.now, tz))))


def _called(tz: ZoneInfo, visit: Visit) -> str:
    return zone_name(tz, visit.now, visit.language)


def zone_named(typed: str, gazetteer: Gazetteer) -> str | None:
    """The IANA name of a zone, an offset ("UTC+2"), a short form ("CET") or the place it is typed as.

    A place that only may be meant gives none: a clock that is wrong by hours is noticed at night.
    """
    wanted = typed.replace(" ", "_").lower()
    if wanted in _SHORT:
        return _SHORT[wanted]
    told = _OFFSET.match(typed)
    if told:
        return _by_offset(int(told[2]) * (1 if told[1] == "+" else -1))
    for name in available_timezones():
        if name.lower() == wanted and "/" in name:
            try:
                return ZoneInfo(name).key
            except ZoneInfoNotFoundError:
                return None
    found = find(typed, gazetteer)
    if isinstance(found, Choice):
        return _most_likely(found)
    return found.place.timezone if isinstance(found, Found) else None


def _most_likely(choice: Choice) -> str | None:
    first = choice.places[0]
    most = max(place.population for place in choice.places if place.timezone == first.timezone)  # or its division's
    rivals = [place for place in choice.places if place.timezone != first.timezone and 2 * place.population > most]
    return None if choice.guess or choice.likelier or rivals else first.timezone


def _by_offset(hours: int) -> str | None:
    """The names under Etc/ count the other way round: Etc/GMT-2 is two hours ahead."""
    return f"Etc/GMT{-hours:+d}" if -12 <= hours <= 14 else None
