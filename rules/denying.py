"""The gate `denial`: it is said that it did not happen, or that it was something else."""

from __future__ import annotations

from rules.case import Case
from rules.story import Line
from rules.terms import Hit

# What a headline that denies speaks of.
MAY_BE_DENIED = frozenset(
    {"explosion", "shooting", "threat", "kidnapping", "armed_attack", "violent_crime", "terrorism"}
)
DENIED_WORDS = 4
NEGATIONS = frozenset({"no", "not", "never", "cannot", "nunca", "tampoco"})


def denial(case: Case) -> str | None:
    if case.category == "all_clear":
        return None
    hit = case.before("no", DENIED_WORDS)
    if hit is not None and not _counts_people(case, hit):
        return f"“{case.said(hit)} … {case.said(case.trigger)}”: it says that it did not happen"
    calm = case.category == "protest"  # "two thousand marched in peace": what did not happen is violence
    peaceful = {one.first for one in case.hits("peaceful")} if calm else set()
    hits = (one for one in case.hits("denial") if one.first not in peaceful)
    hit = next((one for one in hits if not _denied_itself(case, one)), None) or case.before("denied", 12)
    if hit is not None:
        return f"“{case.said(hit)}”: it says that it did not happen"
    return _denied_in_the_headline(case)


def _denied_in_the_headline(case: Case) -> str | None:
    """ "The government rules out an attack: a transformer blew": it speaks for the text, unless that counts dead."""
    if case.category not in MAY_BE_DENIED:
        return None
    for line in case.lead_lines():
        if line.sentence.field != "title" or line is case.line:
            continue
        hit = next((one for one in case.hits("denial", line) if not _denied_itself(case, one, line)), None)
        hit = hit or next(iter(case.hits("denied", line)), None)
        if hit is not None and not any(case.counted_at_least("dead", 1, near) for near in case.lead_lines()):
            return f"“{line.said(hit)}”, says the headline: it did not happen"
    return None


def _denied_itself(case: Case, hit: Hit, line: Line | None = None) -> bool:
    """ "police do not rule out an attack", "no descarta"."""
    words = (line or case.line).words
    before = {word.folded for word in words[max(0, hit.first - 2) : hit.first]}
    return bool(before & NEGATIONS)


def _counts_people(case: Case, no: object) -> bool:
    """ "no one was hurt when", "no group claimed the": what is denied is something else."""
    hit = case.cue("no_but")
    return hit is not None and hit.first <= case.trigger.first
