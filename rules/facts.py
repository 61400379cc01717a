"""What the text says of an incident: how many dead, hurt and taken, by whom, at what site, who warns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.counts import most
from rules.finding import Facts
from rules.rule import Category, Cues, Raise, Rule, Severity
from rules.story import Line

MANY_DEAD = 3  # from here on an incident is one step graver
MANY_HURT = 10
MANY_PLACES = 2
LONGEST_ACTOR = 60  # characters
_NAMED = ("the", "u", "s", "us", "uk", "la", "el")


def facts_of(lines: Sequence[Line], cues: Cues, category: str) -> Facts:
    """Facts of one finding from the sentences that speak of it."""
    warned = category == "official_alert"
    return Facts(
        dead=most(lines, cues, "dead"),
        hurt=most(lines, cues, "hurt"),
        kidnapped=most(lines, cues, "kidnapped"),
        by=_first_said(lines, cues.get("actor")),
        reported_by=_warner(lines, cues.get("warner")) if warned else None,
        ongoing=any(line.first_hit(cues.get("ongoing")) for line in lines),
        nobody_hurt=any(line.first_hit(cues.get("nobody_hurt")) for line in lines),
        where=_first_said(lines, cues.get("site")),
    )


def _first_said(lines: Iterable[Line], terms: tuple[str, ...]) -> str | None:
    """The longest of these terms at the earliest place, as the article writes it."""
    for line in lines:
        hits = line.all_hits(terms)
        if hits:
            first = min(hits, key=lambda hit: (hit.first, -hit.last))
            return line.said(first)[:LONGEST_ACTOR]
    return None


def _warner(lines: Iterable[Line], terms: tuple[str, ...]) -> str | None:
    """Who warns, with the capitalised words before the noun: "the U.S. Embassy"."""
    for line in lines:
        hit = line.first_hit(terms)
        if hit is None:
            continue
        text, offset = line.sentence.text, line.sentence.start
        first = hit.first
        while first > 0:
            word = line.words[first - 1]
            said = text[word.start - offset : word.end - offset]
            if not (said[:1].isupper() or word.folded in _NAMED) or first in line.breaks:
                break
            first -= 1
        return text[line.words[first].start - offset : hit.end - offset]
    return None


def severity_of(rule: Rule, category: Category | None, facts: Facts, *, places: int, official: bool) -> Severity:
    """The rule's or the category's base, moved one step by grave facts, then the rule's own `raise`.

    One step up for 3 dead, 10 hurt, still going on, several places or an official word; one down when
    nobody was hurt and it is over (design of the taxonomy).
    """
    base = rule.severity or (category.severity if category else Severity.SERIOUS)
    level = int(base)
    grave = (facts.dead or 0) >= MANY_DEAD or (facts.hurt or 0) >= MANY_HURT or facts.ongoing or places >= MANY_PLACES
    if base > Severity.NOTICE:
        if grave or official:
            level += 1
        elif facts.nobody_hurt and not facts.dead:
            level -= 1
    level = max(1, min(4, level))
    for more in rule.raise_to:
        if _holds(more, facts, places=places, official=official):
            level = max(level, int(more.to))
    return Severity(level)


def _holds(more: Raise, facts: Facts, *, places: int, official: bool) -> bool:
    """Every condition that `raise` names."""
    asked = (
        more.dead is None or (facts.dead or 0) >= more.dead,
        more.hurt is None or (facts.hurt or 0) >= more.hurt,
        not more.official or official,
        not more.ongoing or facts.ongoing,
        more.places is None or places >= more.places,
    )
    return all(asked)
