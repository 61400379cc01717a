"""The most that a report and an incident can weigh together, seen at a glance.

Of forty candidates one is told of. The bound of each costs a few set operations; only those whose bound reaches what
the best has are weighed whole (`joining`), so what is found is the same as if all were.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.incidents.content import Content

if TYPE_CHECKING:
    from bot.incidents.known import Known

SLACK = 1e-6  # log-odds: sums of the same numbers in another order differ by less
MOST_NAMES, MOST_TOPONYMS, MOST_SITES = 6, 3, 2
MOST_NOTIONS, MOST_NUMBERS = 4, 3
FEW = 6  # words: of so few even all in common say little
_DEAD = ("dead_same", "dead_one", "dead_grown", "dead_fewer", "dead_far")
_HURT = ("hurt_same", "hurt_one", "hurt_grown", "hurt_fewer", "hurt_far")


class Glance:
    """What one report brings, for as many incidents as there are. `main` are words that are weighed as its place."""

    def __init__(self, content: Content, main: frozenset[str], weights: Mapping[str, float]) -> None:
        def most(*signs: str) -> float:
            return max(0.0, *(weights.get(sign, 0.0) for sign in signs))

        self._content = content
        self._prints = frozenset(content.prints)
        self._names = content.names - main
        self._toponyms = (content.toponyms | content.names) - main
        self._copy = most("copy", "copy_elsewhere", "alike")
        self._words = most("words")
        self._name, self._toponym = most("names"), most("toponyms")
        self._site, self._other_site = most("site_same"), most("site_other")
        self._notion, self._notions = most("notions"), most("notions_part")
        self._number = most("numbers")
        self._age, self._other_age = most("ages_same"), most("ages_other")
        self._hour = most("hour_same", "hour_other")
        self._dead, self._hurt = most(*_DEAD), most(*_HURT)
        self._whatever = most("apart") + most("names_none") + most("nothing")

    def most(self, known: Known) -> float:
        """No sum of the signs of text, names, things and toll is above it."""
        content = self._content
        found = self._whatever
        if self._prints and not all(self._prints.isdisjoint(text) for _, text in known.texts):
            found += self._copy
        theirs = known.words.get(content.language)
        if theirs and content.words:
            both = len(content.words & theirs.keys())
            found += self._words * both / (min(len(content.words), len(theirs)) + FEW)
        if both := len(self._names & known.names.keys()):
            found += self._name * min(both, MOST_NAMES)
        if not (self._toponyms.isdisjoint(known.toponyms) and self._toponyms.isdisjoint(known.names)):
            found += self._toponym * MOST_TOPONYMS
        if content.sites and known.sites:
            found += self._other_site if content.sites.isdisjoint(known.sites) else self._site * MOST_SITES
        if content.notions and known.notions:
            both = len(content.notions & known.notions)
            found += self._notion * min(both, MOST_NOTIONS)
            found += self._notions * both / min(len(content.notions), len(known.notions))
        if not content.numbers.isdisjoint(known.numbers):
            found += self._number * MOST_NUMBERS
        if content.ages and known.ages:
            found += self._other_age if content.ages.isdisjoint(known.ages) else self._age
        if content.times and known.times:
            found += self._hour
        if known.dead is not None:
            found += self._dead
        if known.hurt is not None:
            found += self._hurt
        return found
