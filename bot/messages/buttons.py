"""The buttons under an alert."""

from __future__ import annotations

from bot.messages.wording import Wording
from bot.outbox import Button
from bot.subscriptions import Alert
from extract.places import Place

MAP = "https://www.openstreetmap.org/?mlat={lat:.4f}&mlon={lon:.4f}#map={zoom}/{lat:.4f}/{lon:.4f}"
ZOOM = {"city": 12, "admin2": 10, "admin1": 8, "country": 5}


def map_link(place: Place) -> str:
    """The place on OpenStreetMap, from as near as makes sense for its kind."""
    return MAP.format(lat=place.lat, lon=place.lon, zoom=ZOOM.get(place.kind, 4))


def alert_buttons(
    alert: Alert, wording: Wording, *, roll_call: bool = False, answers: bool = True
) -> tuple[tuple[Button, ...], ...]:
    """Why, mute, wrong, the map as a picture and as a link; "I'm safe" in groups that want it.

    `answers` False leaves out what the bot would answer: in a channel all its readers would see that.
    """
    incident = alert.incident.id
    rows: list[tuple[Button, ...]] = []
    if answers:
        rows.append(
            (
                Button(wording.text("button.why"), f"v1:why:{incident}"),
                Button(wording.text("button.mute"), f"v1:mute:{incident}"),
                Button(wording.text("button.wrong"), f"v1:wrong:{incident}"),
            )
        )
    last: list[Button] = []
    link = map_link(alert.matches[0].part.place)
    if answers:
        last.append(Button(wording.text("button.map"), f"v1:map:{incident}"))
    last.append(Button(wording.text("map.link" if answers else "button.map"), url=link))
    if roll_call:
        last.append(Button(wording.text("button.safe"), f"v1:safe:{incident}"))
    rows.append(tuple(last))
    return tuple(rows)
