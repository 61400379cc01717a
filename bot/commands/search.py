"""/search and /whynot: in what was told, and in what was not."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.commands.latest import row
from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.incidents import Incident
from bot.messages.places import name_of
from bot.messages.render import category_name
from bot.messages.text import Line, cut
from bot.messages.when import age
from extract.text import fold

BACK = timedelta(days=90)
MOST_READ = 5000
MOST_SHOWN = 8
_URL = re.compile(r"https?://\S+\Z", re.IGNORECASE)


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


def why_not(visit: Visit) -> Response:
    """/whynot ADDRESS or text: what became of it, or would."""
    typed = visit.request.argument or visit.request.replied_text
    if not typed:
        return answered(say(visit.line("whynot.how")))
    if _URL.match(typed):
        return _of_address(visit, typed)
    if visit.desk.explain is None:
        return answered(say(visit.line("whynot.address_only")))
    said = visit.desk.explain(typed)
    return answered(say(visit.line("whynot.title"), [visit.line("alert.bullet", text=cut(one, 400)) for one in said]))


def _of_address(visit: Visit, url: str) -> Response:
    known = visit.desk.store.articles(url=url, limit=5)
    if not known:
        return answered(say(visit.line("whynot.unseen")))
    lines: list[Line] = []
    for seen in known:
        when = age(seen.first_seen, visit.now, visit.wording)
        lines.append(visit.line("whynot.seen", publisher=seen.article.publisher or seen.article.feed, age=when))
        lines.append(visit.line("alert.bullet", text=cut(seen.reason, 500)))
        if seen.incident_id:
            lines.append(visit.line("whynot.incident", number=seen.incident_id))
    return answered(say(lines))
