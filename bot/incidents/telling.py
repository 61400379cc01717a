"""What people are to be told of: written down with what causes it, done afterwards and in steps."""

from __future__ import annotations

from dataclasses import dataclass

from bot.incidents.changes import Change
from bot.incidents.ending import Cleared
from bot.incidents.incident import Incident
from bot.incidents.reason import Reason


@dataclass(frozen=True, slots=True)
class Telling:
    """An incident as it is now, and how it came to be so. `before` None = it is new; `clear` = an end by an
    official source; `publisher` and `feed` are of the report that caused it, `why` stands where an admin did.
    `id` 0 = not stored yet."""

    incident: Incident
    publisher: str
    feed: str
    before: Incident | None = None
    changes: tuple[Change, ...] = ()
    clear: Cleared | None = None
    why: Reason | None = None
    id: int = 0

    @property
    def taken_back(self) -> bool:
        return self.before is not None and self.incident.state == "retracted" != self.before.state


@dataclass(frozen=True, slots=True)
class Announcement:
    """The operator's own word to everybody. Chats have it up to the number `after`; None = nobody yet."""

    text: str
    after: int | None = None
    id: int = 0
