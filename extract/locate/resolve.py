"""Choosing the one place each name means, over the whole document at once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.locate.spans import Span
from extract.places import Candidate, Gazetteer, Place, distance_km

KIND_PRIOR: Mapping[str, float] = {
    "country": 6.0, "continent": 6.0, "region": 5.0, "admin1": 3.0, "admin2": 0.5, "city": 1.0,
}  # fmt: skip
PASSES = 3


@dataclass(frozen=True, slots=True)
class Choice:
    place: Place | None
    why: str
    runners_up: tuple[Place, ...] = ()


def resolve(spans: Sequence[Span], gazetteer: Gazetteer, home: str | None) -> list[Choice]:
    """One choice a span, in order."""
    _mend_slips(spans, gazetteer)
    chosen: dict[str, Place] = {}
    for _ in range(PASSES):
        countries = Counter(place.country for place in chosen.values() if place.country)
        divisions = Counter(place.admin1 for place in chosen.values() if place.admin1)
        chosen = {
            span.key: _best(span, chosen, countries, divisions, home)[0].place for span in spans if span.candidates
        }
    countries = Counter(place.country for place in chosen.values() if place.country)
    divisions = Counter(place.admin1 for place in chosen.values() if place.admin1)
    return [_choice(span, chosen, countries, divisions, home) for span in spans]


def _choice(
    span: Span, chosen: Mapping[str, Place], countries: Counter[str], divisions: Counter[str], home: str | None
) -> Choice:
    if not span.candidates:
        return Choice(None, span.why or f"no place called {span.text} is known")
    ranked = _best(span, chosen, countries, divisions, home)
    place = ranked[0].place
    why = _why(span, ranked[0], chosen)
    return Choice(place, why, tuple(c.place for c in ranked[1:4]))


def _why(span: Span, best: Candidate, chosen: Mapping[str, Place]) -> str:
    place = best.place
    parts = [span.why] if span.why else []
    if best.via == "slip":
        parts.append(f"read as {place.name}, one slip of the pen away")
    parent = chosen.get(span.inside.key) if span.inside else None
    if parent is not None and _contains(parent, place):
        parts.append(f"{parent.name} is named right behind it")
    elif len(span.candidates) == 1:
        parts.append("the only place of that name that is known")
    else:
        parts.append("the likeliest of that name beside the other names in the text")
    return "; ".join(parts)


def _best(
    span: Span, chosen: Mapping[str, Place], countries: Counter[str], divisions: Counter[str], home: str | None
) -> list[Candidate]:
    parent = chosen.get(span.inside.key) if span.inside else None
    others = [place for key, place in chosen.items() if key != span.key]

    def score(candidate: Candidate) -> float:
        place = candidate.place
        value = math.log10(place.population + 10) + KIND_PRIOR[place.kind]
        if parent is not None and parent.geonameid != place.geonameid and _contains(parent, place):
            value += 8
        if candidate.via == "slip":
            value -= 1
        same = place.kind == "country"
        if place.country and countries[place.country] - same > 0:
            value += 2
        if place.admin1 and divisions[place.admin1] > 1:
            value += 2
        if place.country == home:
            value += 1
        if any(distance_km(place.lat, place.lon, other.lat, other.lon) < 150 for other in others):
            value += 1
        return value

    return sorted(span.candidates, key=score, reverse=True)


def _contains(parent: Place, place: Place) -> bool:
    if parent.kind == "country":
        return place.country == parent.country and place.kind != "country"
    if parent.kind == "admin1":
        return place.admin1 == parent.admin1 and place.kind not in ("country", "admin1")
    if parent.kind == "admin2":
        return place.admin2 == parent.admin2
    return False


def _mend_slips(spans: Sequence[Span], gazetteer: Gazetteer) -> None:
    for span in spans:
        if span.candidates or span.inside is None:
            continue
        for parent in span.inside.candidates:
            if parent.place.kind in ("country", "admin1", "admin2"):
                found = gazetteer.slips(span.text, within=parent.place)
                if found:
                    span.candidates = tuple(found)
                    break
