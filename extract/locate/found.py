"""A span with the place chosen for it, and what speaks for that choice beside the rest of the document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.language import LanguageData
from extract.locate.context import context_of, context_signs
from extract.locate.groups import Group, group
from extract.locate.ranking import choose, rank
from extract.locate.spans import Span
from extract.locate.weights import Weights
from extract.places import Candidate, Place

LEAST_OTHERS = 0.4  # weight of all other names below which they say nothing, for there are none


@dataclass(slots=True, eq=False)
class Found:
    """A span with the group it belongs to, None where the gazetteer knows nothing of the name."""

    span: Span
    group: Group | None
    chance: float = 0.0  # that it is a place name
    trust: float = 0.0  # that the chosen place is right
    choice: Candidate | None = None
    runners_up: tuple[Place, ...] = ()


def weighed(
    kept: Sequence[Span],
    language: LanguageData,
    weights: Weights,
    home: Mapping[str, float],
    countries: Collection[str | None] = (),
    seat: str | None = None,
) -> list[Found]:
    """`countries`: as for `group`; `seat`: as for `rank`."""
    groups = group(kept, countries)
    rank(groups, language, weights, home, seat)
    by_key = {own.key: own for own in groups}
    found = []
    for span in kept:
        own = by_key.get(span.key)
        each = Found(span, own)
        if own is not None:
            each.choice, each.runners_up = choose(span, own, by_key)
        found.append(each)
    return found


def groups_of(found: Iterable[Found]) -> list[Group]:
    return list({id(each.group): each.group for each in found if each.group is not None}.values())


def context_of_choices(found: Sequence[Found], home: Mapping[str, float]) -> list[list[str]]:
    """For each, the evidence that comes from all the others."""
    context = context_of(groups_of(found), home)
    signs = []
    for each in found:
        own = each.group
        if own is None or each.choice is None:
            signs.append(["nothing known"])
            continue
        (row,) = context_signs(own, context, [own.best])
        at_home = _home_evidence(each.choice.place, home)
        if context.total - own.weight < LEAST_OTHERS:
            alone = ["no other names", f"no other names, {each.choice.place.kind}"]
            signs.append([*_resolution_evidence(each), *at_home, *alone, f"no other names, {at_home[0]}"])
            continue
        shares = (
            max((value for name, value in row.items() if name.startswith("country share")), default=0.0),
            max((value for name, value in row.items() if name.startswith("division share")), default=0.0),
            row.get("near", 0.0),
        )
        signs.append([*_resolution_evidence(each), *at_home, *_context_evidence(each, shares)])
    return signs


def _resolution_evidence(found: Found) -> list[str]:
    """What the weighing of candidates says of the span and of the choice."""
    own, choice = found.group, found.choice
    if own is None or choice is None:
        return ["nothing known"]
    likely = own.chances[own.best]
    place = choice.place
    steps = min(9, int(likely * 10))
    size = len(str(place.population)) if place.kind == "city" else place.kind
    return [
        f"likely {steps}",
        f"likely {steps}, size {size}",
        f"size {size}",
        f"choices {min(8, len(own.candidates))}",
        f"via {choice.via}",
    ]


def _context_evidence(found: Found, shares: tuple[float, float, float]) -> list[str]:
    """How the choice sits with the rest of the document: shares of its country, its division, and nearness."""
    choice = found.choice
    if choice is None:
        return ["nothing known"]
    level = "whole" if choice.place.kind in ("country", "continent", "region") else choice.place.kind
    country, division, near = (_step(share) for share in shares)
    return [f"{level}, country {country}", f"{level}, division {division}", f"{level}, near {near}"]


def _home_evidence(place: Place, home: Mapping[str, float]) -> list[str]:
    """Whether the choice lies in the country whose news this seems to be."""
    if place.country is None or not home:
        return ["home unknown"]
    here = home.get(place.country, 0.0)
    there = max((share for code, share in home.items() if code != place.country), default=0.0)
    said = "here" if here > there else "elsewhere"
    level = "whole" if place.kind == "country" else "division" if place.kind == "admin1" else "spot"
    return [f"home {said} {_step(max(here, there))}", f"home {said} of {level}"]


def _step(share: float) -> int:
    return 0 if share < 0.02 else 1 if share < 0.1 else 2 if share < 0.25 else 3 if share < 0.5 else 4
