"""Following a place: /subscribe, a name typed on its own, the buttons of namesakes, a deep link."""

from __future__ import annotations

from dataclasses import replace

from bot.commands import talk
from bot.commands.coverage import coverage
from bot.commands.finding import Choice, Found, TooWide, choice_label, find, full_name
from bot.commands.response import Keyboard, Reply, Response, answered, in_rows, say
from bot.commands.visit import Visit
from bot.commands.wish import Misread, Wish, packed, read_wish, unpacked
from bot.messages.places import name_of, region_name
from bot.messages.render import SIGNS, category_name
from bot.messages.text import Line, cut
from bot.outbox import Button
from bot.regions import Region, region_from_place
from bot.subscriptions import Subscription
from extract.places import Place
from rules.rule import Severity

MOST_WORDS_OF_A_NAME = 4


def subscribe(visit: Visit) -> Response:
    """/subscribe PLACE [radius] [categories] [from severity]"""
    if not visit.request.argument:
        return answered(say(visit.lines("subscribe.how"), buttons=where_buttons(visit)))
    return _wished(visit, visit.request.argument)


def typed_place(visit: Visit) -> Response:
    """A text that is no command, in a private chat: the name of a place, most likely, or a sentence with one."""
    wordings = tuple(visit.desk.composer().wordings.values())
    return _wished(visit, talk.without_manners(visit.request.argument, wordings), talking=True)


def where_buttons(visit: Visit) -> Keyboard:
    buttons = [Button(visit.text("button.type"), "v1:how:type"), Button(visit.text("button.country"), "v1:how:country")]
    if visit.chat.kind == "private":
        buttons.insert(0, Button(visit.text("button.share"), "v1:how:share"))
    return in_rows(buttons, 1)


def _wished(visit: Visit, text: str, *, talking: bool = False) -> Response:
    wordings = tuple(visit.desk.composer().wordings.values())
    wish = read_wish(text, visit.desk.categories, wordings)
    if isinstance(wish, Misread):
        return answered(say(visit.line(wish.key, **wish.values)))
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


def _lost(visit: Visit, wish: Wish) -> Reply:
    """A sentence may name a place: it is asked about, never followed unasked."""
    words = talk.plain(wish.place).split()
    place = talk.place_in(wish.place, visit.desk.gazetteer) if len(words) > 1 else None
    if place is not None:
        name = full_name(place, visit, in_text=True)
        follow_it = _place_button(visit, place, wish)
        return say(visit.line("talk_answer.maybe_place", place=name), buttons=[[follow_it]])
    if not words or len(words) > MOST_WORDS_OF_A_NAME:
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
    categories = visit.desk.categories
    target = packed(place.geonameid, wish, categories) or packed(
        place.geonameid, replace(wish, categories=frozenset()), categories
    )
    return Button(choice_label(place, visit), f"v1:place:{target}")


def chosen(visit: Visit) -> Response:
    """A press on one of several places."""
    read = unpacked(visit.request.target, visit.desk.categories)
    place = visit.desk.gazetteer.place(read[0]) if read else None
    if read is None or place is None:
        return Response(toast=visit.text("toast.old_button"))
    first, *rest = follow(visit, Found(place), read[1])
    return Response(toast=visit.text("toast.done"), edit=first, replies=tuple(rest))


def follow(visit: Visit, found: Found, wish: Wish) -> tuple[Reply, ...]:
    """Subscribe, say so, and the first time ask how much."""
    first = not visit.subscriptions and wish.least is None
    stored = keep(visit, found, wish)
    if stored is None:
        return (say(visit.line("subscribe.quota", most=visit.desk.most_regions)),)
    if not visit.chat.active:
        visit.save(replace(visit.chat, active=True))
    return (_confirmed(visit, stored, found, first=first),)


def keep(visit: Visit, found: Found, wish: Wish) -> Subscription | None:
    """The region, stored for the visit's chat; None when the chat has as many as it may."""
    mine = visit.subscriptions
    region = region_from_place(found.place, wish.radius_km)
    same = next(
        (one for one in mine if one.region.key == region.key and one.thread_id == visit.request.thread_id), None
    )
    if same is None and len(mine) >= visit.desk.most_regions:
        return None
    wanted = same or Subscription(0, visit.chat.id, region, visit.request.thread_id)
    if same is not None and wish.radius_km is None:
        region = replace(region, radius_km=same.region.radius_km)
    wanted = replace(
        wanted,
        region=region,
        categories=wish.categories or wanted.categories,
        least=wish.least or wanted.least,
        official_only=wish.official_only or wanted.official_only,
        two_sources=wish.two_sources or wanted.two_sources,
    )
    return visit.desk.store.subscribe(wanted, visit.now)


def _confirmed(visit: Visit, subscription: Subscription, found: Found, *, first: bool) -> Reply:
    lines: list[Line] = [
        visit.line("subscribe.done", place=full_name(found.place, visit, in_text=True)),
        describe(visit, subscription),
        *coverage(visit, subscription.region),
    ]
    buttons: Keyboard
    if first:
        lines += [(), *visit.lines("onboarding.how_much")]
        buttons = tuple(
            (
                Button(
                    f"{SIGNS[severity]} {visit.text(f'onboarding.from_{severity.word}')}",
                    f"v1:much:{subscription.id}.{int(severity)}",
                ),
            )
            for severity in Severity
        )
    else:
        buttons = (
            (
                Button(visit.text("button.change"), f"v1:reg:{subscription.id}"),
                Button(visit.text("button.remove"), f"v1:del:{subscription.id}"),
            ),
        )
    if found.others:
        others = Button(
            visit.text("button.other_place", name=cut(name_of(found.place, visit.wording), 30)),
            f"v1:same:{found.place.geonameid}",
        )
        buttons = (*buttons, (others,))
    return say(lines, buttons=buttons)


def namesakes(visit: Visit) -> Response:
    """The other places of that name."""
    target = visit.request.target
    place = visit.desk.gazetteer.place(int(target)) if target.isdigit() else None
    if place is None:
        return Response(toast=visit.text("toast.old_button"))
    found = [match.place for match in visit.desk.gazetteer.lookup(place.name, 8)]
    others = tuple(
        other for other in found if other.geonameid != place.geonameid and other.kind not in ("continent", "region")
    )
    if not others:
        return Response(toast=visit.text("toast.no_other"))
    return Response(toast="", replies=(_ask_which(visit, Choice(others[:6], guess=False), Wish(place.name)),))


def describe(visit: Visit, subscription: Subscription) -> Line:
    """ "within 25 km · explosion, shooting · from serious up"."""
    region = subscription.region
    said: list[Line] = []
    if region.radius_km is not None:
        said.append(visit.line("region.within", km=f"{region.radius_km:g}"))
    kinds = (category_name(slug, visit.language, visit.desk.categories) for slug in sorted(subscription.categories))
    names = [kind[:1].lower() + kind[1:] for kind in kinds]
    said.append(visit.line("region.only", names=", ".join(names)) if names else visit.line("region.everything"))
    if subscription.least > Severity.NOTICE:
        said.append(visit.line("region.from", severity=visit.text(f"severity.{subscription.least.word}")))
    if subscription.official_only:
        said.append(visit.line("region.official_only"))
    if subscription.two_sources:
        said.append(visit.line("region.two_sources"))
    line: Line = ()
    for piece in said:
        line += (*visit.line("region.separator"), *piece) if line else piece
    return (replace(line[0], text=line[0].text[:1].upper() + line[0].text[1:]), *line[1:])


def named(visit: Visit, subscription: Subscription, *, in_text: bool = False) -> str:
    return region_name(subscription.region, subscription.label, visit.wording, in_text=in_text)


def same_region(one: Region, other: Region) -> bool:
    return one.key == other.key
