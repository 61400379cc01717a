"""/settings and what stands on it: language, quiet hours, digest, roll-call."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.hours import OFF, read_hour, read_hours, wall
from bot.commands.numbers import number_in
from bot.commands.response import Keyboard, Reply, Response, answered, in_rows, say
from bot.commands.visit import Visit
from bot.messages.places import country_name, language_name
from bot.messages.text import Line
from bot.messages.when import clock, moment, zone_name
from bot.outbox import Button
from bot.subscriptions import Chat

NIGHTS = ((22, 7), (23, 8), (0, 6))
DIGESTS = (7, 8, 9, 18, 20, 21)


def settings(visit: Visit) -> Response:
    return answered(_sheet(visit))


def shown(visit: Visit) -> Response:
    return Response(toast="", edit=_sheet(visit))


def _sheet(visit: Visit) -> Reply:
    chat = visit.chat
    none = visit.text("settings.none")
    quiet = f"{wall(chat.quiet.start)}–{wall(chat.quiet.end)}" if chat.quiet else none
    digest = f"{chat.digest_hour:02d}:00" if chat.digest_hour is not None else none
    nation = country_name(chat.nationality, visit.wording) if chat.nationality else none
    lines: list[Line] = [
        visit.line("settings.title"),
        visit.line("settings.lang", value=language_name(chat.language, visit.language)),
        visit.line("settings.zone", value=_zone(visit), clock=clock(visit.now, visit.tz)),
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


def _zone(visit: Visit) -> str:
    return zone_name(visit.tz, visit.now, visit.language)


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
            hours = read_hours(value)
            return _done(visit, replace(chat, quiet=hours)) if hours or value == "off" else _old(visit)
        case "quiet":
            return _ask(visit, "settings.which_quiet", _nights(visit))
        case "digest" if value:
            hour = number_in(value)
            known = value == "off" or (hour is not None and 0 <= hour < 24)
            return _done(visit, replace(chat, digest_hour=hour)) if known else _old(visit)
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


def quiet(visit: Visit) -> Response:
    """/quiet 22:00-07:00 | off"""
    typed = visit.request.argument.strip().lower()
    if typed in OFF:
        visit.save(replace(visit.chat, quiet=None))
        return answered(say(visit.line("quiet.off")))
    hours = read_hours(typed)
    if hours is None:
        return answered(say(visit.line("quiet.how"), buttons=_nights(visit)))
    visit.save(replace(visit.chat, quiet=hours))
    return answered(
        say(
            visit.lines(
                "quiet.done",
                start=wall(hours.start),
                end=wall(hours.end),
                zone=_zone(visit),
            )
        )
    )


def digest(visit: Visit) -> Response:
    """/digest 8 | off"""
    typed = visit.request.argument.strip().lower()
    if typed in OFF:
        visit.save(replace(visit.chat, digest_hour=None))
        return answered(say(visit.line("digest.off")))
    hour = read_hour(typed)
    if hour is None:
        return answered(say(visit.line("digest.how"), buttons=_digests(visit)))
    visit.save(replace(visit.chat, digest_hour=hour))
    return answered(say(visit.line("digest.done", hour=f"{hour:02d}:00", zone=_zone(visit))))


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
