"""A name in the text and the place it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.places import Place, Via
from extract.text import Field

Role = Literal["place", "demonym", "organisation", "speaker", "dateline", "metonym"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a place; `place` None = recognised, not resolved, and `why` says so."""

    field: Field
    start: int
    end: int
    text: str
    role: Role
    place: Place | None
    why: str
    runners_up: tuple[Place, ...] = ()
    via: Via | None = None  # which sort of name led to the place
