"""A place becomes a region of the chat: stored, confirmed, and said in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.commands.coverage import coverage
from bot.commands.finding import Found, full_name, with_kind
from bot.commands.response import Keyboard, Reply, say
from bot.commands.targets import target_for
from bot.commands.visit import Visit
from bot.commands.wish import Wish
from bot.messages.event import category_name
from bot.messages.places import name_of, region_name
from bot.messages.render import SIGNS
from bot.messages.text import Line, cut
from bot.messages.when import full_day
from bot.outbox import Button
from bot.regions import region_from_place
from bot.schedule import zone
from bot.subscriptions import Subscription
from extract.places import Place
from extract.text import fold
from rules.rule import Severity


def follow(visit: Visit, found: Found, wish: Wish) -> tuple[Reply, ...]:
    """Subscribe, say so, and the first time ask how much."""
    first = not visit.subscriptions and wish.least is None
    stored = keep(visit, found, wish)
    if stored is None:
        return (say(visit.line("subscribe.quota", most=visit.desk.most_regions)),)
    listen_again(visit)
    return (_confirmed(visit, stored, found, wish, first=first),)


def listen_again(visit: Visit) -> None:
    if not visit.chat.active:
        visit.save(replace(visit.chat, active=True))


def keep(visit: Visit, found: Found, wish: Wish) -> Subscription | None:
    """The region, stored for the visit's chat; None when the chat has as many as it may."""
    mine = visit.subscriptions
    region = region_from_place(found.place, wish.radius_km)
    same = next(
        (
            one
            for one in mine
            if one.region.key == region.key and one.thread_id == visit.request.thread_id and not one.trip
        ),
        None,
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


def told(visit: Visit, subscription: Subscription, found: Found) -> list[Line]:
    """What is followed now, and how well it is watched."""
    return [
        visit.line("subscribe.done", place=full_name(found.place, visit, in_text=True, tell_kind=True)),
        describe(visit, subscription),
        *coverage(visit, subscription.region),
    ]


def how_much(visit: Visit, numbers: str) -> Keyboard:
    """The severities as buttons; `numbers` are the regions they are for, "12" or "12-14"."""
    return tuple(
        (
            Button(
                f"{SIGNS[severity]} {visit.text(f'onboarding.from_{severity.word}')}",
                f"v1:much:{numbers}.{int(severity)}",
            ),
        )
        for severity in Severity
    )


def _confirmed(visit: Visit, subscription: Subscription, found: Found, wish: Wish, *, first: bool) -> Reply:
    lines = told(visit, subscription, found)
    if first:
        lines += [(), *visit.lines("onboarding.how_much")]
        buttons = how_much(visit, str(subscription.id))
    else:
        buttons = (
            (
                Button(visit.text("button.change"), f"v1:reg:{subscription.id}"),
                Button(visit.text("button.remove"), f"v1:del:{subscription.id}"),
            ),
        )
    if found.others:
        buttons = (*buttons, (_other_place(visit, found.others[0], wish),))
    return say(lines, buttons=buttons)


def _other_place(visit: Visit, other: Place, wish: Wish) -> Button:
    """For whoever meant another one, by the name that was typed: what is found under it may be called otherwise."""
    head = "v1:same:"
    typed = wish.place.partition(",")[0].strip()
    name = name_of(other, visit.wording).partition(" (")[0]
    again = "" if fold(typed) == fold(other.name) else typed
    target = target_for(visit, other.geonameid, wish, before=head, typed=again)
    return Button(visit.text("button.other_place", name=cut(typed or name, 30)), head + target)


def describe(visit: Visit, subscription: Subscription, *, days: bool = True) -> Line:
    """ "Within 25 km · explosion, shooting · from serious up", and the days of a trip."""
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
    if days and (when := days_of(visit, subscription)):
        said.append(when)
    line: Line = ()
    for piece in said:
        line += (*visit.line("region.separator"), *piece) if line else piece
    return (replace(line[0], text=line[0].text[:1].upper() + line[0].text[1:]), *line[1:])


def days_of(visit: Visit, subscription: Subscription) -> Line:
    """When a region that is not for good begins and ends; empty for the others."""
    if subscription.live_message is not None:
        return visit.line("region.live")
    if not subscription.trip or subscription.starts is None or subscription.until is None:
        return ()
    tz = zone(subscription.region.timezone)
    first, last = subscription.starts.astimezone(tz), subscription.until.astimezone(tz) - timedelta(days=1)
    return visit.line(
        "region.days", first=full_day(first.date(), visit.wording), last=full_day(last.date(), visit.wording)
    )


def named(visit: Visit, subscription: Subscription, *, in_text: bool = False) -> str:
    region = subscription.region
    name = region_name(region, subscription.label, visit.wording, in_text=in_text)
    place = visit.desk.gazetteer.place(region.geonameid) if region.kind == "admin1" and region.geonameid else None
    return name if place is None or subscription.label else with_kind(name, place, visit)
