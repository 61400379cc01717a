"""Where a value stands in its file, and a mistake that points at it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ValuePath = tuple[str | int, ...]
"""Where a value sits: ("rules", 0, "any_of", 2)."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where, what, and what would be right. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one value stands and how it was written.

    `key` is the place of the key in front of it, None in lists. `written` is the scalar's own text,
    None for lists and mappings. `reads_as` is "" for quoted text and plain words; otherwise what
    some reader of YAML takes the plain scalar for: "yes or no", "a number", "a time of day",
    "a date", "nothing".
    """

    line: int
    column: int
    key: tuple[int, int] | None = None
    written: str | None = None
    reads_as: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A file's plain data, and the spot of every value in it by its path.

    `refused` are the paths whose value could not be taken (an alias, a tag): they hold None, and
    what follows from that is not worth a second problem. `later` are the documents behind a further
    `---`, which a file may not have: a problem has been told, they are there to be looked through.
    `partly`: an entry that is no YAML was left out, so what seems to be missing may stand there.
    """

    file: str
    data: Any
    spots: Mapping[ValuePath, Spot]
    refused: frozenset[ValuePath] = frozenset()
    later: tuple[Marked, ...] = ()
    partly: bool = False

    def spot(self, path: Iterable[str | int]) -> Spot:
        """The spot of the value at `path`, or of the nearest value around it that exists."""
        rest = tuple(path)
        while rest not in self.spots and rest:
            rest = rest[:-1]
        return self.spots.get(rest, Spot(1, 1))

    def problem(self, path: Iterable[str | int], message: str, *, at_key: bool = False) -> Problem:
        """A problem that points at the value at `path`, or at the key in front of it."""
        spot = self.spot(path)
        line, column = spot.key if at_key and spot.key else (spot.line, spot.column)
        return Problem(self.file, line, column, message)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean "severity"?` when one of `known` is close to `word`, else nothing."""
    by_folded = {each.lower(): each for each in known}
    close = difflib.get_close_matches(word.lower()[:80], by_folded, n=1, cutoff=0.6)
    return f'; did you mean "{by_folded[close[0]]}"?' if close else ""
