"""Rules over an extraction -> findings, each with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from extract.places import Place
from rules import wide
from rules.attach import Spot, attach
from rules.called import as_called
from rules.case import Case
from rules.city_of import city_of
from rules.facts import facts_of, severity_of
from rules.finding import WHOLE, Facts, Finding, GateResult, NearMiss, Span
from rules.gates import judge
from rules.groups import (
    Group,
    Judged,
    concrete,
    exclusive,
    firm,
    grouped,
    titles_held_to_text,
    two_sided,
    without_repeats,
)
from rules.kind_of import Verdict, held_to_news, verdicts
from rules.plainest import Clues
from rules.rule import Category, RuleSet, Speaks
from rules.scan import NONE_OF, Compiled, Sighting, compiled, has_rule_word, heard, may_matter, missing, sightings
from rules.story import Story, tell
from rules.unlisted import unlisted
from rules.weighing import about_of, beyond_genre, in_the_whole, kinds_of, sentences_of, signs_of

if TYPE_CHECKING:
    from extract.read import Extraction

__all__ = ["Facts", "Finding", "GateResult", "NearMiss", "Span", "explain", "has_rule_word", "match", "may_matter"]

# The gates that ask of a kind what it may be instead, and not of a word how it is told.
OF_A_KIND = frozenset({"denial", "accident", "hazard", "plan"})
FRESH_DAYS = 3  # where neither the rule nor its category says otherwise
# In this order rules are asked, the later ones only where all before them are silent.
FIRST_ASKED: tuple[Speaks, ...] = ("always", "if_alone")
THEN_ASKED: tuple[Speaks, ...] = ("if_sure",)
LAST_ASKED: tuple[Speaks, ...] = ("if_surest",)


def match(
    rules: RuleSet, extraction: Extraction, *, fresh_days: int | None = None, weigh: bool = True
) -> tuple[Finding, ...]:
    """Every rule whose conditions hold: one finding for each category and place, those that alert first.

    `weigh` False leaves out what is learnt (`rules.doubt`, `about`, `kind_of`): rules and gates alone decide then.

    A finding that every one of its sightings was stopped in is `stopped`, with the gates' reasons. Age is
    judged against the article's own date alone: `fresh_days` replaces each category's; without a date, not at all.
    """
    ready = compiled(rules, extraction.language)
    story = tell(extraction, ready.lexicon, ready.cues)
    judged = _all_judged(rules, ready, story, fresh_days, weigh=weigh)
    alerts = [one for one in judged if one.stopped is None]
    quiet = [one for one in judged if one.stopped is not None]
    groups = grouped(alerts)
    added = in_the_whole(groups, quiet, story, weigh=weigh)
    # a general kind gives way only to a concrete one that alerts
    alive = [group for group, gates in zip(groups, added, strict=True) if all(gate.passed for gate in gates)]
    denied = _denied(quiet) - {group.category for group in alive}
    kept = without_repeats(firm(groups, alive), firm(alive, alive))
    told_as = _kinds_told(
        [group for group in kept if any(group is one for one in alive)],
        ready,
        story,
        weigh=weigh,
        denied=denied,
    )
    findings = [
        _finding(group, rules, story, ready, gates, told_as.get(id(group)))
        for group, gates in zip(groups, added, strict=True)
        if any(group is one for one in kept)
    ]
    told = {(finding.rule, finding.category) for finding in findings}
    for group in grouped(quiet):
        stopped = _finding(group, rules, story, ready)
        if (stopped.rule, stopped.category) not in told:
            findings.append(stopped)
    if weigh and not alive:
        findings += _wide_findings(rules, ready, story, fresh_days, denied)
        if all(finding.stopped for finding in findings):
            findings += _witnessed(rules, ready, story, fresh_days, denied)
    return tuple(sorted(findings, key=lambda finding: finding.stopped is not None))


def _wide_findings(
    rules: RuleSet, ready: Compiled, story: Story, fresh_days: int | None, denied: Collection[str]
) -> Iterator[Finding]:
    """What wide rules tell of an article that surely reads like news and that no other rule alerts of, and that reads
    like something else than what is `denied` in it."""
    if not any(rule.speaks == "if_sure" for rule in ready.rules):
        return
    read = about_of(story)
    if not wide.may_be_news(read):
        return
    kinds = kinds_of(story, denied)
    sure = wide.surely_news(read, kinds)
    judged = _all_judged(rules, ready, story, fresh_days, speaks=THEN_ASKED, weigh=True)
    passed = grouped([one for one in judged if one.stopped is None])
    best = wide.likeliest(passed, kinds)
    if best is not None:
        denied = {*denied, *_denied(judged)}
        told_as = _kinds_told([best], ready, story, weigh=True, denied=denied).get(id(best))
        kind = told_as.kind if told_as else best.category
        sure = sure or wide.told_by_words(read, kinds, kind, wide.words_told(passed, best.category))
        if sure is not None and kind not in denied:
            yield _finding(best, rules, story, ready, (sure,), told_as)
    elif sure is not None:
        yield from (_finding(group, rules, story, ready) for group in grouped(judged))


def _witnessed(
    rules: RuleSet, ready: Compiled, story: Story, fresh_days: int | None, denied: Collection[str]
) -> Iterator[Finding]:
    """What is as good as sure to be news, in words that no other rule knows: of the kind that the article reads like,
    at the surest place where a witness stands."""
    kinds = kinds_of(story, denied) if wide.may_be_news(about_of(story), wide.WITNESSED[-1][0]) else None
    sure = wide.surely_news(about_of(story), kinds, wide.WITNESSED)
    if sure is None or kinds is None:
        return
    told = wide.kind_told(about_of(story), kinds, {rule.category for rule in ready.rules if rule.status != "trial"})
    if told is None or _excluded(told.kind, ready, story):
        return
    judged = _all_judged(rules, ready, story, fresh_days, speaks=LAST_ASKED, kind=told.kind, weigh=True)
    stopped = [one for one in judged if one.stopped is not None]
    passed = grouped([one for one in judged if one.stopped is None])
    # what a gate holds against one of them in the lead (a year long past, a drill) holds against them all
    if passed and not any(one.sighting.line.number in story.lead for one in stopped):
        yield _finding(passed[0], rules, story, ready, (sure,), told)
    else:
        yield from (_finding(group, rules, story, ready) for group in grouped(stopped))


def _excluded(kind: str, ready: Compiled, story: Story) -> bool:
    """Whether a rule of that kind heard its word and `none_of` told it that it is something else."""
    lacks = (missing(rule, lines, story) for rule, lines in heard(ready, story) if rule.category == kind)
    return any(lack is not None and lack[2].startswith(NONE_OF) for lack in lacks)


def _denied(judged: Sequence[Judged]) -> set[str]:
    """The kinds of which it is said that they did not happen or did not go off, or, by the headline, not yet."""
    return {
        one.case.category
        for one in judged
        if any(
            not gate.passed
            and (gate.gate == "denial" or (gate.gate == "plan" and one.sighting.line.sentence.field == "title"))
            for gate in one.gates
        )
    }


def _kinds_told(
    alive: Sequence[Group], ready: Compiled, story: Story, *, weigh: bool, denied: Collection[str] = ()
) -> dict[int, Verdict]:
    """By each group's `id`: as which kind it is told, and whether at all beside the others.

    No article is told as a kind that is `denied` in it.
    """
    # what is denied is no likelier for something else to have happened, but where nothing else is told
    left_out = denied if all(group.category in denied for group in alive) else ()
    kinds = kinds_of(story, left_out) if weigh and alive else None
    if kinds is None:
        return {}
    # a rule of one's own tells what its writer says, whatever it reads like
    told = [group.category if _ships(group) else "" for group in alive]
    taken = {"terrorism", *denied, *(group.category for group in alive)}

    def may_be(kind: str) -> bool:
        return kind not in taken and any(rule.category == kind and rule.status != "trial" for rule in ready.rules)

    firmly = [number for number, group in enumerate(alive) if two_sided(group)]
    found = verdicts(told, exclusive(alive), kinds, may_be, firmly)
    read = about_of(story)
    return {
        id(group): held_to_news(_held_to_the_gates(group, verdict), kinds, None if number in firmly else read)
        for number, (group, verdict) in enumerate(zip(alive, found, strict=True))
        if verdict.kind
    }


def _held_to_the_gates(group: Group, verdict: Verdict) -> Verdict:
    """What is told as another kind passes that kind's gates: a walkout that nobody has called is no strike either."""
    if verdict.kind == group.category:
        return verdict
    cases = [_as_of(verdict.kind, one.case) for one in group.members]
    gates = [tuple(gate for gate in judge(case) if gate.gate in OF_A_KIND) for case in cases]
    told = [Judged(case, its, one.attachment) for case, its, one in zip(cases, gates, group.members, strict=True)]
    stopped = [one.stopped for one in beyond_genre(told, group.members[0].case.story)]
    why = stopped[0]
    return verdict if why is None or None in stopped else Verdict(verdict.kind, why)


def _as_of(kind: str, case: Case) -> Case:
    rule = replace(case.sighting.rule, category=kind)
    return replace(case, sighting=replace(case.sighting, rule=rule))


def _ships(group: Group) -> bool:
    return all(one.sighting.rule.ships for one in group.members)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding before it is weighed, for training: what and where, and its signs."""

    category: str
    place: Place | None
    signs: Mapping[str, float]
    lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class Material:
    """Every finding of an article that passed the gates, and what `rules.plainest` sees of each sentence."""

    candidates: tuple[Candidate, ...]
    sentences: tuple[Clues, ...]


def material(rules: RuleSet, extraction: Extraction, *, fresh_days: int | None = None) -> Material:
    """What the weighing learns from an article."""
    ready = compiled(rules, extraction.language)
    story = tell(extraction, ready.lexicon, ready.cues)
    judged = _all_judged(rules, ready, story, fresh_days)
    quiet = [one for one in judged if one.stopped is not None]
    groups = grouped([one for one in judged if one.stopped is None])
    groups = without_repeats(groups, groups)
    sentences = sentences_of(story, judged)
    found = (
        Candidate(g.category, g.spot.place if g.spot else None, signs_of(g, quiet, story), frozenset(g.lines))
        for g in groups
    )
    return Material(tuple(found), sentences)


def _all_judged(
    rules: RuleSet,
    ready: Compiled,
    story: Story,
    fresh_days: int | None,
    *,
    speaks: tuple[Speaks, ...] = FIRST_ASKED,
    kind: str | None = None,
    weigh: bool = False,
) -> list[Judged]:
    """What the rules that speak so find, each as of its own kind or all as of `kind`."""
    seen = [
        sighting
        for rule, lines in heard(ready, story)
        if rule.speaks in speaks
        for sighting in sightings(replace(rule, category=kind) if kind else rule, lines, story)
    ]
    headline = {one.rule.category for one in seen if one.line.sentence.field == "title"}
    judged = [_judge(one, story, ready, rules, fresh_days, headline) for one in seen]
    judged = titles_held_to_text(judged)
    return concrete(beyond_genre(judged, story) if weigh else judged)


def explain(rules: RuleSet, extraction: Extraction) -> tuple[NearMiss, ...]:
    """The rules that had a word in the article and still did not match, with what was missing."""
    ready = compiled(rules, extraction.language)
    story = tell(extraction, ready.lexicon, ready.cues)
    misses = []
    for rule, lines in heard(ready, story):
        seen = sightings(rule, lines, story)
        if seen and rule.speaks == "if_surest":
            continue  # its words stand everywhere: that they did not speak tells an editor nothing
        if seen and rule.speaks == "if_sure":
            words = (Span(one.line.sentence.field, one.trigger.start, one.trigger.end) for one in seen)
            misses.append(NearMiss(rule.id, tuple(words), wide.why_not(about_of(story), kinds_of(story))))
        if seen:
            continue
        lack = missing(rule, lines, story)
        if lack is not None:
            hit, line, why = lack
            misses.append(NearMiss(rule.id, (Span(line.sentence.field, hit.start, hit.end),), why))
    return tuple(misses)


def _judge(
    sighting: Sighting, story: Story, ready: Compiled, rules: RuleSet, fresh_days: int | None, headline: Collection[str]
) -> Judged:
    rule = sighting.rule
    category = rules.categories.get(rule.category)
    own = rule.fresh_days if rule.fresh_days is not None else category.fresh_days if category else FRESH_DAYS
    case = Case(sighting, story, ready.cues, own if fresh_days is None else fresh_days)
    return Judged(case, judge(case), attach(sighting, story, headline))


def _finding(
    group: Group,
    rules: RuleSet,
    story: Story,
    ready: Compiled,
    added: tuple[GateResult, ...] = (),
    told_as: Verdict | None = None,
) -> Finding:
    kind = told_as.kind if told_as else group.category
    members = sorted(group.members, key=lambda one: (one.sighting.line.number, one.sighting.trigger.start))
    live = [one for one in members if one.sighting.rule.status != "trial"] or members
    best = live[0]
    rule = best.sighting.rule
    if kind != group.category:
        rule = replace(rule, severity=None, actions={})  # those are of the rule's own kind
    if told_as and told_as.gate:
        added = (*added, told_as.gate)
    lines = list({one.sighting.line.number: one.sighting.line for one in members}.values())
    facts = facts_of(lines, ready.cues, kind)
    category = rules.categories.get(kind)
    official = story.extraction.article.official
    known = group.spot.place if group.spot else None
    place = as_called(known, story.extraction.mentions)
    name = unlisted(lines, story) if known and known.kind in WHOLE else ""
    city = city_of(known, story)
    city_called = as_called(city, story.extraction.mentions)
    return Finding(
        rule=rule.id,
        rule_version=rule.version,
        category=kind,
        severity=severity_of(rule, category, facts, places=1, official=official),
        place=place,
        event_date=_event_date(members),
        facts=facts,
        evidence=_evidence(members),
        gates=(*best.gates, *added),
        why=_why(best, group.spot, category)
        + (f"; {name} is named as the place, and no gazetteer has it" if name else "")
        + (f"; {told_as.gate.why}" if told_as and told_as.gate else ""),
        trial=rule.status == "trial",
        runners_up=best.attachment.runners_up,
        actions=tuple(sorted(rule.actions.items())),
        known_as=known.name if known and place and known.name != place.name else "",
        city=city,
        city_called=city_called.name if city_called else "",
        unlisted=name,
    )


def _event_date(members: Sequence[Judged]) -> date | None:
    for one in members:
        day = one.case.day()
        if day is not None:
            return day.last
    return None


def _evidence(members: Sequence[Judged]) -> tuple[Span, ...]:
    spans = {
        Span(one.sighting.line.sentence.field, hit.start, hit.end): None
        for one in members
        for hit in (one.sighting.trigger, *one.sighting.support)
    }
    return tuple(spans)


def _why(best: Judged, spot: Spot | None, category: Category | None) -> str:
    words = ", ".join(f"“{best.case.said(hit)}”" for hit in (best.sighting.trigger, *best.sighting.support))
    where = f"; {spot.why}" if spot else "; it names no place"
    return f"rule {best.sighting.rule.id} on {words}{where}"
