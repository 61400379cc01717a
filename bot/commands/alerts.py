"""The buttons under an alert: why, wrong, safe, and back to where they were."""

from __future__ import annotations

from datetime import timedelta

from bot.commands import reasons
from bot.commands.response import Keyboard, Reply, Response, say
from bot.commands.visit import Visit
from bot.incidents import Incident
from bot.messages.render import alert_buttons
from bot.messages.text import Line, cut
from bot.outbox import Button
from bot.subscriptions import Alert, RegionMatch

WRONGS = ("place", "not_violence", "old", "duplicate")
ROLL_CALL_KEPT = timedelta(hours=48)


def why(visit: Visit) -> Response:
    """Which rule, which words, which place, which of your regions, told by whom."""
    incident = _incident(visit)
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
    number = visit.request.target
    if not number.isdigit():
        return Response(toast=visit.text("toast.old_button"))
    rows = [(Button(visit.text(f"wrong_alert.{kind}"), f"v1:wrongf:{number}.{kind}"),) for kind in WRONGS]
    rows.append((Button(visit.text("button.back"), f"v1:back:{number}"),))
    return Response(toast="", edit=Reply((), tuple(rows)))


def wronged(visit: Visit) -> Response:
    """Kept for whoever edits the rules."""
    number, _, kind = visit.request.target.partition(".")
    if not number.isdigit() or kind not in WRONGS or visit.desk.store.incident(int(number)) is None:
        return Response(toast=visit.text("toast.old_button"))
    visit.desk.store.add_feedback(visit.chat.id, int(number), kind, visit.now)
    return Response(toast=visit.text("wrong_alert.thanks"), edit=Reply((), own_buttons(visit, int(number))))


def safe(visit: Visit) -> Response:
    """Roll-call of a group: who answered, never that all are safe."""
    incident = _incident(visit)
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
    number = visit.request.target
    if not number.isdigit():
        return Response(toast=visit.text("toast.old_button"))
    return Response(toast="", edit=Reply((), own_buttons(visit, int(number))))


def own_buttons(visit: Visit, number: int) -> Keyboard:
    """The buttons an alert came with; none when its incident is forgotten."""
    incident = visit.desk.store.incident(number)
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


def _incident(visit: Visit) -> Incident | None:
    number = visit.request.target
    return visit.desk.store.incident(int(number)) if number.isdigit() else None
