"""/regions: what is followed here, each with a card to change or remove it."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.following import describe, named
from bot.commands.numbers import number_in, region_of
from bot.commands.response import Reply, Response, answered, say
from bot.commands.subscribe import where_buttons
from bot.commands.visit import Visit
from bot.messages.places import country_name
from bot.messages.text import Line, cut
from bot.outbox import Button
from bot.subscriptions import Subscription
from extract.text import fold


def regions(visit: Visit) -> Response:
    return answered(_list(visit))


def listed(visit: Visit) -> Response:
    """Back from a card to the list."""
    return Response(toast="", edit=_list(visit))


def _list(visit: Visit) -> Reply:
    mine = visit.subscriptions
    if not mine:
        return say(visit.line(visit.here("regions.none")), buttons=where_buttons(visit))
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


def called(visit: Visit, typed: str) -> tuple[Subscription | None, str]:
    """The region a line begins with, by number, own name or place, and the rest of the line.

    Whoever follows one place need not name it.
    """
    mine = visit.subscriptions
    first, _, rest = typed.partition(" ")
    number = number_in(first)
    by_number = next((one for one in mine if one.id == number), None)
    if by_number is not None:
        return by_number, rest.strip()
    words = typed.split()
    for size in range(len(words), 0, -1):
        said = fold(" ".join(words[:size])).strip(" ,:")
        for one in mine:
            if said in _names(visit, one):
                return one, " ".join(words[size:])
    return (mine[0], typed.strip()) if len(mine) == 1 and number is None else (None, typed.strip())


def _names(visit: Visit, one: Subscription) -> set[str]:
    names = {one.region.name, one.label or "", named(visit, one)}
    if one.region.kind == "country" and one.region.country:
        names |= {country_name(one.region.country, wording) for wording in visit.wordings}
    return {fold(name) for name in names if name}


def target_of(visit: Visit) -> Subscription | None:
    """The subscription a press is about: its own chat's only."""
    return region_of(visit, visit.request.target.partition(".")[0])


def remove(visit: Visit) -> Response:
    subscription = target_of(visit)
    if subscription is None or not visit.desk.store.unsubscribe(visit.chat.id, subscription.id):
        return Response(toast=visit.text("toast.gone_already"), edit=_list(visit))
    return Response(toast=visit.text("toast.removed", name=cut(named(visit, subscription), 60)), edit=_list(visit))


def unsubscribe(visit: Visit) -> Response:
    """/unsubscribe [name | all]"""
    typed = fold(visit.request.argument)
    mine = visit.subscriptions
    if typed in ("all", "everything", "todo", "todas", "todos"):
        gone = visit.desk.store.unsubscribe(visit.chat.id)
        return answered(say(visit.line("regions.all_removed", n=gone)))
    match = [one for one in mine if typed and typed in fold(named(visit, one))]
    if typed and mine and not match:
        list_ = _list(visit)
        unknown = visit.line("regions.not_followed", typed=cut(visit.request.argument, 60))
        return answered(replace(list_, lines=(unknown, (), *list_.lines)))
    if len(match) != 1:
        return answered(_list(visit))
    visit.desk.store.unsubscribe(visit.chat.id, match[0].id)
    return answered(say(visit.line("regions.removed", name=named(visit, match[0]))))
