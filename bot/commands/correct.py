"""/incident: what an incident rests on; taking a wrong one back, and joining two that are one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from bot.commands import reasons
from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.filing import unite
from bot.incidents import Incident
from bot.incidents.ending import taken_back
from bot.messages.correction import correction
from bot.messages.notices import held_buttons
from bot.messages.text import Line, Span, cut
from bot.messages.when import moment
from bot.messages.wording import Wording
from bot.outbox import Delivery


def incident(visit: Visit) -> Response:
    """/incident 7 | /incident 7 retract reason | /incident 7 merge 9"""
    number, _, rest = visit.request.argument.partition(" ")
    verb, _, more = rest.strip().partition(" ")
    known = visit.desk.store.incident(int(number)) if number.lstrip("#").isdigit() else None
    if known is None or verb not in ("", "retract", "merge"):
        return answered(say(visit.line("incident.how")))
    if verb == "retract":
        return _retract(visit, known, more.strip())
    if verb == "merge":
        return _merge(visit, known, more.strip().lstrip("#"))
    lines = _evidence(visit, known)
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
            n=len({chat for chat, _, _ in visit.desk.store.warned(known.id)}),
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
    if not reason:
        return answered(say(visit.line("incident.reason", number=known.id)))
    told = take_back(visit, known, lambda wording: cut(reason, 500), reason)
    return Response(replies=(say(visit.line("incident.retracted", number=known.id, n=len(told))),), also=told)


def pressed(visit: Visit) -> Response:
    """v1:retract:<incident>: taken back with one press, for the reason that most of those who objected gave."""
    number = visit.request.target
    known = visit.desk.store.incident(int(number)) if number.isdigit() and visit.is_operator else None
    if known is None:
        return Response(toast=visit.text("toast.old_button"))
    if known.trial:
        return Response(toast=visit.text("incident.gone_already"))
    kind = next((kind for kind, _ in objections(visit, known).most_common(1)), "not_violence")
    told = take_back(visit, known, lambda wording: wording.text(f"incident.because_{kind}"), kind)
    done = say(visit.line("incident.retracted", number=known.id, n=len(told)))
    return Response(toast=visit.text("toast.done"), edit=done, also=told)


def objections(visit: Visit, known: Incident) -> Counter[str]:
    """How many chats said what is wrong with it; to have had it before is no objection to what it says."""
    given = visit.desk.store.feedback(known.opened)
    return Counter(kind for _, number, kind, _ in given if number == known.id and kind != "duplicate")


def take_back(visit: Visit, known: Incident, reason: Callable[[Wording], str], noted: str) -> tuple[Delivery, ...]:
    """What is owed to those who were warned, in answer to the warning itself; what has not left stays here."""
    store = visit.desk.store
    told = []
    for chat_id, thread_id, message_id in store.warned(known.id):
        chat = store.chat(chat_id)
        if chat is not None and chat.active:
            said = reason(visit.desk.wording(chat.language))
            told.append(correction(known, chat, thread_id, message_id, said, visit.desk.composer(), visit.now))
    store.replace_incident(taken_back(known, visit.now))
    store.cancel(known.id, "retracted", visit.now)
    store.record_act(visit.request.user_id or 0, f"incident {known.id} retract: {noted}", visit.now)
    return tuple(told)


def _merge(visit: Visit, known: Incident, other: str) -> Response:
    """Into the other one; the one that is left is hidden, so that nobody is told twice."""
    store = visit.desk.store
    into = store.incident(int(other)) if other.isdigit() else None
    if into is None or into.id == known.id or into.country != known.country or into.trial or known.trial:
        return answered(say(visit.line("incident.merge_how", number=known.id)))
    unite(into, known, store, visit.now)
    store.record_act(visit.request.user_id or 0, f"incident {known.id} merge {into.id}", visit.now)
    return answered(say(visit.line("incident.merged", number=known.id, into=into.id)))
