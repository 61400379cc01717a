"""The verbs by which the rest reaches the outbox."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.outbox import After, Delivery, Digest, Outcome, State, Warned


class OutboxStore(Protocol):
    """Part of `bot.store.Store`; what is said there of threads and transactions holds here."""

    def enqueue(self, deliveries: Iterable[Delivery]) -> Sequence[int]: ...
    def claim(
        self, now: datetime, limit: int, held: Collection[int] = (), *, alerts: bool = True
    ) -> Sequence[Delivery]:
        """Due deliveries, the most urgent first, fair between regions; expired ones are marked, not given.

        What is given is this caller's for a minute. Chats in `held` are passed over for now;
        without `alerts` only answers and notices are given.
        """
        ...

    def release(self, delivery_ids: Iterable[int]) -> None:
        """Give back what was claimed and not sent."""
        ...

    def sending(self, delivery_ids: Iterable[int], now: datetime) -> Collection[int]:
        """Write down that sends are about to start: after a crash they are uncertain, not forgotten.

        Those that may start; the others were cancelled or erased meanwhile.
        """
        ...

    def settle(self, results: Iterable[tuple[Delivery, Outcome]], now: datetime) -> Sequence[After]:
        """Apply `outbox.after(delivery, outcome, now)` for each, in one transaction."""
        ...

    def recover(self, now: datetime) -> int:
        """At start: sends that a crash interrupted become uncertain or are repeated; how many."""
        ...

    def cancel(self, incident_id: int, why: str, now: datetime) -> int:
        """Alerts of the incident that have not left yet are not sent: it is over, or was said better since."""
        ...

    def chats_owed(self, rule: str, feed: str, since: datetime) -> int:
        """How many chats were owed something by this rule, or by this feed, whichever are more."""
        ...

    def let_go(self, incident_id: int, now: datetime) -> int:
        """What the fuse holds of the incident goes now; `cancel` is the other answer. How many."""
        ...

    def held(self, incident_id: int) -> int:
        """How many alerts of the incident the fuse still holds back."""
        ...

    def collapse(self, chat_id: int, above: int, digest: Digest, now: datetime) -> int:
        """More alerts than `above` waiting for one chat and topic become one digest; how many did."""
        ...

    def take_back(self, deliveries: Iterable[Delivery], now: datetime) -> None:
        """Refusals that were not the chats' doing: owed again, and the chats active as before."""
        ...

    def in_state(self, state: State, since: datetime | None = None, limit: int = 100) -> Sequence[Delivery]:
        """Deliveries in a state, settled since then, newest first."""
        ...

    def sent_since(self, since: datetime) -> Sequence[tuple[int, datetime]]:
        """(chat, when) of what left lately: the limits of a chat hold across a restart."""
        ...

    def first_message(self, chat_id: int, incident_id: int) -> int | None:
        """The message id of the first alert of this incident in this chat: updates reply to it."""
        ...

    def photo(self, name: str) -> str | None:
        """Telegram's id of a picture that was sent before: it need not be drawn or sent again."""
        ...

    def owed(self, now: datetime) -> int:
        """How many deliveries are due by now or on their way; what is still to be told counts as one."""
        ...

    def queue_counts(self) -> dict[str, int]:
        """Deliveries per state."""
        ...

    def warned(self, incident_id: int) -> Sequence[Warned]:
        """Everybody who was sent an alert of it, or is being sent one."""
        ...

    def number_warned(self, incident_id: int) -> int:
        """How many chats `warned` would name, without reading them one by one."""
        ...

    def withdraw(self, incident_id: int, chats: Iterable[tuple[int, int | None]], why: str, now: datetime) -> int:
        """Alerts of the incident that have not left for these (chat, topic) pairs are not sent: a newer one is."""
        ...

    def alerts_sent(self, chat_id: int, limit: int = 20) -> Sequence[Delivery]:
        """Alerts and digests that reached the chat, newest first."""
        ...
