"""Several places in one line: "Kyiv, Lviv and Odesa", "Lima, Peru and Quito, Ecuador", or one a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.commands.finding import Choice, Found, TooWide, find, lies_in
from extract.places import Gazetteer

MOST_AT_ONCE = 8
MOST_NAMES = 2 * MOST_AT_ONCE  # each with its country
MOST_IN_ONE = 4  # town, district, state, country
LONGEST_NAME = 6  # words
_BETWEEN = re.compile(r"\s*(,|;|\s\+\s|\s&\s|\s(?:and|as well as|y|e|y también)\s)\s*", re.IGNORECASE)
_KNOWN = ("name", "alias", "abbreviation")


@dataclass(frozen=True, slots=True)
class Named:
    """One of several: as it was typed, and what it may mean; None = nothing like it is known."""

    typed: str
    found: Found | Choice | TooWide | None


def several(typed: str, gazetteer: Gazetteer, *, around: bool = False) -> tuple[Named, ...]:
    """The places of a list, in order; empty where the line names one place, or fewer than two that are known.

    "Bosnia and Herzegovina" is one, and so is "Springfield, Illinois": the longest piece that is a name, or a name
    with what holds it, is taken first. `around` as in `find`.
    """
    pieces = _pieces(typed, gazetteer)
    if not 2 <= len(pieces) <= MOST_AT_ONCE or any(len(piece.split()) > LONGEST_NAME for piece in pieces):
        return ()
    named = tuple(Named(piece, find(piece, gazetteer, around=around)) for piece in pieces)
    sure = [one for one in named if _is_sure(one.found)]
    return named if len(sure) >= 2 else ()


def is_known(typed: str, gazetteer: Gazetteer) -> bool:
    """One place or several, and not only something like it."""
    return bool(typed) and (_is_sure(find(typed, gazetteer)) or bool(several(typed, gazetteer)))


def _is_sure(found: Found | Choice | TooWide | None) -> bool:
    return isinstance(found, Found) or (isinstance(found, Choice) and not found.guess)


def _pieces(typed: str, gazetteer: Gazetteer) -> list[str]:
    cut = _BETWEEN.split(typed.strip(" ,;"))
    names, between = cut[::2], cut[1::2]
    if len(names) > MOST_NAMES:
        return []
    pieces: list[str] = []
    at = 0
    while at < len(names):
        ends = range(min(at + MOST_IN_ONE, len(names)), at + 1, -1)
        end = next((end for end in ends if _is_one(names[at:end], between[at:], gazetteer)), at + 1)
        pieces.append(_joined(names[at:end], between[at:]))
        at = end
    return [piece for piece in pieces if piece]


def _is_one(names: list[str], between: list[str], gazetteer: Gazetteer) -> bool:
    """A name that holds such a word itself, or a place and, behind commas, what it lies in (or the other way round).

    Only looks up whole names: this is asked often, and a lookup of what may be misspelt takes a while.
    """
    if any(candidate.via in _KNOWN for candidate in gazetteer.candidates(_joined(names, between))):
        return True
    if any(mark != "," for mark in between[: len(names) - 1]):
        return False
    first, *outer = names
    if any(lies_in(one.place, outer, gazetteer) for one in gazetteer.candidates(first)):
        return True
    return len(names) == 2 and any(lies_in(one.place, [first], gazetteer) for one in gazetteer.candidates(outer[0]))


def _joined(names: list[str], between: list[str]) -> str:
    line = names[0]
    for mark, name in zip(between, names[1:], strict=False):
        line += f"{mark} {name}" if mark in ",;" else f"{mark}{name}"
    return line.strip()
