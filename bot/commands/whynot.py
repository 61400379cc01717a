"""/whynot: what became of an article, or what would become of it, and whose doing that is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.asked import Asked
from bot.commands import reasons
from bot.commands.request import Request
from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.incidents import Incident, incidents_of
from bot.messages.because import because
from bot.messages.event import category_name
from bot.messages.text import Line, Span, cut
from bot.messages.when import age
from bot.reading import Reading
from bot.store import Seen, Store
from bot.subscriptions import Chat

_URL = re.compile(r"https?://\S+\Z", re.IGNORECASE)
HOUR = timedelta(hours=1)
MOST_STOPPED = 5


def asked_of(request: Request) -> Asked | None:
    """What the command is about; None when nothing was said."""
    typed = (request.argument or request.replied_text).strip()
    if not typed:
        return None
    return Asked(url=typed) if _URL.match(typed) else Asked(text=typed)


def may_fetch(visit: Visit) -> bool:
    return len(_lately(visit.chat, visit)) < visit.desk.fetches_per_hour


def _lately(chat: Chat, visit: Visit) -> tuple[object, ...]:
    return tuple(when for when in chat.fetches if visit.now - when < HOUR)


def wants_reading(visit: Visit) -> Asked | None:
    """What must be fetched or read before the command can answer; None when the store knows, or it may not."""
    asked = asked_of(visit.request)
    if asked is None or asked.url is None:
        return asked
    return None if _known(visit.desk.store, asked.url) or not may_fetch(visit) else asked


def _known(store: Store, url: str) -> list[Seen]:
    return list(store.articles(url=url, limit=3))


def why_not(visit: Visit) -> Response:
    """/whynot ADDRESS or text"""
    asked = asked_of(visit.request)
    if asked is None:
        return answered(say(visit.line("whynot.how")))
    known = _known(visit.desk.store, asked.url) if asked.url else []
    if known:
        return answered(say([line for seen in known for line in _seen(visit, seen)]))
    examined = visit.examined
    if examined is None:
        return answered(say(visit.line("whynot.quota", most=visit.desk.fetches_per_hour)))
    if examined.fetched:
        lately = (*(when for when in visit.chat.fetches if visit.now - when < HOUR), visit.now)
        visit.save(replace(visit.chat, fetches=lately))
    if examined.reading is None:
        return answered(say(visit.line("whynot.unreadable", why=cut(examined.why, 200))))
    title = visit.line("whynot.unseen" if asked.url else "whynot.title")
    return answered(say(title, _read(visit, examined.reading)))


def _seen(visit: Visit, seen: Seen) -> list[Line]:
    """An article the sources have shown: what became of it then."""
    when = age(seen.first_seen, visit.now, visit.wording)
    headline = Span(cut(seen.article.title, 120) or "…", url=seen.article.url)
    lines = [
        visit.line("whynot.seen", publisher=seen.article.publisher or seen.article.feed, age=when, headline=headline)
    ]
    incident = visit.desk.store.incident(seen.incident_id) if seen.incident_id else None
    if incident is None:
        return [*lines, visit.line("whynot.kept_quiet", why=reasons.stopped(visit, seen.outcome, seen.reason))]
    filed = visit.desk.store.report_of(seen.article.feed, seen.article.key)
    if filed is not None and filed.joined:
        lines.append(visit.line("whynot.joined", number=incident.id, why=cut(because(filed.why, visit.wording), 300)))
    else:
        lines.append(visit.line("whynot.incident", number=incident.id))
        if filed is not None:
            lines.append(visit.line("whynot.apart", why=cut(because(filed.why, visit.wording), 300)))
    lines += reasons.of_parts(visit, incident)
    return [*lines, (), *_yours(visit, incident)]


def _yours(visit: Visit, incident: Incident) -> list[Line]:
    if incident.trial:
        return [visit.line("whynot.hidden")]
    told = next(
        (one for one in visit.desk.store.alerts_sent(visit.chat.id, 200) if one.incident_id == incident.id), None
    )
    if told is not None:
        return [visit.line("whynot.told", age=age(told.created, visit.now, visit.wording))]
    return [visit.line("whynot.yours"), *reasons.of_settings(visit, incident)]


def _read(visit: Visit, reading: Reading) -> list[Line]:
    """An article read just now: what it would become."""
    language = reading.extraction.language if reading.extraction else reading.article.language or ""
    found = incidents_of(reading.article, reading.findings, visit.desk.gazetteer.parents, language, visit.now)
    lines: list[Line] = []
    for incident in found:
        lines += [*reasons.of_parts(visit, incident), (), *_yours(visit, incident)]
    stopped = _stopped(visit, reading)
    if found and stopped:
        lines += [(), visit.line("whynot.besides"), *stopped]
    if not found:
        lines += stopped or [visit.line("whynot.kept_quiet", why=reasons.stopped(visit, reading.verdict, reading.why))]
    return lines


def _stopped(visit: Visit, reading: Reading) -> list[Line]:
    lines: dict[Line, None] = {}
    for finding in reading.findings:
        if finding.stopped is not None:
            kind = category_name(finding.category, visit.language, visit.desk.categories)
            why = reasons.stopped(visit, finding.stopped.gate, finding.stopped.why)
            lines[visit.line("whynot.stopped", kind=kind, rule=finding.rule, why=why)] = None
    return list(lines)[:MOST_STOPPED]
