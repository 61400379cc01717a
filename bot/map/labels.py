"""Where names may stand: beside their point, never over one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels


@dataclass(frozen=True, slots=True)
class Label:
    """A name and the upper left corner of its text."""

    text: str
    left: float
    top: float


@dataclass(slots=True)
class Board:
    """What is taken already; `gap` pixels are left between any two."""

    width: int
    height: int
    gap: float = 3.0
    _taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        self._taken.append(box)

    def free(self, box: Box) -> bool:
        left, top, right, bottom = box
        if left < 2 or top < 2 or right > self.width - 2 or bottom > self.height - 2:
            return False
        return all(
            right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top for other in self._taken
        )

    def beside(self, text: str, size: tuple[float, float], x: float, y: float, away: float) -> Label | None:
        """The first of eight spots around (x, y) that is free, right of it first; it is taken then. None = no room."""
        for left, top in _spots(size, x, y, away):
            box = (left - self.gap, top - self.gap, left + size[0] + self.gap, top + size[1] + self.gap)
            if self.free(box):
                self.take(box)
                return Label(text, left, top)
        return None


def _spots(size: tuple[float, float], x: float, y: float, away: float) -> Iterable[tuple[float, float]]:
    width, height = size
    near = away * 0.7
    yield x + away, y - height / 2
    yield x - away - width, y - height / 2
    yield x - width / 2, y - away - height
    yield x - width / 2, y + away
    yield x + near, y - near - height
    yield x + near, y + near
    yield x - near - width, y - near - height
    yield x - near - width, y + near
