"""What is decided of all that is owed of an incident: it goes, or it is dropped.

A hundred thousand may be owed it. The decision is one row, in force at once; it is carried out in steps, so that no
command waits for all of them.
"""

from __future__ import annotations

from datetime import datetime

from bot.store.codec import stamp
from bot.store.connection import Connections

STEP = 500  # deliveries a transaction, some 15 ms

# Part of what every claim asks: what is dropped does not leave while it waits to be marked so.
NOT_DROPPED = """NOT EXISTS (SELECT 1 FROM verdicts
    WHERE verdicts.incident_id = deliveries.incident_id AND dropped IS NOT NULL AND kind = 'alert' AND part_done = 0)"""
_OVER = "state = 'due' AND held = 1 AND due <= :now"
TO_CARRY_OUT = f"""EXISTS (SELECT 1 FROM verdicts)
    OR EXISTS (SELECT 1 FROM deliveries INDEXED BY deliveries_held WHERE {_OVER})"""
# A part that has gone is followed by the rest.
_NOT_LEFT = "incident_id = ? AND state = 'due' AND kind = 'alert' AND part_done = 0"
_HELD = "incident_id = ? AND state = 'due' AND held = 1"


class VerdictTables(Connections):
    def cancel(self, incident_id: int, why: str, now: datetime) -> int:
        with self.write():
            number = self._number(_NOT_LEFT, incident_id)
            if number > self._drop(incident_id, why, now):
                self._decide(incident_id, why)
        return number

    def let_go(self, incident_id: int, now: datetime) -> int:
        with self.write():
            number = self._number(_HELD, incident_id)
            if number > self._let_go(incident_id, now):
                self._decide(incident_id, None)
        return number

    def carry_out(self, now: datetime) -> None:
        """One step of each decision that is not done yet, and of what the fuse has held for long enough."""
        for row in self._rows("SELECT incident_id, dropped FROM verdicts"):
            incident_id, why = row["incident_id"], row["dropped"]
            with self.write(lasting=False):
                done = self._let_go(incident_id, now) if why is None else self._drop(incident_id, why, now)
                if done < STEP:
                    self._change("DELETE FROM verdicts WHERE incident_id = ? AND dropped IS ?", (incident_id, why))
        if self._row(f"SELECT 1 FROM deliveries INDEXED BY deliveries_held WHERE {_OVER} LIMIT 1", {"now": stamp(now)}):
            self._change(
                f"""UPDATE deliveries SET held = 0 WHERE id IN (
                    SELECT id FROM deliveries INDEXED BY deliveries_held WHERE {_OVER} ORDER BY due LIMIT {STEP})""",
                {"now": stamp(now)},
            )

    def _decide(self, incident_id: int, dropped: str | None) -> None:
        self._change("INSERT OR REPLACE INTO verdicts (incident_id, dropped) VALUES (?, ?)", (incident_id, dropped))

    def _drop(self, incident_id: int, why: str, now: datetime) -> int:
        return self._change(
            f"""UPDATE deliveries SET state = 'cancelled', why = ?, settled = ?
                WHERE id IN (SELECT id FROM deliveries WHERE {_NOT_LEFT} LIMIT {STEP})""",
            (why, stamp(now), incident_id),
        )

    def _let_go(self, incident_id: int, now: datetime) -> int:
        return self._change(
            f"""UPDATE deliveries SET due = ?, held = 0
                WHERE id IN (SELECT id FROM deliveries WHERE {_HELD} LIMIT {STEP})""",
            (stamp(now), incident_id),
        )

    def _number(self, condition: str, incident_id: int) -> int:
        [row] = self._rows(f"SELECT count(*) AS number FROM deliveries WHERE {condition}", (incident_id,))
        return int(row["number"])
