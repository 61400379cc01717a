"""How an incident ends: an official all-clear, or that it turns out not to have happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.incidents.growing import holds
from bot.incidents.incident import Incident, Part, Source
from bot.incidents.phrases import FATAL
from bot.incidents.reason import Reason
from bot.incidents.report import Report
from bot.incidents.voices import same_voice, voices
from rules.finding import Facts
from rules.rule import Severity

ALL_CLEAR = "all_clear"
DENIALS = 2  # others that must deny what one house told
Ruling = Literal["retracted", "denied", "noted"]


@dataclass(frozen=True, slots=True)
class Cleared:
    """An all-clear: for the whole incident, or for a place within it."""

    part: Part
    whole: bool


def cleared(incident: Incident, report: Report) -> Cleared | None:
    """Whether an official source says that it is over; news that says so does not count."""
    clear = _all_clear(incident, report) if report.source.official else None
    if clear is None:
        return None
    standing = [part for part in incident.parts if part.category != ALL_CLEAR]
    if not standing:
        return None
    whole = all(
        part.place.geonameid == clear.place.geonameid
        or holds(clear.place, part.place)
        or (len(standing) == 1 and holds(part.place, clear.place))
        or part.place.kind == "country"
        for part in standing
    )
    return Cleared(clear, whole)


def _all_clear(incident: Incident, report: Report) -> Part | None:
    """What a report says to be over: a rule's finding, or an authority's plain word in what no rule hears."""
    if report.stance == "tells":
        whole = all(part.category == ALL_CLEAR for part in report.parts)
        return next((part for part in report.parts if part.category == ALL_CLEAR), None) if whole else None
    content = report.content
    if report.stance != "mentions" or not content.ended or content.partly or FATAL.search(content.opening):
        return None
    where = report.main if report.main.place.geonameid else incident.head
    return replace(where, category=ALL_CLEAR, severity=Severity.NOTICE, facts=Facts())


def taken_back(incident: Incident, now: datetime) -> Incident:
    """Kept for its reasons, and hidden."""
    return replace(incident, state="retracted", trial=True, revision=incident.revision + 1, updated=now)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a denial comes to, and why."""

    ruling: Ruling
    why: Reason


def denied(incident: Incident, denials: tuple[Source, ...], *, takes_back: bool) -> Judged:
    """The last of `denials` has just come; `takes_back`: it withdraws the event, not a detail of it.

    The house that reported it takes it back, unless two other voices or an authority stand by it; so do
    two other voices, and an authority against a single one. Anything less is a doubt that people hear of.
    """
    last = denials[-1]
    by = {"publisher": last.publisher}
    tellers = [source for source in incident.sources if not any(same_voice(source, one) for one in denials)]
    own = any(same_voice(source, last) for source in incident.sources)
    if own:
        if not takes_back:
            return Judged("noted", Reason("ruled.detail", by))
        if voices(tellers) < DENIALS and not any(source.official for source in tellers):
            return Judged("retracted", Reason("ruled.taken_back", by))
        return Judged("denied", Reason("ruled.others_stand_by_it", by))
    others = voices(one for one in denials if not any(same_voice(one, source) for source in incident.sources))
    if last.official and not incident.official and voices(incident.sources) == 1:
        return Judged("retracted", Reason("ruled.officially_denied", by))
    if others >= DENIALS and not incident.official:
        return Judged("retracted", Reason("ruled.denied_by_others", {"n": others}))
    return Judged("denied", Reason("ruled.denied", by))
