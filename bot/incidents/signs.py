"""The signs by which a report and an incident may be one event: of each its value, and what it says to a reader.

What a sign weighs stands in `weights.json`; one that speaks for one event is to be added to `glance` as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from math import log10

from bot.incidents.content import COPY, shared
from bot.incidents.families import Kinship, kinship, spoken_beside
from bot.incidents.glance import FEW, MOST_NAMES, MOST_NOTIONS, MOST_NUMBERS, MOST_SITES, MOST_TOPONYMS
from bot.incidents.known import Known, Range, deaths_of
from bot.incidents.nearness import APART, named, relation
from bot.incidents.reason import Why, said
from bot.incidents.report import Report
from extract.text import fold

SAME_HOUR = 25  # minutes between two clock times that may be one
OTHER_HOUR = 90
HARDLY = 0.1  # so little of words or text in common is what any two reports share
_SHARED = frozenset({"copy", "names", "toponyms", "site_same", "numbers", "notions", "hour_same"})
MANY_NAMES = 4  # of so many and one more some would be the same
SHOWN = 3  # words of a reason
SMALL = 10
SILENCE_SAID_H = 12
_ALONGSIDE: Mapping[Kinship, int] = {"same": 0, "related": 1, "order": 2, "strange": 3}
# In a large city there are several of these on any day; two bombs or two coups are mostly one.
_EVERYDAY = frozenset({"shooting", "stabbing", "violent_crime", "armed_attack", "protest"})


Signs = dict[str, tuple[float, Why | None]]  # None: it counts, and says nothing to a reader


def place_and_kind_signs(report: Report, known: Known, crowd: float) -> Signs:
    """The best pair of what the report is about and a part of the incident: the nearest, then the most akin."""
    main = report.main
    about = [
        part for part in report.parts if part.category == main.category or part.place.geonameid == main.place.geonameid
    ]
    pairs = [
        (*relation(part.place, spot), kinship(part.category, spot.category))
        for part in about or [main]
        for spot in known.spots
    ]
    if not pairs:
        return {}
    rank, place, why, akin = min(pairs, key=lambda pair: (pair[0], _ALONGSIDE[pair[3]]))
    if rank >= APART:
        if tie := named(report, known):
            place, why = tie
        elif place in ("other_town", "other_division") and known.wave:
            place, why = "wave", partial(said, "wave")
    found: Signs = {f"place_{place}": (1.0, why)}
    if place in ("same", "near") and report.main.place.population:
        found["crowd"] = (crowd, None)
    kinds = [spot.category for spot in known.spots]
    if main.category and akin == "strange" and spoken_beside(main.category, report.content.deeds, kinds, known.deeds):
        found["kind_beside"] = (1.0, lambda: said("kind_spoken"))
    elif main.category:
        found[f"kind_{akin}"] = (1.0, partial(said, f"kind_{akin}"))
        if akin == "same" and main.category not in _EVERYDAY:
            found["kind_rare"] = (1.0, None)
    elif any(
        kinship(deed, spot.category) in ("same", "related") for deed in report.content.deeds for spot in known.spots
    ):
        found["kind_spoken"] = (1.0, lambda: said("kind_spoken"))
    else:
        found["kind_none"] = (1.0, None)
    if report.content.looks_back:
        found["looks_back"] = (1.0, lambda: said("looks_back"))
    return found


def crowd_at(report: Report) -> float:
    """How large the place is, in powers of ten from a town of 100,000: the larger, the likelier are two such deeds."""
    return min(max(log10(max(report.main.place.population, 1)) - 5, -1.5), 2.0)


def time_signs(report: Report, known: Known) -> Signs:
    (first, last), (began, ended) = known.days, known.told
    day, told = report.day, report.told
    days = (first - day).days if day < first else (day - last).days if day > last else 0
    between = told - ended if told > ended else began - told if told < began else None
    hours = 0.0 if between is None else between.total_seconds() / 3600
    dated = report.main.event_date is not None
    silence = partial(said, "silence", hours=round(hours)) if hours > SILENCE_SAID_H else None
    later = report.content.looks_back  # what comes of a deed has days of its own
    signs: Signs = {"silence_back" if later else "silence": (min(hours / 24, 10.0), silence)}
    if hours > known.quiet_hours:
        signs["over"] = (1.0, lambda: said("over"))
    if days == 0:
        signs["day_same"] = (1.0, lambda: said("same_day", day=report.day.isoformat()))
    elif days == 1 and not any(first <= day <= last for day in report.content.days):
        signs["day_next_dated" if dated else "day_next"] = (1.0, lambda: said("next_day"))
    elif any(first <= day <= last for day in report.content.days):
        signs["day_named"] = (1.0, lambda: said("day_named"))
    else:
        sort = "_back" if later else "_dated" if dated else ""
        signs[f"days_apart{sort}"] = (1.0 if later else min(days, 7), lambda: said("days_apart", days=days))
    return signs


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
    theirs = known.words.get(content.language)
    if theirs and content.words:
        both = content.words & theirs.keys()
        part = len(both) / (min(len(content.words), len(theirs)) + FEW)
        signs["words"] = (part, lambda: said("words", words=_some(both)))
    return signs


def names_signs(report: Report, known: Known) -> Signs:
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
    sites = content.sites
    if sites & known.sites:
        signs["site_same"] = (
            min(len(sites & known.sites), MOST_SITES),
            lambda: said("same_site", words=_some(sites & known.sites)),
        )
    elif sites and known.sites and not (sites & known.names.keys() or known.sites & names):
        signs["site_other"] = (1.0, lambda: said("other_site", words=_some(sites)))
    return signs


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
    for word, mine, theirs in (
        ("dead", deaths_of(report), known.dead),
        ("hurt", [part.facts.hurt for part in report.parts], known.hurt),
    ):
        count = max((one for one in mine if one), default=None)
        if count is None or theirs is None:
            continue
        signs[f"{word}_{_beside(count, theirs)}"] = (1.0, partial(said, word, now=count, before=theirs[1]))
    return signs


def _beside(count: int, theirs: Range) -> str:
    low, high = theirs
    if low <= count <= high:
        return "same" if count > 1 else "one"
    if count > high:
        return "grown" if count <= 3 * high + 3 else "far"
    return "fewer" if 3 * count + 3 >= low else "far"


def _some(words: Iterable[str]) -> str:
    shown = sorted(words)
    return ", ".join(shown[:SHOWN]) + (" …" if len(shown) > SHOWN else "")
