"""What an alert tells of the event itself, in sentences made of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.incidents import Incident, Part, Source
from bot.incidents.voices import voices
from bot.messages.places import WARNING, listed, name_of, where
from bot.messages.text import Line, cut, joined
from bot.messages.when import age, day, moment
from bot.messages.wording import Wording
from rules.rule import Category


def event_told(
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
        publisher, place = publisher_of(told, wording), name_of(part.place, wording, in_text=True)
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
    names = publishers_of(incident.sources, wording)
    official = [source for source in incident.sources if source.official]
    if official:
        said = [wording.line("event.official", publisher=publisher_of(official[0], wording))]
        others = [name for name in names if name != publisher_of(official[0], wording)]
        return said + ([wording.line("event.also_by", publishers=listed(others, wording))] if others else [])
    if len(names) == 1:
        return [wording.line("event.unconfirmed", publisher=names[0])]
    if voices(incident.sources) == 1:
        return [wording.line("event.one_text", publishers=listed(names, wording))]
    return [wording.line("event.reported_by", publishers=listed(names, wording), n=len(names))]


def publisher_of(source: Source, wording: Wording) -> str:
    return cut(source.publisher, 80) or wording.text("alert.unnamed_source")


def publishers_of(sources: Iterable[Source], wording: Wording) -> list[str]:
    """Each once: two feeds of one publisher are one voice."""
    return list(dict.fromkeys(publisher_of(source, wording) for source in sources))


def category_name(slug: str, language: str, categories: Mapping[str, Category]) -> str:
    category = categories.get(slug)
    if category is None:
        return slug.replace("_", " ")
    return category.names.get(language) or category.names.get("en") or slug.replace("_", " ")
