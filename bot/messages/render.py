"""An alert in the embassy's layout, composed from facts in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.incidents import Incident, Part
from bot.messages.changes import news_said
from bot.messages.event import category_name, event_told, publisher_of
from bot.messages.places import (
    WARNING,
    called,
    country_name,
    headline_place,
    language_name,
    name_of,
    path_of,
    region_name,
    where,
)
from bot.messages.text import Line, Span, cut, parts_of
from bot.messages.when import direction, full_day, kilometres
from bot.messages.wording import FALLBACK, Wording
from bot.outbox import MessagePart
from bot.subscriptions import Alert, RegionMatch
from rules.rule import Category, Severity

SIGNS = {Severity.NOTICE: "🔵", Severity.CAUTION: "🟡", Severity.SERIOUS: "🟠", Severity.DANGER: "🔴"}
MOST_PARTS = 5
MOST_SOURCES = 4
MOST_REGIONS = 6
MOST_ACTIONS = 7
HEADLINE_UNITS = 160
LINE_UNITS = 300


class Consular(Protocol):
    """A ministry's line for its citizens, as read on its own page on the day `checked`.

    `phone` None = only the link is shown.
    """

    @property
    def ministry(self) -> str: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def url(self) -> str: ...
    @property
    def checked(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Help:
    """Whom to call: local emergency numbers, and the reader's own ministry where known."""

    emergency: tuple[str, ...] = ()
    consular: Consular | None = None


def render_alert(
    alert: Alert,
    wording: Wording,
    now: datetime,
    tz: ZoneInfo,
    categories: Mapping[str, Category],
    help_: Help | None = None,
    changes: tuple[Line, ...] = (),
    heading: Line | None = None,
) -> tuple[MessagePart, ...]:
    """The parts to send, in order. `changes` says what a later revision adds; they follow the title.

    `heading` stands in for the title ("SAMPLE · …").
    """
    part = alert.matches[0].part
    event = alert.incident.head if _reported_over(alert) else part  # what is over, and who told of that
    lines: list[Line] = [heading or title(alert, wording, categories)]
    if changes:
        lines += [(), *changes]
    lines += [(), wording.line("alert.location"), *_location(alert, wording)]
    lines += [(), wording.line("alert.event"), event_told(alert.incident, event, wording, now, tz, categories)]
    others = [one for one in alert.incident.parts if (one.category, one.place) != (part.category, part.place)]
    if others and part.category != "all_clear":
        theirs = alert.incident.sources[0].language == wording.language
        lines += [(), wording.line("alert.also"), *_others(others, wording, categories, theirs)]
    actions = _actions(part, wording, categories)
    if actions:
        lines += [(), wording.line("alert.actions"), *actions]
    assistance = _assistance(alert.incident.country, help_ or Help(), wording, now)
    if assistance:
        lines += [(), wording.line("alert.assistance"), *assistance]
    lines += [(), wording.line("alert.sources"), *_sources(alert.incident, wording)]
    lines += [(), (Span(wording.text("alert.footer"), italic=True),)]
    return parts_of(lines)


def title(alert: Alert, wording: Wording, categories: Mapping[str, Category]) -> Line:
    """The lock-screen line: sign and word of severity, kind, place, and how far from what was asked for. That of an
    update begins with what is new, and says nothing twice."""
    match = alert.matches[0]
    part = match.part
    kind = category_name(part.category, wording.language, categories)
    place = cut(headline_place(part, wording), 120)
    if part.category == "all_clear":
        said = "alert.title_over" if _reported_over(alert) else "alert.title_clear"
        return wording.line(said, sign="🟢", place=place)
    told = {"severity": wording.text(f"severity.{part.severity.word}").upper(), "kind": kind, "place": place}
    news = news_said(alert, wording, categories) if alert.update else None
    line = wording.line(
        "alert.title" if news is None else "alert.title_news" if news.words else "alert.title_update",
        number=alert.update,
        sign=SIGNS[part.severity],
        news=news.words if news else "",
        told=" · ".join(said for name, said in told.items() if not news or name not in news.told),
    )
    if match.distance_km is not None and match.distance_km >= 1:
        name = region_name(match.subscription.region, None, wording)
        here = wording.text("place.your_location") if match.subscription.region.kind == "circle" else name
        near = match.subscription.label or here
        line += wording.line("alert.title_distance", km=kilometres(match.distance_km), region=near)
    return line


def _reported_over(alert: Alert) -> bool:
    """By a paper: an authority's word is an all-clear."""
    return any(change.kind == "over" for change in alert.changes)


def _location(alert: Alert, wording: Wording) -> list[Line]:
    part = alert.matches[0].part
    if part.place.kind == "country" and part.category != WARNING:
        first = wording.line("alert.only_country", place=name_of(part.place, wording))
    else:
        first = (Span(path_of(part, wording)),)
    rows = [first]
    shown = alert.matches[:MOST_REGIONS]
    for match in shown:
        row = _asked_for(match, part, wording)
        if row and row not in rows:
            rows.append(row)
    if len(alert.matches) > len(shown):
        rows.append(wording.line("alert.more_regions", n=len(alert.matches) - len(shown)))
    return rows


def _asked_for(match: RegionMatch, head: Part, wording: Wording) -> Line:
    """How one of the person's regions lies to the event."""
    region = match.subscription.region
    name = region_name(region, match.subscription.label, wording, in_text=True)
    place = match.part.place
    elsewhere = "" if match.part.place == head.place else f"{called(match.part, wording)}: "
    if match.countrywide:
        line = wording.line("alert.no_closer" if match.part.category == WARNING else "alert.maybe_far", region=name)
    elif match.distance_km is None or region.lat is None or region.lon is None:
        line = wording.line("alert.inside", region=name)
    elif match.distance_km < 1:
        line = wording.line("alert.right_there", region=name)
    else:
        wind = direction(region.lat, region.lon, place.lat, place.lon)
        line = wording.line(
            "alert.distance",
            km=kilometres(match.distance_km),
            direction=wording.text(f"direction.{wind}"),
            region=name,
        )
    return ((Span(elsewhere),) if elsewhere else ()) + line


def _others(parts: list[Part], wording: Wording, categories: Mapping[str, Category], theirs: bool) -> list[Line]:
    rows = list(dict.fromkeys(_other(part, wording, categories, theirs) for part in parts))
    if len(rows) > MOST_PARTS:
        rows = [*rows[:MOST_PARTS], wording.line("alert.more_parts", n=len(rows) - MOST_PARTS)]
    return rows


def _other(part: Part, wording: Wording, categories: Mapping[str, Category], theirs: bool) -> Line:
    kind = category_name(part.category, wording.language, categories)
    if part.category == WARNING:
        place = called(part, wording, in_text=True)
        if part.facts.reported_by and theirs:
            authority = cut(part.facts.reported_by, 80)
            return wording.line("alert.other_warning", kind=kind, place=place, authority=authority)
        return wording.line("alert.other_for", kind=kind, place=place)
    return wording.line("alert.other", kind=kind, where=where(part, wording))


def _actions(part: Part, wording: Wording, categories: Mapping[str, Category]) -> list[Line]:
    category = categories.get(part.category)
    said = (dict(part.actions), category.actions if category else {})
    known = (source[code] for code in (wording.language, FALLBACK) for source in said if source.get(code))
    actions = next(known, ())
    return [wording.line("alert.bullet", text=cut(action, LINE_UNITS)) for action in actions[:MOST_ACTIONS]]


def _assistance(country: str, help_: Help, wording: Wording, now: datetime) -> list[Line]:
    rows: list[Line] = []
    if help_.emergency:
        place = country_name(country, wording, in_text=True)
        numbers = ", ".join(help_.emergency)
        rows.append(wording.line("alert.emergency", place=place, numbers=numbers, n=len(help_.emergency)))
    line = help_.consular
    if line is not None:
        link = Span(line.ministry, url=line.url)
        checked = full_day(line.checked, wording)
        if line.phone:
            rows.append(wording.line("alert.consular", ministry=link, phone=line.phone, day=checked))
        else:
            rows.append(wording.line("alert.consular_link", ministry=link))
    return rows


def _sources(incident: Incident, wording: Wording) -> list[Line]:
    """Official ones first; never more of a source than its headline, marked when in another language."""
    rows = []
    ordered = sorted(incident.sources, key=lambda source: not source.official)
    for source in ordered[:MOST_SOURCES]:
        headline = Span(cut(source.title, HEADLINE_UNITS) or wording.text("alert.no_headline"), url=_link(source.url))
        row = wording.line("alert.source", publisher=publisher_of(source, wording), headline=headline)
        if source.language and source.language != wording.language:
            row += wording.line("alert.in_language", language=language_name(source.language, wording.language))
        rows.append(row)
    if len(ordered) > MOST_SOURCES:
        rows.append(wording.line("alert.more_sources", n=len(ordered) - MOST_SOURCES))
    return rows


def _link(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) and len(url) <= 1000 else None
