"""/trip: a place for some days; it starts and ends by itself and is then forgotten."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from bot.commands.coverage import coverage
from bot.commands.days import read_trip
from bot.commands.finding import Choice, Found, TooWide, choice_label, find, full_name
from bot.commands.response import Reply, Response, answered, in_rows, say
from bot.commands.visit import Visit
from bot.messages.text import cut
from bot.messages.when import full_day
from bot.outbox import Button
from bot.regions import region_from_place
from bot.schedule import zone
from bot.subscriptions import Subscription
from extract.places import Place

LONGEST = timedelta(days=366)


def trip(visit: Visit) -> Response:
    """/trip Mexico City 2026-12-03 2026-12-10"""
    found = read_trip(visit.request.argument, visit.now.date())
    example = visit.now.date() + timedelta(days=8)
    if found is None:
        return answered(say(visit.line("trip.how", first=f"{example}", last=f"{example + timedelta(days=7)}")))
    typed, first, last = found
    if last < first or last < visit.now.date() - timedelta(days=1):
        return answered(say(visit.line("trip.backwards", first=f"{example}", last=f"{example + timedelta(days=7)}")))
    if last - first > LONGEST:
        return answered(say(visit.line("trip.too_long")))
    place = find(typed, visit.desk.gazetteer)
    if place is None:
        return answered(say(visit.line("subscribe.unknown", typed=cut(typed, 60))))
    if isinstance(place, TooWide):
        return answered(
            say(
                visit.line(
                    "trip.too_wide", typed=cut(typed, 60), first=f"{example}", last=f"{example + timedelta(days=7)}"
                )
            )
        )
    if isinstance(place, Choice):
        days = f"{first:%Y%m%d}.{last:%Y%m%d}"
        buttons = (Button(choice_label(one, visit), f"v1:trip:g{one.geonameid}.{days}") for one in place.places)
        key = "subscribe.did_you_mean" if place.guess else "subscribe.which"
        return answered(say(visit.line(key, typed=cut(typed, 60)), buttons=in_rows(buttons, 1)))
    return answered(_planned(visit, place, first, last))


def chosen(visit: Visit) -> Response:
    found = re.fullmatch(r"g(\d+)\.(\d{8})\.(\d{8})", visit.request.target)
    place = visit.desk.gazetteer.place(int(found[1])) if found else None
    first, last = (_compact(found[2]), _compact(found[3])) if found else (None, None)
    if place is None or first is None or last is None:
        return Response(toast=visit.text("toast.old_button"))
    return Response(toast=visit.text("toast.done"), edit=_planned(visit, Found(place), first, last))


def _planned(visit: Visit, found: Found, first: date, last: date) -> Reply:
    place: Place = found.place
    if len(visit.subscriptions) >= visit.desk.most_regions:
        return say(visit.line("subscribe.quota", most=visit.desk.most_regions))
    region = region_from_place(place)
    tz = zone(place.timezone)
    # A day on the road is a day at the destination.
    starts = datetime.combine(first, time(0), tzinfo=tz).astimezone(UTC)
    until = datetime.combine(last + timedelta(days=1), time(0), tzinfo=tz).astimezone(UTC)
    stored = visit.desk.store.subscribe(
        Subscription(0, visit.chat.id, region, visit.request.thread_id, starts=starts, until=until, trip=True),
        visit.now,
    )
    days = {"first": full_day(first, visit.wording), "last": full_day(last, visit.wording)}
    return say(
        visit.line("trip.done", place=full_name(place, visit, in_text=True), **days),
        coverage(visit, region),
        buttons=[
            [
                Button(visit.text("button.change"), f"v1:reg:{stored.id}"),
                Button(visit.text("button.remove"), f"v1:del:{stored.id}"),
            ]
        ],
    )


def _compact(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
