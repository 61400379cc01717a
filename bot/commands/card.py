"""The card of one region: everything that can be set for it, by button."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.finding import full_name
from bot.commands.following import describe, named
from bot.commands.numbers import number_in
from bot.commands.regions import called, target_of
from bot.commands.response import Keyboard, Reply, Response, answered, in_rows, say
from bot.commands.visit import Visit
from bot.commands.wish import category_named, read_distance
from bot.messages.event import category_name
from bot.messages.text import Line, cut
from bot.messages.when import moment
from bot.outbox import Button
from bot.regions import GREATEST_RADIUS_KM, LEAST_RADIUS_KM
from bot.subscriptions import ALL_CLEAR, Subscription, Wake
from rules.rule import Severity

RADII = (5, 10, 25, 40, 60, 100, 150, 250)
WAKES: tuple[Wake, ...] = ("rules", "always", "never")
LABEL_LENGTH = 30
PAGE = 12


def card(visit: Visit) -> Response:
    subscription = target_of(visit)
    if subscription is None:
        return Response(toast=visit.text("toast.gone_already"))
    return Response(toast="", edit=card_of(visit, subscription))


def card_of(visit: Visit, one: Subscription) -> Reply:
    lines: list[Line] = [visit.line("card.title", name=named(visit, one)), describe(visit, one)]
    place = visit.desk.gazetteer.place(one.region.geonameid) if one.region.geonameid else None
    if place is not None and full_name(place, visit) != named(visit, one):
        lines.insert(1, visit.line("card.place", place=full_name(place, visit)))
    if one.radii:
        names = ", ".join(
            f"{category_name(slug, visit.language, visit.desk.categories)} {km:g} km" for slug, km in one.radii
        )
        lines.append(visit.line("card.radii", names=names))
    if one.mute_words:
        lines.append(visit.line("card.words", words=", ".join(one.mute_words)))
    if one.muted_until is not None and one.muted_until > visit.now:
        lines.append(visit.line("card.muted", when=moment(one.muted_until, visit.tz, visit.language)))
    lines += [(), *visit.lines("card.more", number=one.id)]
    return say(lines, buttons=_buttons(visit, one))


def _buttons(visit: Visit, one: Subscription) -> Keyboard:
    number = one.id
    state = {True: visit.text("card.yes"), False: visit.text("card.no")}
    rows = [
        Button(visit.text("card.least", severity=visit.text(f"severity.{one.least.word}")), f"v1:least:{number}"),
        Button(visit.text("card.categories"), f"v1:cats:{number}"),
    ]
    if one.region.radius_km is not None:
        rows.append(Button(visit.text("card.radius", km=f"{one.region.radius_km:g}"), f"v1:rad:{number}"))
    rows.append(Button(visit.text(f"card.wake_{one.wake}"), f"v1:wake:{number}"))
    if one.region.kind != "country":
        rows.append(Button(visit.text("card.countrywide", state=state[one.countrywide]), f"v1:wide:{number}"))
    rows.append(Button(visit.text("card.official", state=state[one.official_only]), f"v1:offi:{number}"))
    if not one.official_only:
        rows.append(Button(visit.text("card.two_sources", state=state[one.two_sources]), f"v1:two:{number}"))
    silent = one.muted_until is not None and one.muted_until > visit.now
    rows.append(
        Button(visit.text("mute.unmute"), f"v1:unmute:r{number}")
        if silent
        else Button(visit.text("button.mute"), f"v1:mutes:0.r{number}")
    )
    return (
        *in_rows(rows, 1),
        (
            Button(visit.text("button.remove"), f"v1:del:{number}"),
            Button(visit.text("button.back"), "v1:list:0"),
        ),
    )


def _changed(visit: Visit, changed: Subscription) -> Response:
    visit.desk.store.update_subscription(changed)
    return Response(toast=visit.text("toast.done"), edit=card_of(visit, changed))


def least(visit: Visit) -> Response:
    """The next severity, round and round."""
    one = target_of(visit)
    if one is None:
        return Response(toast=visit.text("toast.gone_already"))
    return _changed(visit, replace(one, least=Severity(one.least % 4 + 1)))


def wake(visit: Visit) -> Response:
    one = target_of(visit)
    if one is None:
        return Response(toast=visit.text("toast.gone_already"))
    return _changed(visit, replace(one, wake=WAKES[(WAKES.index(one.wake) + 1) % len(WAKES)]))


def wide(visit: Visit) -> Response:
    one = target_of(visit)
    if one is None:
        return Response(toast=visit.text("toast.gone_already"))
    return _changed(visit, replace(one, countrywide=not one.countrywide))


def official(visit: Visit) -> Response:
    one = target_of(visit)
    if one is None:
        return Response(toast=visit.text("toast.gone_already"))
    return _changed(visit, replace(one, official_only=not one.official_only))


def two_sources(visit: Visit) -> Response:
    one = target_of(visit)
    if one is None:
        return Response(toast=visit.text("toast.gone_already"))
    return _changed(visit, replace(one, two_sources=not one.two_sources))


def radius(visit: Visit) -> Response:
    """Without a figure: which? With one: done."""
    one = target_of(visit)
    if one is None or one.region.radius_km is None:
        return Response(toast=visit.text("toast.gone_already"))
    figure = number_in(visit.request.target.partition(".")[2])
    if figure is not None and LEAST_RADIUS_KM <= figure <= GREATEST_RADIUS_KM:
        return _changed(visit, replace(one, region=replace(one.region, radius_km=float(figure))))
    buttons = in_rows((Button(f"{km} km", f"v1:rad:{one.id}.{km}") for km in RADII), 4)
    back = (Button(visit.text("button.back"), f"v1:reg:{one.id}"),)
    return Response(
        toast="", edit=say(visit.line("card.which_radius", name=named(visit, one)), buttons=(*buttons, back))
    )


def categories(visit: Visit) -> Response:
    """Every kind of event as a switch. A target "12.p1" turns the page, "12.3" switches the third."""
    one = target_of(visit)
    if one is None:
        return Response(toast=visit.text("toast.gone_already"))
    slugs = sorted(slug for slug in visit.desk.categories if slug != ALL_CLEAR)
    _, _, what = visit.request.target.partition(".")
    page = 0
    if what == "all":
        one = replace(one, categories=frozenset())
        visit.desk.store.update_subscription(one)
    elif what.startswith("p") and (turned := number_in(what[1:])) is not None:
        page = max(turned, 0)
    elif what:
        slug = next((slug for slug in slugs if slug == what), None)
        if slug is None:
            return Response(toast=visit.text("toast.old_button"))
        chosen = one.categories ^ {slug} if one.categories else frozenset({slug})
        one = replace(one, categories=frozenset() if set(slugs) <= chosen else frozenset(chosen))
        visit.desk.store.update_subscription(one)
        page = slugs.index(slug) // PAGE
    return Response(toast="", edit=_categories(visit, one, slugs, page))


def _categories(visit: Visit, one: Subscription, slugs: list[str], page: int) -> Reply:
    page = min(page, max((len(slugs) - 1) // PAGE, 0))
    shown = slugs[page * PAGE : (page + 1) * PAGE]
    buttons = [
        Button(
            f"{'✅' if not one.categories or slug in one.categories else '▫️'} "
            f"{cut(category_name(slug, visit.language, visit.desk.categories), 24)}",
            f"v1:cats:{one.id}.{slug}",
        )
        for slug in shown
    ]
    turn = []
    if page > 0:
        turn.append(Button("‹", f"v1:cats:{one.id}.p{page - 1}"))
    turn.append(Button(visit.text("card.all_kinds"), f"v1:cats:{one.id}.all"))
    if (page + 1) * PAGE < len(slugs):
        turn.append(Button("›", f"v1:cats:{one.id}.p{page + 1}"))
    back = (Button(visit.text("button.back"), f"v1:reg:{one.id}"),)
    rows = (*in_rows(buttons, 2), tuple(turn), back)
    return say(visit.line("card.which_kinds", name=named(visit, one)), buttons=rows)


def list_categories(visit: Visit) -> Response:
    """/categories"""
    rows = [
        visit.line(
            "categories.row",
            sign=category.sign,
            name=category_name(slug, visit.language, visit.desk.categories),
            severity=visit.text(f"severity.{category.severity.word}"),
        )
        for slug, category in sorted(visit.desk.categories.items(), key=lambda item: (-item[1].severity, item[0]))
    ]
    return answered(say(visit.line("categories.title"), rows, (), visit.line("categories.how")))


def label(visit: Visit) -> Response:
    """/label 12 Mum"""
    one, rest = called(visit, visit.request.argument)
    if one is None or not rest:
        return answered(say(visit.line("label.how", number=_some_number(visit))))
    name = cut(rest, LABEL_LENGTH)
    changed = replace(one, label=name)
    visit.desk.store.update_subscription(changed)
    return answered(say(visit.line("label.done", name=named(visit, changed))))


def radius_for(visit: Visit) -> Response:
    """/radius 12 40km, or for one kind of event: /radius 12 shooting 5km"""
    one, rest = called(visit, visit.request.argument)
    what, km = read_distance(rest) or (rest, None)
    slug = category_named(what, visit.desk.categories, visit.wordings) if what else None
    if one is None or km is None or (what and slug is None):
        return answered(say(visit.line("radius.how", number=_some_number(visit))))
    if one.region.radius_km is None:
        return answered(say(visit.line("radius.whole", name=named(visit, one))))
    if slug is None:
        changed = replace(one, region=replace(one.region, radius_km=km))
    else:
        others = tuple(pair for pair in one.radii if pair[0] != slug)
        changed = replace(one, radii=(*others, (slug, km)))
    visit.desk.store.update_subscription(changed)
    return answered(card_of(visit, changed))


def words(visit: Visit) -> Response:
    """/mutewords 12 football, concert; nothing after the number empties the list."""
    one, rest = called(visit, visit.request.argument)
    if one is None or not visit.request.argument:
        return answered(say(visit.line("words.how", number=_some_number(visit))))
    listed = tuple(dict.fromkeys(cut(word, 40) for word in rest.split(",") if word.strip()))[:20]
    changed = replace(one, mute_words=listed)
    visit.desk.store.update_subscription(changed)
    key = "words.done" if listed else "words.none"
    return answered(say(visit.line(key, name=named(visit, changed), words=", ".join(listed))))


def _some_number(visit: Visit) -> int:
    return next((one.id for one in visit.subscriptions), 1)
