"""/regions: what is followed here, each with a card to change or remove it."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.following import describe, named
from bot.commands.response import Reply, Response, answered, say
from bot.commands.subscribe import where_buttons
from bot.commands.visit import Visit
from bot.messages.text import Line, cut
from bot.outbox import Button
from bot.subscriptions import Subscription


def regions(visit: Visit) -> Response:
    return answered(_list(visit))


def listed(visit: Visit) -> Response:
    """Back from a card to the list."""
    return Response(toast="", edit=_list(visit))


def _list(visit: Visit) -> Reply:
    mine = visit.subscriptions
    if not mine:
        return say(visit.line("regions.none"), buttons=where_buttons(visit))
    lines: list[Line] = [visit.line("regions.title", n=len(mine))]
    buttons = []
    for subscription in mine:
        name = named(visit, subscription)
        lines.append(visit.line("regions.row", name=name, what=describe(visit, subscription)))
        buttons.append(
            (
                Button(visit.text("button.region", name=cut(name, 34)), f"v1:reg:{subscription.id}"),
                Button(visit.text("button.bin"), f"v1:del:{subscription.id}"),
            )
        )
    return say(lines, buttons=buttons)


def target_of(visit: Visit) -> Subscription | None:
    """The subscription a press is about: its own chat's only."""
    number = visit.request.target.partition(".")[0]
    return visit.desk.store.subscription(visit.chat.id, int(number)) if number.isdigit() else None


def remove(visit: Visit) -> Response:
    subscription = target_of(visit)
    if subscription is None or not visit.desk.store.unsubscribe(visit.chat.id, subscription.id):
        return Response(toast=visit.text("toast.gone_already"), edit=_list(visit))
    return Response(toast=visit.text("toast.removed", name=cut(named(visit, subscription), 60)), edit=_list(visit))


def unsubscribe(visit: Visit) -> Response:
    """/unsubscribe [name | all]"""
    typed = visit.request.argument.casefold()
    mine = visit.subscriptions
    if typed in ("all", "todo", "todas"):
        gone = visit.desk.store.unsubscribe(visit.chat.id)
        return answered(say(visit.line("regions.all_removed", n=gone)))
    match = [one for one in mine if typed and typed in named(visit, one).casefold()]
    if typed and mine and not match:
        list_ = _list(visit)
        unknown = visit.line("regions.not_followed", typed=cut(visit.request.argument, 60))
        return answered(replace(list_, lines=(unknown, (), *list_.lines)))
    if len(match) != 1:
        return answered(_list(visit))
    visit.desk.store.unsubscribe(visit.chat.id, match[0].id)
    return answered(say(visit.line("regions.removed", name=named(visit, match[0]))))
