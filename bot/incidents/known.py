"""What joining remembers of an incident: small, so that hundreds are compared in a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from bot.incidents.deaths import tells_deaths
from bot.incidents.families import CROWDS
from bot.incidents.incident import Part
from bot.incidents.report import Report
from extract.places import Place, PlaceKind
from rules.rule import QUIET_HOURS

MOST_NAMES = 80
MOST_WORDS = 80
MOST_SPOTS = 24
MOST_TOPONYMS = 40
MOST_TEXTS = 10
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """One category at one place."""

    category: str
    geonameid: int
    name: str
    kind: PlaceKind
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    country: str | None = None
    population: int = 0

    def holds(self, place: Place) -> bool:
        """Whether it is a division of a country with the place in it."""
        if self.kind == "admin1":
            return place.kind in ("admin2", "city") and place.admin1 == self.admin1 is not None
        return self.kind == "admin2" and place.kind == "city" and place.admin2 == self.admin2 is not None

    def lies_in(self, place: Place) -> bool:
        """The other way round."""
        if place.kind == "admin1":
            return self.kind in ("admin2", "city") and self.admin1 == place.admin1 is not None
        return place.kind == "admin2" and self.kind == "city" and self.admin2 == place.admin2 is not None


@dataclass(frozen=True, slots=True)
class Known:
    """`days` are those on which it happened, `told` when the first and the last report were published.

    Names and words are counted by reports; words stand apart by language.
    """

    country: str
    spots: tuple[Spot, ...]
    days: tuple[date, date]
    told: tuple[datetime, datetime]
    reports: int = 1
    names: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    sites: frozenset[str] = frozenset()
    toponyms: frozenset[str] = frozenset()
    meant: frozenset[str] = frozenset()  # as in `Content`
    notions: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()
    ages: frozenset[int] = frozenset()
    times: frozenset[int] = frozenset()
    dead: Range | None = None
    hurt: Range | None = None
    texts: tuple[tuple[str, tuple[int, ...]], ...] = ()  # (publisher, prints) of those that copy no other
    houses: frozenset[str] = frozenset()
    trial: bool = False
    fatal: bool = False  # whoever was warned knows that somebody died: it was told, or stands in the first report
    deeds: frozenset[str] = frozenset()  # kinds of incident that were spoken of, found by a rule or not
    quiet_hours: int = QUIET_HOURS  # after so many without a report it is over
    countrywide: bool = False  # a march, a strike or blockades of which a report says so

    @property
    def wave(self) -> bool:
        """Told of many parts of its country at once."""
        if self.countrywide:
            return True
        here = (spot for spot in self.spots if spot.country in (None, self.country))
        return len({spot.admin1 for spot in here if spot.admin1}) >= MANY_DIVISIONS


MANY_DIVISIONS = 3


def first_known(report: Report) -> Known:
    """An incident as its first report leaves it."""
    content = report.content
    return Known(
        country=report.country,
        spots=spots_of(report.parts),
        days=(report.day, report.day),
        told=(report.told, report.told),
        names=dict.fromkeys(sorted(content.names)[:MOST_NAMES], 1),
        words={content.language: dict.fromkeys(sorted(content.words)[:MOST_WORDS], 1)},
        sites=content.sites,
        toponyms=frozenset(sorted(content.toponyms)[:MOST_TOPONYMS]),
        meant=frozenset(sorted(content.meant)[:MOST_TOPONYMS]),
        notions=content.notions,
        numbers=content.numbers,
        ages=content.ages,
        times=content.times,
        dead=_range(deaths_of(report)),
        hurt=_range(part.facts.hurt for part in report.parts),
        texts=((report.source.publisher, content.prints),) if content.prints else (),
        houses=frozenset({report.source.publisher}),
        trial=report.trial,
        fatal=tells_deaths(report) or content.fatal,
        deeds=content.deeds,
        quiet_hours=report.quiet_hours,
        countrywide=_countrywide(report),
    )


def grown(known: Known, report: Report, *, copy: bool) -> Known:
    """With one more report. What only speaks of the incident later adds its text and time, no facts; a copy the toll
    alone, which people may have been told of by it."""
    later = replace(
        known,
        told=(min(known.told[0], report.told), max(known.told[1], report.told)),
        houses=known.houses | {report.source.publisher},
        reports=known.reports + 1,
    )
    content = report.content
    if tells_deaths(report):
        said = content.deaths or content.deaths_first
        later = replace(later, fatal=True, dead=_range([*(known.dead or ()), said]))
    if report.stance == "tells":
        later = replace(
            later,
            dead=_range([*(later.dead or ()), *deaths_of(report)]),
            hurt=_range([*(known.hurt or ()), *(part.facts.hurt for part in report.parts)]),
        )
    if copy:
        return later
    if content.prints:
        later = replace(later, texts=(*known.texts, (report.source.publisher, content.prints))[-MOST_TEXTS:])
    if report.stance != "tells":
        return later
    words = {code: dict(counts) for code, counts in known.words.items()}
    words[content.language] = _counted(words.get(content.language, {}), content.words, MOST_WORDS)
    spots = {(spot.category, spot.geonameid): spot for spot in (*known.spots, *spots_of(report.parts))}
    return replace(
        later,
        spots=tuple(spots.values())[:MOST_SPOTS],
        days=(min(known.days[0], report.day), max(known.days[1], report.day)),
        names=_counted(known.names, content.names, MOST_NAMES),
        words=words,
        sites=known.sites | content.sites,
        toponyms=_few(known.toponyms, content.toponyms),
        meant=_few(known.meant, content.meant),
        notions=known.notions | content.notions,
        numbers=known.numbers | content.numbers,
        ages=known.ages | content.ages,
        times=known.times | content.times,
        deeds=known.deeds | content.deeds,
        quiet_hours=max(known.quiet_hours, report.quiet_hours),
        countrywide=known.countrywide or _countrywide(report),
    )


def united(one: Known, other: Known) -> Known:
    """What is remembered of two incidents that are one."""
    words = {code: dict(counts) for code, counts in one.words.items()}
    for code, counts in other.words.items():
        words[code] = _added(words.get(code, {}), counts, MOST_WORDS)
    spots = {(spot.category, spot.geonameid): spot for spot in (*one.spots, *other.spots)}
    return replace(
        one,
        spots=tuple(spots.values())[:MOST_SPOTS],
        days=(min(one.days[0], other.days[0]), max(one.days[1], other.days[1])),
        told=(min(one.told[0], other.told[0]), max(one.told[1], other.told[1])),
        reports=one.reports + other.reports,
        names=_added(one.names, other.names, MOST_NAMES),
        words=words,
        sites=one.sites | other.sites,
        toponyms=_few(one.toponyms, other.toponyms),
        meant=_few(one.meant, other.meant),
        notions=one.notions | other.notions,
        numbers=one.numbers | other.numbers,
        ages=one.ages | other.ages,
        times=one.times | other.times,
        dead=_range([*(one.dead or ()), *(other.dead or ())]),
        hurt=_range([*(one.hurt or ()), *(other.hurt or ())]),
        texts=(*one.texts, *other.texts)[-MOST_TEXTS:],
        houses=one.houses | other.houses,
        deeds=one.deeds | other.deeds,
        fatal=one.fatal or other.fatal,
        quiet_hours=max(one.quiet_hours, other.quiet_hours),
        countrywide=one.countrywide or other.countrywide,
    )


def spots_of(parts: Sequence[Part]) -> tuple[Spot, ...]:
    return tuple(
        Spot(
            part.category,
            part.place.geonameid,
            part.place.name,
            part.place.kind,
            part.place.admin1,
            part.place.admin2,
            round(part.place.lat, 3),
            round(part.place.lon, 3),
            part.place.country,
            part.place.population,
        )
        for part in parts[:MOST_SPOTS]
    )


def deaths_of(report: Report) -> list[int | None]:
    """Every count of dead that it gives."""
    return [report.content.deaths, *(part.facts.dead for part in report.parts)]


def dead_in(report: Report) -> int | None:
    """The most dead that it tells of; None = it counts none."""
    return max((count for count in deaths_of(report) if count), default=None)


def hurt_in(report: Report) -> int | None:
    return max((part.facts.hurt for part in report.parts if part.facts.hurt), default=None)


def compared(count: int, theirs: Range) -> Literal["same", "one", "grown", "fewer", "far"]:
    """A toll beside those that were told before: tolls of one event grow, and not without measure."""
    low, high = theirs
    if low <= count <= high:
        return "same" if count > 1 else "one"
    if count > high:
        return "grown" if count <= 3 * high + 3 else "far"
    return "fewer" if 3 * count + 3 >= low else "far"


def _countrywide(report: Report) -> bool:
    return report.content.countrywide and report.main.category in CROWDS


def _counted(known: Mapping[str, int], more: Iterable[str], most: int) -> dict[str, int]:
    """The words of most reports stay, the older ones among equals."""
    counts = dict(known)
    for word in sorted(more):
        counts[word] = counts.get(word, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: -pair[1])[:most])


def _added(known: Mapping[str, int], more: Mapping[str, int], most: int) -> dict[str, int]:
    counts = dict(known)
    for word, count in more.items():
        counts[word] = counts.get(word, 0) + count
    return dict(sorted(counts.items(), key=lambda pair: -pair[1])[:most])


def _few(known: frozenset[str], more: frozenset[str]) -> frozenset[str]:
    room = max(0, MOST_TOPONYMS - len(known))
    return known | frozenset(sorted(more - known)[:room])


def _range(counts: Iterable[int | None]) -> Range | None:
    told = [count for count in counts if count]
    return (min(told), max(told)) if told else None
