"""A reading becomes reports, each under the incident it tells of: joined with the reason, or opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.incidents import Incident
from bot.incidents.changes import Change, changes, told_of
from bot.incidents.content import Content, content_of
from bot.incidents.ending import Cleared, cleared, denied, taken_back
from bot.incidents.growing import grow, opened, united, with_source
from bot.incidents.incident import ordered
from bot.incidents.joining import Candidate, Verdict, join
from bot.incidents.known import Known, first_known, grown
from bot.incidents.known import united as known_united
from bot.incidents.placing import settled
from bot.incidents.reason import Reasons, said
from bot.incidents.report import Parents, Report, reports_of
from bot.incidents.voices import house
from bot.reading import Reading
from bot.store import LooseReport, Store
from rules.rule import Category

WAITING = timedelta(hours=48)  # a report that met no incident may be of one that is told of so much later
EVEN_CHANCE = 0.5  # of reading like news of violence
MOST_WAITED = 24  # one article brings so many together, and the next one the others


@dataclass(frozen=True, slots=True)
class Filed:
    """A report and the incident it is under. `before` is the incident as it was, None when this opened it.

    Without `changes` nobody who knows of it needs to hear more. `waited`: the report is of an article that was read
    before.
    """

    report: Report
    incident: Incident
    why: Reasons
    before: Incident | None = None
    changes: tuple[Change, ...] = ()
    clear: Cleared | None = None
    waited: bool = False

    @property
    def joined(self) -> bool:
        return self.before is not None


def file_reports(
    reading: Reading, store: Store, parents: Parents, categories: Mapping[str, Category], now: datetime
) -> list[Filed]:
    """Every report of an article, filed in the transaction that is open, and after each those of other articles that
    waited for it.

    One that only speaks of an event and meets none that is known is filed nowhere yet.
    """
    feed = reading.article.feed
    filed: list[Filed] = []
    for report in reports_in(reading, parents, categories, now):
        one = file_report(report, feed, store, now)
        if one is not None:
            filed += with_those_that_waited(one, store, now)
        elif may_wait(report):
            store.keep_loose(report, feed)
    return filed


def reports_in(
    reading: Reading, parents: Parents, categories: Mapping[str, Category], now: datetime
) -> Sequence[Report]:
    """What the article tells, before it is known of what."""
    extraction = reading.extraction
    if extraction is None and not reading.findings:
        return ()
    content = Content(reading.article.language or "") if extraction is None else content_of(extraction)
    mentions = () if extraction is None else extraction.mentions
    return reports_of(
        reading.article, reading.findings, content, parents, now, mentions, categories, likely=reading.likely
    )


def file_report(report: Report, feed: str, store: Store, now: datetime) -> Filed | None:
    """One report: joined, opened, or (None) left where it only speaks of something that nothing is known of."""
    candidates = store.candidates(report)
    verdict = _same_article(report, feed, store) or join(report, candidates)
    report = _of_its_own(report, verdict, candidates)
    if verdict.incident is None:
        if report.stance != "tells" or not report.country:
            return None
        incident = store.add_incident(opened(report, now))
        store.file_report(incident.id, report, feed, joined=False, why=verdict.why)
        store.remember(incident.id, first_known(report), report.content)
        return Filed(report, incident, verdict.why)
    return _filed_under(verdict.incident, report, feed, verdict, store, now)


def _filed_under(
    incident: int, report: Report, feed: str, verdict: Verdict, store: Store, now: datetime, *, told: bool = True
) -> Filed:
    """`told`: whether people know of the incident; if not, nothing that the report says is a change to them."""
    before, known = store.incident(incident), store.known(incident)
    if before is None or known is None:
        raise LookupError(f"incident {incident} was found and is gone")
    report = settled(report, before)
    if verdict.copy:
        report = replace(report, source=replace(report.source, copies=_copied(report, known)))
    if told:
        filed = _joined(before, known, report, verdict, store, now)
    else:
        after = grow(before, report).incident
        filed = Filed(report, after, verdict.why, after)
    store.replace_incident(filed.incident)
    store.file_report(before.id, filed.report, feed, joined=True, why=filed.why)
    store.remember(before.id, grown(known, filed.report, copy=verdict.copy), report.content)
    return filed


def may_wait(report: Report) -> bool:
    """Whether an incident of which nothing is known yet may be its own: the first to tell of an attack often say what
    and not where, or in words that no rule hears; the second says it all. An all-clear ends what was told before."""
    if report.stance == "tells":
        return report.main.category != "all_clear"
    return report.stance == "mentions" and (report.likely is None or report.likely >= EVEN_CHANCE)


def with_those_that_waited(filed: Filed, store: Store, now: datetime) -> list[Filed]:
    """A report that tells, and those which had met no incident and are of this one. Of one that it opened nobody has
    heard: what they add stands in the first message."""
    found, todo = [filed], [filed]
    while todo and len(found) <= MOST_WAITED:
        latest = todo.pop(0)
        known = store.known(latest.incident.id)
        if latest.report.stance != "tells" or latest.incident.state == "retracted" or known is None:
            continue
        for loose in store.loose(latest.report, known, WAITING):
            one = _met(loose, found[0].incident, store, now, told=filed.joined)
            if one is None:
                continue
            if not filed.joined:
                found[0] = replace(filed, incident=one.incident)
            found.append(one)
            todo.append(one)
    return found


def _met(loose: LooseReport, incident: Incident, store: Store, now: datetime, *, told: bool) -> Filed | None:
    """A report that waited, under this incident; None where it waits on. `told`: whether people know of it."""
    known = store.known(incident.id)
    if known is None or join(loose.report, [Candidate.of(incident.id, known)]).incident is None:
        return None
    candidates = store.candidates(loose.report)
    verdict = _same_article(loose.report, loose.feed, store) or join(loose.report, candidates)
    if verdict.incident != incident.id:
        return None
    store.no_longer_loose(loose, incident.id)
    report = _of_its_own(loose.report, verdict, candidates)
    return replace(_filed_under(incident.id, report, loose.feed, verdict, store, now, told=told), waited=True)


def unite(into: Incident, other: Incident, store: Store, now: datetime) -> None:
    """Two incidents are one, by an admin's word, in the transaction that is open. The first takes the reports of the
    other and those who were warned of it; the other is hidden, and nothing more is filed under it."""
    store.replace_incident(united(into, other, now))
    store.replace_incident(replace(other, trial=True, updated=now, part_of=into.id))
    mine, theirs = store.known(into.id), store.known(other.id)
    both = known_united(mine, theirs) if mine is not None and theirs is not None else mine or theirs
    store.absorb(into.id, other.id, both)


def _same_article(report: Report, feed: str, store: Store) -> Verdict | None:
    """The same item again, under another headline or id, or what an authority's notice replaces."""
    source = report.source
    known = store.incident_of_article(
        feed=feed, keys=(source.article_key, *report.supersedes), url=source.url, country=report.country
    )
    if known is None:
        return None
    again = said("replaces" if report.supersedes else "same_article")
    return Verdict(known, 0.0, (again,), copy=not report.supersedes)


def _joined(
    before: Incident,
    known: Known,
    report: Report,
    verdict: Verdict,
    store: Store,
    now: datetime,
) -> Filed:
    if before.state == "retracted":
        # Taken back: whoever still tells it is filed, and nobody is alarmed again.
        return Filed(report, before, verdict.why, before)
    if report.stance in ("denies", "corrects"):
        return _denied(before, report, verdict, store, now)
    clear = cleared(before, report)
    if clear is not None:
        state = "all_clear" if clear.whole else before.state
        sources = with_source(before.sources, report.source)
        after = replace(before, sources=sources, state=state, revision=before.revision + 1, updated=now)
        change = Change("all_clear", clear.part, publisher=report.source.publisher)
        return Filed(report, after, verdict.why, before, (change,), clear)
    growth = grow(before, report)
    found = changes(before, known, growth, report)
    after = growth.incident
    if found:
        after = replace(told_of(after, found, before.revision + 1), updated=now)
    return Filed(report, after, verdict.why, before, found)


def _denied(before: Incident, report: Report, verdict: Verdict, store: Store, now: datetime) -> Filed:
    earlier = [one.source for one in store.reports(before.id) if one.stance in ("denies", "corrects")]
    denials = (*earlier, report.source)
    ruling = denied(before, denials, takes_back=report.content.takes_back)
    why = (*verdict.why, ruling.why)
    match ruling.ruling:
        case "retracted":
            change = Change("retracted", publisher=report.source.publisher)
            return Filed(report, taken_back(before, now), why, before, (change,))
        case "denied" if before.state == "all_clear":
            return Filed(report, before, why, before)  # it is over; that there was less to it warns nobody
        case "denied":
            change = Change("denied", publisher=report.source.publisher)
            after = replace(before, revision=before.revision + 1, updated=now)
            return Filed(report, after, why, before, (change,))
        case "noted":
            return Filed(report, before, why, before)


def _of_its_own(report: Report, verdict: Verdict, candidates: Sequence[Candidate]) -> Report:
    """Without the parts that another incident tells: "it comes a day after the bombing in …" warns of nothing new."""
    kept = [report.main]
    for part in report.parts:
        if part is report.main:
            continue
        own = replace(report, main=part)
        elsewhere = [
            one
            for one in candidates
            if one.incident != verdict.incident
            and any(spot.geonameid == part.place.geonameid for spot in one.gist.scene.spots)
        ]
        if join(own, elsewhere).incident is None:
            kept.append(part)
    return replace(report, parts=ordered(kept))


def _copied(report: Report, known: Known) -> str:
    """The house whose text it is."""
    mine = house(report.source.publisher)
    return next((publisher for publisher, _ in known.texts if house(publisher) != mine), "")
