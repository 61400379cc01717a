"""Why something was decided, as a value: it is put into words where it is read, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """`key` names a sentence of bot/messages ("joined.over", "fuse.many"), `fields` fill its placeholders.

    They are stored: whoever changes the placeholders of a sentence gives it a new key. `against`: it spoke for
    another outcome than the one that came of it.
    """

    key: str
    fields: Mapping[str, str | int] = field(default_factory=dict)
    against: bool = False


Reasons = tuple[Reason, ...]
Why = Callable[[], Reason]  # made only where it is told: of a hundred that are weighed a handful is


def said(key: str, **fields: str | int) -> Reason:
    """A reason why a report was joined or was not, by the name of its sentence under `joined`."""
    return Reason(f"joined.{key}", fields)
