"""/settings and what stands on it: language, zone, quiet hours, digest, nationality, roll-call."""

from __future__ import annotations

import re
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.commands.finding import Choice, Found, find
from bot.commands.response import Keyboard, Reply, Response, answered, in_rows, say
from bot.commands.visit import Visit
from bot.messages.places import country_name, language_name
from bot.messages.text import Line, cut
from bot.messages.when import clock, moment, offset
from bot.outbox import Button
from bot.subscriptions import Chat, QuietHours
from extract.places import Gazetteer

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
OFF = frozenset({"off", "none", "no", "nunca", "ninguna", "ninguno", "apagar"})
DAY = 24 * 60  # minutes
NIGHTS = ((22, 7), (23, 8), (0, 6))
DIGESTS = (7, 8, 9, 18, 20, 21)


def settings(visit: Visit) -> Response:
    return answered(_sheet(visit))


def shown(visit: Visit) -> Response:
    return Response(toast="", edit=_sheet(visit))


def _sheet(visit: Visit) -> Reply:
    chat = visit.chat
    none = visit.text("settings.none")
    quiet = f"{_wall(chat.quiet.start)}–{_wall(chat.quiet.end)}" if chat.quiet else none
    digest = f"{chat.digest_hour:02d}:00" if chat.digest_hour is not None else none
    nation = country_name(chat.nationality, visit.wording) if chat.nationality else none
    lines: list[Line] = [
        visit.line("settings.title"),
        visit.line("settings.lang", value=language_name(chat.language, visit.language)),
        visit.line("settings.zone", value=visit.tz.key, clock=clock(visit.now, visit.tz)),
        visit.line("settings.quiet", value=quiet),
        visit.line("settings.digest", value=digest),
        visit.line("settings.nationality", value=nation),
    ]
    if chat.muted_until is not None and chat.muted_until > visit.now:
        lines.append(visit.line("settings.muted", when=moment(chat.muted_until, visit.tz, visit.language)))
    if not chat.active:
        lines.append(visit.line("settings.stopped"))
    buttons = [
        Button(visit.text("settings.b_lang"), "v1:set:lang"),
        Button(visit.text("settings.b_quiet"), "v1:set:quiet"),
        Button(visit.text("settings.b_digest"), "v1:set:digest"),
        Button(visit.text("settings.b_regions"), "v1:list:0"),
    ]
    rows = list(in_rows(buttons, 2))
    if chat.kind in ("group", "supergroup"):
        key = "settings.roll_call_on" if chat.roll_call else "settings.roll_call_off"
        lines.append(visit.line(key))
        rows.append((Button(visit.text("settings.b_roll_call"), "v1:set:roll"),))
    lines += [(), *visit.lines("settings.more")]
    return say(lines, buttons=rows)


def pressed(visit: Visit) -> Response:
    """v1:set:<what>[.<value>]"""
    what, _, value = visit.request.target.partition(".")
    chat = visit.chat
    match what:
        case "lang" if value in visit.desk.languages:
            return _done(visit, replace(chat, language=value))
        case "lang":
            tongues = (
                Button(language_name(code, code).capitalize(), f"v1:set:lang.{code}") for code in visit.desk.languages
            )
            return _ask(visit, "settings.which_lang", in_rows(tongues, 2))
        case "quiet" if value:
            hours = _hours(value)
            return _done(visit, replace(chat, quiet=hours)) if hours or value == "off" else _old(visit)
        case "quiet":
            return _ask(visit, "settings.which_quiet", _nights(visit))
        case "digest" if value:
            hour = int(value) if value.isdigit() and int(value) < 24 else None
            return _done(visit, replace(chat, digest_hour=hour)) if hour is not None or value == "off" else _old(visit)
        case "digest":
            return _ask(visit, "settings.which_digest", _digests(visit))
        case "roll":
            return _done(visit, replace(chat, roll_call=not chat.roll_call))
        case _:
            return _old(visit)


def _nights(visit: Visit) -> Keyboard:
    nights = [Button(f"{start:02d}:00–{end:02d}:00", f"v1:set:quiet.{start}-{end}") for start, end in NIGHTS]
    return in_rows([*nights, Button(visit.text("settings.off"), "v1:set:quiet.off")], 2)


def _digests(visit: Visit) -> Keyboard:
    hours = [Button(f"{hour:02d}:00", f"v1:set:digest.{hour}") for hour in DIGESTS]
    return in_rows([*hours, Button(visit.text("settings.off"), "v1:set:digest.off")], 3)


def _old(visit: Visit) -> Response:
    return Response(toast=visit.text("toast.old_button"))


def _done(visit: Visit, chat: Chat) -> Response:
    visit.save(chat)
    again = replace(visit, chat=chat, wording=visit.desk.wording(chat.language))
    return Response(toast=again.text("toast.done"), edit=_sheet(again))


def _ask(visit: Visit, key: str, rows: tuple[tuple[Button, ...], ...]) -> Response:
    back = (Button(visit.text("button.back"), "v1:sheet:0"),)
    return Response(toast="", edit=say(visit.lines(key), buttons=(*rows, back)))


def lang(visit: Visit) -> Response:
    """/lang en"""
    typed = visit.request.argument.lower()
    names = {
        language_name(code, shown).lower(): code for code in visit.desk.languages for shown in visit.desk.languages
    }
    code = typed if typed in visit.desk.languages else names.get(typed)
    if code is None:
        buttons = (Button(language_name(one, one).capitalize(), f"v1:set:lang.{one}") for one in visit.desk.languages)
        return answered(say(visit.lines("settings.which_lang"), buttons=in_rows(buttons, 2)))
    visit.save(replace(visit.chat, language=code))
    return answered(say(visit.desk.wording(code).line("lang.done")))


def zone(visit: Visit) -> Response:
    """/timezone Europe/Madrid | Madrid | auto"""
    typed = visit.request.argument.strip()
    if typed.lower() in ("auto", *OFF):
        visit.save(replace(visit.chat, timezone=None))
        return answered(say(visit.line("zone.auto")))
    name = zone_named(typed, visit.desk.gazetteer) if typed else None
    if name is None:
        return answered(say(visit.line("zone.how", now=clock(visit.now, visit.tz), zone=visit.tz.key)))
    visit.save(replace(visit.chat, timezone=name))
    local = visit.now.astimezone(ZoneInfo(name))
    return answered(say(visit.line("zone.done", zone=name, now=local.strftime("%H:%M"), offset=offset(local))))


def zone_named(typed: str, gazetteer: Gazetteer) -> str | None:
    wanted = typed.replace(" ", "_").lower()
    for name in available_timezones():
        if name.lower() == wanted and "/" in name:
            try:
                return ZoneInfo(name).key
            except ZoneInfoNotFoundError:
                return None
    found = find(typed, gazetteer)
    if isinstance(found, Choice) and not found.guess:
        return found.places[0].timezone
    return found.place.timezone if isinstance(found, Found) else None


def quiet(visit: Visit) -> Response:
    """/quiet 22:00-07:00 | off"""
    typed = visit.request.argument.strip().lower()
    if typed in OFF:
        visit.save(replace(visit.chat, quiet=None))
        return answered(say(visit.line("quiet.off")))
    hours = _hours(typed)
    if hours is None:
        return answered(say(visit.line("quiet.how"), buttons=_nights(visit)))
    visit.save(replace(visit.chat, quiet=hours))
    return answered(say(visit.lines("quiet.done", start=_wall(hours.start), end=_wall(hours.end), zone=visit.tz.key)))


def digest(visit: Visit) -> Response:
    """/digest 8 | off"""
    typed = visit.request.argument.strip().lower()
    if typed in OFF:
        visit.save(replace(visit.chat, digest_hour=None))
        return answered(say(visit.line("digest.off")))
    hour = _hour(typed)
    if hour is None:
        return answered(say(visit.line("digest.how"), buttons=_digests(visit)))
    visit.save(replace(visit.chat, digest_hour=hour))
    return answered(say(visit.line("digest.done", hour=f"{hour:02d}:00", zone=visit.tz.key)))


def nationality(visit: Visit) -> Response:
    """/nationality Spain | none"""
    typed = visit.request.argument.strip()
    if typed.lower() in OFF:
        visit.save(replace(visit.chat, nationality=None))
        return answered(say(visit.line("nationality.off")))
    found = find(typed, visit.desk.gazetteer) if typed else None
    place = found.place if isinstance(found, Found) else None
    if place is None or place.kind != "country" or place.country is None:
        return answered(say(visit.line("nationality.how", typed=cut(typed, 40) or "?")))
    visit.save(replace(visit.chat, nationality=place.country))
    known = visit.desk.composer().consular(place.country, place.country) is not None
    key = "nationality.done" if known else "nationality.no_line"
    return answered(say(visit.line(key, place=country_name(place.country, visit.wording))))


def roll_call(visit: Visit) -> Response:
    """/rollcall on|off, in groups"""
    typed = visit.request.argument.strip().lower()
    if visit.chat.kind not in ("group", "supergroup"):
        return answered(say(visit.line("roll_call.groups_only")))
    if typed not in ("on", "off", "sí", "si", "no"):
        return answered(say(visit.line("roll_call.how")))
    on = typed in ("on", "sí", "si")
    visit.save(replace(visit.chat, roll_call=on))
    return answered(say(visit.line("roll_call.on" if on else "roll_call.off")))


def _hours(typed: str) -> QuietHours | None:
    found = _HOURS.match(typed.strip().lower())
    if found is None:
        return None
    start, end = _minute(found[1], found[2], found[3]), _minute(found[4], found[5], found[6])
    if start is None or end is None:
        return None
    hours = QuietHours(start % DAY, end % DAY)
    return hours if hours.start != hours.end else None


def _hour(typed: str) -> int | None:
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


def _wall(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
