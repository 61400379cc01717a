"""What the two loops did, counted: for the demo's table, /admin and the log."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts since the start. `stages` holds (times run, seconds in all) by stage, in order of first use."""

    articles: int = 0
    incidents: int = 0
    alerts: int = 0
    quiet: Counter[str] = field(default_factory=Counter)
    stages: dict[str, tuple[int, float]] = field(default_factory=lambda: defaultdict(lambda: (0, 0.0)))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            runs, seconds = self.stages[name]
            self.stages[name] = (runs + 1, seconds + time.perf_counter() - began)
