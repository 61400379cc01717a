"""A name as a person types it -> places, best first, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.gazetteer.names import bare, key, spelt_out
from extract.gazetteer.prior import rank
from extract.places import Match, Place, distance_km

if TYPE_CHECKING:
    from extract.gazetteer.sqlite import Named, SqliteGazetteer

# Words between a place and what holds it, in what people type: "guadalajara en jalisco", "paris in texas".
_BETWEEN = frozenset(("in", "en", "of", "de", "del", "from", "near", "cerca", "da", "do", "em", "the", "la", "el"))
_SPLIT = re.compile(r"[,;/()\[\]|]+")
MOST_WORDS = 9  # of a query that is tried in parts; longer ones are no name

# Decades of population that a way of being named is worth against another.
_WORTH = {"name": 4.0, "nickname": 3.8, "alias": 3.0, "abbreviation": 2.6, "code": 2.4}
_QUALIFIED = 4.5  # the parent was named too: more of the query is explained
_SLIP_IN_PARENT = 3.5
_LITTLE, _FAR_LARGER = 5.0, 2.0  # decades of population
_SLIP = 0.0
_SLIP_OF_NAME = 1.5
_BEGINS, _HOLDS = 3.6, 0.5
_WHY = {
    "name": "that is its name",
    "nickname": "a nickname of it",
    "alias": "another name of it",
    "abbreviation": "short for it",
    "code": "its country code",
}


@dataclass(frozen=True, slots=True)
class _Found:
    place: Place
    worth: float
    why: str
    exact: bool = False

    @property
    def score(self) -> float:
        return rank(self.place) + self.worth


def lookup(gazetteer: SqliteGazetteer, query: str, limit: int) -> Sequence[Match]:
    """The name as typed, "city parent", spellings one slip away, names that begin so: each weighed by population.

    All that bears the very name comes first, so that an ambiguous name shows its meanings.
    """
    folded = key(query)
    if not folded:
        return ()
    found = [*_exact(gazetteer, folded), *_qualified(gazetteer, query)]
    if not any(each.worth >= _QUALIFIED for each in found):
        found += _misspelt(gazetteer, folded)
        if not found:
            found += _qualified_misspelt(gazetteer, query)
            found += _begun(gazetteer, folded)
    best: dict[int, _Found] = {}
    for each in sorted(found, key=lambda each: -each.score):
        best.setdefault(each.place.geonameid, each)
    ordered = _exact_first(tuple(_without_doubles(best.values())))
    return tuple(Match(each.place, each.why) for each in ordered)[:limit]


def _exact_first(found: Sequence[_Found]) -> Sequence[_Found]:
    """What was typed exactly stands before what may have been meant; beside a little town a far larger place may
    come second."""
    exact = [each for each in found if each.exact]
    near = [each for each in found if not each.exact]
    if not exact or not near:
        return found
    own = next((each for each in exact[1:] if each.worth == _WORTH["name"]), None)
    if own is not None and exact[0].worth < own.worth:  # a hamlet of that very name beside a land that is called so too
        exact = [exact[0], own, *(each for each in exact[1:] if each is not own)]
    little = rank(exact[0].place) < _LITTLE
    second = near[:1] if little and rank(near[0].place) > rank(exact[0].place) + _FAR_LARGER else []
    return [*exact[:1], *second, *exact[1:], *near[len(second) :]]


def _without_doubles(found: Iterable[_Found]) -> Iterator[_Found]:
    """Municipality and city of one name are one place to whoever types it: the lesser of the two goes to the end."""
    kept: list[_Found] = []
    doubles: list[_Found] = []
    for each in found:
        (doubles if any(_same(each.place, other.place) for other in kept) else kept).append(each)
    yield from kept
    yield from doubles


def _same(one: Place, other: Place) -> bool:
    kinds = {one.kind, other.kind}
    if kinds not in ({"city", "admin2"}, {"city"}) or one.admin1 != other.admin1 or one.country != other.country:
        return False
    return key(one.name) in key(other.name) and distance_km(one.lat, one.lon, other.lat, other.lon) < 15


def _exact(gazetteer: SqliteGazetteer, folded: str) -> Iterator[_Found]:
    for each in gazetteer.named(folded):
        yield _Found(each.place, _WORTH[each.via], _WHY[each.via], exact=True)
    if whole := spelt_out(folded):
        for each in gazetteer.named(whole):
            yield _Found(each.place, _WORTH["alias"], f"{each.place.name}, written short", exact=True)
    for shorter in bare(folded):
        for each in gazetteer.named(shorter):
            if each.place.kind in ("admin1", "admin2") and each.via in ("name", "alias"):
                yield _Found(each.place, _WORTH["alias"], "that division, without the word for its kind", exact=True)
            elif folded == f"the {shorter}":
                yield _Found(each.place, _WORTH[each.via], _WHY[each.via], exact=True)


def _splits(query: str) -> Iterator[tuple[str, str]]:
    """(inner, outer): every way to read a query as a place and what holds it, the likelier first."""
    parts = [key(part) for part in _SPLIT.split(query)]
    parts = [part for part in parts if part]
    if len(parts) > 1:
        yield parts[0], parts[-1]
        if len(parts) > 2:
            yield parts[0], parts[1]
        yield parts[-1], parts[0]
    words = key(query).split()
    if len(words) > MOST_WORDS:
        return
    for cut in range(len(words) - 1, 0, -1):
        inner, outer = words[:cut], words[cut:]
        while len(outer) > 1 and outer[0] in _BETWEEN:
            yield " ".join(inner), " ".join(outer)
            outer = outer[1:]
        yield " ".join(inner), " ".join(outer)
    for cut in range(1, len(words)):
        yield " ".join(words[cut:]), " ".join(words[:cut])


def _outers(gazetteer: SqliteGazetteer, folded: str) -> list[Named]:
    named = [*gazetteer.named(folded)]
    for shorter in bare(folded):
        named += [each for each in gazetteer.named(shorter) if each.place.kind in ("admin1", "admin2")]
    return [each for each in named if each.place.kind != "city"]


def _qualified(gazetteer: SqliteGazetteer, query: str) -> Iterator[_Found]:
    for inner, outer in dict.fromkeys(_splits(query)):
        inners = gazetteer.named(inner)
        if inners:
            outers = _outers(gazetteer, outer)
            for each in inners:
                if why := _within(gazetteer, each.place, outers):
                    yield _Found(each.place, _WORTH[each.via] + _QUALIFIED, why, exact=True)


def _within(gazetteer: SqliteGazetteer, place: Place, outers: Sequence[Named]) -> str | None:
    """Which of `outers` holds the place, said for people."""
    around = {parent.geonameid for parent in gazetteer.parents(place)}
    for each in outers:
        if each.place.geonameid in around:
            return f"in {each.place.name}"
    return None


def _misspelt(gazetteer: SqliteGazetteer, folded: str) -> Iterator[_Found]:
    for _, meanings in gazetteer.misspelt(folded):
        for each in meanings:
            if each.via in ("name", "alias"):
                worth = _SLIP_OF_NAME if each.via == "name" else _SLIP
                yield _Found(each.place, worth, f"one slip from {each.place.name}")


def _qualified_misspelt(gazetteer: SqliteGazetteer, query: str) -> Iterator[_Found]:
    """One of the two names has a slip: "guadalajra jalisco", "guadalajara jalsico"."""
    for inner, outer in dict.fromkeys(_splits(query)):
        outers = _outers(gazetteer, outer)
        if outers:
            for _, meanings in gazetteer.misspelt(inner):
                for each in meanings:
                    if each.via in ("name", "alias") and (why := _within(gazetteer, each.place, outers)):
                        yield _Found(each.place, _SLIP_IN_PARENT, f"one slip from {each.place.name}, {why}")
        inners = gazetteer.named(inner)
        if inners:
            near = [each for _, meanings in gazetteer.misspelt(outer) for each in meanings]
            for each in inners:
                if why := _within(gazetteer, each.place, [one for one in near if one.place.kind != "city"]):
                    yield _Found(each.place, _SLIP_IN_PARENT, why)


def _begun(gazetteer: SqliteGazetteer, folded: str) -> Iterator[_Found]:
    """Names that go on from what was typed, or from its first words and hold the others too."""
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
                worth = (_HOLDS if rest else _BEGINS) - 0.05 * (len(full) - len(folded))
                yield _Found(place, worth, "its name begins like that")
        if any_found:
            return
