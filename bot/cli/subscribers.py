"""The people of a replay, one region a line, written as they would type it to /subscribe."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from bot.cli.lines import BadLineError, object_of
from bot.commands.alike import is_around
from bot.commands.finding import Choice, TooWide, find
from bot.commands.wish import Misread, category_named, read_wish, severity_named
from bot.messages.places import path
from bot.messages.wording import Wording
from bot.regions import GREATEST_RADIUS_KM, LEAST_RADIUS_KM, Region, region_from_place
from bot.schedule import zone
from bot.subscriptions import Chat, QuietHours, Subscription
from extract.places import Gazetteer, Place
from extract.text import fold
from rules.rule import Category, Severity

EXPECTED = '{"chat": 1, "region": "Guadalajara 40km"}'
KEYS = (
    "chat",
    "region",
    "language",
    "lang",
    "timezone",
    "severity",
    "categories",
    "radius_km",
    "official_only",
    "countrywide",
    "wake",
    "quiet_hours",
    "digest_hour",
)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One region of one chat. `name` is the chat as the file names it; `notes` tell what its author may not expect."""

    name: str | int
    chat: Chat
    subscription: Subscription
    notes: tuple[str, ...] = ()


def read_subscriber(
    line: bytes | None, gazetteer: Gazetteer, categories: Mapping[str, Category], wordings: Mapping[str, Wording]
) -> Subscriber:
    """What a line asks for. Raises BadLineError."""
    data = object_of(line, EXPECTED)
    for key, kinds in (("chat", str | int), ("region", str)):
        if not isinstance(data.get(key), kinds) or isinstance(data[key], bool) or data[key] == "":
            raise BadLineError(f'no "{key}"; a line looks like {EXPECTED}')
    name = str(data["chat"])
    notes = [_unknown(key) for key in data if key not in KEYS]
    typed = data["region"]
    wish = read_wish(typed, categories, tuple(wordings.values()))
    if isinstance(wish, Misread):
        raise BadLineError(f"region {typed!r}: {wordings['en'].text(wish.key, **wish.values)}")
    place = _place(wish.place, gazetteer, wordings["en"], notes, around=wish.radius_km is not None)
    radius = _number(data, "radius_km", LEAST_RADIUS_KM, GREATEST_RADIUS_KM)
    region = region_from_place(place, wish.radius_km if radius is None else radius)
    chat_id = int(name) if _is_number(name) else _number_for(name)
    subscription = Subscription(
        id=0,
        chat_id=chat_id,
        region=region,
        categories=wish.categories | _categories(data, categories),
        least=_severity(data, tuple(wordings.values())) or wish.least or Severity.NOTICE,
        official_only=wish.official_only or _switch(data, "official_only"),
        countrywide=_switch(data, "countrywide", True),
    )
    match _text(data, "wake"):
        case "always":
            subscription = replace(subscription, wake="always")
        case "never":
            subscription = replace(subscription, wake="never")
        case None | "rules":
            pass
        case other:
            raise BadLineError(f'"wake" is {other!r}; it may be rules, always or never')
    return Subscriber(data["chat"], _chat(data, chat_id, region, wordings), subscription, tuple(notes))


def _chat(data: Mapping[str, Any], chat_id: int, region: Region, wordings: Mapping[str, Wording]) -> Chat:
    language = _text(data, "language") or _text(data, "lang") or "en"
    if language not in wordings:
        raise BadLineError(f'"language" is {language!r}; it may be {" or ".join(sorted(wordings))}')
    timezone = _text(data, "timezone")
    if timezone and zone(timezone).key != timezone:
        raise BadLineError(f'"timezone" is {timezone!r}; write it as America/Mexico_City')
    hour = _number(data, "digest_hour", 0, 23)
    return Chat(
        id=chat_id,
        kind="private" if chat_id > 0 else "group",
        language=language,
        timezone=timezone or region.timezone,
        admitted=True,
        quiet=_quiet_hours(data),
        digest_hour=None if hour is None else int(hour),
    )


def _place(typed: str, gazetteer: Gazetteer, english: Wording, notes: list[str], *, around: bool) -> Place:
    """Codes such as MX and MX.14 are taken as well. Of namesakes the likeliest is taken, and a note says so."""
    coded = gazetteer.country(typed) or gazetteer.admin1(typed)
    if coded is not None:
        return coded
    found = find(typed, gazetteer, around=around) if typed else None
    if found is None:
        raise BadLineError(f"region {typed!r}: no place of that name is known; `tocsin places` looks one up")
    if isinstance(found, TooWide):
        raise BadLineError(f"region {typed!r}: too wide for one region; name a country, a division or a city")
    if not isinstance(found, Choice):
        return found.place
    # One that is called so before one that only some people call so.
    places = sorted(found.places, key=lambda place: not fold(place.name).startswith(fold(typed)))
    names = [path(place, gazetteer.parents(place), english) for place in places]
    if found.guess:
        raise BadLineError(f"region {typed!r}: no place of that name is known; did you mean {names[0]}?")
    wider = None if around else next((place for place in places if is_around(place, places[0])), None)
    taken = places.index(wider) if wider else 0  # nobody can be asked, and the division misses nothing
    notes.append(f"region {typed!r} may be {'; '.join(names)}: {names[taken] if taken else 'the first'} is taken")
    return places[taken]


def _is_number(name: str) -> bool:
    return name.removeprefix("-").isdecimal() and int(name) != 0


def _number_for(name: str) -> int:
    """A chat id for a chat that the file calls by a name: the same in every run, within Telegram's 52 bits."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big") + 1


def _text(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise BadLineError(f'"{key}" is not a string; a line looks like {EXPECTED}')
    return value


def _switch(data: Mapping[str, Any], key: str, default: bool = False) -> bool:
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise BadLineError(f'"{key}" is {value!r}; it may be true or false')
    return value


def _categories(data: Mapping[str, Any], categories: Mapping[str, Category]) -> frozenset[str]:
    named = data.get("categories") or []
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        raise BadLineError('"categories" is not a list of names; write it as ["shooting", "explosion"]')
    slugs = {one: category_named(one, categories) for one in named}
    for one, slug in slugs.items():
        if slug is None:
            raise BadLineError(f"{one!r} is no category; there are {', '.join(sorted(categories))}")
    return frozenset(slug for slug in slugs.values() if slug)


def _severity(data: Mapping[str, Any], wordings: Sequence[Wording]) -> Severity | None:
    value = data.get("severity")
    if value is None:
        return None
    severity = severity_named(str(value), wordings)
    if severity is None:
        raise BadLineError(f'"severity" is {value!r}; it may be {", ".join(one.word for one in Severity)}')
    return severity


def _number(data: Mapping[str, Any], key: str, least: float, most: float) -> float | None:
    value = data.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise BadLineError(f'"{key}" is {value!r}; it may be a number from {least:g} to {most:g}')
    return float(value)


def _quiet_hours(data: Mapping[str, Any]) -> QuietHours | None:
    typed = _text(data, "quiet_hours")
    if typed is None:
        return None
    start, _, end = typed.partition("-")
    if not (start.strip().isdigit() and end.strip().isdigit() and int(start) < 24 and int(end) < 24):
        raise BadLineError(f'"quiet_hours" is {typed!r}; write it as 22-7')
    return QuietHours(int(start) * 60, int(end) * 60)


def _unknown(key: str) -> str:
    near = get_close_matches(key, KEYS, 1)
    return f'"{key}" is not used{f"; did you mean {near[0]}?" if near else ""}'
