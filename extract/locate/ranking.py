"""Which place a name means: every candidate is weighed beside all the other names of the document."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.language import LanguageData
from extract.locate.dateline import in_dateline
from extract.locate.links import contains
from extract.locate.spans import POSSESSIVES, Span
from extract.places import Candidate, Place, PlaceKind, distance_km

MOST_CANDIDATES = 40  # the gazetteer gives the likeliest first; "San José" has hundreds
NEAR_KM = 150.0  # other names further away say nothing of this one
DEGREE_KM = 111.2
MOST_BETWEEN = 3  # ", and the"
_LISTING = frozenset((",", "and", "or", "&", "/", "the", "y", "e", "o", "u"))
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
# Whose office it is, behind a name or before "of" and "de": "New York Gov.", "alcalde de Veracruz".
_OFFICES: tuple[tuple[str, tuple[PlaceKind, ...]], ...] = (
    ("gov gov. governor legislature lawmakers senator sen sen. gobernador gobernadora gobernacion", ("admin1",)),
    ("mayor alderman aldermen selectman selectmen alcalde alcaldesa alcaldia", ("city", "admin2")),
    ("sheriff commissioners", ("admin2", "city")),
    ("president parliament embassy ambassador army troops presidente presidenta embajada embajador", ("country",)),
)


def _by_word(table: tuple[tuple[str, tuple[PlaceKind, ...]], ...]) -> Mapping[str, frozenset[PlaceKind]]:
    return {word: frozenset(kinds) for words, kinds in table for word in words.split()}


_NOUN_KINDS, _OFFICE_KINDS = _by_word(_NOUNS), _by_word(_OFFICES)
# Countries that call divisions so in their own law.
_CALLED: tuple[tuple[str, str], ...] = (
    ("state estado", "US MX BR VE IN NG AU DE AT MY MM SS SD FM PW"),
    ("province provincia", "AR EC CR PA DO CU ES CA CN AF PK TR ZA IR TH VN PH ID LA KH MZ ZM AO BF NL BE PG MN NP CD"),
    ("department departamento", "CO PE UY PY GT HN SV NI BO AR HT FR BJ"),
    ("region", "CL PE FR IT GH TZ ET BF ML NE TD SN SO UA RU PH GE NA KE UG CM MA GB"),
    ("governorate", "IQ SY JO LB EG YE TN PS KW OM BH"),
    ("oblast", "UA RU BG KG BY KZ"),
    ("parish parroquia", "US JM BB GD"),
    ("prefecture", "JP GR CF GN"),
)
_CALLED_IN: Mapping[str, frozenset[str]] = {
    word: frozenset(codes.split()) for words, codes in _CALLED for word in words.split()
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
    beside: list[Group] = field(default_factory=list)  # listed with it: "Utah, Washington and Wisconsin"

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


def group(spans: Sequence[Span]) -> list[Group]:
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
    _link_lists([span for span in spans if span.candidates], groups)
    return list(groups.values())


def _link_lists(spans: Sequence[Span], groups: Mapping[str, Group]) -> None:
    """Names in a row with nothing but commas and "and" between them are likely of one kind."""
    for one, other in pairwise(spans):
        if one.line is not other.line or (one.parent is not None and one.parent.key == other.key):
            continue
        between = one.line.folded[one.last + 1 : other.first]
        if between and len(between) <= MOST_BETWEEN and all(word in _LISTING for word in between):
            left, right = groups[one.key], groups[other.key]
            if left is not right:
                left.beside.append(right)
                right.beside.append(left)


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
    said = _said_kinds(own)
    called = _called_in(own)
    headed = any(in_dateline(span) for span in own.spans)
    held = {each.place.kind for parent in own.parents for each in parent.candidates[:1]}
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
        if headed:
            row[f"dateline as {place.kind}"] = 1.0
        for kind in held:
            row[f"before a {kind} as {place.kind}"] = 1.0
        if usual is not None and str(place.geonameid) == usual:
            row["usual"] = 1.0
        for where, kinds in said.items():
            row[f"noun {where} {'agrees' if place.kind in kinds else 'differs'}"] = 1.0
        if called is not None and place.kind in ("admin1", "admin2"):
            row["called so there" if place.country in called else "not called so there"] = 1.0
        rows.append(row)
    return rows


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


def kinds_asked(span: Span) -> frozenset[PlaceKind]:
    """What "state of", "provincia de" right before a name leaves of its meanings; "capital of" says what has one."""
    line, first = span.line, span.first
    noun = line.word(first - 2) if line.word(first - 1) in ("of", "de") else ""
    return frozenset() if noun in ("capital", "suburb") else _NOUN_KINDS.get(noun, frozenset())


def _called_in(own: Group) -> frozenset[str] | None:
    """Where divisions are called what the text calls this one: "estado Bolívar" lies in Venezuela, not Colombia."""
    for span in own.spans:
        line = span.line
        words = [line.word(span.first - 1), line.word(span.last + 1)]
        if words[0] in ("of", "de", "del"):
            words[0] = line.word(span.first - 2)
        if span.last > span.first:
            words.append(line.folded[span.last])
        for word in words:
            if word in _CALLED_IN:
                return _CALLED_IN[word]
    return None


def _said_kinds(own: Group) -> Mapping[str, frozenset[PlaceKind]]:
    """Where a noun stands that tells of a kind -> the kinds it asks for: in the name, behind it, before it."""
    said: dict[str, frozenset[PlaceKind]] = {}
    for span in own.spans:
        line, first, last = span.line, span.first, span.last
        behind = line.word(last + 2) if line.word(last + 1) in POSSESSIVES else line.word(last + 1)
        before = line.word(first - 1)
        of = line.word(first - 2) if before in ("of", "de") else ""
        inside = (line.folded[last], line.folded[first]) if last > first else ()
        for where, kinds in (
            *(("inside", _NOUN_KINDS.get(word)) for word in inside),
            ("behind", _NOUN_KINDS.get(behind)),
            ("of", _NOUN_KINDS.get(of)),
            ("before", _NOUN_KINDS.get(before)),
            ("office", _OFFICE_KINDS.get(of) or _OFFICE_KINDS.get(behind)),
        ):
            if kinds:
                said.setdefault(where, kinds)
    return said


def scores_of(rows: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """What the signs of each row weigh together."""
    return [sum(value * weights.get(name, 0.0) for name, value in row.items()) for row in rows]


def chances_of(scores: Sequence[float]) -> list[float]:
    """Scores -> chances that add up to one."""
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]
