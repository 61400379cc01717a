"""What the text says of an incident: how many dead, hurt and taken, by whom, at what site, who warns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.finding import Facts
from rules.rule import Category, Cues, Raise, Rule, Severity
from rules.story import Line
from rules.terms import Hit

COUNTED_WORDS = 6  # a count and its verb stand no further apart
MANY_DEAD = 3  # from here on an incident is one step graver
MANY_HURT = 10
MANY_PLACES = 2
LONGEST_ACTOR = 60  # characters
_NONE = ("no", "ni")  # "no one", "ni uno"
_NAMED = ("the", "u", "s", "us", "uk", "la", "el")


def facts_of(lines: Sequence[Line], cues: Cues, category: str) -> Facts:
    """Facts of one finding from the sentences that speak of it."""
    warned = category == "official_alert"
    return Facts(
        dead=_most(lines, cues, "dead"),
        hurt=_most(lines, cues, "hurt"),
        kidnapped=_most(lines, cues, "kidnapped"),
        by=_first_said(lines, cues.get("actor")),
        reported_by=_warner(lines, cues.get("warner")) if warned else None,
        ongoing=any(line.first_hit(cues.get("ongoing")) for line in lines),
        nobody_hurt=any(line.first_hit(cues.get("nobody_hurt")) for line in lines),
        where=_first_said(lines, cues.get("site")),
    )


def _most(lines: Iterable[Line], cues: Cues, fact: str) -> int | None:
    counts = [count for line in lines for count in _counts(line, cues, fact)]
    return max(counts, default=None)


def _counts(line: Line, cues: Cues, fact: str) -> Iterable[int]:
    """Numbers whose nearest counting word is of this fact; "a soldier was killed" counts one."""
    told = {name: line.all_hits(cues.get(name)) for name in ("dead", "hurt", "kidnapped")}
    skipped = line.all_hits(cues.get("not_counted"))
    if not told[fact] or (line.first_hit(cues.get("nobody_hurt")) and fact == "hurt"):
        return
    for number in line.numbers:
        at = line.word_at(number.start)
        if _is_age(line, at, cues.plain("person")):
            continue
        if at > 0 and line.words[at - 1].folded in _NONE:
            continue
        doers = any(hit.first in (at + 1, at + 2) for hit in skipped)
        nearest = min(
            (
                (abs(_distance(hit, at)), _distance(hit, at) < 0, name)
                for name, hits in told.items()
                for hit in hits
                if not doers or hit.last < at  # "three gunmen killed" counts no dead, "killed three men" does
            ),
            default=None,
        )
        if nearest is not None and nearest[2] == fact and nearest[0] <= COUNTED_WORDS:
            yield number.value
    if not _near_number(line, told[fact], skipped) and _one(line, told[fact], skipped, cues.plain("one")):
        yield 1


def _is_age(line: Line, at: int, persons: frozenset[str]) -> bool:
    """ "a man of 34", "un hombre de 34", "a nurse, 34, was hurt": a number that counts years."""
    before = line.words[at - 1].folded if at else ""
    if before in ("of", "de") and at > 1 and line.words[at - 2].folded in persons:
        return True
    text, offset = line.sentence.text, line.sentence.start
    end = line.words[at].end - offset
    between = text[line.words[at - 1].end - offset : line.words[at].start - offset] if at else ""
    return before == "aged" or ("," in between and text[end : end + 1] == ",")


def _distance(hit: Hit, at: int) -> int:
    """Words from a count to its verb, negative when the verb stands first."""
    return hit.first - at if hit.first >= at else hit.last - at


def _near_number(line: Line, hits: Iterable[Hit], skipped: Sequence[Hit]) -> bool:
    doers = {hit.first for hit in skipped}
    places = [line.word_at(number.start) for number in line.numbers]
    places = [at for at in places if not {at + 1, at + 2} & doers]
    return any(abs(hit.first - at) <= COUNTED_WORDS for hit in hits for at in places)


def _one(line: Line, hits: Sequence[Hit], skipped: Sequence[Hit], ones: frozenset[str]) -> bool:
    """An article and a noun right beside the verb: "killed a policeman", "una mujer murió"."""
    doers = {hit.first for hit in skipped}
    for hit in hits:
        after = [line.words[n].folded for n in range(hit.last + 1, min(len(line.words), hit.last + 3))]
        if any(word in ones for word in after):
            return True
        for back in range(2, 6):
            at = hit.first - back
            if at >= 0 and line.words[at].folded in ones:
                return at + 1 not in doers and line.clause(at) == line.clause(hit.first)
    return False


def _first_said(lines: Iterable[Line], terms: Iterable[str]) -> str | None:
    """The longest of these terms at the earliest place, as the article writes it."""
    wanted = tuple(terms)
    for line in lines:
        hits = line.all_hits(wanted)
        if hits:
            first = min(hits, key=lambda hit: (hit.first, -hit.last))
            return line.said(first)[:LONGEST_ACTOR]
    return None


def _warner(lines: Iterable[Line], terms: Sequence[str]) -> str | None:
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
