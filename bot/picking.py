"""What leaves next: the most urgent of those whose chat may be written to, written down as being sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

import structlog

from bot.limits import Limiter
from bot.outbox import Delivery, Digest
from bot.store import Store

log = structlog.get_logger(__name__)
T = TypeVar("T")


class InThread(Protocol):
    """Runs database work where it holds up nothing else."""

    def __call__(self, work: Callable[[], T]) -> Awaitable[T]: ...


class Picker:
    """`now` is the clock of the limiter, in seconds; `db` runs what asks the store."""

    def __init__(
        self,
        store: Store,
        limiter: Limiter,
        now: Callable[[], float],
        db: InThread,
        *,
        digest: Digest | None,
        digest_above: int,
    ) -> None:
        self._store = store
        self._limiter = limiter
        self._now = now
        self._db = db
        self._digest = digest
        self._digest_above = digest_above
        self._busy_chats: set[int] = set()  # a message of theirs is under way or not settled yet
        self._held: dict[int, float] = {}  # chats that must wait, until when
        self._gathered = False  # a digest has just come into the outbox

    async def pick(self, number: int, moment: datetime, *, alerts: bool) -> list[Delivery]:
        """At most so many; the caller must send them and say when they are settled."""
        ready: list[Delivery] = []
        started: set[int] = set()
        try:
            while len(ready) < number:
                claimed = await self._claim(number - len(ready), moment, alerts)
                if not claimed:
                    break
                ready += await self._those_allowed(claimed, moment)
            if ready:
                ids = [one.id for one in ready]
                started.update(await self._db(lambda: self._store.sending(ids, moment)))
        finally:
            self.settled(one.chat_id for one in ready if one.id not in started)
        return [one for one in ready if one.id in started]

    def settled(self, chats: Iterable[int]) -> None:
        """What was under way to these chats has ended and is written down."""
        self._busy_chats.difference_update(chats)

    def held_until(self) -> Iterable[float]:
        """When chats that have something waiting may be written to again."""
        return self._held.values()

    def expects_more(self) -> bool:
        """Whether something may be ready soon although nothing is now. To be asked once a turn."""
        gathered, self._gathered = self._gathered, False
        return gathered or bool(self._held)

    async def _claim(self, number: int, moment: datetime, alerts: bool) -> Sequence[Delivery]:
        now = self._now()
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        held = self._busy_chats | self._held.keys()
        return await self._db(lambda: self._store.claim(moment, number, held, alerts=alerts))

    async def _those_allowed(self, claimed: Sequence[Delivery], moment: datetime) -> list[Delivery]:
        allowed: list[Delivery] = []
        back: list[Delivery] = []
        for delivery in claimed:
            until = self._limiter.chat_ready(delivery.chat_id)
            if delivery.chat_id in self._busy_chats:
                back.append(delivery)
            elif until > self._now():
                self._held[delivery.chat_id] = until
                back.append(delivery)
            else:
                self._busy_chats.add(delivery.chat_id)
                allowed.append(delivery)
        if back:
            await self._db(lambda: self._store.release([one.id for one in back]))
            await self._collapse({one.chat_id for one in back if one.kind == "alert"}, moment)
        return allowed

    async def _collapse(self, chats: set[int], moment: datetime) -> None:
        """Too many alerts owed to one chat become one message that names them all."""
        if self._digest is None:
            return
        for chat_id in sorted(chats):
            digest, above = self._digest, self._digest_above
            number = await self._db(lambda: self._store.collapse(chat_id, above, digest, moment))  # noqa: B023
            if number:
                self._gathered = True
                log.info("alerts became one digest", alerts=number)
