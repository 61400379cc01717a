"""Which kinds of incident may be one event told in other words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

Kinship = Literal["same", "related", "order", "strange"]

# An attack is a shooting to one paper and terrorism to the next; a march turns into a riot within the hour.
_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"terrorism", "shooting", "armed_clash", "armed_attack", "kidnapping", "violent_crime"}),
    frozenset({"terrorism", "armed_attack", "explosion", "shelling", "cbrn", "threat", "arson"}),
    frozenset({"terrorism", "armed_attack", "stabbing", "vehicle_attack", "violent_crime"}),
    frozenset({"armed_clash", "armed_attack", "blockade", "arson", "shooting", "riot"}),
    frozenset({"armed_clash", "shelling", "armed_attack", "terrorism"}),
    frozenset({"protest", "violent_protest", "riot", "blockade", "strike", "arson"}),
    frozenset({"coup", "armed_clash", "shooting", "armed_attack", "explosion", "blockade"}),
)
# At one place and within one event these are one deed told by its means, by its end, or by who answered it: police
# shoot a man who stabbed others; they fire on a crowd that throws stones.
_ONE_DEED: tuple[frozenset[str], ...] = (
    frozenset({"shooting", "stabbing", "vehicle_attack", "violent_crime", "armed_attack", "terrorism"}),
    frozenset({"protest", "violent_protest", "riot", "armed_clash", "shooting", "armed_attack"}),
)
# What crowds do: of one cause, in many towns at once.
CROWDS = frozenset({"protest", "violent_protest", "riot", "blockade", "strike"})
# What an authority says of any event, and its end.
ORDERS = frozenset({"official_alert", "shelter_in_place", "curfew", "all_clear"})
_RELATED: Mapping[str, frozenset[str]] = {
    kind: frozenset().union(*(family for family in _FAMILIES if kind in family))
    for kind in frozenset().union(*_FAMILIES)
}


def one_deed(one: str, other: str) -> bool:
    """Whether two kinds told of one event at one place are one thing that happened."""
    return kinship(one, other) in ("same", "related") or other_words(one, other)


def other_words(one: str, other: str) -> bool:
    """Whether they are one kind, or one deed told by its means or its end."""
    return one == other or any(one in kinds and other in kinds for kinds in _ONE_DEED)


def spoken_beside(kind: str, spoken: Iterable[str], kinds: Sequence[str], also: Iterable[str]) -> bool:
    """Whether of a report (its kind, and what it speaks of) and an incident (its kinds, and what was spoken of as well)
    one speaks of the deed that the other tells: a blast with shots is a riot in a prison to the next paper."""
    return any(other_words(kind, deed) for deed in also) or any(
        other_words(deed, told) for deed in spoken for told in kinds
    )


@lru_cache(maxsize=4096)  # asked of every pair of a report and a part that is known
def kinship(one: str, other: str) -> Kinship:
    """How near two categories are; an operator's own is near to itself and to orders alone."""
    if one == other:
        return "same"
    if other in _RELATED.get(one, frozenset()):
        return "related"
    return "order" if one in ORDERS or other in ORDERS else "strange"
