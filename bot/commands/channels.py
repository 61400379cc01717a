"""/channel: an operator binds a place to a channel, so that one message reaches all its readers.

Nobody can talk to the bot in a channel, so everything is done from the operator's own chat.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.commands.coverage import coverage
from bot.commands.finding import Choice, Found, TooWide, choice_label, find, full_name
from bot.commands.following import describe, keep, named
from bot.commands.numbers import number_in
from bot.commands.response import Reply, Response, answered, in_rows, say
from bot.commands.targets import target_for, wished
from bot.commands.visit import Visit
from bot.commands.wish import Misread, Wish, read_wish
from bot.messages.notices import notice
from bot.messages.text import Line, cut
from bot.outbox import Button
from bot.subscriptions import Chat
from extract.places import Place
from extract.text import fold

_LANGUAGE = re.compile(r"(?:lang|idioma)\s+([a-z]{2})\Z", re.IGNORECASE)


def channel(visit: Visit) -> Response:
    """/channel | /channel NAME | /channel NAME PLACE [radius] [categories] [from severity] | /channel NAME lang es"""
    known = visit.desk.store.channels()
    if not known:
        return answered(say(visit.lines("channel.none")))
    typed = visit.request.argument
    if not typed:
        return answered(
            say(visit.line("channel.title", n=len(known)), _rows(visit, known), (), visit.line("channel.how"))
        )
    one, rest = _called(typed, known)
    if one is None:
        return answered(say(visit.line("channel.which", typed=cut(typed, 60)), _rows(visit, known)))
    language = _LANGUAGE.match(rest)
    if language and language[1].lower() in visit.desk.languages:
        one = replace(one, language=language[1].lower())
        visit.save(one)
        rest = ""
    if not rest:
        return answered(_card(visit, one))
    return answered(_bound(visit, one, rest))


def _called(typed: str, known: Sequence[Chat]) -> tuple[Chat | None, str]:
    """The channel the line begins with, by name or number, and the rest; the only one need not be named."""
    wanted = fold(typed)
    for chat in sorted(known, key=lambda chat: -len(chat.title)):
        for name in (chat.title, str(chat.id)):
            if name and wanted.startswith(fold(name)) and not wanted[len(fold(name)) :][:1].isalnum():
                return chat, typed[len(name) :].strip()
    return (known[0], typed) if len(known) == 1 else (None, typed)


def _rows(visit: Visit, known: Iterable[Chat]) -> list[Line]:
    rows = []
    for chat in known:
        names = [named(visit, one) for one in visit.desk.store.subscriptions(chat.id)]
        places = ", ".join(names) or visit.text("channel.nothing")
        rows.append(visit.line("channel.row", name=chat.title or str(chat.id), places=places))
    return rows


def _bound(visit: Visit, chat: Chat, typed: str) -> Reply:
    wish = read_wish(typed, visit.desk.categories, visit.wordings)
    if isinstance(wish, Misread):
        return say(visit.line(wish.key, **wish.values))
    found = find(wish.place, visit.desk.gazetteer, around=wish.radius_km is not None) if wish.place else None
    match found:
        case None:
            return say(visit.line("subscribe.unknown", typed=cut(wish.place or typed, 60)))
        case TooWide():
            return say(visit.line("subscribe.too_wide", typed=cut(wish.place, 60)))
        case Choice(places, guess):
            buttons = in_rows((_button(visit, chat, place, wish) for place in places), 1)
            return say(
                visit.line("subscribe.did_you_mean" if guess else "subscribe.which", typed=cut(wish.place, 60)),
                buttons=buttons,
            )
        case Found():
            return _done(visit, chat, found, wish)


def _button(visit: Visit, chat: Chat, place: Place, wish: Wish) -> Button:
    head = f"v1:chan:{chat.id}."
    return Button(choice_label(place, visit), head + target_for(visit, place.geonameid, wish, before=head))


def chosen(visit: Visit) -> Response:
    """A press on one of several places for a channel."""
    chat, rest = _target(visit)
    read = wished(visit, rest)
    place = visit.desk.gazetteer.place(read[0]) if read else None
    if chat is None or read is None or place is None:
        return Response(toast=visit.text("toast.old_button"))
    return Response(toast=visit.text("toast.done"), edit=_done(visit, chat, Found(place), read[1]))


def _done(visit: Visit, chat: Chat, found: Found, wish: Wish) -> Reply:
    there = replace(visit, chat=replace(chat, admitted=True, active=True))
    stored = keep(there, found, wish)
    if stored is None:
        return say(visit.line("subscribe.quota", most=visit.desk.most_regions))
    visit.save(there.chat)
    visit.desk.store.record_act(visit.request.user_id or 0, f"channel {chat.id}: {stored.region.name}", visit.now)
    return say(
        visit.line("channel.done", name=chat.title or str(chat.id), place=full_name(found.place, visit, in_text=True)),
        describe(visit, stored),
        coverage(visit, stored.region),
        buttons=[[Button(visit.text("button.remove"), f"v1:chandel:{chat.id}.{stored.id}")]],
    )


def _card(visit: Visit, chat: Chat) -> Reply:
    mine = visit.desk.store.subscriptions(chat.id)
    name = chat.title or str(chat.id)
    lines = [visit.line("regions.row", name=named(visit, one), what=describe(visit, one)) for one in mine]
    buttons = [
        [Button(f"{visit.text('button.bin')} {cut(named(visit, one), 34)}", f"v1:chandel:{chat.id}.{one.id}")]
        for one in mine
    ]
    about = {"name": name, "language": chat.language}
    return say(visit.line("channel.card", **about), lines, (), visit.line("channel.change", name=name), buttons=buttons)


def removed(visit: Visit) -> Response:
    chat, rest = _target(visit)
    subscription = number_in(rest)
    if chat is None or subscription is None:
        return Response(toast=visit.text("toast.old_button"))
    gone = visit.desk.store.unsubscribe(chat.id, subscription)
    return Response(toast=visit.text("toast.done" if gone else "toast.gone_already"), edit=_card(visit, chat))


def _target(visit: Visit) -> tuple[Chat | None, str]:
    """The channel a press is about; None for whoever is no operator."""
    typed, _, rest = visit.request.target.partition(".")
    number = number_in(typed)
    chat = visit.desk.store.chat(number) if visit.is_operator and number is not None else None
    return (chat, rest) if chat is not None and chat.kind == "channel" else (None, rest)


def joined(visit: Visit) -> Response:
    """The bot was made admin of a channel: whoever did it is told what comes next, in his own chat."""
    visit.save(visit.chat)
    user = visit.request.user_id
    person = visit.desk.store.chat(user) if user is not None else None
    if user is None or person is None:
        return Response()
    wording = visit.desk.wording(person.language)
    key = "channel.joined" if visit.is_operator else "channel.operator_only"
    lines = wording.lines(key, name=visit.chat.title or str(visit.chat.id))
    return Response(also=(notice(user, lines, visit.now, priority=0),))
