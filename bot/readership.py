"""Everybody who listens, kept in memory: to read a hundred thousand takes seconds, to ask them ten milliseconds.

What changed since is asked of the store each time and laid over what was indexed; when that has become much,
everything is read anew.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import datetime

from bot.audience import Audience
from bot.incidents import Incident
from bot.store import Store
from bot.subscriptions import Subscription

MOST_LAID_OVER = 1000  # asked one by one: about 3 µs each
SHARE_LAID_OVER = 0.02  # of a large readership, where reading it anew costs more


class Readership:
    """Safe to ask from any thread. The first question reads everything; `refresh` does so beforehand."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._audience: Audience | None = None
        self._version = 0
        self._changed: dict[int, Subscription | None] = {}  # by id; None = no longer

    def concerned(self, incidents: Iterable[Incident], now: datetime) -> list[Subscription]:
        """Those who may be concerned by one of these revisions, as the store knows them now, by id; nobody who
        is concerned is missing."""
        with self._lock:
            audience = self._up_to_date()
            found = {one.id: one for incident in incidents for one in audience.concerned(incident, now)}
            found = {number: one for number, one in found.items() if number not in self._changed}
            found |= {number: one for number, one in self._changed.items() if one is not None}
        return [found[number] for number in sorted(found)]

    def refresh(self) -> int:
        """Read what is new; how many listen."""
        with self._lock:
            audience = self._up_to_date()
            gone = sum(one is None for one in self._changed.values())
            return len(audience) + len(self._changed) - gone

    def _up_to_date(self) -> Audience:
        if self._audience is None:
            return self._read_anew()
        self._version, changed = self._store.listening_since(self._version)
        if changed:
            self._changed |= dict.fromkeys(changed)
            self._changed |= {one.id: one for one in self._store.listeners(changed)}
        if len(self._changed) > max(MOST_LAID_OVER, SHARE_LAID_OVER * len(self._audience)):
            return self._read_anew()
        return self._audience

    def _read_anew(self) -> Audience:
        # The version first: what changes meanwhile is then read twice rather than missed.
        self._version = self._store.listening_version()
        self._changed = {}
        self._audience = Audience(self._store.subscriptions())
        return self._audience
