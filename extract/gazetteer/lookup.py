"""A name as a person types it -> places, best first, each with the reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from extract.gazetteer.names import key
from extract.places import Candidate, Match, Place

if TYPE_CHECKING:
    from extract.gazetteer.sqlite import SqliteGazetteer


def lookup(gazetteer: SqliteGazetteer, query: str, limit: int) -> Sequence[Match]:
    """The exact name, then "city parent", then the nearest spellings."""
    folded = key(query)
    if not folded:
        return ()
    found: dict[int, Match] = {}
    for match in (*_exact(gazetteer, folded), *_qualified(gazetteer, folded)):
        found.setdefault(match.place.geonameid, match)
    if not found:
        for match in _misspelt(gazetteer, folded, limit):
            found.setdefault(match.place.geonameid, match)
    return tuple(found.values())[:limit]


def _exact(gazetteer: SqliteGazetteer, folded: str) -> Sequence[Match]:
    whys = {"name": "that is its name", "alias": "another name of it", "abbreviation": "short for it"}
    return [Match(each.place, whys.get(each.via, each.via)) for each in gazetteer.candidates_of(folded)]


def _holds(outer: Place, inner: Place) -> bool:
    if outer.geonameid == inner.geonameid:
        return False
    code = {"country": outer.country, "admin1": outer.admin1, "admin2": outer.admin2}.get(outer.kind)
    return code is not None and code in (inner.country, inner.admin1, inner.admin2)


def _qualified(gazetteer: SqliteGazetteer, folded: str) -> Sequence[Match]:
    words = folded.split()
    found = []
    for cut in range(1, len(words)):
        for head, tail in ((words[:cut], words[cut:]), (words[-cut:], words[:-cut])):
            outers = gazetteer.candidates_of(" ".join(tail))
            if not outers:
                continue
            inners = gazetteer.candidates_of(" ".join(head))
            for inner in inners:
                outer = next((each.place for each in outers if _holds(each.place, inner.place)), None)
                if outer is not None:
                    found.append(Match(inner.place, f"in {outer.name}"))
    return sorted(found, key=lambda match: -match.place.population)


def _misspelt(gazetteer: SqliteGazetteer, folded: str, limit: int) -> Sequence[Match]:
    scored: list[tuple[float, str, Candidate]] = []
    for other, _ in gazetteer.similar(folded, 200):
        likeness = fuzz.ratio(folded, other)
        if likeness < 70:
            continue
        scored.extend(
            (likeness + 2 * math.log10(each.place.population + 10), other, each)
            for each in gazetteer.candidates_of(other)
        )
    scored.sort(key=lambda each: -each[0])
    return [Match(each.place, f"spelt like {each.place.name}") for _, _, each in scored[: limit * 2]]
