"""First come, first served: who may write next."""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType


class FairLock:
    """A lock that its thread may take again, given to those who wait in the order they came.

    `threading.RLock` goes to whoever is quickest: a thread that lets go and asks again at once, as one that enqueues a
    hundred thousand deliveries in steps does, keeps it from a command for many steps.
    """

    def __init__(self) -> None:
        self._inner = threading.Lock()  # held for a moment, to look at the rest
        self._waiting: deque[tuple[threading.Lock, int]] = deque()
        self._owner: int | None = None
        self._depth = 0

    def __enter__(self) -> None:
        me = threading.get_ident()
        with self._inner:
            if self._owner in (None, me):
                self._owner = me
                self._depth += 1
                return
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append((gate, me))
        try:
            gate.acquire()  # until whoever has it hands it on
        except BaseException:
            self._give_up(gate, me)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._inner:
            self._depth -= 1
            if not self._depth:
                self._hand_on()

    def _hand_on(self) -> None:
        self._owner = None
        if self._waiting:
            gate, self._owner = self._waiting.popleft()
            self._depth = 1
            gate.release()

    def _give_up(self, gate: threading.Lock, me: int) -> None:
        """Interrupted while waiting: no longer in the queue, or let go of what was handed over in that moment."""
        with self._inner:
            if (gate, me) in self._waiting:
                self._waiting.remove((gate, me))
            elif self._owner == me:
                self._depth = 0
                self._hand_on()
