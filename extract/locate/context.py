"""Where the document is about, and what that says of each thing a name may mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.locate.groups import Group
from extract.locate.links import contains
from extract.places import Place, PlaceKind, distance_km

NEAR_KM = 150.0  # other names further away say nothing of this one
DEGREE_KM = 111.2
LEVEL: Mapping[PlaceKind, str] = {
    "continent": "whole", "region": "whole", "country": "whole", "admin1": "admin1", "admin2": "spot", "city": "spot",
}  # fmt: skip  # a table or a paragraph of words, not one a line


@dataclass(slots=True)
class Context:
    """Where the document is about: the chances of all names added up by country, by division, and as points."""

    country: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    admin1: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    named: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # codes named themselves
    points: list[tuple[Group, float, float, float]] = field(default_factory=list)  # group, lat, lon, weight
    home: Mapping[str, float] = field(default_factory=dict)  # whose news it is, by country
    total: float = 0.0


def context_of(groups: Sequence[Group], home: Mapping[str, float]) -> Context:
    context = Context(home=home)
    for own in groups:
        context.total += own.weight
        for candidate, likely in zip(own.candidates, own.chances, strict=True):
            if likely < 0.02:
                continue
            _add(context, candidate.place, own.weight * likely)
            place = candidate.place
            if likely > 0.2 and place.kind in ("city", "admin2"):
                context.points.append((own, place.lat, place.lon, min(1.0, own.weight) * likely))
    return context


def _add(context: Context, place: Place, mass: float) -> None:
    if place.country:
        context.country[place.country] += mass
        if place.admin1:
            context.admin1[place.admin1] += mass
        if place.kind == "country":
            context.named[place.country] += mass
        elif place.kind == "admin1" and place.admin1:
            context.named[place.admin1] += mass


def context_signs(own: Group, context: Context, numbers: Sequence[int] | None = None) -> list[dict[str, float]]:
    """What the rest of the text says of each candidate, or of those with these `numbers` alone.

    The group's own share is taken out first.
    """
    rest = max(context.total - own.weight, 0.3)
    mine: Context = Context()
    for candidate, likely in zip(own.candidates, own.chances, strict=True):
        _add(mine, candidate.place, own.weight * likely)
    rows = []
    for number in range(len(own.candidates)) if numbers is None else numbers:
        candidate = own.candidates[number]
        place = candidate.place
        level = LEVEL[place.kind]
        row: dict[str, float] = {}
        if place.country:
            share = max(0.0, context.country[place.country] - mine.country[place.country]) / rest
            row[f"country share of {level}"] = share
            row[f"country there of {level}"] = min(1.0, 3 * share)
            named = max(0.0, context.named[place.country] - mine.named[place.country])
            row[f"country named of {level}"] = min(1.0, named)
        if place.admin1:
            share = max(0.0, context.admin1[place.admin1] - mine.admin1[place.admin1]) / rest
            row[f"division share of {level}"] = share
            row[f"division there of {level}"] = min(1.0, 3 * share)
            named = max(0.0, context.named[place.admin1] - mine.named[place.admin1])
            row[f"division named of {level}"] = min(1.0, named)
        if level == "spot" and context.points:
            row["near"], row["very near"] = _nearness(own, place, context)
        if place.country and place.country in context.home:
            row[f"at home of {level}"] = context.home[place.country]
            row[f"surely at home of {level}"] = max(0.0, 2 * context.home[place.country] - 1)
        if own.beside:
            alike, there = _listed_alike(place, own)
            row[f"listed with others as {place.kind}"] = alike
            row[f"listed with others there as {place.kind}"] = there
        if own.parents:
            inside = max(_chance_inside(place, parent) for parent in own.parents)
            row[f"inside of {level}"] = inside
            row[f"not inside of {level}"] = 1 - inside
        if own.children:
            holds = sum(_holds(place, child) for child in own.children) / len(own.children)
            row[f"holds of {level}"] = holds
        rows.append(row)
    return rows


def _nearness(own: Group, place: Place, context: Context) -> tuple[float, float]:
    near = very_near = 0.0
    for other, lat, lon, weight in context.points:
        if other is own or abs(lat - place.lat) * DEGREE_KM > NEAR_KM:
            continue
        away = distance_km(lat, lon, place.lat, place.lon)
        if away < NEAR_KM:
            near += weight * (1 - away / NEAR_KM)
            if away < 40:
                very_near += weight
    return min(1.0, near), min(1.0, very_near)


def _listed_alike(place: Place, own: Group) -> tuple[float, float]:
    """The chances that what is listed beside it is of the same kind, and that it lies in the same country besides."""
    alike = there = 0.0
    for other in own.beside:
        for each, likely in zip(other.candidates, other.chances, strict=True):
            if each.place.kind == place.kind:
                alike += likely
                if each.place.country == place.country:
                    there += likely
    return alike / len(own.beside), there / len(own.beside)


def _chance_inside(place: Place, parent: Group) -> float:
    if not parent.chances:
        return float(any(contains(each.place, place) for each in parent.candidates))
    return sum(
        likely for each, likely in zip(parent.candidates, parent.chances, strict=True) if contains(each.place, place)
    )


def _holds(place: Place, child: Group) -> float:
    return float(any(contains(place, each.place) for each in child.candidates))
