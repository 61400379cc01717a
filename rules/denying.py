"""The gate `denial`: it is said that it did not happen, or that it was something else."""

from __future__ import annotations

from collections.abc import Mapping

from rules.case import Case
from rules.story import Line
from rules.terms import Hit

# What a headline that denies speaks of.
MAY_BE_DENIED = frozenset(
    {
        "explosion",
        "shooting",
        "stabbing",
        "vehicle_attack",
        "shelling",
        "threat",
        "kidnapping",
        "armed_attack",
        "armed_clash",
        "violent_crime",
        "terrorism",
        "shelter_in_place",
        "arson",
        "riot",
    }
)
DENIED_WORDS = 4
# "no trains as drivers strike", "sin salida por bloqueo", "no person is to leave": what is not there tells of these
# itself, and denies them only right before.
DENIED_NEARBY: Mapping[str, int] = {"strike": 2, "blockade": 2, "protest": 2, "curfew": 1, "shelter_in_place": 1}
DENIED_SENTENCES = 3  # so far back "nothing of the kind happened" speaks
NEXT_WORDS = 2
MISTAKEN_WORDS, MISTAKEN_REACH = 5, 10  # "in the belief that a bomb had exploded"
SUPPOSED_WORDS = 6  # "the hikers feared taken by an armed gang"
NEGATIONS = frozenset({"no", "not", "never", "cannot", "nunca", "tampoco"})


def denial(case: Case) -> str | None:
    if case.category == "all_clear":
        return None
    hit = case.before("no", DENIED_NEARBY.get(case.category, DENIED_WORDS))
    if hit is not None and not _counts_people(case, hit) and not _denies_after(case, case.line, hit):
        return f"“{case.said(hit)} … {case.said(case.trigger)}”: it says that it did not happen"
    calm = case.category == "protest"  # "two thousand marched in peace": what did not happen is violence
    peaceful = {one.first for one in case.hits("peaceful")} if calm else set()
    hits = (one for one in case.hits("denial") if one.first not in peaceful)
    hit = next((one for one in hits if not denies_twice(case, case.line, one)), None) or case.before("denied", 12)
    if hit is not None:
        return f"“{case.said(hit)}”: it says that it did not happen"
    hit = case.before("mistaken", MISTAKEN_REACH)
    if hit is not None and _reaches(case, hit):
        return f"“{case.said(hit)} … {case.said(case.trigger)}”: it was something else"
    return _found_safe(case) or _denied_in_the_headline(case) or _none_of_it(case) or _not_gone_off(case)


def _reaches(case: Case, mistaken: Hit) -> bool:
    """Not "they mistook the car for a rebel's and shot four"."""
    between = case.line.words[mistaken.last + 1 : case.trigger.first]
    return len(between) < MISTAKEN_WORDS and not any(word.folded in case.cues.plain("and") for word in between)


def _found_safe(case: Case) -> str | None:
    """ "The girl for whom a kidnapping alert was out was found asleep": it was only supposed, and she is well."""
    if case.category != "kidnapping":
        return None
    lead = list(case.lead_lines())
    safe = next(((line, hit) for line in lead if (hit := case.cue("found_safe", line)) is not None), None)
    if safe is not None and any(case.cue("supposed", line) is not None for line in lead):
        return f"“{safe[0].said(safe[1])}”: what was supposed did not happen"
    around = (hit for hit in case.hits("supposed") if hit.first <= case.trigger.last and case.trigger.first <= hit.last)
    if case.before("supposed", SUPPOSED_WORDS) is None and not any(around):
        return None
    near = (case.line, *case.lead_lines())
    found = next(((line, hit) for line in near if (hit := case.cue("found_safe", line)) is not None), None)
    return f"“{found[0].said(found[1])}”: what was supposed did not happen" if found else None


def _not_gone_off(case: Case) -> str | None:
    """ "A roadside bomb was found and made safe", "a caller said a bomb would go off": a threat, and no explosion.

    Not where the sentence, the headline or the lead tells of one that did, or counts dead or hurt.
    """
    if case.category != "explosion":
        return None
    lead = list(case.lead_lines())
    found = [(line, hit) for line in (case.line, *lead) for hit in case.hits("not_gone_off", line)]
    if not found:
        return None
    for line in (case.line, *lead):
        spared = line.all_hits(case.cues.get("not_gone_off"))
        gone = line.all_hits(case.cues.get("gone_off"))
        if any(not any(no.first <= hit.last and hit.first <= no.last for no in spared) for hit in gone):
            return None
        if any(case.counted_at_least(harm, 1, line) for harm in ("dead", "hurt")):
            return None
    line, hit = found[0]
    return f"“{line.said(hit)}”: it did not go off"


def _denied_in_the_headline(case: Case) -> str | None:
    """ "The government rules out an attack: a transformer blew": it speaks for the text, unless that counts dead."""
    if case.category not in MAY_BE_DENIED:
        return None
    for line in case.lead_lines():
        if line.sentence.field != "title" or line is case.line:
            continue
        peaceful = {one.first for one in case.hits("peaceful", line)}  # a march in peace, and an attack beside it
        hit = next(
            (
                one
                for one in case.hits("denial", line)
                if not denies_twice(case, line, one) and one.first not in peaceful
            ),
            None,
        )
        hit = hit or next(iter(case.hits("denied", line)), None) or _denies_a_deed(case, line)
        if hit is not None and not any(case.counted_at_least("dead", 1, near) for near in case.lead_lines()):
            return f"“{line.said(hit)}”, says the headline: it did not happen"
    return None


def _none_of_it(case: Case) -> str | None:
    """ "A voice note told of gunmen. Nothing of the kind happened": the sentences before it, unless one counts dead."""
    if case.category not in MAY_BE_DENIED:
        return None
    for line in case.story.lines:
        if case.line.number <= line.number <= case.line.number + DENIED_SENTENCES:
            hit = case.cue("none_of_it", line)
            if hit is not None and not any(case.counted_at_least("dead", 1, near) for near in case.lead_lines()):
                return f"“{line.said(hit)}”: it did not happen"
    return None


def _denies_a_deed(case: Case, line: Line) -> Hit | None:
    """ "No gunmen at the dance, police say", "Police deny shoot-out": the word that denies, a deed right after it; or
    "Hadar stabbing did not take place", right before."""
    deeds = [hit.first for hit in case.hits("deed", line)]
    for hit in case.hits("not_so", line):
        if any(hit.first - DENIED_WORDS <= deed < hit.first for deed in deeds):
            return hit
    others = case.hits("no_but", line)
    for hit in (*case.hits("no", line), *case.hits("denies", line)):
        of_others = any(one.first <= hit.first <= one.last for one in others)
        twice = denies_twice(case, line, hit) or _denies_after(case, line, hit)
        if not of_others and not twice and any(hit.last < deed <= hit.last + DENIED_WORDS for deed in deeds):
            return hit
    return None


def _denies_after(case: Case, line: Line, no: Hit) -> bool:
    """ "do not rule out an attack": the word right behind denies as well."""
    return any(no.last < hit.first <= no.last + NEXT_WORDS for hit in case.hits("denies", line))


def denies_twice(case: Case, line: Line, hit: Hit) -> bool:
    """ "police do not rule out an attack", "no descarta"."""
    before = {word.folded for word in line.words[max(0, hit.first - 2) : hit.first]}
    return bool(before & NEGATIONS)


def _counts_people(case: Case, no: object) -> bool:
    """ "no one was hurt when", "no group claimed the": what is denied is something else."""
    hit = case.cue("no_but")
    return hit is not None and hit.first <= case.trigger.first
