"""/incident: what an incident rests on; taking a wrong one back, and joining two that are one."""

from __future__ import annotations

from collections import Counter

from bot.commands import reasons
from bot.commands.numbers import incident_of, number_in
from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.filing import unite
from bot.incidents import Incident
from bot.incidents.ending import taken_back
from bot.incidents.reason import Reason
from bot.incidents.telling import Telling
from bot.messages.notices import held_buttons
from bot.messages.text import Line, Span, cut
from bot.messages.when import moment


def incident(visit: Visit) -> Response:
    """/incident 7 | /incident 7 retract reason | /incident 7 merge 9"""
    number, _, rest = visit.request.argument.partition(" ")
    verb, _, more = rest.strip().partition(" ")
    verb = verb.lower()
    if number_in(number) is None or verb not in ("", "retract", "merge"):
        return answered(say(visit.line("incident.how")))
    known = incident_of(visit, number)
    if known is None:
        return answered(say(visit.line("incident.unknown", number=cut(number, 20))))
    if verb == "retract":
        return _retract(visit, known, more.strip())
    if verb == "merge":
        return _merge(visit, known, more.strip())
    lines = _evidence(visit, known)
    if known.id != number_in(number):
        lines[:0] = [visit.line("incident.merged", number=str(number_in(number)), into=known.id), ()]
    waiting = visit.desk.store.held(known.id)
    if not waiting:
        return answered(say(lines))
    lines += [(), visit.line("held.waits", n=waiting)]
    return answered(say(lines, buttons=held_buttons(known.id, visit.wording)))


def _evidence(visit: Visit, known: Incident) -> list[Line]:
    lines: list[Line] = [
        visit.line(
            "incident.title",
            number=known.id,
            revision=known.revision,
            when=moment(known.opened, visit.tz, visit.language),
            n=visit.desk.store.number_warned(known.id),
        )
    ]
    lines += [*reasons.of_parts(visit, known), ()]
    joined = reasons.of_joining(visit, known)
    for source in known.sources:
        link = source.url if source.url and source.url.startswith("http") else None
        headline = Span(cut(source.title, 120) or "…", url=link)
        lines.append(visit.line("alert.source", publisher=source.publisher or "?", headline=headline))
        if source.article_key in joined:
            lines.append(joined[source.article_key])
    for kind, count in objections(visit, known).most_common():
        lines.append(visit.line("incident.wrong", what=visit.text(f"wrong_alert.{kind}"), n=count))
    lines += [(), *visit.lines("incident.verbs", number=known.id)]
    return lines


def _retract(visit: Visit, known: Incident, reason: str) -> Response:
    if known.state == "retracted":
        return answered(say(visit.line("incident.gone_already")))
    if not reason:
        return answered(say(visit.line("incident.reason", number=known.id)))
    n, telling = take_back(visit, known, Reason("incident.said", {"text": cut(reason, 500)}), reason)
    return Response(replies=(say(visit.line("incident.retracted", number=known.id, n=n)),), tells=(telling,))


def pressed(visit: Visit) -> Response:
    """v1:retract:<incident>: taken back with one press, for the reason that most of those who objected gave."""
    number = visit.request.target
    known = incident_of(visit, number) if visit.is_operator else None
    if known is None:
        return Response(toast=visit.text("toast.old_button"))
    if known.trial:
        return Response(toast=visit.text("incident.gone_already"))
    kind = next((kind for kind, _ in objections(visit, known).most_common(1)), "not_violence")
    n, telling = take_back(visit, known, Reason(f"incident.because_{kind}"), kind)
    done = say(visit.line("incident.retracted", number=known.id, n=n))
    return Response(toast=visit.text("toast.done"), edit=done, tells=(telling,))


def objections(visit: Visit, known: Incident) -> Counter[str]:
    """How many chats said what is wrong with it; to have had it before is no objection to what it says."""
    given = visit.desk.store.feedback(known.opened)
    return Counter(kind for _, number, kind, _ in given if number == known.id and kind != "duplicate")


def take_back(visit: Visit, known: Incident, why: Reason, noted: str) -> tuple[int, Telling]:
    """How many were warned, and that they are to be told; what has not left stays here."""
    store = visit.desk.store
    back = taken_back(known, visit.now)
    store.replace_incident(back)
    store.cancel(known.id, "retracted", visit.now)
    store.record_act(visit.request.user_id or 0, f"incident {known.id} retract: {noted}", visit.now)
    return store.number_warned(known.id), Telling(back, "", "", known, why=why)


def _merge(visit: Visit, known: Incident, other: str) -> Response:
    """Into the other one; the one that is left is hidden, so that nobody is told twice."""
    store = visit.desk.store
    into = incident_of(visit, other)
    if into is None or into.id == known.id or into.country != known.country or into.trial or known.trial:
        return answered(say(visit.line("incident.merge_how", number=known.id)))
    unite(into, known, store, visit.now)
    store.record_act(visit.request.user_id or 0, f"incident {known.id} merge {into.id}", visit.now)
    return answered(say(visit.line("incident.merged", number=known.id, into=into.id)))
