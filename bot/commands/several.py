"""Several places in one line: "Kyiv, Lviv and Odesa", "Lima, Peru and Quito, Ecuador", or one a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.commands.finding import Choice, Found, TooWide, find, lies_in
from extract.gazetteer.typed import without_part_of_city
from extract.places import Gazetteer, Place
from extract.suburbs import LARGE

MOST_AT_ONCE = 8
MOST_NAMES = 2 * MOST_AT_ONCE  # each with its country
MOST_IN_ONE = 4  # town, district, state, country
LONGEST_NAME = 6  # words
VILLAGE = 20_000  # people
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
    pieces, marks = _pieces(typed, gazetteer)
    if not 2 <= len(pieces) <= MOST_AT_ONCE or any(len(piece.split()) > LONGEST_NAME for piece in pieces):
        return ()
    each = [Named(piece, find(piece, gazetteer, around=around)) for piece in pieces]
    named: list[Named] = []
    sure = at = 0
    while at < len(each):
        one = each[at]
        addressed = marks[at : at + 1] == [","] and _is_address(one, each[at + 1], gazetteer)
        if addressed:
            whole = f"{one.typed}, {each[at + 1].typed}"
            one = Named(whole, find(whole, gazetteer, around=around))
        named.append(one)
        sure += addressed or _is_sure(one.found)
        at += 2 if addressed else 1
    return tuple(named) if sure >= 2 else ()


def _is_address(part: Named, whole: Named, gazetteer: Gazetteer) -> bool:
    """Whether "part, whole" names a quarter that we do not know of: "Centro, CDMX", or "Handsworth, Birmingham", of
    which only a village in Canada is known."""
    outer = _meant(whole.found)[:1]
    if not outer or "," in part.typed or (outer[0].kind in ("city", "admin2") and outer[0].population < LARGE):
        return False
    if without_part_of_city(f"{part.typed}, {whole.typed}"):
        return True
    known = _meant(part.found)
    if not any(one.via in _KNOWN for one in gazetteer.candidates(part.typed)):  # "Victoria Island" is no Victoria
        return bool(known) and all(one.country != outer[0].country for one in known)
    return bool(known) and all(_is_far_and_little(one, outer[0]) for one in known)


def _is_far_and_little(place: Place, outer: Place) -> bool:
    if place.kind not in ("city", "admin2"):
        return False
    if place.country != outer.country:
        return place.population < LARGE
    return place.population < VILLAGE and outer.admin1 is not None and place.admin1 != outer.admin1


def _meant(found: Found | Choice | TooWide | None) -> tuple[Place, ...]:
    """What is certain to bear the name."""
    match found:
        case Found(place):
            return (place,)
        case Choice(places, guess=False, likelier=likelier):
            return places[likelier:]
        case _:
            return ()


def is_known(typed: str, gazetteer: Gazetteer) -> bool:
    """One place or several, and not only something like it."""
    return bool(typed) and (_is_sure(find(typed, gazetteer)) or bool(several(typed, gazetteer)))


def _is_sure(found: Found | Choice | TooWide | None) -> bool:
    return isinstance(found, Found) or (isinstance(found, Choice) and not found.guess)


def _pieces(typed: str, gazetteer: Gazetteer) -> tuple[list[str], list[str]]:
    """The pieces, and what stands between them."""
    cut = _BETWEEN.split(typed.strip(" ,;"))
    names, between = cut[::2], cut[1::2]
    if len(names) > MOST_NAMES:
        return [], []
    pieces: list[str] = []
    marks: list[str] = []
    at = 0
    while at < len(names):
        ends = range(min(at + MOST_IN_ONE, len(names)), at + 1, -1)
        end = next((end for end in ends if _is_one(names[at:end], between[at:], gazetteer)), at + 1)
        pieces.append(_joined(names[at:end], between[at:]))
        marks += between[end - 1 : end]
        at = end
    return pieces, marks


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
    return len(names) == 2 and any(  # "Jalisco, Tapalpa"; but "San Salvador, Soyapango" are two
        one.place.population < LARGE and lies_in(one.place, [first], gazetteer, cities=False)
        for one in gazetteer.candidates(outer[0])
    )


def _joined(names: list[str], between: list[str]) -> str:
    line = names[0]
    for mark, name in zip(between, names[1:], strict=False):
        line += f"{mark} {name}" if mark in ",;" else f"{mark}{name}"
    return line.strip()
