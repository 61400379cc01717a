"""What the lookup asks of a gazetteer: names that lead to places, and what holds a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from extract.gazetteer.peopled import Cities
from extract.gazetteer.sources import NameVia
from extract.places import Place


@dataclass(frozen=True, slots=True)
class Named:
    """A place and how a key leads there; unlike a Candidate it may be by nickname or code."""

    place: Place
    via: NameVia


class Names(Cities, Protocol):
    """Names by folded key; `sqlite.SqliteGazetteer` is one."""

    def named(self, folded: str, /) -> tuple[Named, ...]:
        """All that a folded key means, most likely first, nicknames and codes included."""
        ...

    def misspelt(self, folded: str) -> Iterator[tuple[str, tuple[Named, ...]]]:
        """Known keys one slip of the pen away from `folded`, and what each means."""
        ...

    def beginning_with(self, folded: str) -> Sequence[tuple[str, Place]]:
        """Keys that go on from `folded`, with their places."""
        ...

    def large(self, first: str, pattern: str = "*") -> Iterator[tuple[str, int]]:
        """Names of large places, in plain letters without gaps, that begin with `first` and match a GLOB `pattern`,
        each with the place's GeoNames id."""
        ...

    def place(self, geonameid: int, /) -> Place | None: ...

    def parents(self, place: Place) -> tuple[Place, ...]:
        """What contains the place, innermost first."""
        ...

    def country(self, code: str) -> Place | None:
        """The country with this ISO 3166-1 alpha-2 code."""
        ...

    def admin1(self, code: str) -> Place | None:
        """The first-order division with this GeoNames code."""
        ...
