"""The listener: raw updates go into the inbox before Telegram is told that they arrived, and are then handled.

python-telegram-bot's own updater acknowledges a batch once it is in memory: ending the program the
hard way lost 80 of 100 queued commands when measured. Here none are lost and none are done twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import Any

import structlog

from bot.channels import Channel, ChannelDownError, ChannelStoppedError
from bot.store import Store, StoreError, chat_of

log = structlog.get_logger(__name__)

Update = dict[str, Any]
POLL_S = 25.0
WORKERS = 8
BACKOFF_S = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
STORE_RETRY_S = 1.0
STOP_WITHIN_S = 4.0
# After a week without updates Telegram starts counting anew from anywhere: an old offset would hide what is new.
FORGET_OFFSET_AFTER_S = 24 * 3600.0
DECIMALS = 2  # of a degree: about 1 km
_LOCATION_KEEPS = ("latitude", "longitude", "live_period")


def minimise(update: Mapping[str, Any]) -> Update:
    """The update with every point in it rounded to about 1 km, and nothing else that would tell the place."""
    return {name: _minimise(value) for name, value in update.items()}


def _minimise(value: Any) -> Any:
    if isinstance(value, Mapping):
        if "latitude" in value and "longitude" in value:
            return {name: _rounded(value[name]) for name in _LOCATION_KEEPS if name in value}
        if "location" in value and "address" in value:  # a venue: its name and street are the point again
            return {"location": _minimise(value["location"])}
        return {name: _minimise(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_minimise(inner) for inner in value]
    return value


def _rounded(value: Any) -> Any:
    return round(value, DECIMALS) if isinstance(value, float) else value


class Listener:
    """`handle` does one update, in one transaction that ends with `store.inbox_done`; what it does to the
    database belongs into a thread. `prepare` makes an update small before it is kept.

    Updates of one chat are done one after the other, those of different chats side by side, so
    that one person's flood delays nobody else.
    """

    def __init__(
        self,
        store: Store,
        channel: Channel,
        handle: Callable[[Update], Awaitable[None]],
        clock: Callable[[], datetime],
        *,
        prepare: Callable[[Update], Update] = minimise,
        poll_s: float = POLL_S,
    ) -> None:
        self._store = store
        self._channel = channel
        self._handle = handle
        self._clock = clock
        self._prepare = prepare
        self._poll_s = poll_s
        self._chats: dict[int | None, asyncio.Queue[Update]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(WORKERS)
        self._offset = 0
        self._heard = 0.0
        self._stopping = False
        self.answered: datetime | None = None  # when Telegram last answered, with updates or without

    @property
    def idle(self) -> bool:
        """Nothing that was received is waiting to be done."""
        return not self._workers

    async def run(self, stop: asyncio.Event) -> str | None:
        """Listen until told to stop; returns why it had to stop of itself, None when told to."""
        self._stopping = False
        stopped = asyncio.create_task(stop.wait())
        with ThreadPoolExecutor(1, thread_name_prefix="inbox") as self._threads:
            try:
                await self._replay(stopped)
                return await self._listen(stopped)
            finally:
                stopped.cancel()
                self._stopping = True
                if self._workers:
                    _, late = await asyncio.wait(self._workers, timeout=STOP_WITHIN_S)
                    for worker in late:
                        worker.cancel()

    async def _replay(self, stopped: asyncio.Task[Any]) -> None:
        """What was received and not done when the program last ended."""
        pending = await self._kept(lambda: self._store.inbox_pending(limit=1_000_000), stopped)
        for _, update in pending or ():
            self._give(update)

    async def _listen(self, stopped: asyncio.Task[Any]) -> str | None:
        failures = 0
        while not stopped.done():
            if asyncio.get_running_loop().time() - self._heard > FORGET_OFFSET_AFTER_S:
                self._offset = 0
            asking = asyncio.create_task(self._ask())
            await asyncio.wait((asking, stopped), return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                asking.cancel()
                with suppress(asyncio.CancelledError):
                    await asking
                return None
            try:
                updates = asking.result()
            except ChannelStoppedError as error:
                log.error("listening has stopped", why=str(error))
                return str(error)
            except ChannelDownError as error:
                if failures == 0:
                    log.warning("no updates can be had", why=str(error))
                wait = error.wait.total_seconds() if error.wait else BACKOFF_S[min(failures, len(BACKOFF_S) - 1)]
                failures += 1
                await asyncio.wait((stopped,), timeout=wait)
                continue
            if failures:
                log.info("updates come again")
            failures = 0
            self.answered = self._clock()
            await self._receive(updates, stopped)
        return None

    async def _ask(self) -> Sequence[Update]:
        return await self._channel.updates(self._offset, self._poll_s)

    async def _receive(self, updates: Sequence[Update], stopped: asyncio.Task[Any]) -> None:
        if not updates:
            return
        small = [self._prepare(update) for update in updates]
        now = self._clock()
        fresh = await self._kept(
            lambda: self._store.inbox_add([(update["update_id"], update) for update in small], now), stopped
        )
        if fresh is None:
            return  # told to stop while it could not be written: Telegram still has them
        self._heard = asyncio.get_running_loop().time()
        self._offset = 1 + max(update["update_id"] for update in small)
        for update in small:
            if update["update_id"] in fresh:
                self._give(update)

    def _give(self, update: Update) -> None:
        """Into the line of its chat; a line that is empty gets somebody to work it off."""
        chat = chat_of(update)
        line = self._chats.get(chat)
        if line is None:
            line = self._chats[chat] = asyncio.Queue()
            worker = asyncio.create_task(self._work_off(chat, line))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        line.put_nowait(update)

    async def _work_off(self, chat: int | None, line: asyncio.Queue[Update]) -> None:
        try:
            while not line.empty() and not self._stopping:  # what is left is replayed at the next start
                update = line.get_nowait()
                async with self._free:  # taken per update: a long line goes to the back each time
                    await self._do(update)
        finally:
            if self._chats.get(chat) is line:
                del self._chats[chat]

    async def _do(self, update: Update) -> None:
        while True:
            try:
                await self._handle(update)
            except StoreError as error:
                log.error("an update waits for the database", update=update["update_id"], why=str(error))
                await asyncio.sleep(STORE_RETRY_S)
                continue
            except Exception:
                log.exception("an update could not be handled", update=update["update_id"])
                await self._give_up(update)
            return

    async def _give_up(self, update: Update) -> None:
        now = self._clock()
        with suppress(StoreError):
            await asyncio.get_running_loop().run_in_executor(
                self._threads, self._store.inbox_done, update["update_id"], now
            )

    async def _kept(self, work: Callable[[], Any], stopped: asyncio.Task[Any]) -> Any:
        """The result of some database work, tried until it succeeds; None when told to stop meanwhile."""
        while True:
            try:
                return await asyncio.get_running_loop().run_in_executor(self._threads, work)
            except StoreError as error:
                log.error("the inbox cannot be used; nothing is acknowledged meanwhile", why=str(error))
                await asyncio.wait((stopped,), timeout=STORE_RETRY_S)
                if stopped.done():
                    return None
