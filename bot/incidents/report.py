"""What one article tells of one country: the unit that joins an incident or opens one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from bot.incidents.content import Content
from bot.incidents.incident import Part, Source, incidents_of, ordered, part_of
from extract.article import Article
from extract.places import Place
from rules.match import Facts, Finding
from rules.rule import QUIET_HOURS, Category, Severity

if TYPE_CHECKING:
    from extract.locate import Mention

Parents = Callable[[Place], tuple[Place, ...]]
# tells: it happened. denies: it did not. corrects: an earlier report is taken back.
# follows: it speaks of something that was news before (a trial, an anniversary, a toll).
# mentions: it is about something else, or nothing that a rule knows.
Stance = Literal["tells", "denies", "corrects", "follows", "mentions"]
_STANCES: dict[str, Stance] = {
    "denial": "denies",
    "correction": "corrects",
    **dict.fromkeys(("history", "trial", "old", "statistics", "late", "background"), "follows"),
}
_TAKES_BACK = frozenset({"denial", "correction"})
READS_ELSE = "about"  # the gate of what reads like something else than violence
# A match, a film or a "photo shoot" is no source of what happened in the same city.
_ANOTHER_THING = frozenset({"lookalike", "sport", "fiction", "genre"})
# Of a report that tells of something and not where: it opens no incident, but may be of one that is known.
NOWHERE = Place(0, "", "region", None, None, None, 0.0, 0.0)
_SPOKEN_OF = frozenset({"place", "metonym", "dateline"})


@dataclass(frozen=True, slots=True)
class Report:
    """`main` is the part the article is about, `parts` all of them, severest first.

    A report that does not tell opens no incident; its parts are what it speaks of. Neither does one whose `country`
    is "", for it does not say where.
    """

    country: str
    main: Part
    parts: tuple[Part, ...]
    source: Source
    stance: Stance
    told: datetime  # when it was published, or read where that is not known
    content: Content
    trial: bool = False
    supersedes: tuple[str, ...] = ()
    quiet_hours: int = QUIET_HOURS  # after so many without a further report it is over
    likely: float | None = None  # of what only mentions: how likely it reads like news of violence; None = not known

    @property
    def day(self) -> date:
        return self.main.event_date or self.told.date()


def reports_of(
    article: Article,
    findings: Sequence[Finding],
    content: Content,
    parents: Parents,
    now: datetime,
    mentions: Iterable[Mention] = (),
    categories: Mapping[str, Category] = MappingProxyType({}),
    likely: Callable[[], float | None] = lambda: None,
) -> tuple[Report, ...]:
    """One report for each country (trial findings apart) that the article tells of.

    Where every finding was stopped, or there is none, a single one of what it speaks of: it may deny, correct or
    follow what was told before. None where it is a match or a film, or where no country is known and nothing
    was found.
    """
    told = article.published or now
    opened = incidents_of(article, findings, parents, content.language, now)
    if opened:
        reports = []
        for incident in opened:
            mine = [one for one in findings if one.stopped is None and one.trial == incident.trial]
            source = replace(incident.sources[0], agency=content.agency)
            reports.append(
                Report(
                    country=incident.country,
                    main=_main(incident.parts, mine),
                    parts=incident.parts,
                    source=source,
                    stance="tells",
                    told=told,
                    content=content,
                    trial=incident.trial,
                    supersedes=article.supersedes,
                    quiet_hours=quiet_hours(incident.parts, categories),
                )
            )
        return tuple(reports)
    if findings and all(one.stopped is not None and one.stopped.gate in _ANOTHER_THING for one in findings):
        return ()
    source = _source(article, content)
    nowhere = [part_of(article, one, NOWHERE, parents) for one in findings if one.stopped is None and not one.trial]
    if nowhere:
        return (Report("", _main(nowhere, findings), ordered(nowhere), source, "tells", told, content),)
    spoken = _spoken_of(article, findings, parents) or _about(article, mentions, findings, parents)
    spoken = spoken or _anywhere(article, findings, content, parents)
    if spoken is None:
        return ()
    part, gate = spoken
    stance = "follows" if _comes_after(gate, content) else _STANCES.get(gate, "mentions")
    read = likely() if stance == "mentions" else None
    return (Report(part.place.country or "", part, (part,), source, stance, told, content, likely=read),)


def _comes_after(gate: str, content: Content) -> bool:
    """Who had denied it owns up; or a rule hears the deed of which the headline tells what came (more dead, a funeral).
    That it reads like no news of violence stops it as an alarm, and says nothing against that deed."""
    return (content.owns_up and gate in _TAKES_BACK) or (content.looks_back and gate == READS_ELSE)


def _source(article: Article, content: Content) -> Source:
    return Source(
        publisher=article.publisher,
        title=article.title,
        url=article.url,
        language=content.language,
        official=article.official,
        published=article.published,
        article_key=article.key,
        agency=content.agency,
    )


def quiet_hours(parts: Iterable[Part], categories: Mapping[str, Category]) -> int:
    """After how long without a report an incident of these parts is over: the longest of them counts."""
    kinds = (categories.get(part.category) for part in parts)
    return max((QUIET_HOURS if kind is None else kind.quiet_hours for kind in kinds), default=QUIET_HOURS)


def _main(parts: Sequence[Part], findings: Iterable[Finding]) -> Part:
    """The part whose words stand first: a title tells what an article is about."""

    def begins(part: Part) -> tuple[bool, int]:
        spans = [
            (span.field != "title", span.start)
            for finding in findings
            if finding.category == part.category and finding.known_place == part.place
            for span in finding.evidence
        ]
        return min(spans, default=(True, 1_000_000))

    return min(parts, key=begins)


def _spoken_of(article: Article, findings: Sequence[Finding], parents: Parents) -> tuple[Part, str] | None:
    """What a stopped finding is about, those of a denial or correction first."""
    places = ((one, one.known_place) for one in findings)
    placed = [(one, place) for one, place in places if place is not None and place.country is not None]
    ranked = sorted(placed, key=lambda pair: pair[0].stopped is None or pair[0].stopped.gate not in _TAKES_BACK)
    for finding, place in ranked:
        gate = finding.stopped.gate if finding.stopped else ""
        return part_of(article, finding, place, parents), gate
    return None


def _anywhere(
    article: Article, findings: Sequence[Finding], content: Content, parents: Parents
) -> tuple[Part, str] | None:
    """What was stopped, or heard by no rule, and names no place may still be of an incident that its names tell."""
    if not findings and (content.names or content.sites or content.toponyms):
        return Part("", Severity.NOTICE, NOWHERE, "", "no rule", Facts(), parents=()), ""
    for finding in sorted(findings, key=lambda one: one.stopped is None or one.stopped.gate not in _TAKES_BACK):
        if finding.stopped is not None and not finding.trial:
            return part_of(article, finding, NOWHERE, parents), finding.stopped.gate
    return None


def _about(
    article: Article, mentions: Iterable[Mention], findings: Iterable[Finding], parents: Parents
) -> tuple[Part, str] | None:
    """Without any finding that has a place: the place named most often, the smallest among equals.

    Where none is named for itself, whose police or mayor speaks tells where: "it was no bomb, Leeds police said".
    """
    known = [(m.role in _SPOKEN_OF, m.place) for m in mentions if m.place is not None and m.place.country]
    places = [place for named, place in known if named] or [place for _, place in known]
    if not places:
        return None
    counts = Counter(place.geonameid for place in places)
    best = max(places, key=lambda place: (counts[place.geonameid], place.kind == "city", -places.index(place)))
    for finding in findings:
        if finding.stopped is not None and finding.stopped.gate in _TAKES_BACK:
            return part_of(article, finding, best, parents), finding.stopped.gate
    return Part("", Severity.NOTICE, best, "", "no rule", Facts(), parents=parents(best)), ""
