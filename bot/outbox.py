"""Messages owed to chats: already rendered, their states, and what follows from each outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from rules.rule import Severity

DeliveryKind = Literal["alert", "reply", "digest", "notice"]
State = Literal["due", "sending", "sent", "uncertain", "refused", "expired", "cancelled"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: callback `data` ("v1:action:id", at most 64 bytes) or a `url`."""

    text: str
    data: str | None = None
    url: str | None = None
    request_location: bool = False


@dataclass(frozen=True, slots=True)
class MessagePart:
    """At most 4096 UTF-16 units each; `html` is escaped once, `plain` is the fallback."""

    html: str
    plain: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message owed to one chat. Lower `priority` goes first. `id` 0 = not stored yet."""

    id: int
    chat_id: int
    kind: DeliveryKind
    parts: tuple[MessagePart, ...]
    severity: Severity
    priority: int
    created: datetime
    due: datetime
    expires: datetime
    thread_id: int | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    reply_to: int | None = None  # message id in that chat
    silent: bool = False
    incident_id: int | None = None
    revision: int | None = None
    region_key: str = ""  # for fairness between regions
    attempts: int = 0
    part_done: int = 0  # parts already delivered
    repeat: bool = False  # an uncertain send is repeated, and says so
    state: State = "due"


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int


@dataclass(frozen=True, slots=True)
class NotSent:
    """Telegram was not reached: certainly not delivered, retry freely."""

    why: str


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Told to wait: certainly not delivered."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat does not want us any more: inactive until it writes again."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """This message will never be accepted as it is; `mend` says what may be tried once."""

    why: str
    mend: Literal["plain", "no_thread", "no_reply"] | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have been delivered; nobody can say."""

    why: str


@dataclass(frozen=True, slots=True)
class Stop:
    """The token is wrong or taken: stop, mark nothing as failed."""

    why: str


Outcome = Sent | NotSent | RetryAfter | Moved | Gone | Refused | Uncertain | Stop
