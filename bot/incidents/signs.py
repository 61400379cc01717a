"""The signs by which a report and an incident may be one event: of each its value, and what it says to a reader.

Those of place, kind and time stand in `standing`; here are those for which all must be read that is remembered.

What a sign weighs stands in `weights.json`; one that speaks for one event is to be added to `glance` as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial
from math import log

from bot.incidents.content import COPY, Content, proper_names, shared
from bot.incidents.glance import (
    FEW,
    HARDLY,
    MANY_NAMES,
    MOST_NAMES,
    MOST_NOTIONS,
    MOST_NUMBERS,
    MOST_OFTEN,
    MOST_RARE,
    MOST_SITES,
    MOST_TOPONYMS,
)
from bot.incidents.known import Known, compared, dead_in, hurt_in
from bot.incidents.nearness import folded
from bot.incidents.reason import said
from bot.incidents.report import Report
from bot.incidents.standing import Signs
from extract.text import fold

SAME_HOUR = 25  # minutes between two clock times that may be one
OTHER_HOUR = 90
_SHARED = frozenset({"copy", "names", "toponyms", "site_same", "numbers", "notions", "hour_same"})
SHOWN = 3  # words of a reason
SMALL = 10


def text_signs(report: Report, known: Known, *, here: bool, first: bool) -> Signs:
    """A text told of another place is a form that somebody fills in, no copy."""
    signs: Signs = {}
    content = report.content
    alike = max((shared(content.prints, text) for _, text in known.texts), default=0.0)
    if alike >= HARDLY:
        shares = partial(said, "shared_text", percent=round(100 * alike))
        if alike >= COPY:
            signs["copy" if here else "copy_elsewhere"] = (1.0, shares)
        elif here:
            signs["alike"] = (alike, shares)
    if first:
        signs["apart"] = (1.0, lambda: said("apart", words=content.apart))
    signs["told_often"] = (min(log(known.reports), MOST_OFTEN), None)
    theirs = known.words.get(content.language)
    if theirs and content.words:
        both = content.words & theirs.keys()
        part = len(both) / (min(len(content.words), len(theirs)) + FEW)
        signs["words"] = (part, lambda: said("words", words=_some(both)))
    return signs


def names_signs(report: Report, known: Known, rare: frozenset[str]) -> Signs:
    """`rare`: the names of the report that one incident alone of those beside it has, this or another."""
    content = report.content
    names = content.names
    both = names & known.names.keys()
    # Places that both name; one may have taken a suburb for a mere name.
    places = (content.toponyms & known.toponyms) | (content.toponyms & known.names.keys()) | (names & known.toponyms)
    if both or places:
        main = _main_words(report, known)
        both = both - main
        places = frozenset(name for name in places if name[0] != "^" and main.isdisjoint((name, *name.split())))
    signs: Signs = {}
    if both:
        signs["names"] = (min(len(both), MOST_NAMES), lambda: said("names", words=_some(both)))
    elif not places and (fewest := min(len(names), len(known.names))) >= 2:
        signs["names_none"] = (min((fewest - 1) / MANY_NAMES, 1.0), lambda: said("no_name"))
    if places:
        signs["toponyms"] = (min(len(places), MOST_TOPONYMS), lambda: said("names", words=_some(places)))
    if (both or places) and (named := _named_by_both(content, known) - main):
        if own := named & rare:
            signs["names_rare"] = (min(len(own), MOST_RARE), lambda: said("rare_names", words=_some(own)))
        else:
            signs["names_common"] = (1.0, lambda: said("common_names", words=_some(named)))
    if quarters := _quarters(report, known):
        signs["quarter_other"] = (1.0, lambda: said("other_site", words=_some(quarters)))
    sites = content.sites
    if sites & known.sites:
        signs["site_same"] = (
            min(len(sites & known.sites), MOST_SITES),
            lambda: said("same_site", words=_some(sites & known.sites)),
        )
    elif sites and known.sites and not (sites & known.names.keys() or known.sites & names):
        signs["site_other"] = (1.0, lambda: said("other_site", words=_some(sites)))
    return signs


def _named_by_both(content: Content, known: Known) -> frozenset[str]:
    """Whether one calls it a street, the other a place and a third a person."""
    theirs = known.names.keys() | known.sites | known.toponyms
    return frozenset(proper_names(content) & theirs)


def _quarters(report: Report, known: Known) -> frozenset[str]:
    """The places within the town that the report names, where those named with the incident are others."""
    towns = {folded(spot.name) for spot in known.spots}
    mine, theirs = (
        frozenset(name for name in names if name[0] != "^" and name not in towns)
        for names in (report.content.toponyms, known.toponyms)
    )
    if not mine or not theirs:
        return frozenset()
    said_here = {word for name in (*mine, *report.content.names, *report.content.sites) for word in words_of(name)}
    said_there = {word for name in (*theirs, *known.names, *known.sites) for word in words_of(name)}
    return mine if said_here.isdisjoint(said_there) else frozenset()


def _main_words(report: Report, known: Known) -> frozenset[str]:
    """The names of where it happened: those are weighed as places."""
    names = {spot.name for spot in known.spots} | {part.place.name for part in report.parts}
    return frozenset().union(*map(words_of, names))


@lru_cache(maxsize=8192)  # the same names of places again and again
def words_of(name: str) -> frozenset[str]:
    plain = fold(name)
    return frozenset((plain, *plain.split()))


def nothing_shared(report: Report, known: Known, found: Signs) -> bool:
    """Told in one language, and beside place, kind and day nothing is the same: two shots in a city are mostly two."""
    if found.keys() & _SHARED or not known.words.get(report.content.language):
        return False
    return all(found[sign][0] < HARDLY for sign in ("words", "alike") if sign in found)


def things_signs(report: Report, known: Known) -> Signs:
    content = report.content
    signs: Signs = {}
    both = content.notions & known.notions
    if both:
        signs["notions"] = (min(len(both), MOST_NOTIONS), lambda: said("things", words=_some(both)))
    if content.notions and known.notions:
        signs["notions_part"] = (len(both) / min(len(content.notions), len(known.notions)), None)
    numbers = content.numbers & known.numbers
    if numbers:
        signs["numbers"] = (
            min(sum(map(_telling, numbers)), MOST_NUMBERS),
            lambda: said("numbers", words=_some(map(str, sorted(numbers)))),
        )
    if content.ages and known.ages and not (content.looks_back and content.ages.isdisjoint(known.ages)):
        same = content.ages & known.ages
        ages = partial(said, "ages", words=_some(map(str, sorted(same or content.ages))))
        signs["ages_same" if same else "ages_other"] = (1.0, ages)
    if content.times and known.times:
        gap = min(abs(one - other) for one in content.times for other in known.times)
        if gap <= SAME_HOUR:
            signs["hour_same"] = (1.0, lambda: said("same_hour"))
        elif gap >= OTHER_HOUR:
            signs["hour_other"] = (1.0, lambda: said("other_hour"))
    return signs


def _telling(number: int) -> float:
    """Small and round numbers are given of everything."""
    return 0.4 if number <= SMALL else 0.7 if number % 10 == 0 else 1.0


def toll_signs(report: Report, known: Known) -> Signs:
    signs: Signs = {}
    for word, count, theirs in (("dead", dead_in(report), known.dead), ("hurt", hurt_in(report), known.hurt)):
        if count is not None and theirs is not None:
            signs[f"{word}_{compared(count, theirs)}"] = (1.0, partial(said, word, now=count, before=theirs[1]))
    return signs


def _some(words: Iterable[str]) -> str:
    shown = sorted(words)
    return ", ".join(shown[:SHOWN]) + (" …" if len(shown) > SHOWN else "")
