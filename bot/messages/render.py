"""An alert in the embassy's layout, composed from facts in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.incidents import Incident, Part, Source
from bot.incidents.voices import voices
from bot.messages.places import (
    WARNING,
    country_name,
    headline_place,
    language_name,
    listed,
    name_of,
    path,
    region_name,
    where,
)
from bot.messages.text import Line, Span, cut, joined, parts_of
from bot.messages.when import age, day, direction, full_day, kilometres, moment
from bot.messages.wording import FALLBACK, Wording
from bot.outbox import Button, MessagePart
from bot.subscriptions import Alert, RegionMatch
from extract.places import Place
from rules.rule import Category, Severity

SIGNS = {Severity.NOTICE: "🔵", Severity.CAUTION: "🟡", Severity.SERIOUS: "🟠", Severity.DANGER: "🔴"}
MOST_PARTS = 5
MOST_SOURCES = 4
MOST_REGIONS = 6
MOST_ACTIONS = 7
HEADLINE_UNITS = 160
LINE_UNITS = 300
MAP = "https://www.openstreetmap.org/?mlat={lat:.4f}&mlon={lon:.4f}#map={zoom}/{lat:.4f}/{lon:.4f}"
ZOOM = {"city": 12, "admin2": 10, "admin1": 8, "country": 5}


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
    lines: list[Line] = [heading or title(alert, wording, categories)]
    if changes:
        lines += [(), *changes]
    lines += [(), wording.line("alert.location"), *_location(alert, wording)]
    lines += [(), wording.line("alert.event"), _event(alert.incident, part, wording, now, tz, categories)]
    others = [other for other in alert.incident.parts if other != part]
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
    """The lock-screen line: sign and word of severity, kind, place, and how far from what was asked for."""
    match = alert.matches[0]
    part = match.part
    kind = category_name(part.category, wording.language, categories)
    place = cut(headline_place(part, wording), 120)
    if part.category == "all_clear":
        return wording.line("alert.title_clear", sign="🟢", place=place)
    line = wording.line(
        "alert.title_update" if alert.update else "alert.title",
        number=alert.incident.revision,
        sign=SIGNS[part.severity],
        severity=wording.text(f"severity.{part.severity.word}").upper(),
        kind=kind,
        place=place,
    )
    if match.distance_km is not None and match.distance_km >= 1:
        name = region_name(match.subscription.region, None, wording)
        here = wording.text("place.your_location") if match.subscription.region.kind == "circle" else name
        near = match.subscription.label or here
        line += wording.line("alert.title_distance", km=kilometres(match.distance_km), region=near)
    return line


def category_name(slug: str, language: str, categories: Mapping[str, Category]) -> str:
    category = categories.get(slug)
    if category is None:
        return slug.replace("_", " ")
    return category.names.get(language) or category.names.get("en") or slug.replace("_", " ")


def _location(alert: Alert, wording: Wording) -> list[Line]:
    part = alert.matches[0].part
    if part.place.kind == "country" and part.category != WARNING:
        first = wording.line("alert.only_country", place=name_of(part.place, wording))
    else:
        first = (Span(path(part.place, part.parents, wording)),)
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
    elsewhere = "" if match.part.place == head.place else f"{name_of(place, wording)}: "
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


def _event(
    incident: Incident,
    part: Part,
    wording: Wording,
    now: datetime,
    tz: ZoneInfo,
    categories: Mapping[str, Category],
) -> Line:
    sentences = [*_what(incident, part, wording, categories), *_when(incident, part, wording, now, tz)]
    sentences += _harm(part, wording)
    sentences += _who(incident, part, wording)
    return joined(sentences, " ")


def _what(incident: Incident, part: Part, wording: Wording, categories: Mapping[str, Category]) -> list[Line]:
    facts = part.facts
    told = incident.sources[0]
    # Words of the source are shown only to a reader of its language.
    theirs = told.language == wording.language
    if part.category == WARNING and not incident.official:
        publisher, place = _publisher(told, wording), name_of(part.place, wording, in_text=True)
        if facts.reported_by and theirs:
            authority = cut(facts.reported_by, 80)
            return [wording.line("event.reported_warning", publisher=publisher, authority=authority, place=place)]
        return [wording.line("event.some_warning", publisher=publisher, place=place)]
    kind = category_name(part.category, wording.language, categories)
    if facts.where and theirs:
        first = wording.line("event.what_at", kind=kind, site=cut(facts.where, 80), where=where(part, wording))
    else:
        first = wording.line("event.what", kind=kind, where=where(part, wording))
    rest = []
    if facts.ongoing:
        rest.append(wording.line("event.ongoing"))
    if facts.by and theirs:
        rest.append(wording.line("event.by", by=cut(facts.by, 80)))
    return [first, *rest]


def _when(incident: Incident, part: Part, wording: Wording, now: datetime, tz: ZoneInfo) -> list[Line]:
    told = min((source.published for source in incident.sources if source.published), default=incident.opened)
    first = wording.line("event.told", when=moment(told, tz, wording.language), age=age(told, now, wording))
    if part.category == WARNING or part.event_date is None or part.event_date == told.astimezone(tz).date():
        return [first]
    return [wording.line("event.happened", day=day(part.event_date, wording)), first]


def _harm(part: Part, wording: Wording) -> list[Line]:
    facts = part.facts
    counts = [
        wording.line(f"event.{word}", n=number)
        for word, number in (("dead", facts.dead), ("hurt", facts.hurt), ("kidnapped", facts.kidnapped))
        if number
    ]
    if counts:
        return [wording.line("event.harm", counts=joined(counts, ", "))]
    return [wording.line("event.nobody_hurt")] if facts.nobody_hurt else []


def _who(incident: Incident, part: Part, wording: Wording) -> list[Line]:
    names = _publishers(incident.sources, wording)
    official = [source for source in incident.sources if source.official]
    if official:
        said = [wording.line("event.official", publisher=_publisher(official[0], wording))]
        others = [name for name in names if name != _publisher(official[0], wording)]
        return said + ([wording.line("event.also_by", publishers=listed(others, wording))] if others else [])
    if len(names) == 1:
        return [wording.line("event.unconfirmed", publisher=names[0])]
    if voices(incident.sources) == 1:
        return [wording.line("event.one_text", publishers=listed(names, wording))]
    return [wording.line("event.reported_by", publishers=listed(names, wording), n=len(names))]


def _publisher(source: Source, wording: Wording) -> str:
    return cut(source.publisher, 80) or wording.text("alert.unnamed_source")


def _publishers(sources: Iterable[Source], wording: Wording) -> list[str]:
    """Each once: two feeds of one publisher are one voice."""
    return list(dict.fromkeys(_publisher(source, wording) for source in sources))


def _others(parts: list[Part], wording: Wording, categories: Mapping[str, Category], theirs: bool) -> list[Line]:
    rows = list(dict.fromkeys(_other(part, wording, categories, theirs) for part in parts))
    if len(rows) > MOST_PARTS:
        rows = [*rows[:MOST_PARTS], wording.line("alert.more_parts", n=len(rows) - MOST_PARTS)]
    return rows


def _other(part: Part, wording: Wording, categories: Mapping[str, Category], theirs: bool) -> Line:
    kind = category_name(part.category, wording.language, categories)
    if part.category == WARNING:
        place = name_of(part.place, wording, in_text=True)
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
        row = wording.line("alert.source", publisher=_publisher(source, wording), headline=headline)
        if source.language and source.language != wording.language:
            row += wording.line("alert.in_language", language=language_name(source.language, wording.language))
        rows.append(row)
    if len(ordered) > MOST_SOURCES:
        rows.append(wording.line("alert.more_sources", n=len(ordered) - MOST_SOURCES))
    return rows


def _link(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) and len(url) <= 1000 else None


def map_link(place: Place) -> str:
    """The place on OpenStreetMap, from as near as makes sense for its kind."""
    return MAP.format(lat=place.lat, lon=place.lon, zoom=ZOOM.get(place.kind, 4))


def alert_buttons(
    alert: Alert, wording: Wording, *, roll_call: bool = False, answers: bool = True
) -> tuple[tuple[Button, ...], ...]:
    """Why, mute, wrong, the map as a picture and as a link; "I'm safe" in groups that want it.

    `answers` False leaves out what the bot would answer: in a channel all its readers would see that.
    """
    incident = alert.incident.id
    rows: list[tuple[Button, ...]] = []
    if answers:
        rows.append(
            (
                Button(wording.text("button.why"), f"v1:why:{incident}"),
                Button(wording.text("button.mute"), f"v1:mute:{incident}"),
                Button(wording.text("button.wrong"), f"v1:wrong:{incident}"),
            )
        )
    last: list[Button] = []
    link = map_link(alert.matches[0].part.place)
    if answers:
        last.append(Button(wording.text("button.map"), f"v1:map:{incident}"))
    last.append(Button(wording.text("map.link" if answers else "button.map"), url=link))
    if roll_call:
        last.append(Button(wording.text("button.safe"), f"v1:safe:{incident}"))
    rows.append(tuple(last))
    return tuple(rows)
