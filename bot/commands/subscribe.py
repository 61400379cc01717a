"""Following a place: /subscribe, a name typed on its own, the buttons of namesakes, a deep link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.commands import talk
from bot.commands.finding import KINDS, Choice, Found, TooWide, choice_label, find, full_name
from bot.commands.following import follow, how_much, keep, listen_again, told
from bot.commands.response import Keyboard, Reply, Response, answered, in_rows, say
from bot.commands.several import MOST_AT_ONCE, Named, is_known, several
from bot.commands.targets import target_for, wished
from bot.commands.visit import Visit
from bot.commands.wish import Misread, Wish, read_wish
from bot.messages.text import Line, cut
from bot.outbox import Button
from bot.subscriptions import Subscription
from extract.places import Place

MOST_WORDS_OF_A_NAME = 4
# One wish a line, or behind a distance: "Lima 40km, Cusco 20km".
_LINES = re.compile(r"\s*[\n;]+\s*|(?<=km)\s*(?:,|\band\b|\by\b)\s*", re.IGNORECASE)


def subscribe(visit: Visit) -> Response:
    """/subscribe PLACE [radius] [categories] [from severity]"""
    if not visit.request.argument:
        return answered(say(visit.lines("subscribe.how"), buttons=where_buttons(visit)))
    return _wished(visit, visit.request.argument)


def typed_place(visit: Visit, text: str) -> Response:
    """A text that is no command, in a private chat: the name of a place, most likely, or a sentence with one."""
    return _wished(visit, text, talking=True)


def where_buttons(visit: Visit) -> Keyboard:
    buttons = [Button(visit.text("button.type"), "v1:how:type"), Button(visit.text("button.country"), "v1:how:country")]
    if visit.chat.kind == "private":
        buttons.insert(0, Button(visit.text("button.share"), "v1:how:share"))
    return in_rows(buttons, 1)


def _wished(visit: Visit, text: str, *, talking: bool = False) -> Response:
    asked = _wishes(visit, text)
    if isinstance(asked, Misread):
        return answered(say(visit.line(asked.key, **asked.values)))
    listed = [(wish, one) for wish in asked for one in _places(visit, wish, talking=talking)]
    if len(listed) > 1:
        return Response(replies=_follow_all(visit, listed))
    wish = asked[0]
    if not wish.place and talking and not wish.categories:
        return answered(_lost(visit, wish))
    if not wish.place:
        return answered(say(visit.line("subscribe.no_place")))
    found = find(wish.place, visit.desk.gazetteer, around=wish.radius_km is not None)
    match found:
        case None if talking:
            return answered(_lost(visit, wish))
        case None:
            return answered(say(visit.line("subscribe.unknown", typed=cut(wish.place, 60))))
        case TooWide():
            return answered(too_wide(visit, found, wish))
        case Choice():
            return answered(_ask_which(visit, found, wish))
        case Found():
            return Response(replies=follow(visit, found, wish))


def _wishes(visit: Visit, text: str) -> list[Wish] | Misread:
    """One, or one a line where each line begins with a place."""
    lines = [line for line in _LINES.split(text) if line.strip()]
    if 2 <= len(lines) <= MOST_AT_ONCE:
        each = [read_wish(line, visit.desk.categories, visit.wordings) for line in lines]
        wishes = [wish for wish in each if isinstance(wish, Wish) and is_known(wish.place, visit.desk.gazetteer)]
        if len(wishes) == len(lines):
            return wishes
    wish = read_wish(text, visit.desk.categories, visit.wordings)
    return wish if isinstance(wish, Misread) else [wish]


def _places(visit: Visit, wish: Wish, *, talking: bool) -> tuple[Named, ...]:
    """The places of a wish, where it names more than one; in talk, only such as people speak of."""
    gazetteer = visit.desk.gazetteer
    around = wish.radius_km is not None
    listed = several(wish.place, gazetteer, around=around)
    if talking and not all(talk.is_spoken_of(one.typed, one.found) for one in listed):
        listed = ()
    return listed or (Named(wish.place, find(wish.place, gazetteer, around=around)),)


def _follow_all(visit: Visit, listed: Sequence[tuple[Wish, Named]]) -> tuple[Reply, ...]:
    """All that are certain in one answer; what may be one of several is asked about behind it."""
    first = not visit.subscriptions and all(wish.least is None for wish, _ in listed)
    lines: list[Line] = []
    stored: list[Subscription] = []
    questions: list[Reply] = []
    for wish, one in listed:
        wish = replace(wish, place=one.typed)
        match one.found:
            case Found() as found:
                kept = keep(visit, found, wish)
                if kept is None:
                    lines += [(), visit.line("subscribe.quota", most=visit.desk.most_regions)]
                    break
                stored.append(kept)
                lines += [(), *told(visit, kept, found)]
            case Choice() as choice:
                questions.append(_ask_which(visit, choice, wish))
            case TooWide() as wide:
                questions.append(too_wide(visit, wide, wish))
            case None:
                lines += [(), visit.line("subscribe.unknown", typed=cut(one.typed, 60))]
    if not lines:
        return tuple(questions)
    if stored:
        listen_again(visit)
    if first and stored:
        lines += [(), *visit.lines("onboarding.how_much")]
        buttons = how_much(visit, f"{stored[0].id}-{stored[-1].id}")
    else:
        buttons = ((Button(visit.text("settings.b_regions"), "v1:list:0"),),)
    return (say(lines[1:], buttons=buttons), *questions)


def _lost(visit: Visit, wish: Wish) -> Reply:
    """A sentence may name a place: it is asked about, never followed unasked."""
    words = talk.plain(wish.place).split()
    place = talk.place_in(wish.place, visit.desk.gazetteer) if len(words) > 1 else None
    if place is not None:
        name = full_name(place, visit, in_text=True)
        follow_it = _place_button(visit, place, wish)
        return say(visit.line("talk_answer.maybe_place", place=name), buttons=[[follow_it]])
    if not words or len(words) > MOST_WORDS_OF_A_NAME or "?" in visit.request.argument:
        return say(visit.line("talk_answer.lost"), buttons=where_buttons(visit))
    return say(visit.line("subscribe.unknown", typed=cut(wish.place, 60)))


def too_wide(visit: Visit, wide: TooWide, wish: Wish) -> Reply:
    """A continent is no place to watch; the countries are."""
    pick = Button(visit.text("button.country"), "v1:how:country")
    buttons = [*(_place_button(visit, place, wish) for place in wide.inside), pick]
    return say(visit.line("subscribe.too_wide", typed=cut(wish.place, 60)), buttons=in_rows(buttons, 1))


def _ask_which(visit: Visit, choice: Choice, wish: Wish) -> Reply:
    key = "subscribe.did_you_mean" if choice.guess else "subscribe.which"
    return say(
        visit.line(key, typed=cut(wish.place, 60)),
        buttons=in_rows((_place_button(visit, place, wish) for place in choice.places), 1),
    )


def _place_button(visit: Visit, place: Place, wish: Wish) -> Button:
    head = "v1:place:"
    return Button(choice_label(place, visit), head + target_for(visit, place.geonameid, wish, before=head))


def chosen(visit: Visit) -> Response:
    """A press on one of several places."""
    read = wished(visit, visit.request.target)
    place = visit.desk.gazetteer.place(read[0]) if read else None
    if read is None or place is None:
        return Response(toast=visit.text("toast.old_button"))
    first, *rest = follow(visit, Found(place), read[1])
    return Response(toast=visit.text("toast.done"), edit=first, replies=tuple(rest))


def namesakes(visit: Visit) -> Response:
    """The other places of that name, for the same distance and kinds."""
    read = wished(visit, visit.request.target)
    place = visit.desk.gazetteer.place(read[0]) if read else None
    if read is None or place is None:
        return Response(toast=visit.text("toast.old_button"))
    name = read[1].place or place.name  # that it was found by
    found = [match.place for match in visit.desk.gazetteer.lookup(name, 8)]
    followed = {one.region.geonameid for one in visit.subscriptions}
    others = tuple(other for other in found if other.geonameid not in followed and other.kind in KINDS)
    if not others:
        return Response(toast=visit.text("toast.no_other"))
    wish = replace(read[1], place=name)
    return Response(toast="", replies=(_ask_which(visit, Choice(others[:6], guess=False), wish),))
