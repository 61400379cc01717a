"""/search: in what was told."""

from __future__ import annotations

from datetime import timedelta

from bot.commands.latest import row
from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.incidents import Incident
from bot.messages.event import category_name
from bot.messages.places import name_of
from bot.messages.text import Line, cut
from extract.text import fold

BACK = timedelta(days=90)
MOST_READ = 5000
MOST_SHOWN = 8


def search(visit: Visit) -> Response:
    """/search words: every word must stand in a headline, a place or a kind of event."""
    words = fold(visit.request.argument).split()
    if not words:
        return answered(say(visit.line("search.how")))
    recent = visit.desk.store.incidents(visit.now - BACK, limit=MOST_READ)
    found = [one for one in recent if not one.trial and all(word in _text(visit, one) for word in words)]
    if not found:
        return answered(say(visit.line("search.nothing", typed=cut(visit.request.argument, 60))))
    lines: list[Line] = [visit.line("search.title", n=len(found), typed=cut(visit.request.argument, 60))]
    for incident in found[:MOST_SHOWN]:
        lines += [(), row(visit, incident, None)]
    return answered(say(lines))


def _text(visit: Visit, incident: Incident) -> str:
    pieces = [source.title for source in incident.sources]
    for part in incident.parts:
        pieces += [category_name(part.category, language, visit.desk.categories) for language in visit.desk.languages]
        for place in (part.place, *part.parents):
            pieces += [place.name, name_of(place, visit.wording)]
    return fold(" ".join(pieces))
