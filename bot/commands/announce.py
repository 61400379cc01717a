"""/announce: the operator's own word to everybody, confirmed first, never in the layout of an alert."""

from __future__ import annotations

from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.incidents.telling import Announcement
from bot.messages.text import cut
from bot.outbox import Button

DRAFT = "announce.draft"
LONGEST = 2000


def announce(visit: Visit) -> Response:
    """/announce TEXT"""
    text = visit.request.argument
    if not text:
        return answered(say(visit.line("announce.how")))
    if len(text) > LONGEST:
        return answered(say(visit.line("announce.too_long", most=LONGEST)))
    number = str(visit.request.message_id or 0)
    visit.desk.store.set_value(DRAFT, f"{number}:{text}")
    return answered(
        say(
            visit.line("announce.sure", n=visit.desk.store.numbers().reached),
            (),
            visit.lines("announce.text", text=text),
            buttons=[
                [
                    Button(visit.text("announce.yes"), f"v1:tell:{number}"),
                    Button(visit.text("announce.no"), "v1:tell:no"),
                ]
            ],
        )
    )


def told(visit: Visit) -> Response:
    if not visit.is_operator:
        return Response(toast=visit.text("toast.old_button"))
    store = visit.desk.store
    number, _, text = (store.value(DRAFT) or "").partition(":")
    if visit.request.target == "no":
        store.set_value(DRAFT, None)
        return Response(toast=visit.text("announce.dropped"), edit=say(visit.line("announce.dropped")))
    if not text or number != visit.request.target:
        return Response(toast=visit.text("toast.old_button"))
    store.set_value(DRAFT, None)
    store.record_act(visit.request.user_id or 0, f"announce: {cut(text, 80)}", visit.now)
    done = visit.line("announce.done", n=store.numbers().reached)
    return Response(toast=visit.text("toast.done"), edit=say(done), tells=(Announcement(text),))
