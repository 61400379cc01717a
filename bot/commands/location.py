"""A shared location: rounded to about 1 km; a live one moves its region and is forgotten at its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.commands.coverage import coverage
from bot.commands.following import named
from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.messages.when import moment
from bot.outbox import Button
from bot.regions import DEFAULT_RADIUS_KM, Region, circle
from bot.subscriptions import Subscription

FOR_EVER = 0x7FFFFFFF  # Telegram's live_period for "until I turn it off"
NEAREST_KM = 300.0


def located(visit: Visit) -> Response:
    request = visit.request
    if request.location is None:
        return Response()
    mine = visit.subscriptions
    followed = next((one for one in mine if one.live_message and one.live_message == request.message_id), None)
    if request.moved:
        return _moved(visit, followed)
    region = _circle(visit, DEFAULT_RADIUS_KM)
    live = request.live_s is not None
    until = visit.now + timedelta(seconds=request.live_s) if request.live_s and request.live_s < FOR_EVER else None
    again = next((one for one in mine if one.region.key == region.key and not one.trip), None)
    if live or again is None:
        if followed is None and len(mine) >= visit.desk.most_regions:
            return answered(say(visit.line("subscribe.quota", most=visit.desk.most_regions)))
        wanted = Subscription(
            0,
            visit.chat.id,
            region,
            trip=live,
            until=until,
            live_message=request.message_id if live else None,
        )
        stored = visit.desk.store.subscribe(wanted, visit.now)
    else:
        stored = again  # with the distance and kinds that were chosen for it
    if not visit.chat.active:
        visit.save(replace(visit.chat, active=True))
    key = "location.live" if live and until else "location.live_open" if live else "location.done"
    ends = moment(until, visit.tz, visit.language) if until else ""
    return answered(
        say(
            visit.lines(
                key, place=named(visit, replace(stored, label=None)), km=f"{stored.region.radius_km:g}", when=ends
            ),
            coverage(visit, region),
            buttons=[
                [
                    Button(visit.text("button.change"), f"v1:reg:{stored.id}"),
                    Button(visit.text("button.remove"), f"v1:del:{stored.id}"),
                ]
            ],
        )
    )


def _moved(visit: Visit, followed: Subscription | None) -> Response:
    """Silent: a point comes every few seconds. Without a period it was the last one."""
    if followed is None:
        return Response()
    if visit.request.live_s is None:
        visit.desk.store.unsubscribe(visit.chat.id, followed.id)
        return answered(say(visit.line("location.live_over")))
    region = _circle(visit, followed.region.radius_km or DEFAULT_RADIUS_KM)
    if (region.lat, region.lon) != (followed.region.lat, followed.region.lon):
        visit.desk.store.update_subscription(replace(followed, region=region))
    return Response()


def _circle(visit: Visit, radius_km: float) -> Region:
    lat, lon = visit.request.location or (0.0, 0.0)
    nearest = visit.desk.gazetteer.nearest(lat, lon, NEAREST_KM)
    place = nearest.name if nearest else f"{lat:.2f}, {lon:.2f}"
    return circle(lat, lon, radius_km, place, nearest)
