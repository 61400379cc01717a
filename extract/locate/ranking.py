"""Which place a name means: every candidate is weighed beside all the other names of the document."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extract.language import LanguageData
from extract.locate.links import contains
from extract.locate.spans import Span
from extract.places import Candidate, Place, PlaceKind, distance_km

MOST_CANDIDATES = 40  # the gazetteer gives the likeliest first; "San José" has hundreds
NEAR_KM = 150.0  # other names further away say nothing of this one
DEGREE_KM = 111.2
_LEVEL: Mapping[PlaceKind, str] = {
    "continent": "whole", "region": "whole", "country": "whole", "admin1": "admin1", "admin2": "spot", "city": "spot",
}  # fmt: skip  # a table or a paragraph of words, not one a line
# What the noun in or before a name says of its kind.
_NOUNS: tuple[tuple[str, tuple[PlaceKind, ...]], ...] = (
    ("county parish borough raion district canton municipality township municipio partido", ("admin2", "city")),
    ("province state region oblast governorate prefecture department voivodeship territory", ("admin1", "admin2")),
    ("estado provincia departamento entidad", ("admin1", "admin2")),
    ("republic republica kingdom", ("country",)),
    ("city town village suburb capital ciudad pueblo localidad poblado colonia barrio", ("city",)),
)
_NOUN_KINDS: Mapping[str, frozenset[PlaceKind]] = {
    word: frozenset(kinds) for words, kinds in _NOUNS for word in words.split()
}


@dataclass(slots=True, eq=False)
class Group:
    """All spans of one name: they mean one place unless the text says otherwise on the spot."""

    key: str
    spans: list[Span]
    candidates: Sequence[Candidate]
    weight: float = 0.0  # how often and how surely it is a place name
    chances: list[float] = field(default_factory=list)
    parents: list[Group] = field(default_factory=list)
    children: list[Group] = field(default_factory=list)

    @property
    def best(self) -> int:
        return max(range(len(self.chances)), key=self.chances.__getitem__)


@dataclass(slots=True)
class Context:
    """Where the document is about: the chances of all names added up by country, by division, and as points."""

    country: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    admin1: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    named: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # codes named themselves
    points: list[tuple[Group, float, float, float]] = field(default_factory=list)  # group, lat, lon, weight
    home: Mapping[str, float] = field(default_factory=dict)  # whose news it is, by country
    total: float = 0.0


def group(spans: Iterable[Span]) -> list[Group]:
    groups: dict[str, Group] = {}
    for span in spans:
        if span.candidates:
            own = groups.setdefault(span.key, Group(span.key, [], tuple(span.candidates[:MOST_CANDIDATES])))
            own.spans.append(span)
    for own in groups.values():
        own.weight = math.sqrt(sum(chance(span.score) for span in own.spans))
        for span in own.spans:
            parent = groups.get(span.parent.key) if span.parent is not None else None
            if parent is not None and parent is not own and parent not in own.parents:
                own.parents.append(parent)
                parent.children.append(own)
    return list(groups.values())


def chance(score: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


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


def prior_signs(own: Group, language: LanguageData) -> list[dict[str, float]]:
    """What speaks for each candidate by itself: size, kind, and how its name was reached."""
    people = [each.place.population for each in own.candidates]
    whole = sum(people) or 1
    said = _said_kinds(own, language)
    usual = language.usually.get(own.key)
    towns = {each.place.admin1 for each in own.candidates if each.place.kind == "city"}
    divisions = {each.place.admin1 for each in own.candidates if each.place.kind == "admin1"}
    rows = []
    for number, (candidate, here) in enumerate(zip(own.candidates, people, strict=True)):
        place = candidate.place
        level = _LEVEL[place.kind]
        row = {
            f"kind {place.kind}": 1.0,
            f"{level} by {candidate.via}": 1.0,
            f"size of {level}": math.log10(here + 1) / 7,
            f"share of {level}": here / whole,
        }
        if place.kind == "admin1" and place.admin1 in towns:
            row["division that has a town of its name"] = 1.0
        elif place.kind == "city" and place.admin1 in divisions:
            row["town that has a division of its name"] = 1.0
        if number == 0:
            row["first"] = 1.0
        if usual is not None and str(place.geonameid) == usual:
            row["usual"] = 1.0
        if said:
            row["noun agrees" if place.kind in said else "noun differs"] = 1.0
        rows.append(row)
    return rows


def context_signs(own: Group, context: Context) -> list[dict[str, float]]:
    """What the rest of the text says of each candidate. The group's own share is taken out first."""
    rest = max(context.total - own.weight, 0.3)
    mine: Context = Context()
    for candidate, likely in zip(own.candidates, own.chances, strict=True):
        _add(mine, candidate.place, own.weight * likely)
    rows = []
    for candidate in own.candidates:
        place = candidate.place
        level = _LEVEL[place.kind]
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


def _chance_inside(place: Place, parent: Group) -> float:
    if not parent.chances:
        return float(any(contains(each.place, place) for each in parent.candidates))
    return sum(
        likely for each, likely in zip(parent.candidates, parent.chances, strict=True) if contains(each.place, place)
    )


def _holds(place: Place, child: Group) -> float:
    return float(any(contains(place, each.place) for each in child.candidates))


def _said_kinds(own: Group, language: LanguageData) -> frozenset[PlaceKind]:
    """Kinds that a noun in the name, behind it or before it asks for."""
    for span in own.spans:
        line = span.line
        if span.last > span.first and (kinds := _NOUN_KINDS.get(line.folded[span.last])):
            return kinds
        if span.last > span.first and (kinds := _NOUN_KINDS.get(line.folded[span.first])):
            return kinds
        if kinds := _NOUN_KINDS.get(line.word(span.last + 1)):
            return kinds
        if line.word(span.first - 1) in ("of", "de") and (kinds := _NOUN_KINDS.get(line.word(span.first - 2))):
            return kinds
        if kinds := _NOUN_KINDS.get(line.word(span.first - 1)):
            return kinds
    return frozenset()


def weigh(rows: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """Scores -> chances that add up to one."""
    scores = [sum(value * weights.get(name, 0.0) for name, value in row.items()) for row in rows]
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]
