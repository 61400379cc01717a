"""An admin's word on what the fuse holds back: let it go, or drop it."""

from __future__ import annotations

from bot.commands.numbers import incident_of
from bot.commands.response import Response, say
from bot.commands.visit import Visit
from bot.incidents.ending import taken_back


def decided(visit: Visit) -> Response:
    """v1:held:<incident>.go or .drop; whoever comes second, or too late, is told so."""
    number, _, word = visit.request.target.partition(".")
    store = visit.desk.store
    incident = incident_of(visit, number)
    if incident is None or word not in ("go", "drop") or not visit.is_operator:
        return Response(toast=visit.text("toast.old_button"))
    if not store.held(incident.id):
        warned = bool(store.warned(incident.id))
        return Response(toast=visit.text("held.too_late" if warned else "held.over", number=incident.id))
    if word == "go":
        count, key = store.let_go(incident.id, visit.now), "held.gone"
    else:
        count, key = store.cancel(incident.id, "dropped by an admin", visit.now), "held.dropped"
        # Nobody was told, so nobody needs a correction; /latest must not tell it either.
        store.replace_incident(taken_back(incident, visit.now))
    store.record_act(visit.request.user_id or 0, f"incident {incident.id} {word}: {count} held alerts", visit.now)
    return Response(toast=visit.text("toast.done"), edit=say(visit.line(key, number=incident.id, n=count)))
