"""The map under an alert: a picture, drawn here, and the link to a map to move about in."""

from __future__ import annotations

import base64
from functools import partial

from bot.commands import reasons
from bot.commands.numbers import incident_of
from bot.commands.response import Reply, Response
from bot.commands.visit import Visit
from bot.map.scene import scene_of
from bot.messages.buttons import map_link
from bot.messages.places import name_of, path, region_name
from bot.messages.text import Span
from bot.outbox import Photo


def picture(visit: Visit) -> Response:
    """Drawn once: the same picture is known to Telegram afterwards, whoever asks for it."""
    incident = incident_of(visit, visit.request.target)
    if incident is None:
        return Response(toast=visit.text("toast.too_old"))
    match = next(iter(reasons.matches(visit, incident)), None)
    part = match.part if match else incident.head
    asked = match.subscription if match else None
    name = partial(name_of, wording=visit.wording)
    scene = scene_of(
        incident,
        part,
        asked.region if asked else None,
        region_name(asked.region, asked.label, visit.wording) if asked else "",
        name,
        visit.language,
    )
    known = visit.desk.store.photo(scene.name)
    drawn = "" if known else base64.b64encode(scene.drawn(visit.desk.gazetteer, name)).decode()
    where = path(part.place, part.parents, visit.wording)
    link = Span(visit.text("map.link"), url=map_link(part.place))
    caption = visit.lines("map.caption", place=where, link=link)
    return Response(toast="", replies=(Reply(caption, photo=Photo(scene.name, drawn, known or "")),))
