"""The verbs by which the rest reaches storage; SQLite is the embedded store behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from bot.feeds.feed import FeedState
from bot.incidents import Incident, Source
from bot.incidents.content import Content
from bot.incidents.joining import Candidate
from bot.incidents.known import Known
from bot.incidents.reason import Reasons
from bot.incidents.report import Report
from bot.incidents.telling import Announcement, Telling
from bot.store.owed import OutboxStore
from bot.subscriptions import Chat, Subscription
from extract.article import Article

ToTell = TypeVar("ToTell", bound=Telling | Announcement)


class StoreError(Exception):
    """The database cannot go on; the message is one line for the operator."""


class StoreBusyError(StoreError):
    """Somebody else holds the database; worth trying again."""


class StoreFullError(StoreError):
    """There is no room left on the disk; worth trying again once there is."""


class StoreInUseError(StoreError):
    """Another Tocsin works on this database."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of an article: alerted, or stopped where. `reason` reads as a sentence."""

    article: Article
    first_seen: datetime
    outcome: str  # "incident", "quiet", "no_rule_word", "silent_first_look", "unsupported_language", ...
    reason: str
    incident_id: int | None = None

    def under(self, incident_id: int) -> Seen:
        """Where it was quiet and belongs to an incident that was told of later."""
        return replace(self, incident_id=incident_id)


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A report under the incident it joined or opened (`joined` False), and why."""

    incident_id: int
    source: Source
    told: datetime
    stance: str  # "tells", "denies", "corrects", "follows", "mentions"
    joined: bool
    why: Reasons


@dataclass(frozen=True, slots=True)
class LooseReport:
    """A report of no incident that is known, and the feed that brought it."""

    id: int
    feed: str
    report: Report


@dataclass(frozen=True, slots=True)
class Numbers:
    """`reached`: those an operator's word goes to; `regions`: of chats that are active and admitted."""

    chats: int
    active: int
    reached: int
    regions: int


def chat_of(update: Mapping[str, Any]) -> int | None:
    """The chat an update came from, whatever sort of update it is; None where there is none."""
    for content in update.values():
        if not isinstance(content, Mapping):
            continue
        message = content.get("message", content)
        if isinstance(message, Mapping):
            chat = message.get("chat") or content.get("from")
            if isinstance(chat, Mapping) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return None


class Store(OutboxStore, Protocol):
    """Every verb is safe to call from any thread. Verbs that change something join the
    transaction of `write()` where one is open in the calling thread, else run in their own."""

    def write(self, *, lasting: bool = True) -> AbstractContextManager[None]:
        """BEGIN IMMEDIATE … COMMIT; rolled back when the block raises. Not `lasting` does not wait for the disk:
        for what is done again if a power cut undoes it. The next lasting one makes it last."""
        ...

    def close(self) -> None: ...
    def forget_old(self, now: datetime) -> dict[str, int]:
        """Erase what is past its time; how many rows of each table went. To be called once a day."""
        ...

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the database; False when a reader was in the way."""
        ...

    # feeds
    def feed_states(self) -> Sequence[FeedState]: ...
    def lease_feeds(
        self, urls: Sequence[str], owner: str, now: datetime, lease_s: float, most: int = 1
    ) -> Sequence[FeedState]:
        """Those feeds among `urls` that are longest overdue and that nobody holds, at most so many."""
        ...

    def hurry_feeds(self, now: datetime) -> int:
        """Feeds that were looked at "later than now" are due: the clock was set back since. How many."""
        ...

    def settle_feed(self, state: FeedState) -> None:
        """Save what was learnt by a look and give the lease back."""
        ...

    # the dead-man's switch
    def blind(self) -> Mapping[int, datetime]:
        """Subscriptions that were told that their sources are silent, and since when they are."""
        ...

    def told_blind(self, since: Mapping[int, datetime]) -> None: ...
    def not_blind(self, subscription_ids: Iterable[int]) -> None: ...

    # articles
    def unseen(self, feed: str, keys: Iterable[str]) -> set[str]:
        """Those keys of the feed that were never recorded."""
        ...

    def still_there(self, feed: str, keys: Iterable[str], now: datetime) -> int:
        """Their feed shows these articles still: they must not be forgotten, or they would come as new again."""
        ...

    def record_article(self, seen: Seen) -> None: ...
    def articles(self, *, url: str | None = None, limit: int = 20) -> Sequence[Seen]: ...

    # incidents
    def add_incident(self, incident: Incident) -> Incident:
        """Stored, with its id."""
        ...

    def to_tell(self, telling: ToTell) -> ToTell:
        """Write down that people are to be told, or how far that has come; with its id."""
        ...

    def untold(self) -> Sequence[Telling | Announcement]:
        """Written down and not done, in that order."""
        ...

    def told(self, telling_id: int) -> None:
        """It is done: everything owed for it is in the outbox."""
        ...

    def waiting_since(self, incident_id: int) -> Mapping[tuple[int, int | None], int]:
        """(chat, thread) for whom an alert of the incident waits -> the revision after the last that was sent."""
        ...

    def reached(self, incident_id: int, revision: int) -> Sequence[tuple[int, int | None]]:
        """(chat, thread) of everybody who was owed this revision, whatever became of it."""
        ...

    def incident(self, incident_id: int) -> Incident | None: ...
    def incidents(self, since: datetime, country: str | None = None, limit: int = 200) -> Sequence[Incident]:
        """Newest first."""
        ...

    def replace_incident(self, incident: Incident) -> None:
        """Save a later revision under the same id."""
        ...

    # reports of incidents
    def file_report(self, incident_id: int, report: Report, feed: str, *, joined: bool, why: Reasons) -> None: ...
    def reports(self, incident_id: int) -> Sequence[FiledReport]:
        """In the order they came."""
        ...

    def report_of(self, feed: str, key: str) -> FiledReport | None:
        """What became of an article that was filed; the last where it told of several countries."""
        ...

    def remember(self, incident_id: int, known: Known, content: Content | None = None) -> None:
        """What the next report is compared with, and where it is found; `content` is of the report that was filed."""
        ...

    def absorb(self, into_id: int, other_id: int, known: Known | None) -> None:
        """The reports and alerts of the other incident are this one's from now on, and later reports find this one.

        `known` is what is remembered of both; None where nothing is.
        """
        ...

    def known(self, incident_id: int) -> Known | None: ...
    def candidates(self, report: Report) -> Sequence[Candidate]:
        """Incidents that a report may tell of: near it in place and time, or sharing its text; bounded."""
        ...

    def incident_of_article(self, *, feed: str, keys: Iterable[str], url: str | None, country: str) -> int | None:
        """The incident that this feed's items of these keys, or an article at this address, told of before."""
        ...

    def keep_loose(self, report: Report, feed: str) -> None:
        """It met no incident, and may be of one that is told of later; the newest few thousand are kept."""
        ...

    def loose(self, report: Report, known: Known, wait: timedelta) -> Sequence[LooseReport]:
        """Of those told within `wait` of a report the ones that may be of its incident; the oldest first, and few."""
        ...

    def no_longer_loose(self, loose: LooseReport, incident_id: int) -> None:
        """It is filed; what is known of its article says so."""
        ...

    # people
    def chat(self, chat_id: int) -> Chat | None: ...
    def save_chat(self, chat: Chat, now: datetime) -> None: ...
    def subscriptions(self, chat_id: int | None = None) -> Sequence[Subscription]:
        """Of one chat, or of all chats that are active and admitted."""
        ...

    def subscribe(self, subscription: Subscription, now: datetime) -> Subscription:
        """Stored, with its id; the same region of the same chat and thread is replaced, not doubled."""
        ...

    def unsubscribe(self, chat_id: int, subscription_id: int | None = None) -> int:
        """How many went; None = all of the chat's."""
        ...

    def trips(self) -> Sequence[Subscription]:
        """Those that end by themselves, of chats that are active and admitted."""
        ...

    def digest_readers(self) -> Sequence[Chat]:
        """Active chats that have chosen an hour for their digest."""
        ...

    def listening_version(self) -> int:
        """Grows with each change of who listens to what: a subscription, or a chat that stops or comes back."""
        ...

    def listening_since(self, version: int) -> tuple[int, Collection[int]]:
        """The version now, and the ids of subscriptions that may have changed since that one, gone ones included."""
        ...

    def listeners(self, subscription_ids: Collection[int]) -> Sequence[Subscription]:
        """Those among these that are there, of chats that are active and admitted."""
        ...

    def chats_of(self, chat_ids: Collection[int]) -> Mapping[int, Chat]:
        """Those among these that are known, by id."""
        ...

    def chats(self, active: bool = True) -> Sequence[Chat]:
        """All of them; `active` leaves out those stopped, blocked or gone."""
        ...

    def numbers(self) -> Numbers:
        """How many people there are, counted where they stand: a hundred thousand need not be read for it."""
        ...

    def channels(self) -> Sequence[Chat]:
        """Those the bot may post in."""
        ...

    def subscription(self, chat_id: int, subscription_id: int) -> Subscription | None: ...
    def update_subscription(self, subscription: Subscription) -> None:
        """By its id; its region may have changed."""
        ...

    def move_chat(self, old: int, new: int, now: datetime) -> None:
        """A group became a supergroup: everything of it goes along."""
        ...

    def erase_chat(self, chat_id: int) -> None:
        """Everything of this chat, from every table."""
        ...

    def add_invite(self, code: str, created_by: int, uses: int, now: datetime) -> None: ...
    def use_invite(self, code: str, chat_id: int, now: datetime) -> bool:
        """True when the code was valid and is now one use shorter."""
        ...

    # what people answer
    def add_feedback(self, chat_id: int, incident_id: int, kind: str, now: datetime) -> None:
        """`kind` is "place", "not_violence", "old" or "duplicate"; a second press of one chat replaces the first."""
        ...

    def feedback(self, since: datetime) -> Sequence[tuple[int, int, str, datetime]]:
        """(chat, incident, kind, when), newest first."""
        ...

    def answer_roll_call(self, chat_id: int, incident_id: int, user_id: int, name: str, now: datetime) -> None: ...
    def roll_call(self, chat_id: int, incident_id: int, since: datetime) -> Sequence[str]:
        """Names in the order they answered, none from before `since`."""
        ...

    def forget_roll_calls(self, before: datetime) -> int:
        """Names of those who answered until then; how many. To the hour, not with the day's sweeping."""
        ...

    def record_act(self, admin_id: int, what: str, now: datetime) -> None:
        """Who of the admins did what, and when."""
        ...

    def acts(self, limit: int = 20) -> Sequence[tuple[int, str, datetime]]: ...

    def keep_wish(self, chat_id: int, wish: str, now: datetime) -> int:
        """What a button of this chat stands for and has no room for; the number to find it by, for a month."""
        ...

    def wish(self, chat_id: int, number: int) -> str | None: ...

    # inbox of raw updates
    def inbox_add(self, updates: Iterable[tuple[int, dict[str, Any]]], now: datetime) -> Collection[int]:
        """Raw updates by id, written before they are acknowledged; those that were new, a known id is left as it is."""
        ...

    def inbox_pending(self, limit: int = 100) -> Sequence[tuple[int, dict[str, Any]]]: ...
    def inbox_done(self, update_id: int, now: datetime) -> None:
        """Done: its body is erased."""
        ...

    # small values that must survive a restart ("halted_until", "rules_version", ...)
    def value(self, name: str) -> str | None: ...
    def set_value(self, name: str, value: str | None) -> None: ...
