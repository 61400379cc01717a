"""An incident with one more report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.incidents.deaths import ANSWERS, tells_deaths, without_others
from bot.incidents.families import kinship, one_deed
from bot.incidents.incident import Incident, Part, Source, ordered
from bot.incidents.nearness import reach_km
from bot.incidents.report import Report
from extract.places import Place, distance_km
from extract.text import fold
from rules.finding import Actions
from rules.match import Facts

MOST_SOURCES = 40
MOST_PARTS = 24


@dataclass(frozen=True, slots=True)
class Grown:
    """The incident after a report, and each part that the report speaks of: as it was (None = new) and as it is."""

    incident: Incident
    pairs: tuple[tuple[Part | None, Part], ...]


def opened(report: Report, now: datetime) -> Incident:
    """An incident of its own, not stored yet."""
    return Incident(
        id=0,
        country=report.country,
        parts=tuple(without_others(part, report.content) for part in report.parts),
        sources=(report.source,),
        opened=now,
        updated=now,
        trial=report.trial,
    )


def grow(incident: Incident, report: Report) -> Grown:
    """With a report's source and, where it tells (and does not only speak of what was), its parts.

    When it was updated is for the caller to say: a report that changes nothing is no update.
    """
    sources = with_source(incident.sources, report.source)
    if report.stance != "tells":
        return Grown(replace(incident, sources=sources, parts=_with_deaths(incident.parts, report)), ())
    same_language = incident.sources[0].language == report.source.language
    kept = list(incident.parts)
    pairs: list[tuple[Part | None, Part]] = []
    for part in report.parts:
        pair = _put(kept, without_others(part, report.content), same_language=same_language)
        if pair is not None:
            pairs.append(pair)
    return Grown(replace(incident, parts=ordered(kept), sources=sources), tuple(pairs))


def part_meant(parts: Sequence[Part], place: Place) -> Part | None:
    """The deed among them that what names only a place speaks of: that told of there, or the only one."""
    deeds = [part for part in parts if part.category not in ANSWERS]
    here = (part for part in deeds if _same_place(part.place, place) or holds(part.place, place))
    return next(here, deeds[0] if len(deeds) == 1 else None)


def _with_deaths(parts: tuple[Part, ...], report: Report) -> tuple[Part, ...]:
    """With the dead that a report counts which no rule hears: they are told with it."""
    meant = part_meant(parts, report.main.place) if tells_deaths(report) else None
    if meant is None:
        return parts
    dead = _most(meant.facts.dead, report.content.deaths or report.content.deaths_first)
    return tuple(replace(one, facts=replace(one.facts, dead=dead)) if one is meant else one for one in parts)


def united(incident: Incident, other: Incident, now: datetime) -> Incident:
    """Two that are one, by an admin's word: the first, with all that the other tells."""
    same_language = incident.sources[0].language == other.sources[0].language
    kept = list(incident.parts)
    for part in other.parts:
        _put(kept, part, same_language=same_language)
    sources = incident.sources
    for source in other.sources:
        sources = with_source(sources, source)
    revision = max(incident.revision, other.revision)
    absorbed = (*incident.absorbed, other.id, *other.absorbed)
    return replace(incident, parts=ordered(kept), sources=sources, revision=revision, updated=now, absorbed=absorbed)


def _put(kept: list[Part], part: Part, *, same_language: bool) -> tuple[Part | None, Part] | None:
    """The part among those that are kept: into the one that says the same, or as a new one while there is room."""
    at = _counterpart(kept, part)
    if at is not None:
        before, kept[at] = kept[at], _merged(kept[at], part, same_language=same_language)
        return before, kept[at]
    if len(kept) >= MOST_PARTS:
        return None
    kept.append(part)
    return None, part


def with_source(sources: Sequence[Source], source: Source) -> tuple[Source, ...]:
    """The first stay first; of very many the middle ones go."""
    if any(one.article_key == source.article_key and one.publisher == source.publisher for one in sources):
        return tuple(sources)
    more = (*sources, source)
    return more if len(more) <= MOST_SOURCES else (*more[: MOST_SOURCES // 2], *more[MOST_SOURCES // 2 + 1 :])


def _counterpart(kept: Sequence[Part], part: Part) -> int | None:
    """The part that says the same thing: akin, and at the same place, near it, or one within the other."""
    found = [
        (kinship(one.category, part.category) != "same", not _same_place(one.place, part.place), at)
        for at, one in enumerate(kept)
        if _says_the_same(one, part)
    ]
    return min(found)[2] if found else None


def _says_the_same(one: Part, other: Part) -> bool:
    """Two papers may name neighbouring towns for one shooting; a fire there and a bomb here are two things."""
    if _same_place(one.place, other.place):
        return one_deed(one.category, other.category)
    kin = kinship(one.category, other.category)
    if kin not in ("same", "related"):
        return False
    return _overlap(one.place, other.place, near=kin == "same") or _state_meant(one, other) or _state_meant(other, one)


def _state_meant(one: Part, other: Part) -> bool:
    """ "in Katsina": papers say the name of a state and mean some town of it, not its capital of the same name."""
    state = next((parent for parent in one.parents if parent.kind == "admin1"), None)
    if state is None or not holds(state, other.place):
        return False
    return f"{fold(state.name)} ".startswith(f"{fold(one.place.name)} ")


def _same_place(one: Place, other: Place) -> bool:
    return one.geonameid == other.geonameid


def _overlap(one: Place, other: Place, *, near: bool) -> bool:
    if _same_place(one, other) or holds(one, other) or holds(other, one):
        return True
    points = one.kind in ("city", "admin2") and other.kind in ("city", "admin2")
    return (
        near and points and distance_km(one.lat, one.lon, other.lat, other.lon) <= max(reach_km(one), reach_km(other))
    )


def holds(wide: Place, narrow: Place) -> bool:
    """Whether the first is a division with the second in it."""
    match wide.kind:
        case "region":
            return narrow.kind not in ("region", "country") and wide.country == narrow.country
        case "country":
            return narrow.kind != "country" and wide.country == narrow.country
        case "admin1":
            return narrow.kind in ("admin2", "city") and wide.admin1 == narrow.admin1 is not None
        case "admin2":
            return narrow.kind == "city" and wide.admin2 == narrow.admin2 is not None
        case _:
            return False


def _merged(old: Part, new: Part, *, same_language: bool) -> Part:
    """The graver words, the more exact place, the greater toll."""
    graver = new if new.severity > old.severity else old
    exact = new if holds(old.place, new.place) or _state_meant(old, new) else old
    return replace(
        graver,
        severity=max(old.severity, new.severity),
        place=exact.place,
        parents=exact.parents,
        called=exact.called,
        facts=_facts(old.facts, new.facts, same_language=same_language),
        event_date=old.event_date or new.event_date,
        actions=_actions(old.actions, new.actions),
    )


def _facts(old: Facts, new: Facts, *, same_language: bool) -> Facts:
    """Words are kept in the language of the first report: they are shown to its readers."""
    return Facts(
        dead=_most(old.dead, new.dead),
        hurt=_most(old.hurt, new.hurt),
        kidnapped=_most(old.kidnapped, new.kidnapped),
        by=old.by or (new.by if same_language else None),
        reported_by=old.reported_by or (new.reported_by if same_language else None),
        ongoing=new.ongoing,
        nobody_hurt=old.nobody_hurt and new.nobody_hurt,
        where=old.where or (new.where if same_language else None),
    )


def _actions(old: Actions, new: Actions) -> Actions:
    """What two rules say to do is to be done both."""
    both = dict(old)
    for language, lines in new:
        both[language] = tuple(dict.fromkeys((*both.get(language, ()), *lines)))
    return tuple(sorted(both.items()))


def _most(*counts: int | None) -> int | None:
    told: Iterable[int] = [count for count in counts if count is not None]
    return max(told, default=None)
