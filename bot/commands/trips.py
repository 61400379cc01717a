"""/trip: a place for some days; it starts and ends by itself and is then forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from bot.commands.coverage import coverage
from bot.commands.finding import Choice, Found, TooWide, choice_label, find, full_name
from bot.commands.following import describe
from bot.commands.packing import packed_days, unpacked_days
from bot.commands.response import Reply, Response, answered, in_rows, say
from bot.commands.several import Named, is_known, several
from bot.commands.targets import target_for, wished
from bot.commands.trip_days import TripDays, read_trip
from bot.commands.visit import Visit
from bot.commands.wish import Misread, Wish, read_wish
from bot.messages.text import cut
from bot.messages.when import trip_day
from bot.outbox import Button
from bot.regions import region_from_place
from bot.schedule import zone
from bot.subscriptions import Subscription
from extract.places import Place
from rules.rule import Severity

LONGEST = timedelta(days=366)
STAYS = (0, 2, 6, 13)  # days after the first that a person may choose

Days = tuple[date, date | None]  # the last is None until it was asked for


def trip(visit: Visit) -> Response:
    """/trip PLACE [radius] [categories] [from severity] FIRST-DAY LAST-DAY"""
    found = trip_in(visit, visit.request.argument)
    if found is not None and found.last is None and _is_place(visit, visit.request.argument):
        found = None  # "Santo Domingo" is no Sunday
    return answered(_explained(visit, "trip.how")) if found is None else planned(visit, found)


def trip_in(visit: Visit, text: str) -> TripDays | None:
    """The trip a line speaks of, by the calendar where the person is."""
    return read_trip(text, visit.now.astimezone(visit.tz).date(), partial(_is_place, visit))


def spoken(visit: Visit, text: str) -> Response | None:
    """ "I am going to Oaxaca next week", without the command: None where it names no place and days."""
    found = trip_in(visit, text)
    if found is None or not _is_place(visit, found.place) or _is_place(visit, text):
        return None
    return planned(visit, found)


def _is_place(visit: Visit, typed: str) -> bool:
    wish = read_wish(typed, visit.desk.categories, visit.wordings)
    return isinstance(wish, Wish) and is_known(wish.place, visit.desk.gazetteer)


def planned(visit: Visit, found: TripDays) -> Response:
    first, last = found.first, found.last
    if last is not None and (last < first or last < visit.now.date() - timedelta(days=1)):
        return answered(_explained(visit, "trip.backwards"))
    if last is not None and last - first > LONGEST:
        return answered(say(visit.line("trip.too_long")))
    wish = read_wish(found.place, visit.desk.categories, visit.wordings)
    if isinstance(wish, Misread):
        return answered(say(visit.line(wish.key, **wish.values)))
    gazetteer, around = visit.desk.gazetteer, wish.radius_km is not None
    places = several(wish.place, gazetteer, around=around) or (
        Named(wish.place, find(wish.place, gazetteer, around=around)),
    )
    return answered(*(_answer(visit, one, wish, (first, last)) for one in places))


def _explained(visit: Visit, key: str, **values: str) -> Reply:
    """With days to come in the example."""
    example = visit.now.date() + timedelta(days=8)
    return say(visit.line(key, first=f"{example}", last=f"{example + timedelta(days=7)}", **values))


def _answer(visit: Visit, one: Named, wish: Wish, days: Days) -> Reply:
    typed = cut(one.typed, 60)
    wish = replace(wish, place=one.typed)
    match one.found:
        case None:
            return say(visit.line("subscribe.unknown", typed=typed))
        case TooWide():
            return _explained(visit, "trip.too_wide", typed=typed)
        case Choice(places, guess):
            buttons = in_rows((_button(visit, place, wish, days) for place in places), 1)
            key = "subscribe.did_you_mean" if guess else "subscribe.which"
            return say(visit.line(key, typed=typed), buttons=buttons)
        case Found(place):
            return _planned(visit, place, wish, days)


def _button(visit: Visit, place: Place, wish: Wish, days: Days, label: str = "") -> Button:
    head = f"v1:trip:{packed_days(*days)}."
    return Button(label or choice_label(place, visit), head + target_for(visit, place.geonameid, wish, before=head))


def chosen(visit: Visit) -> Response:
    """A press on one of several places."""
    days, _, rest = visit.request.target.partition(".")
    when, read = unpacked_days(days), wished(visit, rest)
    place = visit.desk.gazetteer.place(read[0]) if read else None
    if when is None or read is None or place is None:
        return Response(toast=visit.text("toast.old_button"))
    return Response(toast=visit.text("toast.done"), edit=_planned(visit, place, read[1], when))


def _how_long(visit: Visit, place: Place, wish: Wish, first: date) -> Reply:
    """It begins and nothing says when it ends."""
    buttons = [
        _button(visit, place, wish, (first, first + timedelta(days=days)), visit.text("trip.days", n=days + 1))
        for days in STAYS
    ]
    about = {"place": full_name(place, visit, in_text=True), "first": trip_day(first, visit.wording)}
    example = {"typed": wish.place or place.name, "begins": f"{first}", "ends": f"{first + timedelta(days=6)}"}
    return say(visit.line("trip.how_long", **about, **example), buttons=in_rows(buttons, 2))


def _planned(visit: Visit, place: Place, wish: Wish, when: Days) -> Reply:
    first, last = when
    if last is None:
        return _how_long(visit, place, wish, first)
    region = region_from_place(place, wish.radius_km)
    mine = visit.subscriptions
    again = any(one.trip and one.region.key == region.key for one in mine)
    if len(mine) >= visit.desk.most_regions and not again:
        return say(visit.line("subscribe.quota", most=visit.desk.most_regions))
    tz = zone(place.timezone)
    # A day on the road is a day at the destination.
    starts = datetime.combine(first, time(0), tzinfo=tz).astimezone(UTC)
    until = datetime.combine(last + timedelta(days=1), time(0), tzinfo=tz).astimezone(UTC)
    stored = visit.desk.store.subscribe(
        Subscription(
            0,
            visit.chat.id,
            region,
            visit.request.thread_id,
            categories=wish.categories,
            least=wish.least or Severity.NOTICE,
            official_only=wish.official_only,
            two_sources=wish.two_sources,
            starts=starts,
            until=until,
            trip=True,
        ),
        visit.now,
    )
    if not visit.chat.active:
        visit.save(replace(visit.chat, active=True))
    days = {"first": trip_day(first, visit.wording), "last": trip_day(last, visit.wording)}
    return say(
        visit.line("trip.done", place=full_name(place, visit, in_text=True), **days),
        describe(visit, stored, days=False),
        coverage(visit, region),
        buttons=[
            [
                Button(visit.text("button.change"), f"v1:reg:{stored.id}"),
                Button(visit.text("button.remove"), f"v1:del:{stored.id}"),
            ]
        ],
    )
