"""The buttons under an alert: why, wrong, safe, and back to where they were."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from bot.commands import reasons
from bot.commands.correct import objections
from bot.commands.numbers import incident_of, number_in
from bot.commands.response import Keyboard, Reply, Response, say
from bot.commands.visit import Visit
from bot.incidents import Incident
from bot.messages.buttons import alert_buttons
from bot.messages.notices import named_by, notice
from bot.messages.text import Line, cut
from bot.outbox import Button, Delivery
from bot.subscriptions import Alert, RegionMatch

WRONGS = ("place", "not_violence", "old", "duplicate")
ENOUGH_OBJECT = 3
ROLL_CALL_KEPT = timedelta(hours=48)


def why(visit: Visit) -> Response:
    """Which rule, which words, which place, which of your regions, told by whom."""
    incident = incident_of(visit, visit.request.target)
    if incident is None:
        return Response(toast=visit.text("toast.too_old"))
    let = reasons.matches(visit, incident)
    lines: list[Line] = [visit.line("why.title"), (), *reasons.of_matches(visit, let)]
    lines += reasons.of_sound(visit, incident, let) if let else []
    lines += [*reasons.of_parts(visit, incident), (), *reasons.of_sources(visit, incident)]
    lines += [(), visit.line("why.number", number=incident.id, revision=incident.revision)]
    return Response(toast="", replies=(say(lines),))


def wrong(visit: Visit) -> Response:
    """What is wrong with it?"""
    number = number_in(visit.request.target)
    if number is None:
        return Response(toast=visit.text("toast.old_button"))
    rows = [(Button(visit.text(f"wrong_alert.{kind}"), f"v1:wrongf:{number}.{kind}"),) for kind in WRONGS]
    rows.append((Button(visit.text("button.back"), f"v1:back:{number}"),))
    return Response(toast="", edit=Reply((), tuple(rows)))


def wronged(visit: Visit) -> Response:
    """Kept for whoever edits the rules."""
    number, _, kind = visit.request.target.partition(".")
    incident = incident_of(visit, number)
    if incident is None or kind not in WRONGS:
        return Response(toast=visit.text("toast.old_button"))
    store = visit.desk.store
    before = objections(visit, incident).total()
    store.add_feedback(visit.chat.id, incident.id, kind, visit.now)
    said = objections(visit, incident)
    many = before < ENOUGH_OBJECT <= said.total()
    return Response(
        toast=visit.text("wrong_alert.thanks"),
        edit=Reply((), own_buttons(visit, str(incident.id))),
        also=_objected(visit, incident, said) if many and not incident.trial else (),
    )


def _objected(visit: Visit, incident: Incident, said: Counter[str]) -> tuple[Delivery, ...]:
    """The admins hear of it once, when enough people object, and may take the alert back with one press."""
    owed = []
    for admin in sorted(visit.desk.admins):
        chat = visit.desk.store.chat(admin)
        wording = visit.desk.wording(chat.language if chat else visit.chat.language)
        kinds = ", ".join(f"{wording.text(f'wrong_alert.{kind}')}: {count}" for kind, count in said.most_common())
        about = named_by(incident, wording, visit.desk.categories)
        lines = wording.lines("incident.objected", n=said.total(), kinds=kinds, **about)
        take_back = Button(wording.text("incident.take_back"), f"v1:retract:{incident.id}")
        owed.append(notice(admin, lines, visit.now, buttons=((take_back,),)))
    return tuple(owed)


def safe(visit: Visit) -> Response:
    """Roll-call of a group: who answered, never that all are safe."""
    incident = incident_of(visit, visit.request.target)
    if incident is None or not visit.chat.roll_call or visit.request.user_id is None:
        return Response(toast=visit.text("toast.no_roll_call"))
    store, since = visit.desk.store, visit.now - ROLL_CALL_KEPT
    before = store.roll_call(visit.chat.id, incident.id, since)
    name = cut(visit.request.user_name, 60) or visit.text("safe.somebody")
    store.answer_roll_call(visit.chat.id, incident.id, visit.request.user_id, name, visit.now)
    names = store.roll_call(visit.chat.id, incident.id, since)
    toast = visit.text("safe.noted")
    if list(names) == list(before):
        return Response(toast=toast)
    shown = ", ".join(names[:60])
    return Response(toast=toast, replies=(say(visit.line("safe.answered", n=len(names), names=shown)),))


def back(visit: Visit) -> Response:
    if number_in(visit.request.target) is None:
        return Response(toast=visit.text("toast.old_button"))
    return Response(toast="", edit=Reply((), own_buttons(visit, visit.request.target)))


def own_buttons(visit: Visit, number: str) -> Keyboard:
    """The buttons an alert came with; none when its incident is forgotten."""
    incident = incident_of(visit, number)
    if incident is None:
        return ()
    matches = reasons.matches(visit, incident) or (
        RegionMatch(visit.subscriptions[0], incident.head, "") if visit.subscriptions else None,
    )
    kept = tuple(match for match in matches if match is not None)
    if not kept:
        return ()
    alert = Alert(incident, visit.chat.id, visit.request.thread_id, kept)
    return alert_buttons(alert, visit.wording, roll_call=visit.chat.roll_call)
