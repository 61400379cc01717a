"""What people are to be told of: written down with the report that causes it, done afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from bot.incidents.changes import Change
from bot.incidents.ending import Cleared
from bot.incidents.incident import Incident


@dataclass(frozen=True, slots=True)
class Telling:
    """An incident as it is now, and how it came to be so. `before` None = it is new; `clear` = an end by an
    official source; `publisher` and `feed` are of the report that caused it. `id` 0 = not stored yet."""

    incident: Incident
    publisher: str
    feed: str
    before: Incident | None = None
    changes: tuple[Change, ...] = ()
    clear: Cleared | None = None
    id: int = 0

    @property
    def taken_back(self) -> bool:
        return self.before is not None and self.incident.state == "retracted" != self.before.state
