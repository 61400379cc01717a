"""Quiet for a while: one event, one region or everything."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.commands.alerts import own_buttons
from bot.commands.card import card_of
from bot.commands.days import weekdays
from bot.commands.following import named
from bot.commands.numbers import incident_of, number_in, region_of
from bot.commands.regions import called
from bot.commands.response import Keyboard, Reply, Response, answered, say
from bot.commands.visit import Visit
from bot.incidents import Incident
from bot.messages.text import cut
from bot.messages.when import moment
from bot.outbox import Button
from bot.schedule import morning_after
from bot.subscriptions import Subscription, concerns
from extract.text import fold
from rules.rule import Severity

SPANS = ("1", "8", "24", "m")  # hours, and until morning
LONGEST = timedelta(days=30)
MOST_REGIONS = 4
_SPAN = re.compile(
    r"(?:for\s+|por\s+|durante\s+)?(\d{1,3}|an?|una?|one)\s*"
    r"(h|hour|hours|hora|horas|d|day|days|d[ií]as?|w|week|weeks|semanas?|m|min|minutes?|minutos?)?\Z",
    re.IGNORECASE,
)
_UNITS = {"h": "hours", "d": "days", "w": "weeks", "s": "weeks", "m": "minutes"}
_UNTIL = re.compile(r"(?:until|till|to|hasta)\s+(?:the\s+|el\s+|next\s+|pr[oó]ximo\s+)*(\w+)\Z", re.IGNORECASE)
_MORNING = (
    "until morning", "morning", "tomorrow", "until tomorrow", "tonight", "till morning",
    "hasta la mañana", "mañana", "hasta mañana", "esta noche",
)  # fmt: skip  # a table or a paragraph of words, not one a line
_OFF = ("off", "no", "unmute", "0")


def mute(visit: Visit) -> Response:
    """/mute [region] [8h | until morning | off]"""
    typed = visit.request.argument.casefold()
    if not typed:
        return answered(say(visit.line("mute.everything_how_long"), buttons=_spans(visit, "0.a")))
    if typed in _OFF:
        return unmute(visit)
    until = _until(typed, visit)
    if until is not None:
        visit.save(replace(visit.chat, muted_until=until, muted_to=Severity.DANGER))
        return answered(_all_muted(visit, until))
    region, rest = called(visit, visit.request.argument)
    if region is None or rest == visit.request.argument:
        return answered(say(visit.line("mute.how", typed=cut(typed, 30))))
    return answered(_region_muted(visit, region, rest.casefold()))


def _region_muted(visit: Visit, region: Subscription, span: str) -> Reply:
    name = named(visit, region, in_text=True)
    if not span:
        return say(visit.line("mute.region_how_long", name=name), buttons=_spans(visit, f"0.r{region.id}"))
    if span in _OFF:
        visit.desk.store.update_subscription(replace(region, muted_until=None))
        return say(visit.line("mute.region_off", name=name))
    until = _until(span, visit)
    if until is None:
        return say(visit.line("mute.how", typed=cut(span, 30)))
    visit.desk.store.update_subscription(replace(region, muted_until=until, muted_to=Severity.DANGER))
    when = moment(until, visit.tz, visit.language)
    unmute_it = Button(visit.text("mute.unmute"), f"v1:unmute:r{region.id}")
    return say(visit.line("mute.region_until", name=name, when=when), buttons=[[unmute_it]])


def unmute(visit: Visit) -> Response:
    """/unmute: everything that was muted here."""
    _clear(visit)
    return answered(say(visit.line("mute.off")))


def unmuted(visit: Visit) -> Response:
    """v1:unmute:0, or v1:unmute:r12 for one region, answered with its card."""
    target = visit.request.target
    if not target.startswith("r"):
        _clear(visit)
        return Response(toast=visit.text("mute.off"), edit=say(visit.line("mute.off")))
    region = region_of(visit, target[1:])
    if region is None:
        return Response(toast=visit.text("toast.gone_already"))
    heard = replace(region, muted_until=None)
    visit.desk.store.update_subscription(heard)
    return Response(toast=visit.text("toast.done"), edit=card_of(visit, heard))


def _clear(visit: Visit) -> None:
    visit.save(replace(visit.chat, muted_until=None, muted_incidents=()))
    for subscription in visit.subscriptions:
        if subscription.muted_until is not None:
            visit.desk.store.update_subscription(replace(subscription, muted_until=None))


def scopes(visit: Visit) -> Response:
    """ "Mute…" under an alert: what shall be quiet?"""
    incident = incident_of(visit, visit.request.target)
    if incident is None:
        return Response(toast=visit.text("toast.old_button"))
    number = incident.id  # that it was joined to, where it was: its updates are what shall be quiet
    rows = [(Button(visit.text("mute.this_event"), f"v1:mutes:{number}.i"),)]
    concerned = [one for one in visit.subscriptions if concerns(incident, one, visit.now) is not None]
    for subscription in concerned[:MOST_REGIONS]:
        label = visit.text("mute.region", name=cut(named(visit, subscription), 34))
        rows.append((Button(label, f"v1:mutes:{number}.r{subscription.id}"),))
    rows.append((Button(visit.text("mute.all"), f"v1:mutes:{number}.a"),))
    rows.append((Button(visit.text("button.back"), f"v1:back:{number}"),))
    return Response(toast="", edit=Reply((), tuple(rows)))


def spans(visit: Visit) -> Response:
    """How long?"""
    number, _, scope = visit.request.target.partition(".")
    if number_in(number) is None or not re.fullmatch(r"i|a|r[0-9]+", scope):
        return Response(toast=visit.text("toast.old_button"))
    # Number 0: asked on a region's card, not under an alert.
    before = f"v1:reg:{scope[1:]}" if number == "0" and scope.startswith("r") else f"v1:mute:{number}"
    rows = (*_spans(visit, f"{number}.{scope}"), (Button(visit.text("button.back"), before),))
    return Response(toast="", edit=Reply((), rows))


def _spans(visit: Visit, target: str) -> Keyboard:
    hours = tuple(Button(visit.text("mute.hours", n=int(span)), f"v1:mutef:{target}.{span}") for span in SPANS[:3])
    return (hours, (Button(visit.text("mute.until_morning"), f"v1:mutef:{target}.m"),))


def muted(visit: Visit) -> Response:
    """Done: say until when, and give the alert its own buttons back."""
    pieces = visit.request.target.split(".")
    if len(pieces) != 3 or number_in(pieces[0]) is None or pieces[2] not in SPANS:
        return Response(toast=visit.text("toast.old_button"))
    known = incident_of(visit, pieces[0])
    number, scope, span = known.id if known else number_in(pieces[0]), pieces[1], pieces[2]
    if known is None and scope == "i":
        return Response(toast=visit.text("toast.old_button"))
    until = _until("morning" if span == "m" else f"{span}h", visit)
    if until is None or not _apply(visit, known, scope, until):
        return Response(toast=visit.text("toast.gone_already"))
    key = "mute.until_graver" if known is not None and known.severity < Severity.DANGER else "mute.until"
    toast = visit.text(key, when=moment(until, visit.tz, visit.language))
    if number == 0 and scope == "a":
        return Response(toast=toast, edit=_all_muted(visit, until))
    if number == 0:
        region = region_of(visit, scope[1:])
        if region is None:
            return Response(toast=visit.text("toast.gone_already"))
        name, when = named(visit, region, in_text=True), moment(until, visit.tz, visit.language)
        toast = visit.text("mute.region_until", name=cut(name, 60), when=when)
        return Response(toast=toast, edit=card_of(visit, region))
    return Response(toast=toast, edit=Reply((), own_buttons(visit, pieces[0])))


def _apply(visit: Visit, known: Incident | None, scope: str, until: datetime) -> bool:
    # Muted under an alert: something graver than that alert still comes through.
    to = known.severity if known else Severity.DANGER
    if scope == "a":
        visit.save(replace(visit.chat, muted_until=until, muted_to=to))
        return True
    if scope == "i":
        if known is None:
            return False
        others = tuple(one for one in visit.chat.muted_incidents if one[0] != known.id and one[1] > visit.now)
        visit.save(replace(visit.chat, muted_incidents=(*others, (known.id, until))))
        return True
    subscription = region_of(visit, scope[1:])
    if subscription is None:
        return False
    visit.desk.store.update_subscription(replace(subscription, muted_until=until, muted_to=to))
    return True


def _all_muted(visit: Visit, until: datetime) -> Reply:
    when = moment(until, visit.tz, visit.language)
    return say(visit.line("mute.all_until", when=when), buttons=[[Button(visit.text("mute.unmute"), "v1:unmute:0")]])


def _morning_of(weekday: int, visit: Visit) -> datetime:
    """Of the next such day, today excepted."""
    local = visit.now.astimezone(visit.tz)
    ahead = (weekday - local.weekday() - 1) % 7 + 1
    midnight = (local + timedelta(days=ahead)).replace(hour=0, minute=0, second=0, microsecond=0)
    return morning_after(midnight.astimezone(UTC), visit.chat, visit.tz)


def _until(typed: str, visit: Visit) -> datetime | None:
    if typed in _MORNING:
        return morning_after(visit.now, visit.chat, visit.tz)
    day = _UNTIL.match(typed)
    weekday = weekdays().get(fold(day[1])) if day else None
    if weekday is not None:
        return _morning_of(weekday, visit)
    found = _SPAN.match(typed)
    if found is None:
        return None
    if not found[1].isdecimal() and not found[2]:
        return None  # "a" alone is no span
    number = int(found[1]) if found[1].isdecimal() else 1
    span = timedelta(**{_UNITS[(found[2] or "h").lower()[0]]: number})
    return visit.now + span if timedelta(0) < span <= LONGEST else None
