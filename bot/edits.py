"""When each rule was last edited: the fuse looks twice at the first alert of a rule that is new or changed.

Kept in the database, so that a restart right after an edit does not make the edit old news, and an edit made
while the bot was down is seen when it starts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from bot.store import Store
from rules.rule import RuleSet

KNOWN = "rules.known"  # a kept value: rule id -> [its version and status, when it was seen to change or null]
REMEMBERED_FOR = timedelta(days=7)


class RuleEdits:
    """Compare each rule set that comes into force with `note`; ask with `when`. Safe from any thread."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._lock = Lock()
        self._edited: dict[str, datetime] = {}

    def when(self, rule: str) -> datetime | None:
        """When the rule was seen to be new or changed; None = it is as it always was, or was so for a week."""
        return self._edited.get(rule)

    def note(self, rules: RuleSet) -> None:
        """The rules in force from now on. On a database's first day all of them count as old."""
        now = self._clock()
        with self._lock:
            before = json.loads(self._store.value(KNOWN) or "null")
            after: dict[str, tuple[str, str | None]] = {}
            for rule in rules.rules:
                print_ = f"{rule.version} {rule.status}"
                known, edited = (before or {}).get(rule.id, (None, None))
                if before is not None and known != print_:
                    edited = now.isoformat()
                if edited is not None and now - datetime.fromisoformat(edited) > REMEMBERED_FOR:
                    edited = None
                after[rule.id] = print_, edited
            self._store.set_value(KNOWN, json.dumps(after))
            self._edited = {rule: datetime.fromisoformat(edited) for rule, (_, edited) in after.items() if edited}
