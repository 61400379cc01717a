"""An incident: its parts, and who told it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from extract.article import Article
from extract.places import Place
from rules.finding import Actions
from rules.match import Facts, Finding
from rules.rule import Severity

State = Literal["open", "all_clear", "retracted"]


NOT_CALLED = ("", "")


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
    parents: tuple[Place, ...] = ()  # innermost first; before the divisions the city that it is a quarter of
    rule_version: str = ""
    words: tuple[str, ...] = ()  # of the source, that the rule stood on
    runners_up: tuple[Place, ...] = ()  # where else it might have been
    actions: Actions = ()  # what the rule says to do; () = what its category says
    since: int = 1  # the revision that told people of it as something new
    called: tuple[str, str] = NOT_CALLED  # (language, name): what its article calls the place, or a spot in the country


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
    agency: str = ""  # the agency it credits, folded
    copies: str = ""  # the house whose text it repeats; "" = its own


@dataclass(frozen=True, slots=True)
class Incident:
    """Parts are ordered, the severest first; the first heads the incident. `id` 0 = not stored yet.

    A retracted one is kept for its reasons and for those who were warned; `trial` hides it from everybody else.
    """

    id: int
    country: str  # ISO 3166-1 alpha-2
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    opened: datetime
    updated: datetime
    revision: int = 1
    trial: bool = False
    state: State = "open"
    part_of: int | None = None  # the incident that it was joined to by an admin's word
    absorbed: tuple[int, ...] = ()  # those that were joined to it: what was said of them holds for it

    @property
    def head(self) -> Part:
        return self.parts[0]

    @property
    def severity(self) -> Severity:
        return self.head.severity

    @property
    def official(self) -> bool:
        return any(source.official for source in self.sources)


def incidents_of(
    article: Article,
    findings: Iterable[Finding],
    parents: Callable[[Place], tuple[Place, ...]],
    language: str,
    now: datetime,
) -> tuple[Incident, ...]:
    """What one article tells: all its findings in one country are one incident, the severest first.

    Trial findings make incidents of their own, marked as trial, so that an untested rule never
    changes what a subscriber is told. Findings that were stopped, or whose country is not known,
    make none: nobody could be told rightly.
    """
    groups: dict[tuple[bool, str], list[Part]] = {}
    for finding in findings:
        place = finding.known_place
        if finding.stopped is None and place is not None and place.country is not None:
            own = finding.unlisted or (finding.place.name if finding.place and finding.known_as else "")
            called = (language, own) if own else NOT_CALLED
            part = replace(part_of(article, finding, place, parents), called=called)
            groups.setdefault((finding.trial, place.country), []).append(part)
    source = Source(
        publisher=article.publisher,
        title=article.title,
        url=article.url,
        language=language,
        official=article.official,
        published=article.published,
        article_key=article.key,
    )
    return tuple(
        Incident(
            id=0,
            country=country,
            parts=ordered(parts),
            sources=(source,),
            opened=now,
            updated=now,
            trial=trial,
        )
        for (trial, country), parts in groups.items()
    )


MOST_WORDS = 6
_LONGEST_WORD = 60


def words_of(finding: Finding, article: Article) -> tuple[str, ...]:
    """The words the rule stood on as they were written, each once and none inside a longer one."""
    fields = {"title": article.title, "text": article.text}
    found = dict.fromkeys(
        " ".join(fields[span.field][span.start : span.end].split())[:_LONGEST_WORD] for span in finding.evidence
    )
    whole = [word for word in found if not any(word != other and word.lower() in other.lower() for other in found)]
    unique = {word.lower(): word for word in reversed(whole) if word}
    return tuple(reversed(unique.values()))[:MOST_WORDS]


def part_of(article: Article, finding: Finding, place: Place, parents: Callable[[Place], tuple[Place, ...]]) -> Part:
    city = (finding.city,) if finding.city and finding.known_place == place else ()
    return Part(
        category=finding.category,
        severity=finding.severity,
        place=place,
        rule=finding.rule,
        why=finding.why,
        facts=finding.facts,
        event_date=finding.event_date,
        parents=(*city, *parents(place)),
        rule_version=finding.rule_version,
        words=words_of(finding, article),
        runners_up=finding.runners_up,
        actions=finding.actions,
    )


_EXACTNESS = {"city": 0, "admin2": 1, "admin1": 2, "country": 3}


def ordered(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The severest first, then the most exactly placed; the same thing at the same place once."""
    best: dict[tuple[str, int], Part] = {}
    for part in parts:
        key = (part.category, part.place.geonameid)
        if key not in best or part.severity > best[key].severity:
            best[key] = part
    return tuple(sorted(best.values(), key=lambda part: (-part.severity, _EXACTNESS.get(part.place.kind, 4))))
