"""The sender: takes what is due from the outbox, one urgent message before ten thousand others, and sends it.

Every send is written down before it starts and settled after it ends, so that whatever happens in
between is known to be uncertain. Database work runs in a thread of its own; the event loop never waits for a disk.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog

from bot.channels import Channel, ChannelDownError, ChannelStoppedError
from bot.limits import Breaker, Departure, Limiter, Limits
from bot.outbox import Delivery, Digest, Gone, NotSent, Outcome, Refused, RetryAfter, Sent, Stop, Uncertain
from bot.picking import Picker
from bot.store import Store, StoreError

log = structlog.get_logger(__name__)
T = TypeVar("T")

ALERTS_PAUSED = "alerts_paused"  # a kept value: why alerts wait for an admin's word
HALTED_UNTIL = "halted_until"  # a kept value: Telegram asked to wait until then
SETTLE_WITHIN_S = 0.05
IDLE_S = 0.1
STOP_WITHIN_S = 4.0
LONGEST_HALT = timedelta(hours=1)  # then ask again: the clock may have been set back
STORE_RETRY_S = 1.0
BACKOFF_S = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
RESUMED_QUIET_S = 600.0


class Sender:
    """`tell` is called with a line for the admins when sending stops or is paused."""

    def __init__(
        self,
        store: Store,
        channel: Channel,
        clock: Callable[[], datetime],
        *,
        limits: Limits | None = None,
        tell: Callable[[str], None] = lambda line: None,
        digest: Digest | None = None,
        digest_above: int = 5,
    ) -> None:
        self._store = store
        self._channel = channel
        self._clock = clock
        self._limits = limits or Limits()
        self._limiter = Limiter(self._limits)
        self._breaker = Breaker()
        self._tell = tell
        self._picker = Picker(store, self._limiter, self._now, self._db, digest=digest, digest_above=digest_above)
        self._flying: dict[asyncio.Task[None], Delivery] = {}
        self._results: list[tuple[Delivery, Outcome]] = []
        self._refused: list[Delivery] = []  # of the breaker's window
        self._halt_until = 0.0
        self._down = False
        self._paused: str | None = None
        self._fatal: str | None = None
        self._looked_at_pause = 0.0
        self._trouble: str | None = None
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tripped: str | None = None
        self._oldest = 0.0
        self._disk_s = 0.0  # waited for the database since the last batch was made ready
        self._sent = 0

    def wake(self) -> None:
        """Something was enqueued; from any thread. Without it, it is found a tenth of a second later."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake.set)

    async def run(self, stop: asyncio.Event) -> str | None:
        """Send until told to stop; returns why it had to stop of itself, None when told to."""
        return await self._work(stop, until_idle=False)

    async def drain(self) -> int:
        """Send everything that is due now; how many messages were delivered."""
        before = self._sent
        await self._work(asyncio.Event(), until_idle=True)
        return self._sent - before

    async def _work(self, stop: asyncio.Event, until_idle: bool) -> str | None:
        self._loop = asyncio.get_running_loop()
        stopped = asyncio.create_task(stop.wait())
        with ThreadPoolExecutor(1, thread_name_prefix="outbox") as self._thread:
            try:
                await self._started(stop, stopped)
                await self._turns(stop, stopped, until_idle)
            finally:
                stopped.cancel()
                await self._finish()
                self._loop = None
        return self._fatal

    async def _turns(self, stop: asyncio.Event, stopped: asyncio.Task[Any], until_idle: bool) -> None:
        while not stop.is_set() and self._fatal is None:
            try:
                await self._settle_when_due()
                wait = await self._until_allowed(stop)
                ready = await self._make_ready() if wait <= 0 else []
            except StoreError as error:
                await self._wait_for_store(error, stopped)
                continue
            self._trouble = None
            for delivery in ready:
                await self._at(self._limiter.slot(self._now()))
                self._launch(delivery)
            if ready:
                continue
            if until_idle and wait <= 0 and not (self._flying or self._results or self._picker.expects_more()):
                return
            await self._pause(max(wait, 0.001) if wait > 0 else self._next_look(), stopped)

    async def _started(self, stop: asyncio.Event, stopped: asyncio.Task[Any]) -> None:
        """However long the database is full or locked."""
        while not stop.is_set():
            try:
                return await self._start()
            except StoreError as error:
                await self._wait_for_store(error, stopped)

    async def _start(self) -> None:
        now = self._clock()
        recovered = await self._db(lambda: self._store.recover(now))
        if recovered:
            log.warning("sends were cut short when the program last ended", number=recovered)
        window = timedelta(seconds=self._limits.group_window_s)
        for chat_id, at in await self._db(lambda: self._store.sent_since(now - window)):
            self._limiter.sent(chat_id, self._now() - (now - at).total_seconds())
        if halted := await self._db(lambda: self._store.value(HALTED_UNTIL)):
            left = min(datetime.fromisoformat(halted) - now, LONGEST_HALT).total_seconds()
            self._halt_until = max(self._halt_until, self._now() + left)
            if left > 0:
                return
        # The first call opens connections and is slow: were it a message, those behind it would arrive in a burst.
        try:
            await self._channel.check()
        except ChannelStoppedError as error:
            self._stop_for(str(error))
        except ChannelDownError:
            self._down = True

    async def _finish(self) -> None:
        """Let what is under way end; what does not is uncertain at the next start."""
        if self._flying:
            _, late = await asyncio.wait(self._flying, timeout=STOP_WITHIN_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        with suppress(StoreError):
            await self._settle()

    # may anything leave?

    async def _until_allowed(self, stop: asyncio.Event) -> float:
        """Seconds until it is worth asking again whether something may leave; 0 = it may."""
        if self._down:
            await self._wait_for_network(stop)
        await self._look_at_pause()
        halted = self._halt_until - self._now()
        if halted > 0:
            return min(halted, SETTLE_WITHIN_S if self._results or self._flying else 1.0)
        if len(self._flying) >= self._limits.connections:
            return SETTLE_WITHIN_S
        return 0.0

    async def _wait_for_network(self, stop: asyncio.Event) -> None:
        """Ask something harmless until it is answered: no message becomes uncertain by trying."""
        for attempt in itertools.count():
            if stop.is_set():
                return
            try:
                await self._channel.check()
            except ChannelStoppedError as error:
                self._stop_for(str(error))
                return
            except ChannelDownError as error:
                wait = BACKOFF_S[min(attempt, len(BACKOFF_S) - 1)]
                if attempt == 0:
                    log.warning("Telegram cannot be reached; what is owed is kept", why=str(error))
                with suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await stop.wait()
            else:
                if attempt:
                    log.info("Telegram can be reached again")
                self._down = False
                return

    async def _look_at_pause(self) -> None:
        """Once a second: has an admin let alerts go again?"""
        if self._now() - self._looked_at_pause < 1.0:
            return
        self._looked_at_pause = self._now()
        paused = await self._db(lambda: self._store.value(ALERTS_PAUSED))
        if self._paused is not None and paused is None:
            self._breaker.resume(self._now(), RESUMED_QUIET_S)
            self._refused.clear()
            log.info("alerts go out again")
        elif paused is not None and self._paused is None:
            log.warning("alerts are paused", why=paused)
        self._paused = paused

    # what goes next

    async def _make_ready(self) -> list[Delivery]:
        """The next few deliveries, written down as being sent; the caller must send them."""
        number = min(self._limits.batch_after(self._disk_s), self._limits.connections - len(self._flying))
        self._disk_s = 0.0
        return await self._picker.pick(number, self._clock(), alerts=self._paused is None)

    # sending

    def _launch(self, delivery: Delivery) -> None:
        departure = self._limiter.sent(delivery.chat_id, self._now())
        task = asyncio.create_task(self._send(delivery, departure))
        self._flying[task] = delivery
        task.add_done_callback(self._landed)

    async def _send(self, delivery: Delivery, departure: Departure) -> None:
        outcome = await self._channel.send(delivery)
        self._limiter.answered(delivery.chat_id, departure, self._now())
        self._take(delivery, outcome)

    def _landed(self, task: asyncio.Task[None]) -> None:
        delivery = self._flying.pop(task)
        self._wake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a send failed in an unexpected way", delivery=delivery.id, error=repr(error))
            self._take(delivery, Uncertain(f"unexpected: {type(error).__name__}"))

    def _take(self, delivery: Delivery, outcome: Outcome) -> None:
        if not self._results:
            self._oldest = self._now()
        self._results.append((delivery, outcome))
        self._heed(delivery, outcome)

    def _heed(self, delivery: Delivery, outcome: Outcome) -> None:
        """What an outcome means for everything else, at once: settling comes a moment later."""
        now = self._now()
        match outcome:
            case Sent():
                self._sent += 1
                self._judge(delivery, False, now)
            case RetryAfter(wait):
                self._halt_until = max(self._halt_until, now + wait.total_seconds())
                log.warning("Telegram asked to wait", seconds=wait.total_seconds())
            case NotSent() | Uncertain():
                self._down = True
            case Stop(why):
                self._stop_for(why)
            case Gone() | Refused(mend=None):
                self._judge(delivery, True, now)
            case _:
                pass

    def _judge(self, delivery: Delivery, refused: bool, now: float) -> None:
        if refused:
            self._refused.append(delivery)
        why = self._breaker.note(refused, now)
        if why is not None and self._paused is None:
            self._paused = self._tripped = why

    def _stop_for(self, why: str) -> None:
        if self._fatal is None:
            self._fatal = why
            log.error("sending has stopped", why=why)
            self._tell(f"Sending has stopped: {why}.")

    # settling

    async def _settle_when_due(self) -> None:
        if self._results and (self._tripped or self._now() - self._oldest >= SETTLE_WITHIN_S):
            await self._settle()

    async def _settle(self) -> None:
        """Results are kept until they are written down, however long the disk is full."""
        results = self._results[:]
        moment = self._clock()
        if results:
            await self._db(lambda: self._store.settle(results, moment))
            del self._results[: len(results)]
            self._oldest = self._now()
            self._picker.settled(delivery.chat_id for delivery, _ in results)
        if self._tripped is not None and not self._results:
            await self._pause_alerts(self._tripped, moment)
            self._tripped = None

    async def _pause_alerts(self, why: str, moment: datetime) -> None:
        """Nobody is retired on such a day: those just refused are owed again, once an admin has looked."""
        refused = self._refused[:]

        def write() -> None:
            with self._store.write():
                self._store.take_back(refused, moment)
                self._store.set_value(ALERTS_PAUSED, why)

        await self._db(write)
        self._refused.clear()
        log.error("alerts are paused", why=why)
        self._tell(f"Alerts are paused: {why}. Is the token the right one? /resume_all lets them go again.")

    # time, threads and trouble

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    async def _at(self, moment: float) -> None:
        if (wait := moment - self._now()) > 0:
            await asyncio.sleep(wait)

    def _next_look(self) -> float:
        """How long nothing can change, as far as is known."""
        now = self._now()
        waits = [IDLE_S, *(until - now for until in self._picker.held_until())]
        if self._results:
            waits.append(self._oldest + SETTLE_WITHIN_S - now)
        return max(0.001, min(waits))

    async def _pause(self, seconds: float, stopped: asyncio.Task[Any]) -> None:
        """Until then, or something was enqueued, or a send ended, or it is time to stop."""
        self._wake.clear()
        woken = asyncio.create_task(self._wake.wait())
        try:
            await asyncio.wait((woken, stopped), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            woken.cancel()

    async def _wait_for_store(self, error: StoreError, stopped: asyncio.Task[Any]) -> None:
        if str(error) != self._trouble:
            self._trouble = str(error)
            log.error("the outbox cannot be written; sending waits", why=self._trouble)
        await asyncio.wait((stopped,), timeout=STORE_RETRY_S)

    async def _db(self, work: Callable[[], T]) -> T:
        begun = self._now()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._disk_s += self._now() - begun
