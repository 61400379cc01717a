"""Rules over an extraction -> findings, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from extract.places import Place
from rules import doubt
from rules.attach import Attachment, Spot, attach, contains
from rules.case import Case
from rules.facts import facts_of, severity_of
from rules.finding import Facts, Finding, GateResult, NearMiss, Span
from rules.gates import judge
from rules.rule import Category, RuleSet
from rules.scan import Compiled, Sighting, compiled, has_rule_word, may_matter, missing, sightings
from rules.signs import signs
from rules.story import Story, tell

if TYPE_CHECKING:
    from extract.read import Extraction

__all__ = ["Facts", "Finding", "GateResult", "NearMiss", "Span", "explain", "has_rule_word", "match", "may_matter"]

FRESH_DAYS = 3  # where neither the rule nor its category says otherwise
# A concrete kind says more than a general one seen in the same sentence.
GENERAL: Mapping[str, frozenset[str]] = {
    "armed_attack": frozenset(
        {
            "shooting",
            "explosion",
            "shelling",
            "stabbing",
            "vehicle_attack",
            "kidnapping",
            "arson",
            "armed_clash",
            "violent_protest",
            "riot",
        }
    ),
    "violent_crime": frozenset({"shooting", "explosion", "stabbing", "kidnapping", "armed_attack", "armed_clash"}),
    "protest": frozenset({"violent_protest", "riot"}),
    "violent_protest": frozenset({"riot"}),
    "threat": frozenset({"explosion", "shelling"}),
    "official_alert": frozenset({"all_clear"}),
    "curfew": frozenset({"all_clear"}),
    "blockade": frozenset({"all_clear"}),
    "shelter_in_place": frozenset({"all_clear"}),
    "strike": frozenset({"all_clear"}),
    "kidnapping": frozenset({"all_clear"}),
}


# "The attack", said again in other sentences, is the shooting or the stabbing told before.
REPEATED: Mapping[str, frozenset[str]] = {
    "armed_attack": frozenset({"shooting", "stabbing", "vehicle_attack", "shelling"}),
    "explosion": frozenset({"shelling"}),
    "protest": frozenset({"violent_protest", "riot"}),
    "violent_crime": frozenset({"kidnapping", "shooting", "stabbing", "armed_attack"}),
}
# An order or a warning is news wherever it stands.
TOLD_BY_ORDER = frozenset({"official_alert", "shelter_in_place", "curfew", "all_clear"})
TOO_SHORT = 3  # sentences: what is told in so few is seldom talk, and they hold too few signs
# Kinds of violence that people also talk of in general; an order or an announcement is one by being told.
WEIGHED = frozenset(
    {
        "shooting",
        "armed_attack",
        "explosion",
        "shelling",
        "kidnapping",
        "stabbing",
        "arson",
        "violent_crime",
        "terrorism",
    }
)

BACKGROUND = GateResult(
    "background", False, "the headline and the lead tell of no violence; further down it is background"
)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A sighting with its gates' answers and its place."""

    case: Case
    gates: tuple[GateResult, ...]
    attachment: Attachment

    @property
    def stopped(self) -> GateResult | None:
        return next((gate for gate in self.gates if not gate.passed), None)

    @property
    def sighting(self) -> Sighting:
        return self.case.sighting


def match(
    rules: RuleSet, extraction: Extraction, *, fresh_days: int | None = None, weigh: bool = True
) -> tuple[Finding, ...]:
    """Every rule whose conditions hold: one finding for each category and place, those that alert first.

    `weigh` False leaves out the weighing of signs (`rules.doubt`): the rules and gates alone decide then.

    A finding that every one of its sightings was stopped in is `stopped`, with the gates' reasons. Age is
    judged against the article's own date alone: `fresh_days` replaces each category's; without a date, not at all.
    """
    ready = compiled(rules, extraction.language)
    story = tell(extraction, ready.lexicon, ready.cues)
    judged = _all_judged(rules, ready, story, fresh_days)
    alerts = [one for one in judged if one.stopped is None]
    quiet = [one for one in judged if one.stopped is not None]
    groups = _grouped(alerts)
    # what is told in one breath with a blockade or a curfew is as sure as they are
    sure = {number for group in groups if group.category not in WEIGHED for number in group.lines}
    weighed = [_finding(group, quiet, rules, story, ready, weigh=weigh and not sure & group.lines) for group in groups]
    held = _held_to_the_headline(groups, weighed, story)
    # a general kind gives way only to a concrete one that alerts
    alive = [group for group, finding in zip(groups, held, strict=True) if finding.stopped is None]
    kept = {id(group) for group in _without_repeats(groups, alive)}
    findings = [finding for group, finding in zip(groups, held, strict=True) if id(group) in kept]
    told = {(finding.rule, finding.category) for finding in findings}
    for group in _grouped(quiet):
        stopped = _finding(group, (), rules, story, ready, weigh=False)
        if (stopped.rule, stopped.category) not in told:
            findings.append(stopped)
    return tuple(sorted(findings, key=lambda finding: finding.stopped is not None))


def _held_to_the_headline(groups: Sequence[_Group], findings: Sequence[Finding], story: Story) -> list[Finding]:
    """A headline and a lead say what is news: what stands behind them alone, with no fresh day, is background.

    Only where there is a headline: a bare text may begin anywhere.
    """
    titled = any(line.sentence.field == "title" for line in story.lines)
    if not titled or any(
        finding.stopped is None and group.lines & story.lead for group, finding in zip(groups, findings, strict=True)
    ):
        return list(findings)
    held = []
    for group, finding in zip(groups, findings, strict=True):
        new = any(one.case.told_as_new or one.case.sentence_is_new for one in group.members)
        if finding.stopped is None and finding.category not in TOLD_BY_ORDER and not new:
            finding = replace(finding, gates=(*finding.gates, BACKGROUND))
        held.append(finding)
    return held


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding before it is weighed, for training: what and where, and its signs."""

    category: str
    place: Place | None
    signs: Mapping[str, float]


def candidates(rules: RuleSet, extraction: Extraction, *, fresh_days: int | None = None) -> tuple[Candidate, ...]:
    """Every finding that passed the gates, with the signs it would be weighed by."""
    ready = compiled(rules, extraction.language)
    story = tell(extraction, ready.lexicon, ready.cues)
    judged = _all_judged(rules, ready, story, fresh_days)
    quiet = [one for one in judged if one.stopped is not None]
    groups = _grouped([one for one in judged if one.stopped is None])
    groups = _without_repeats(groups, groups)
    return tuple(Candidate(g.category, g.spot.place if g.spot else None, _signs(g, quiet, story)) for g in groups)


def _without_repeats(groups: Sequence[_Group], alive: Sequence[_Group]) -> list[_Group]:
    """Without a general kind where one of `alive` tells a concrete one of the same place."""
    return [
        group
        for group in groups
        if not any(
            other.category in REPEATED.get(group.category, frozenset()) and _same_place(other.spot, group.spot)
            for other in alive
        )
    ]


def _same_place(one: Spot | None, other: Spot | None) -> bool:
    if one is None or other is None:
        return True
    return contains(one.place, other.place) or contains(other.place, one.place)


def _all_judged(rules: RuleSet, ready: Compiled, story: Story, fresh_days: int | None) -> list[_Judged]:
    judged = [
        _judge(sighting, story, ready, rules, fresh_days) for rule in ready.rules for sighting in sightings(rule, story)
    ]
    return _concrete(_titles_held_to_text(judged))


def _titles_held_to_text(judged: Sequence[_Judged]) -> list[_Judged]:
    """A title says too little to be judged alone: where all that the text tells of its kind was stopped, so is it."""
    told: dict[str, list[_Judged]] = {}
    for one in judged:
        if one.sighting.line.sentence.field == "text":
            told.setdefault(one.case.category, []).append(one)
    held = []
    for one in judged:
        same = told.get(one.case.category, [])
        if one.sighting.line.sentence.field == "title" and same and all(other.stopped for other in same):
            one = replace(one, gates=same[0].gates)
        held.append(one)
    return held


def _signs(group: _Group, quiet: Sequence[_Judged], story: Story) -> dict[str, float]:
    stopped = sum(one.case.category == group.category for one in quiet)
    country = group.spot.place.country if group.spot else None
    strength = group.spot.strength if group.spot else ""
    return signs([one.case for one in group.members], stopped, country, strength, story)


def explain(rules: RuleSet, extraction: Extraction) -> tuple[NearMiss, ...]:
    """The rules that had a word in the article and still did not match, with what was missing."""
    ready = compiled(rules, extraction.language)
    story = tell(extraction, ready.lexicon, ready.cues)
    misses = []
    for rule in ready.rules:
        if sightings(rule, story):
            continue
        lack = missing(rule, story)
        if lack is not None:
            hit, line, why = lack
            misses.append(NearMiss(rule.id, (Span(line.sentence.field, hit.start, hit.end),), why))
    return tuple(misses)


def _judge(sighting: Sighting, story: Story, ready: Compiled, rules: RuleSet, fresh_days: int | None) -> _Judged:
    rule = sighting.rule
    category = rules.categories.get(rule.category)
    own = rule.fresh_days if rule.fresh_days is not None else category.fresh_days if category else FRESH_DAYS
    case = Case(sighting, story, ready.cues, own if fresh_days is None else fresh_days)
    return _Judged(case, judge(case), attach(sighting, story))


def _concrete(judged: Sequence[_Judged]) -> list[_Judged]:
    """Without the general kinds that a concrete one explains in the same sentence."""
    kinds: dict[int, set[str]] = {}
    for one in judged:
        if one.stopped is None:
            kinds.setdefault(one.sighting.line.number, set()).add(one.case.category)
    return [
        one
        for one in judged
        if not GENERAL.get(one.case.category, frozenset()) & kinds.get(one.sighting.line.number, set())
    ]


@dataclass(slots=True)
class _Group:
    """Sightings of one category at one place."""

    category: str
    spot: Spot | None
    members: list[_Judged]

    @property
    def lines(self) -> set[int]:
        return {one.sighting.line.number for one in self.members}


def _grouped(judged: Sequence[_Judged]) -> list[_Group]:
    """One group for each category and place; a place that holds another joins it, and none joins any."""
    groups: list[_Group] = []
    placed = [(one, spot) for one in judged for spot in (one.attachment.spots or (None,))]
    placed.sort(key=lambda pair: (_RANK.get(pair[1].strength, 4) if pair[1] else 5, _wide(pair[1]), -_score(pair[1])))
    for one, spot in placed:
        group = _home(groups, one, spot)
        if group is None:
            groups.append(_Group(one.case.category, spot, [one]))
        elif one not in group.members:
            group.members.append(one)
    return groups


_RANK: Mapping[str, int] = {"here": 0, "near": 1, "focus": 2, "dateline": 3}


def _wide(spot: Spot | None) -> int:
    return 1 if spot and spot.place.kind == "country" else 0


def _score(spot: Spot | None) -> float:
    return spot.score if spot else 0.0


def _home(groups: Sequence[_Group], one: _Judged, spot: Spot | None) -> _Group | None:
    for group in groups:
        if group.category != one.case.category:
            continue
        if spot is None or group.spot is None or contains(spot.place, group.spot.place):
            return group
        if contains(group.spot.place, spot.place):
            group.spot = spot
            return group
    return None


def _finding(
    group: _Group, quiet: Sequence[_Judged], rules: RuleSet, story: Story, ready: Compiled, *, weigh: bool
) -> Finding:
    members = sorted(group.members, key=lambda one: (one.sighting.line.number, one.sighting.trigger.start))
    live = [one for one in members if one.sighting.rule.status != "trial"] or members
    best = live[0]
    rule = best.sighting.rule
    lines = list({one.sighting.line.number: one.sighting.line for one in members}.values())
    facts = facts_of(lines, ready.cues, group.category)
    category = rules.categories.get(group.category)
    official = story.extraction.article.official
    place = group.spot.place if group.spot else None
    gates = best.gates
    if weigh and best.stopped is None and group.category in WEIGHED and len(story.lines) > TOO_SHORT:
        gates += (doubt.weigh(_signs(group, quiet, story), doubt.shipped()),)
    return Finding(
        rule=rule.id,
        rule_version=rule.version,
        category=group.category,
        severity=severity_of(rule, category, facts, places=1, official=official),
        place=place,
        event_date=_event_date(members),
        facts=facts,
        evidence=_evidence(members),
        gates=gates,
        why=_why(best, group.spot, category),
        trial=rule.status == "trial",
        runners_up=best.attachment.runners_up,
    )


def _event_date(members: Sequence[_Judged]) -> date | None:
    for one in members:
        day = one.case.day()
        if day is not None:
            return day.last
    return None


def _evidence(members: Sequence[_Judged]) -> tuple[Span, ...]:
    spans = {
        Span(one.sighting.line.sentence.field, hit.start, hit.end): None
        for one in members
        for hit in (one.sighting.trigger, *one.sighting.support)
    }
    return tuple(spans)


def _why(best: _Judged, spot: Spot | None, category: Category | None) -> str:
    words = ", ".join(f"“{best.case.said(hit)}”" for hit in (best.sighting.trigger, *best.sighting.support))
    where = f"; {spot.why}" if spot else "; it names no place"
    return f"rule {best.sighting.rule.id} on {words}{where}"
