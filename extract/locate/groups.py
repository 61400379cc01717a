"""All spans of one name taken together: they mean one place, unless the text says otherwise on the spot."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.locate.spans import Span
from extract.places import Candidate

MOST_CANDIDATES = 40  # the gazetteer gives the likeliest first; "San José" has hundreds
MOST_BETWEEN = 3  # ", and the"
_LISTING = frozenset((",", "and", "or", "&", "/", "the", "y", "e", "o", "u"))


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


def group(spans: Sequence[Span], countries: Collection[str | None] = ()) -> list[Group]:
    """`countries` are those that the text is likely about: a namesake there is weighed however small it is."""
    groups: dict[str, Group] = {}
    for span in spans:
        if span.candidates:
            own = groups.setdefault(span.key, Group(span.key, [], _weighed(span.candidates, countries)))
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


def _weighed(candidates: Sequence[Candidate], countries: Collection[str | None]) -> tuple[Candidate, ...]:
    first, others = candidates[:MOST_CANDIDATES], candidates[MOST_CANDIDATES:]
    return (*first, *(each for each in others if each.place.country in countries))


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
