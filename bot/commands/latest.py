"""/latest: what happened in the followed regions within a week, newest first, in pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.commands.numbers import number_in
from bot.commands.response import Reply, Response, answered, say
from bot.commands.visit import Visit
from bot.incidents import Incident
from bot.messages.event import category_name
from bot.messages.places import where
from bot.messages.render import SIGNS
from bot.messages.text import Line, Span
from bot.messages.when import age
from bot.outbox import Button
from bot.subscriptions import RegionMatch, concerns

WEEK = timedelta(days=7)
PAGE = 6


def latest(visit: Visit) -> Response:
    return answered(_page(visit, 0))


def turned(visit: Visit) -> Response:
    """Another page, in place."""
    return Response(toast="", edit=_page(visit, number_in(visit.request.target) or 0))


def _page(visit: Visit, page: int) -> Reply:
    mine = visit.subscriptions
    if not mine:
        return say(visit.line(visit.here("regions.none")))
    told: list[tuple[Incident, RegionMatch]] = []
    for incident in visit.desk.store.incidents(visit.now - WEEK):
        # Whoever muted a region still wants to know what happened there when he asks.
        heard = (replace(one, muted_until=None) for one in mine)
        matches = (concerns(incident, one, visit.now) for one in heard) if not incident.trial else ()
        match = next((match for match in matches if match is not None), None)
        if match is not None:
            told.append((incident, match))
    if not told:
        return say(visit.lines("latest.none"))
    last = (len(told) - 1) // PAGE
    page = min(max(page, 0), last)
    lines: list[Line] = [visit.line("latest.title", n=len(told))]
    for incident, match in told[page * PAGE : (page + 1) * PAGE]:
        lines += [(), row(visit, incident, match)]
    turns = []
    if page > 0:
        turns.append(Button(visit.text("button.newer"), f"v1:late:{page - 1}"))
    if page < last:
        turns.append(Button(visit.text("button.older"), f"v1:late:{page + 1}"))
    return say(lines, buttons=[turns] if turns else ())


def row(visit: Visit, incident: Incident, match: RegionMatch | None) -> Line:
    part = match.part if match else incident.head
    source = incident.sources[0]
    link = source.url if source.url and source.url.startswith("http") else None
    return visit.line(
        "latest.row",
        sign=SIGNS[part.severity],
        kind=category_name(part.category, visit.language, visit.desk.categories),
        where=where(part, visit.wording),
        age=age(source.published or incident.opened, visit.now, visit.wording),
        publisher=Span(source.publisher or visit.text("alert.unnamed_source"), url=link),
    )
