"""/settings and what stands on it: language, zone, quiet hours, digest, nationality, roll-call."""

from __future__ import annotations

import re
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.commands.finding import Choice, Found, find
from bot.commands.response import Reply, Response, answered, in_rows, say
from bot.commands.visit import Visit
from bot.messages.places import country_name, language_name
from bot.messages.text import Line, cut
from bot.messages.when import clock, moment, offset
from bot.outbox import Button
from bot.subscriptions import Chat, QuietHours
from extract.places import Gazetteer

_HOURS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|to|until|a|hasta)\s*(\d{1,2})(?:[:.](\d{2}))?\Z", re.I)
_HOUR = re.compile(r"(\d{1,2})(?:[:.]00)?\s*h?\Z")
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
            nights = [Button(f"{start:02d}:00–{end:02d}:00", f"v1:set:quiet.{start}-{end}") for start, end in NIGHTS]
            return _ask(
                visit,
                "settings.which_quiet",
                in_rows([*nights, Button(visit.text("settings.off"), "v1:set:quiet.off")], 2),
            )
        case "digest" if value:
            hour = int(value) if value.isdigit() and int(value) < 24 else None
            return _done(visit, replace(chat, digest_hour=hour)) if hour is not None or value == "off" else _old(visit)
        case "digest":
            hours_of_day = [Button(f"{hour:02d}:00", f"v1:set:digest.{hour}") for hour in DIGESTS]
            return _ask(
                visit,
                "settings.which_digest",
                in_rows([*hours_of_day, Button(visit.text("settings.off"), "v1:set:digest.off")], 3),
            )
        case "roll":
            return _done(visit, replace(chat, roll_call=not chat.roll_call))
        case _:
            return _old(visit)


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
        return answered(say(visit.line("quiet.how")))
    visit.save(replace(visit.chat, quiet=hours))
    return answered(say(visit.lines("quiet.done", start=_wall(hours.start), end=_wall(hours.end), zone=visit.tz.key)))


def digest(visit: Visit) -> Response:
    """/digest 8 | off"""
    typed = visit.request.argument.strip().lower()
    if typed in OFF:
        visit.save(replace(visit.chat, digest_hour=None))
        return answered(say(visit.line("digest.off")))
    found = _HOUR.match(typed)
    if found is None or int(found[1]) > 23:
        return answered(say(visit.line("digest.how")))
    visit.save(replace(visit.chat, digest_hour=int(found[1])))
    return answered(say(visit.line("digest.done", hour=f"{int(found[1]):02d}:00", zone=visit.tz.key)))


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
    found = _HOURS.match(typed.strip())
    if found is None:
        return None
    start, end = int(found[1]) * 60 + int(found[2] or 0), int(found[3]) * 60 + int(found[4] or 0)
    fits = max(start, end) <= DAY and int(found[2] or 0) < 60 and int(found[4] or 0) < 60
    hours = QuietHours(start % DAY, end % DAY)
    return hours if fits and hours.start != hours.end else None


def _wall(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
