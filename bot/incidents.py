"""What happened, where, when, told by whom: grown from findings of articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from extract.places import Place
from rules.match import Facts
from rules.rule import Severity


@dataclass(frozen=True, slots=True)
class Part:
    """One thing within an incident: a category at a place. `place` of kind country = somewhere in it."""

    category: str
    severity: Severity
    place: Place
    rule: str
    why: str
    facts: Facts
    event_date: date | None = None
    parents: tuple[Place, ...] = ()  # innermost first


@dataclass(frozen=True, slots=True)
class Source:
    """Who told it."""

    publisher: str
    title: str
    url: str | None
    language: str
    official: bool
    published: datetime | None
    article_key: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Parts are ordered, the severest first; the first heads the incident. `id` 0 = not stored yet."""

    id: int
    country: str  # ISO 3166-1 alpha-2
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    opened: datetime
    updated: datetime
    revision: int = 1
    trial: bool = False

    @property
    def head(self) -> Part:
        return self.parts[0]

    @property
    def severity(self) -> Severity:
        return self.head.severity

    @property
    def official(self) -> bool:
        return any(source.official for source in self.sources)
