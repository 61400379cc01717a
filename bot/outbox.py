"""Messages owed to chats: already rendered, their states, and what follows from each outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, Protocol

from bot.subscriptions import ChatKind
from rules.rule import Severity

DeliveryKind = Literal["alert", "reply", "digest", "notice"]
State = Literal["due", "sending", "sent", "uncertain", "refused", "expired", "cancelled"]
Mend = Literal["plain", "no_thread", "no_reply", "no_photo"]


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
class Photo:
    """A picture with parts[0] as its caption. Once it was sent, Telegram's id of it is kept under `name`."""

    name: str
    base64: str = ""  # of the PNG; not needed where `file_id` is known
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message owed to one chat. Lower `priority` goes first. `id` 0 = not stored yet.

    It moves due -> sending -> sent, uncertain, refused or (mended, retried) back to due;
    expired and cancelled ones never left. What stands after `state` is the outbox's own unless it says otherwise.
    """

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
    plain: bool = False  # Telegram could not read the HTML: send the plain text
    repeat_mark: str = "(repeat)"  # in the reader's language, put before a repeated part
    why: str = ""  # how it came to its present state
    rule: str = ""  # what it was owed by: the fuse counts chats per rule and feed
    feed: str = ""
    held: bool = False  # by the fuse: waits for an admin's word until it is due
    document: tuple[str, str] | None = None  # (file name, text): sent as a file, parts[0] its caption
    photo: Photo | None = None
    collapsible: bool = True  # may become a line of a digest when many are owed to one chat


@dataclass(frozen=True, slots=True)
class Warned:
    """Somebody to whom alerts of one incident were sent, or are being sent: `first` is the message id of the first,
    where it is known, `alerts` how many there were."""

    chat_id: int
    thread_id: int | None
    first: int | None
    alerts: int


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int
    file_id: str | None = None  # of the picture


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
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have been delivered; nobody can say."""

    why: str


@dataclass(frozen=True, slots=True)
class Stop:
    """The token is wrong or taken: stop, mark nothing as failed."""

    why: str


Outcome = Sent | NotSent | RetryAfter | Moved | Gone | Refused | Uncertain | Stop


@dataclass(frozen=True, slots=True)
class After:
    """What follows from an outcome: the delivery as it stands now, and what else changes with it."""

    delivery: Delivery
    message_id: int | None = None  # of the part that was just delivered
    photo: tuple[str, str | None] | None = None  # a picture's name and Telegram's id of it; None = of no use any more
    retire_chat: bool = False
    move_chat_to: int | None = None
    halt_until: datetime | None = None  # nothing may leave before
    stop: bool = False


def after(delivery: Delivery, outcome: Outcome, now: datetime) -> After:
    """What a send that had this outcome leads to; `delivery.why` gives the reason."""
    tried = replace(delivery, attempts=delivery.attempts + 1)
    match outcome:
        case Sent(message_id, file_id):
            photo = (delivery.photo.name, file_id) if delivery.photo is not None and file_id is not None else None
            return After(_part_sent(tried), message_id=message_id, photo=photo)
        case NotSent(why):
            return After(_again(tried, now, why))
        case RetryAfter(wait):
            until = now + wait
            seconds = round(wait.total_seconds())
            return After(_again(tried, until, f"Telegram asked to wait {seconds} s"), halt_until=until)
        case Moved(new_chat_id):
            # Message ids do not follow a group into its supergroup: nothing there can be replied to.
            moved = replace(tried, chat_id=new_chat_id, reply_to=None)
            return After(_again(moved, now, "the group became a supergroup"), move_chat_to=new_chat_id)
        case Gone(why):
            return After(replace(tried, state="refused", why=why), retire_chat=True)
        case Refused(why, mend):
            useless = (delivery.photo.name, None) if mend == "no_photo" and delivery.photo is not None else None
            return After(_mended(tried, mend, now, why), photo=useless)
        case Uncertain(why):
            return After(_unsure(tried, now, why))
        case Stop(why):
            # Not the message's fault: it stays owed as it was.
            return After(replace(delivery, state="due", why=why), stop=True)


def interrupted(delivery: Delivery, now: datetime) -> Delivery:
    """A send that was under way when the program ended: nobody knows whether it arrived.

    A repeat that was cut short itself is repeated again: the program ends often only by a hand that ends it.
    """
    once = replace(delivery, attempts=delivery.attempts + 1, repeat=False)
    return _unsure(once, now, "the program ended while sending")


def _part_sent(delivery: Delivery) -> Delivery:
    done = delivery.part_done + 1
    # The next part is a message of its own: neither a reply nor, unless it fails itself, a repeat.
    forward = replace(delivery, part_done=done, repeat=False, reply_to=None)
    if done >= len(delivery.parts):
        return replace(forward, state="sent", why="sent twice: the first was uncertain" if delivery.repeat else "sent")
    return replace(forward, state="due", why=f"part {done} of {len(delivery.parts)} sent")


def _again(delivery: Delivery, at: datetime, why: str) -> Delivery:
    if at >= delivery.expires:
        return replace(delivery, state="expired", why=f"{why}; too late by then")
    # Its own time stays: what holds it back (a halt, an outage) holds everybody back and is not written here.
    return replace(delivery, state="due", why=why)


def _mended(delivery: Delivery, mend: Mend | None, now: datetime, why: str) -> Delivery:
    """Each mend is tried once: when it is already in place, the refusal stands."""
    mended = delivery
    match mend:
        case "plain":
            mended = replace(delivery, plain=True)
        case "no_thread":
            mended = replace(delivery, thread_id=None)
        case "no_reply":
            mended = replace(delivery, reply_to=None)
        case "no_photo":
            mended = replace(delivery, photo=None)
        case None:
            pass
    if mended == delivery:
        return replace(delivery, state="refused", why=why)
    return _again(mended, now, f"{why}; trying once without")


def _unsure(delivery: Delivery, now: datetime, why: str) -> Delivery:
    """Danger and serious alerts: at least once, so one repeat, marked. The rest: at most once."""
    if delivery.kind == "alert" and delivery.severity >= Severity.SERIOUS and not delivery.repeat:
        again = _again(replace(delivery, repeat=True), now, f"{why}; sent once more, marked")
        return again if again.state == "due" else replace(delivery, state="uncertain", why=why)
    return replace(delivery, state="uncertain", why=why)


_CHAT_RANK: dict[ChatKind, int] = {"channel": 0, "supergroup": 1, "group": 1, "private": 2}


def priority(kind: DeliveryKind, severity: Severity, chat_kind: ChatKind = "private") -> int:
    """Lower goes first: answers to people, then severity, then channels (most readers), groups, single people.

    Within one severity a digest comes after alerts.
    """
    if kind == "reply":
        return 0
    return 10 * (1 + Severity.DANGER - severity) + 3 * (kind == "digest") + _CHAT_RANK[chat_kind]


_LIVES: dict[Severity, timedelta] = {
    Severity.DANGER: timedelta(hours=12),
    Severity.SERIOUS: timedelta(hours=8),
    Severity.CAUTION: timedelta(hours=6),
    Severity.NOTICE: timedelta(hours=4),
}


def expiry(kind: DeliveryKind, severity: Severity, due: datetime) -> datetime:
    """When it is no longer worth sending: an answer after ten minutes, an alert by its severity."""
    match kind:
        case "reply":
            return due + timedelta(minutes=10)
        case "digest" | "notice":
            return due + timedelta(hours=24)
        case "alert":
            return due + _LIVES[severity]


class Digest(Protocol):
    """Makes one message out of many alerts owed to one chat and topic, the most urgent first."""

    def __call__(self, owed: Sequence[Delivery], now: datetime) -> Delivery: ...
