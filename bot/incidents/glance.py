"""The most that a report and each of many incidents can weigh together, seen at a glance.

Of forty candidates one is told of. The bounds of all cost less than weighing two of them; only those whose bound
reaches what the best has are read and weighed whole (`joining`), so what is found is the same as if all were.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING

import numpy as np

from bot.incidents.content import proper_names
from bot.incidents.gist import FIGURES, MARKS, Figures, Gist, mark, microseconds, words_in
from bot.incidents.known import compared, dead_in, hurt_in
from bot.incidents.nearness import folded, toponym

if TYPE_CHECKING:
    from bot.incidents.report import Report
    from bot.incidents.standing import Standing

SLACK = 1e-6  # log-odds: sums of the same numbers in another order differ by less
MOST_NAMES, MOST_TOPONYMS, MOST_SITES = 6, 3, 2
MOST_NOTIONS, MOST_NUMBERS = 4, 3
MOST_RARE = 4
MOST_OFTEN = 2.0  # e-fold reports: of seven and more nothing changes
MANY_NAMES = 4  # of so many and one more some would be the same
FEW = 6  # words: of so few even all in common say little
HARDLY = 0.1  # so little of words or text in common is what any two reports share
MOST_SILENCE, MOST_DAYS = 10, 7  # days
LONG_AGO = 14  # days: what comes of a deed tells of one of these weeks
_HOUR = 3_600_000_000  # microseconds
_LOW_BITS = 0xFFFF
# What a mark that both have may show.
_PRINT, _LANGUAGE, _WORD, _NAME, _TOPONYM, _SITE, _NOTION, _NUMBER, _AGE, _OWN, _STRAY, _ANY = range(12)
_NOTHING = (0,) * 12


class Glance:
    """What one report has in common with each of many incidents. `main` are words that are weighed as its place.

    `rare` are the names that it shares with one of them and no other: a street says more than who fights in a war.
    """

    def __init__(
        self,
        report: Report,
        main: frozenset[str],
        standing: Standing,
        weights: Mapping[str, float],
        gists: Sequence[Gist],
    ) -> None:
        self._report, self._standing, self._weights, self._gists = report, standing, weights, gists
        self._shows = _shows(report, main)
        names = proper_names(report.content) - main
        self._names = {mark(sort, name): name for name in names for sort in ("name", "toponym", "site")}
        self._both, whose = self._seen()
        self._rare_of = Counter(next(iter(holders)) for holders in whose.values() if len(holders) == 1)
        self.rare = frozenset(name for name, holders in whose.items() if len(holders) == 1)

    def most(self) -> list[float]:
        """Of each incident a number; no sum of its signs is above it."""
        figures = FIGURES.iter_unpack(b"".join([one.figures for one in self._gists]))
        place, content, time = self._standing.most, self._contents(), self._times()
        rare = self._at_most("names_rare")
        bounds = []
        for at, (gist, row) in enumerate(zip(self._gists, map(Figures._make, figures), strict=True)):
            mine = self._both.get(at, _NOTHING)
            where = place(gist.scene, own=mine[_OWN] > 0, site=mine[_STRAY] > 0, name=mine[_ANY] > 0)
            names = rare * min(self._rare_of[at], MOST_RARE)
            bounds.append(where + content(row, mine) + names + time(row))
        return bounds

    def _seen(self) -> tuple[Mapping[int, Sequence[int]], Mapping[str, set[int]]]:
        """How many marks of each sort are shared, by the number of the incident; of whom none is, that is left out.
        And whose each of the report's names is."""
        gists, names = self._gists, self._names
        theirs = np.frombuffer(b"".join([one.marks for one in gists]), MARKS)
        # Of thousands few are the report's too: nearly all others are told apart by their low bits alone.
        low = np.zeros(_LOW_BITS + 1, np.bool_)
        low[np.fromiter(self._shows, np.int64, len(self._shows)) & _LOW_BITS] = True
        maybe = low[theirs & _LOW_BITS].nonzero()[0]
        ends = np.cumsum([len(one.marks) // MARKS.itemsize for one in gists])
        whose = np.searchsorted(ends, maybe, side="right").tolist()
        both: dict[int, list[int]] = defaultdict(lambda: [0] * len(_NOTHING))
        holders: dict[str, set[int]] = defaultdict(set)
        for at, one in zip(whose, theirs[maybe].tolist(), strict=True):
            for sort in self._shows.get(one, ()):
                both[at][sort] += 1
            if one in names:
                holders[names[one]].add(at)
        return both, holders

    def _contents(self) -> Callable[[Figures, Sequence[int]], float]:
        """What gives the most of the signs of text, names, things and toll."""
        content, weights, most = self._report.content, self._weights, self._at_most
        least = (
            weights.get("one", 0.0)
            + most("apart")
            + most("quarter_other")
            + most("names_common")
            + (most("spreads") if content.spreads else 0.0)
        )
        copy, word, name = most("copy", "copy_elsewhere", "alike"), most("words"), most("names")
        no_name, maybe_no_name = weights.get("names_none", 0.0), most("names_none")
        toponym, number = most("toponyms"), most("numbers")
        site, other_site = most("site_same"), most("site_other")
        notion, notions = most("notions"), most("notions_part")
        age, other_age, hour = most("ages_same"), most("ages_other"), most("hour_same", "hour_other")
        dead, hurt = dead_in(self._report), hurt_in(self._report)
        nothing, maybe_nothing = weights.get("nothing", 0.0), most("nothing")
        often = weights.get("told_often", 0.0)

        def found(known: Figures, both: Sequence[int]) -> float:
            something = False
            total = least + often * min(log(known.reports), MOST_OFTEN)
            if both[_PRINT]:
                something, total = True, total + copy
            words = both[_WORD] / (min(len(content.words), known.words) + FEW)
            total += word * words
            if both[_NAME]:
                something, total = True, total + name * min(both[_NAME], MOST_NAMES)
            if both[_TOPONYM]:
                something, total = True, total + toponym * min(both[_TOPONYM], MOST_TOPONYMS)
            fewest = min(len(content.names), known.names)
            if fewest >= 2 and not both[_NAME] and not both[_TOPONYM]:
                total += no_name * min((fewest - 1) / MANY_NAMES, 1.0)
            else:
                total += maybe_no_name
            if both[_SITE]:
                something, total = True, total + site * min(both[_SITE], MOST_SITES)
            elif content.sites and known.sites:
                total += other_site
            if both[_NOTION]:
                something = True
                total += notion * min(both[_NOTION], MOST_NOTIONS)
                total += notions * both[_NOTION] / min(len(content.notions), known.notions)
            if both[_NUMBER]:
                something, total = True, total + number * min(both[_NUMBER], MOST_NUMBERS)
            if content.ages and known.ages:
                total += age if both[_AGE] else other_age
            if content.times and known.times:
                something, total = True, total + hour
            if dead and known.dead_most:
                total += weights.get(f"dead_{compared(dead, (known.dead_least, known.dead_most))}", 0.0)
            if hurt and known.hurt_most:
                total += weights.get(f"hurt_{compared(hurt, (known.hurt_least, known.hurt_most))}", 0.0)
            alone = not something and both[_LANGUAGE] and words < HARDLY
            return total + (nothing if alone else maybe_nothing)

        return found

    def _times(self) -> Callable[[Figures], float]:
        """What gives the signs of time, as `standing` has them one by one."""
        report, weights = self._report, self._weights
        told, day, later = microseconds(report.told), report.day.toordinal(), report.content.looks_back
        named = [one.toordinal() for one in report.content.days]
        dated = report.main.event_date is not None
        silence, over = weights.get("silence_back" if later else "silence", 0.0), weights.get("over", 0.0)
        day_same, day_named = weights.get("day_same", 0.0), weights.get("day_named", 0.0)
        day_next = weights.get("day_next_dated" if dated else "day_next", 0.0)
        back, apart = (
            weights.get("days_apart_back", 0.0),
            weights.get("days_apart_dated" if dated else "days_apart", 0.0),
        )

        def found(known: Figures) -> float:
            between = max(told - known.ended, known.began - told, 0) / _HOUR
            total = silence * min(between / 24, MOST_SILENCE)
            if between > known.quiet_hours:
                total += over
            first, last = known.first, known.last
            if first <= day <= last:
                return total + day_same
            if named and any(first <= one <= last for one in named):
                return total + day_named
            days = max(first - day, day - last)
            if days == 1:
                return total + day_next
            return total + (back if later and not (dated and days > LONG_AGO) else apart * min(days, MOST_DAYS))

        return found

    def _at_most(self, *signs: str) -> float:
        """Of one of these signs, or none."""
        return max(0.0, *[self._weights.get(sign, 0.0) for sign in signs])


def _shows(report: Report, main: frozenset[str]) -> Mapping[int, Sequence[int]]:
    """What it shows that an incident has a mark as well, by the mark."""
    content, place = report.content, report.main.place
    spoken = (content.toponyms | content.names) - main
    own = () if place.kind == "country" else {toponym(place), folded(place.name)}
    sorts: tuple[tuple[str, Iterable[str | int], int], ...] = (
        ("language", (content.language,), _LANGUAGE),
        (words_in(content.language), content.words, _WORD),
        ("name", content.names - main, _NAME),
        ("name", content.toponyms - main, _TOPONYM),
        ("toponym", spoken, _TOPONYM),
        ("site", content.sites, _SITE),
        ("notion", content.notions, _NOTION),
        ("number", content.numbers, _NUMBER),
        ("age", content.ages, _AGE),
        ("toponym", own, _OWN),
        ("name", content.sites, _STRAY),
        ("site", content.names | content.sites, _STRAY),
        ("name", content.names, _ANY),
    )
    found: dict[int, list[int]] = {one: [_PRINT] for one in content.prints}
    for sort, words, shows in sorts:
        for word in words:
            found.setdefault(mark(sort, word), []).append(shows)
    return found
