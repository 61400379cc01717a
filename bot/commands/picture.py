"""The map under an alert: a picture, drawn here, and the link to a map to move about in."""

from __future__ import annotations

import base64
from functools import partial

from bot.commands import reasons
from bot.commands.numbers import incident_of
from bot.commands.response import Reply, Response
from bot.commands.visit import Drawn, Visit
from bot.incidents import Incident, Part
from bot.map.scene import Scene, scene_of
from bot.messages.buttons import map_link
from bot.messages.places import name_of, path, region_name
from bot.messages.text import Span
from bot.outbox import Photo


def picture(visit: Visit) -> Response:
    """Drawn once: the same picture is known to Telegram afterwards, whoever asks for it."""
    incident = incident_of(visit, visit.request.target)
    if incident is None:
        return Response(toast=visit.text("toast.too_old"))
    scene, part = _scene(visit, incident)
    known = visit.desk.store.photo(scene.name)
    drawn = visit.drawn
    if drawn is None or drawn.name != scene.name:  # more was told of it in between
        drawn = None if known else _draw(visit, scene)
    where = path(part.place, part.parents, visit.wording)
    link = Span(visit.text("map.link"), url=map_link(part.place))
    caption = visit.lines("map.caption", place=where, link=link)
    photo = Photo(scene.name, drawn.base64 if drawn and not known else "", known or "")
    return Response(toast="", replies=(Reply(caption, photo=photo),))


def drawn_first(visit: Visit) -> Drawn | None:
    """The picture, before the command's transaction begins: nobody waits for the pencil. None where it is known."""
    incident = incident_of(visit, visit.request.target)
    if incident is None:
        return None
    scene, _ = _scene(visit, incident)
    return None if visit.desk.store.photo(scene.name) else _draw(visit, scene)


def _draw(visit: Visit, scene: Scene) -> Drawn:
    png = scene.drawn(visit.desk.gazetteer, partial(name_of, wording=visit.wording))
    return Drawn(scene.name, base64.b64encode(png).decode())


def _scene(visit: Visit, incident: Incident) -> tuple[Scene, Part]:
    """What this reader is shown, and the part of the incident that concerns him."""
    match = next(iter(reasons.matches(visit, incident)), None)
    part = match.part if match else incident.head
    asked = match.subscription if match else None
    scene = scene_of(
        incident,
        part,
        asked.region if asked else None,
        region_name(asked.region, asked.label, visit.wording) if asked else "",
        partial(name_of, wording=visit.wording),
        visit.language,
    )
    return scene, part
