"""How fast messages may leave, and when so many are refused that something else must be wrong.

Telegram allows 30 messages a second in all, about one a second to a chat and 20 a minute to a group.
All times here are seconds of one monotonic clock.
"""

from __future__ import annotations

import math
import statistics
from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """29.3/s evenly spaced stays under 30 in any second, jitter included; the other two have a margin as well."""

    per_second: float = 29.3
    chat_gap_s: float = 1.05
    group_most: int = 20
    group_window_s: float = 62.0
    connections: int = 16

    @property
    def gap_s(self) -> float:
        return 1 / self.per_second

    @property
    def batch(self) -> int:
        """How many are made ready at a time: a twenty-fifth of a second's worth, so that the urgent can overtake.
        Each batch costs three commits, and a busy disk takes 10 ms for one."""
        return max(1, round(self.per_second / 25))

    def batch_after(self, disk_s: float) -> int:
        """As many as could have left while the last batch waited so long for the database, so that a slow disk
        slows nothing down; at most an eighth of a second's worth, which the urgent then wait for."""
        return max(self.batch, min(math.ceil(self.per_second * disk_s), round(self.per_second / 8)))

    @property
    def strict(self) -> bool:
        """Whether a burst is punished: at the free rate Telegram counts what has arrived in any second."""
        return self.per_second <= TELEGRAM_ALLOWS

    @property
    def catch_up_s(self) -> float:
        """How late a message may be and still not delay the next: little at 30/s, where a burst is punished."""
        return 0.003 if self.strict else 0.05


TELEGRAM_ALLOWS = 30  # messages in any second
WINDOW_S = 1.005  # a second, and what clocks and timers are wrong by
LATEST_S = 0.06  # beyond this, a slow answer tells of Telegram's work rather than of the way there
ANSWERS = 51  # the last so many say how long an answer usually takes
USUAL_ANSWER_S = 0.25


def limits_for(per_second: float) -> Limits:
    """Limits for this rate, with as many connections as answers of a quarter of a second keep busy."""
    connections = min(256, max(Limits().connections, math.ceil(per_second * USUAL_ANSWER_S)))
    return Limits(per_second=per_second, connections=connections)


UNLIMITED = Limits(per_second=1e6, chat_gap_s=0, group_most=10**9, connections=64)


@dataclass(slots=True)
class Departure:
    """A message on its way. `arrived`: when Telegram is thought to have got it."""

    left: float
    arrived: float


class Limiter:
    """Slots for all chats together, and when each chat may be written to again.

    Messages leave evenly, but what counts is when they arrive: where one was held up on its way, those after it came
    close behind it, and it is the slot a second later that must wait. How late it was is told by its answer.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._next_slot = 0.0
        self._chats: dict[int, float] = {}  # last message
        self._groups: dict[int, deque[float]] = {}
        self._swept = 0.0
        self._departures: deque[Departure] = deque(maxlen=TELEGRAM_ALLOWS)
        self._answers: deque[float] = deque(maxlen=ANSWERS)  # seconds each took

    def slot(self, now: float) -> float:
        """Take the next slot; when it begins."""
        begins = max(self._next_slot, now - self.limits.catch_up_s)
        if self.limits.strict and len(self._departures) == TELEGRAM_ALLOWS:
            begins = max(begins, self._departures[0].arrived + WINDOW_S)
        self._next_slot = begins + self.limits.gap_s
        return begins

    def chat_ready(self, chat_id: int) -> float:
        """From when the chat may be written to."""
        ready = self._chats.get(chat_id, float("-inf")) + self.limits.chat_gap_s
        recent = self._groups.get(chat_id)
        if recent is not None and len(recent) >= self.limits.group_most:
            ready = max(ready, recent[-self.limits.group_most] + self.limits.group_window_s)
        return ready

    def sent(self, chat_id: int, now: float) -> Departure:
        """A message leaves now. One that leaves late makes the next one later, else the two arrive as a burst."""
        self._next_slot = max(self._next_slot, now + self.limits.gap_s - self.limits.catch_up_s)
        self._chats[chat_id] = now
        if chat_id < 0:
            recent = self._groups.setdefault(chat_id, deque(maxlen=self.limits.group_most))
            recent.append(now)
        if now - self._swept > self.limits.group_window_s:
            self._sweep(now)
        departure = Departure(now, now)
        self._departures.append(departure)
        return departure

    def answered(self, chat_id: int, departure: Departure, now: float) -> None:
        """The answer has come: the message may have arrived as late as that, so its chat waits from there; and the
        longer it took than usual, the later it arrived."""
        self._chats[chat_id] = now
        took = now - departure.left
        if self._answers:
            late = took - statistics.median(self._answers)
            departure.arrived = departure.left + min(max(late, 0.0), LATEST_S)
        self._answers.append(took)

    def _sweep(self, now: float) -> None:
        """Forget chats that no limit holds any more."""
        self._swept = now
        window = self.limits.group_window_s
        self._chats = {chat: at for chat, at in self._chats.items() if now - at < max(window, self.limits.chat_gap_s)}
        self._groups = {chat: recent for chat, recent in self._groups.items() if now - recent[-1] < window}


class Breaker:
    """More than one in five sends refused within a minute: rather a wrong token than so many people gone."""

    WINDOW_S = 60.0
    SHARE = 0.2
    LEAST = 20  # sends; below that a few blocked chats would look like a disaster

    def __init__(self) -> None:
        self._recent: deque[tuple[float, bool]] = deque()
        self._refused = 0
        self._quiet_until = float("-inf")

    def note(self, refused: bool, now: float) -> str | None:
        """Count a send that was answered; the reason to stop, or None."""
        self._recent.append((now, refused))
        self._refused += refused
        while self._recent[0][0] <= now - self.WINDOW_S:
            self._refused -= self._recent.popleft()[1]
        total = len(self._recent)
        if now < self._quiet_until or total < self.LEAST or self._refused <= self.SHARE * total:
            return None
        return f"{self._refused} of {total} sends were refused within a minute"

    def resume(self, now: float, quiet_s: float) -> None:
        """Somebody has looked into it: start afresh, and let that many seconds pass before judging again."""
        self._recent.clear()
        self._refused = 0
        self._quiet_until = now + quiet_s
