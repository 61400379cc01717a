"""The first three touches: /start and its link, how much, the sample alert; /help, /about, /stop, /resume."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.commands.access import admit, code_in, refusal
from bot.commands.finding import KINDS, full_name
from bot.commands.following import describe, named
from bot.commands.response import Reply, Response, answered, in_rows, say
from bot.commands.subscribe import where_buttons
from bot.commands.visit import Visit
from bot.incidents import Incident, Part, Source
from bot.messages.deliveries import REPLY_PRIORITY
from bot.messages.places import country_name
from bot.messages.render import render_alert, title
from bot.messages.text import Line
from bot.outbox import Button, Delivery
from bot.subscriptions import Alert, RegionMatch, Subscription
from extract.gazetteer.iso3166 import division_of
from extract.places import Place
from rules.match import Facts
from rules.rule import Severity

_LINK = re.compile(r"sub_(?:g(-?\d{1,10})|([A-Za-z]{2})(?:-([A-Za-z0-9]{1,12}))?)\Z")
REPLY_LIVES = timedelta(minutes=30)
PICKED = ("MX", "US", "ES", "CO", "BR", "FR", "GB", "DE", "IL", "UA", "TR", "IN", "TH", "EG", "KE", "ZA")


def start(visit: Visit) -> Response:
    """/start [code | sub_MX | sub_MX-JAL | sub_g4005539]"""
    payload = visit.request.argument.strip()
    code = code_in(payload)
    if code and not visit.chat.admitted:
        if not admit(visit, code):
            return answered(say(visit.lines("access.wrong_code")))
        return answered(
            say(visit.lines("access.admitted"), (), visit.lines("start.hello"), buttons=where_buttons(visit))
        )
    if not visit.chat.admitted:
        return refusal(visit)
    if visit.chat.kind == "private":  # in a group anybody may ask who I am, and only admins start what was stopped
        visit.save(replace(visit.chat, active=True))
    if payload and not code:
        place = linked_place(payload, visit)
        if place is None:
            return answered(say(visit.line("start.bad_link")), _hello(visit))
        return answered(
            say(
                visit.line("start.confirm", place=full_name(place, visit, in_text=True)),
                buttons=[[Button(visit.text("button.follow"), f"v1:place:g{place.geonameid}")]],
            )
        )
    return answered(_hello(visit))


def _hello(visit: Visit) -> Reply:
    return say(visit.lines("start.hello"), buttons=where_buttons(visit))


def linked_place(payload: str, visit: Visit) -> Place | None:
    """What a link `start=…` names: a GeoNames id, a country, or a division by its ISO 3166-2 or its GeoNames code."""
    found = _LINK.match(payload)
    if found is None:
        return None
    gazetteer = visit.desk.gazetteer
    if found[1]:
        place = gazetteer.place(int(found[1]))
        return place if place is not None and place.kind in KINDS else None
    country, division = found[2].upper(), found[3]
    if not division:
        return gazetteer.country(country)
    by_standard = division_of(f"{country}-{division.upper()}")  # first: "UA-12" is another division by GeoNames' count
    by_code = gazetteer.place(by_standard) if by_standard is not None else None
    by_code = by_code or gazetteer.admin1(f"{country}.{division.upper()}")
    if by_code is not None:
        return by_code
    named = (candidate.place for candidate in gazetteer.candidates(division))
    return next((place for place in named if place.kind == "admin1" and place.country == country), None)


def how(visit: Visit) -> Response:
    """A press on one of the three ways to name a place."""
    match visit.request.target:
        case "share":
            button = Button(visit.text("button.send_location"), request_location=True)
            return Response(toast="", replies=(say(visit.lines("start.share"), buttons=[[button]]),))
        case "type":
            key = "start.type" if visit.chat.kind == "private" else "subscribe.how"
            return Response(toast="", replies=(say(visit.lines(key)),))
        case "country":
            gazetteer = visit.desk.gazetteer
            places = [place for code in PICKED if (place := gazetteer.country(code)) is not None]
            names = sorted(
                (country_name(place.country or "", visit.wording), f"v1:place:g{place.geonameid}") for place in places
            )
            buttons = in_rows((Button(name, data) for name, data in names), 3)
            return Response(toast="", replies=(say(visit.lines(visit.here("start.country")), buttons=buttons),))
        case _:
            return Response(toast=visit.text("toast.old_button"))


def much(visit: Visit) -> Response:
    """The second touch: how much; answered with the third, a sample alert. The regions are "12" or "12-14"."""
    numbers, _, level = visit.request.target.partition(".")
    found = re.fullmatch(r"(\d{1,18})(?:-(\d{1,18}))?", numbers)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    mine = [one for one in visit.subscriptions if first <= one.id <= last]
    if not mine or level not in ("1", "2", "3", "4"):
        return Response(toast=visit.text("toast.old_button"))
    changed = [replace(one, least=Severity(int(level))) for one in mine]
    lines: list[Line] = []
    for one in changed:
        visit.desk.store.update_subscription(one)
        done = visit.line("subscribe.done", place=named(visit, one, in_text=True))
        lines += [done, describe(visit, one)]
    change = f"v1:reg:{changed[0].id}" if len(changed) == 1 else "v1:list:0"
    return Response(
        toast=visit.text("toast.done"),
        edit=say(lines, buttons=[[Button(visit.text("button.change"), change)]]),
        replies=(say(visit.lines("onboarding.sample_intro")),),
        also=(sample(visit, changed[0]),),
    )


def sample(visit: Visit, subscription: Subscription) -> Delivery:
    """An alert as this person would see it, marked as a sample in its first line and in its source."""
    region = subscription.region
    kind = "city" if region.kind == "circle" else region.kind
    place = Place(
        region.geonameid or 0, region.name, kind, region.country, region.admin1, region.admin2,
        region.lat or 0.0, region.lon or 0.0, 0, region.timezone,
    )  # fmt: skip  # a table or a paragraph of words, not one a line
    category = next(
        (slug for slug in ("shooting", *visit.desk.categories) if slug in visit.desk.categories), "shooting"
    )
    part = Part(category, Severity.SERIOUS, place, "sample", "", Facts(), None, visit.desk.gazetteer.parents(place))
    source = Source(
        visit.text("onboarding.sample_source"),
        visit.text("onboarding.sample_headline"),
        None,
        visit.language,
        False,
        visit.now,
        "",
    )
    incident = Incident(0, region.country or "", (part,), (source,), visit.now, visit.now)
    alert = Alert(incident, visit.chat.id, subscription.thread_id, (RegionMatch(subscription, part, "sample"),))
    composer = visit.desk.composer()
    heading = visit.line("onboarding.sample_mark") + title(alert, visit.wording, composer.categories)
    parts = render_alert(
        alert, visit.wording, visit.now, visit.tz, composer.categories,
        composer.help(incident.country, visit.chat.nationality), heading=heading,
    )  # fmt: skip  # a table or a paragraph of words, not one a line
    return Delivery(
        id=0, chat_id=visit.chat.id, kind="reply", parts=parts, severity=Severity.NOTICE, priority=REPLY_PRIORITY + 1,
        created=visit.now, due=visit.now, expires=visit.now + REPLY_LIVES, thread_id=subscription.thread_id,
    )  # fmt: skip  # a table or a paragraph of words, not one a line


def stop(visit: Visit) -> Response:
    visit.save(replace(visit.chat, active=False))
    return answered(say(visit.lines("stop.done", n=len(visit.subscriptions))))


def resume(visit: Visit) -> Response:
    visit.save(replace(visit.chat, active=True, muted_until=None))
    count = len(visit.subscriptions)
    return answered(say(visit.lines("resume.done" if count else visit.here("resume.nothing"), n=count)))
