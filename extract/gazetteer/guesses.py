"""What may have been meant by a name that is none as it stands: slips, ends cut off, letters left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.gazetteer.named import Names
from extract.gazetteer.names import key
from extract.gazetteer.prior import rank, rank_of_a_guess
from extract.gazetteer.shortened import letters_left_out
from extract.places import Place

# Decades of population that a way of being meant is worth against another.
_SLIP = 0.0
_SLIP_OF_NAME = 1.5
_BEGINS, _HOLDS = 3.6, 0.5
_A_LETTER_MORE = 0.05
_SHORTEST_CLIPPED = 3
_LETTERS_LEFT_OUT = 2.5  # at best
_PEOPLE_OF_SHORT = 6.5  # decades that count for a name written with letters left out: it may stand for many
_LEAST_LETTERS, _MOST_LETTERS = 3, 12  # of a name written with letters left out
_WRITTEN_SHORT = frozenset(("country", "admin1", "admin2", "city"))
_TWICE = -1.0
_LEAST_TWICE = 7  # letters of a name with two slips; below that anything is two slips from anything


@dataclass(frozen=True, slots=True)
class Found:
    """A place, how much the way that led there is worth, and whether what was typed is a name of it. `told`: what holds
    the place was typed with it."""

    place: Place
    worth: float
    why: str
    exact: bool = False
    slip: bool = False
    told: bool = False

    @property
    def score(self) -> float:
        return (rank(self.place) if self.exact else rank_of_a_guess(self.place)) + self.worth


def misspelt(gazetteer: Names, folded: str) -> Iterator[Found]:
    """One slip of the pen away."""
    for _, meanings in gazetteer.misspelt(folded):
        for each in meanings:
            if each.via in ("name", "alias"):
                worth = _SLIP_OF_NAME if each.via == "name" else _SLIP
                yield Found(each.place, worth, f"one slip from {each.place.name}", slip=True)


def clipped(gazetteer: Names, folded: str) -> Iterator[Found]:
    """Large places whose name goes on from what was typed: "Conce", "Guate"."""
    tight = folded.replace(" ", "")
    if len(tight) >= _SHORTEST_CLIPPED and _plain(tight):
        for full, place in _large(gazetteer, tight):
            if len(full) > len(tight):
                worth = _BEGINS - _A_LETTER_MORE * (len(full) - len(tight)) + 2 * _of_name(full, place)
                yield Found(place, worth, "its name begins like that")


def without_gaps(gazetteer: Names, folded: str) -> Iterator[Found]:
    """Places of this very name but for the gaps between words: "So Cal", and of large ones "sanluis potosi"."""
    tight = folded.replace(" ", "")
    if tight != folded:
        for each in gazetteer.named(tight):
            if each.via not in ("code", "initials"):
                yield Found(each.place, _SLIP_OF_NAME, f"{each.place.name}, with other gaps", exact=True)
    if len(tight) >= _LEAST_TWICE and _plain(tight):
        for _, place in _large(gazetteer, tight, tight):
            yield Found(place, _SLIP_OF_NAME, f"{place.name}, with other gaps", exact=True)


def contracted(gazetteer: Names, folded: str) -> Iterator[Found]:
    """Large places whose name is left when letters are put in: "Mcbo", "Bqto", "Gdl"."""
    tight = folded.replace(" ", "")
    if _LEAST_LETTERS <= len(tight) <= _MOST_LETTERS and _plain(tight):
        for full, place in _large(gazetteer, tight[0], "*".join(tight) + "*"):
            if place.kind not in _WRITTEN_SHORT or _of_name(full, place) < 0:
                continue
            likeness = letters_left_out(tight, key(place.name))
            if likeness is not None:
                worth = _LETTERS_LEFT_OUT * likeness + min(0.0, _PEOPLE_OF_SHORT - rank_of_a_guess(place))
                yield Found(place, worth, f"{place.name}, with letters left out")


def twice_misspelt(gazetteer: Names, folded: str) -> Iterator[Found]:
    """Large places two slips away: of those with the same first letter, else with the second one first."""
    tight = folded.replace(" ", "")
    if len(tight) < _LEAST_TWICE or not _plain(tight):
        return
    letters = set(tight)
    for first in tight[:2]:
        any_found = False
        for full, ident in gazetteer.large(first):
            alike = abs(len(full) - len(tight)) <= 2 and len(letters.symmetric_difference(full)) <= 4
            if alike and _near(tight, full) and (place := gazetteer.place(ident)):
                any_found = True
                yield Found(place, _TWICE + _of_name(full, place), f"two slips from {place.name}")
        if any_found:
            return


def begun(gazetteer: Names, folded: str) -> Iterator[Found]:
    """Names of any place that go on from what was typed, or from its first words and hold the others too."""
    words = folded.split()
    for kept in range(len(words), 0, -1):
        start = " ".join(words[:kept])
        if len(start) < 3:
            return
        rest = words[kept:]
        any_found = False
        for full, place in gazetteer.beginning_with(start):
            if all(word in full for word in rest):
                any_found = True
                worth = (_HOLDS if rest else _BEGINS) - _A_LETTER_MORE * (len(full) - len(folded))
                yield Found(place, worth, "its name begins like that")
        if any_found:
            return


def _large(gazetteer: Names, first: str, pattern: str = "*") -> Iterator[tuple[str, Place]]:
    for full, ident in gazetteer.large(first, pattern):
        if place := gazetteer.place(ident):
            yield full, place


def _of_name(tight: str, place: Place) -> float:
    """What it counts against a guess that it leads to another name than the place's own."""
    return 0.0 if tight == key(place.name).replace(" ", "") else _SLIP - _SLIP_OF_NAME


def _plain(tight: str) -> bool:
    return tight.isascii() and tight.isalpha()


def _near(one: str, other: str, most: int = 2) -> bool:
    """Whether `other` is at most that many letters left out, added, mistaken or swapped away from `one`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        new = [at]
        for to, sign in enumerate(other, start=1):
            least = min(row[to] + 1, new[to - 1] + 1, row[to - 1] + (letter != sign))
            if before and to > 1 and letter == other[to - 2] and one[at - 2] == sign:
                least = min(least, before[to - 2] + 1)
            new.append(least)
        if min(new) > most:
            return False
        before, row = row, new
    return row[-1] <= most
