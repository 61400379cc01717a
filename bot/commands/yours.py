"""What is kept about a chat: handed over with /export, gone with /deleteaccount."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.commands.response import Reply, Response, answered, say
from bot.commands.visit import Visit
from bot.outbox import Button

MOST_ALERTS = 500


def export(visit: Visit) -> Response:
    store = visit.desk.store
    kept: dict[str, Any] = {
        "chat": asdict(visit.chat),
        "regions": [asdict(one) for one in visit.subscriptions],
        "alerts_sent": [
            {"when": one.created, "incident": one.incident_id, "text": "\n".join(part.plain for part in one.parts)}
            for one in store.alerts_sent(visit.chat.id, MOST_ALERTS)
        ],
        "wrong_alerts_reported": [
            {"incident": incident, "what": what, "when": when}
            for chat, incident, what, when in store.feedback(datetime.fromtimestamp(0, visit.now.tzinfo))
            if chat == visit.chat.id
        ],
    }
    body = json.dumps(kept, ensure_ascii=False, indent=1, default=_plain)
    return answered(Reply(visit.lines("export.here"), document=("tocsin-export.json", body)))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return str(value)


def delete_account(visit: Visit) -> Response:
    """Asks once."""
    return answered(
        say(
            visit.lines("delete.sure", n=len(visit.subscriptions)),
            buttons=[
                [
                    Button(visit.text("delete.yes"), "v1:erase:yes"),
                    Button(visit.text("delete.no"), "v1:erase:no"),
                ]
            ],
        )
    )


def erase(visit: Visit) -> Response:
    if visit.request.target == "no":
        return Response(toast=visit.text("delete.kept"), edit=say(visit.line("delete.kept")))
    if visit.request.target != "yes":
        return Response(toast=visit.text("toast.old_button"))
    visit.desk.store.erase_chat(visit.chat.id)
    # Said by editing: a reply would write the chat into the outbox again.
    return Response(toast=visit.text("delete.gone"), edit=say(visit.line("delete.gone")))
