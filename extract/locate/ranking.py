"""Which place a name means: every candidate is weighed by itself, then beside all the other names of the document."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from extract.language import LanguageData
from extract.locate.context import LEVEL, context_of, context_signs
from extract.locate.dateline import in_dateline
from extract.locate.groups import Group
from extract.locate.kinds import called_in, kinds_asked, said_kinds
from extract.locate.links import contains
from extract.locate.spans import Span
from extract.locate.weights import Weights
from extract.places import Candidate, Place

PASSES = 2
MOST_OF_DIVISION = 0.5  # of its people
MILLION, HAMLET = 1_000_000, 0.1  # people; of the largest city of that name
SEAT = 1.5  # what speaks for a place in the one country that the text speaks of: four to one


def rank(
    groups: Sequence[Group],
    language: LanguageData,
    weights: Weights,
    home: Mapping[str, float],
    seat: str | None = None,
) -> None:
    """Fills in each group's chances. `seat` is the one country that the text speaks of, where that is known."""
    priors = [prior_signs(own, language) for own in groups]
    seats = [_in_the_seat(own, seat) for own in groups]
    for own, rows, there in zip(groups, priors, seats, strict=True):
        own.chances = chances_of(_added(scores_of(rows, weights.prior), there))
    before = [_added(scores_of(rows, weights.context), there) for rows, there in zip(priors, seats, strict=True)]
    for _ in range(PASSES):
        context = context_of(groups, home)
        fresh = []
        for own, alone in zip(groups, before, strict=True):
            beside = scores_of(context_signs(own, context), weights.context)
            fresh.append(chances_of(_added(alone, beside)))
        for own, chances in zip(groups, fresh, strict=True):
            own.chances = chances


def _in_the_seat(own: Group, seat: str | None) -> list[float]:
    """What its lying in that country says for each candidate: nothing for a hamlet beside a city of the world, for the
    Madrid that Mexican news speak of is the one in Spain."""
    if seat is None:
        return [0.0] * len(own.candidates)
    largest = max((each.place.population for each in own.candidates if each.place.kind == "city"), default=0)
    least = HAMLET * largest if largest >= MILLION else 0
    return [
        SEAT if each.place.country == seat and each.place.kind != "country" and each.place.population >= least else 0.0
        for each in own.candidates
    ]


def _added(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [mine + theirs for mine, theirs in zip(one, other, strict=True)]


def prior_signs(own: Group, language: LanguageData) -> list[dict[str, float]]:
    """What speaks for each candidate by itself: size, kind, and how its name was reached."""
    people = [each.place.population for each in own.candidates]
    whole = sum(people) or 1
    said = said_kinds(own.spans)
    called = called_in(own.spans)
    headed = any(in_dateline(span) for span in own.spans)
    held = {each.place.kind for parent in own.parents for each in parent.candidates[:1]}
    usual = language.usually.get(own.key)
    towns = {each.place.admin1 for each in own.candidates if each.place.kind == "city"}
    divisions = {each.place.admin1 for each in own.candidates if each.place.kind == "admin1"}
    rows = []
    for number, (candidate, here) in enumerate(zip(own.candidates, people, strict=True)):
        place = candidate.place
        level = LEVEL[place.kind]
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
        if place.kind in ("admin1", "city") and _is_most_of_its_division(place, own):
            row[f"{place.kind} of which the town is most"] = 1.0
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


def _is_most_of_its_division(place: Place, own: Group) -> bool:
    """Beirut, Tbilisi: the town and a division of its name that has hardly any people beside it."""
    kind = "city" if place.kind == "admin1" else "admin1"
    other = next((e.place for e in own.candidates if e.place.kind == kind and e.place.admin1 == place.admin1), None)
    if other is None:
        return False
    town, division = (place, other) if place.kind == "city" else (other, place)
    return town.population >= MOST_OF_DIVISION * division.population


def scores_of(rows: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """What the signs of each row weigh together."""
    return [sum(value * weights.get(name, 0.0) for name, value in row.items()) for row in rows]


def chances_of(scores: Sequence[float]) -> list[float]:
    """Scores -> chances that add up to one."""
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]


def choose(span: Span, own: Group, parents: dict[str, Group]) -> tuple[Candidate, tuple[Place, ...]]:
    """The group's best, unless what stands right behind this very span, or "state of" before it, rules it out."""
    order = sorted(range(len(own.chances)), key=own.chances.__getitem__, reverse=True)
    parent = parents.get(span.parent.key) if span.parent is not None else None
    if parent is not None and parent is not own:
        holder = _holder(parent, own)
        if holder is not None and not contains(holder, own.candidates[order[0]].place):
            order.sort(key=lambda number: not contains(holder, own.candidates[number].place))
    asked = kinds_asked(span)
    if asked:
        order.sort(key=lambda number: own.candidates[number].place.kind not in asked)
    others = tuple(own.candidates[number].place for number in order[1:4])
    return own.candidates[order[0]], others


def _holder(parent: Group, own: Group) -> Place | None:
    """The likeliest meaning of the parent that holds any meaning of its own: "Washington, D.C.", where D.C. is a name
    of the city too."""
    by_chance = sorted(zip(parent.chances, parent.candidates, strict=True), key=lambda each: -each[0])
    return next(
        (each.place for _, each in by_chance if any(contains(each.place, mine.place) for mine in own.candidates)), None
    )
