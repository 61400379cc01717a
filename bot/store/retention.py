"""How long things are kept, and forgetting them afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.codec import stamp
from bot.store.connection import Connections

STEP = 500  # rows a transaction: nobody waits long for the sweeping


@dataclass(frozen=True, slots=True)
class Retention:
    """Days until a settled or finished thing is erased; the roll call's names go after two days in any case."""

    inbox: float = 1
    outbox: float = 30
    articles: float = 14  # after its feed showed it last
    loose: float = 3  # what met no incident
    incidents: float = 90
    feedback: float = 90
    acts: float = 365
    roll_calls: float = 2
    invites: float = 365
    wishes: float = 30


_OWED_TO_NOBODY = "made < ? AND NOT EXISTS (SELECT 1 FROM deliveries WHERE deliveries.text_id = texts.id)"


class RetentionTables(Connections):
    def forget_old(self, now: datetime, keep: Retention = Retention()) -> dict[str, int]:
        """Erase what is past its time; how many rows of each table went."""
        return {
            table: self._forget(table, condition, stamp(now - timedelta(days=days)))
            for table, condition, days in (
                ("inbox", "received < ? AND done IS NOT NULL", keep.inbox),
                ("deliveries", "settled < ? AND state NOT IN ('due', 'sending')", keep.outbox),
                ("texts", _OWED_TO_NOBODY, keep.outbox),
                ("photos", "sent < ?", keep.outbox),
                ("articles", "ifnull(last_seen, first_seen) < ?", keep.articles),
                ("incidents", "updated < ?", keep.incidents),
                ("reports", "told < ?", keep.incidents),
                ("whereabouts", "last < ?", keep.articles),
                ("prints", "last < ?", keep.articles),
                ("gists", "last < ?", keep.articles),
                ("loose_reports", "told < ?", keep.loose),
                ("feedback", "given < ?", keep.feedback),
                ("acts", "done < ?", keep.acts),
                ("roll_calls", "answered < ?", keep.roll_calls),
                ("invites", "made < ?", keep.invites),
                ("wishes", "made < ?", keep.wishes),
            )
        }

    def _forget(self, table: str, condition: str, before: str) -> int:
        gone = 0
        while True:
            step = self._change(
                f"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE {condition} LIMIT {STEP})",
                (before,),
            )
            gone += step
            if step < STEP:
                return gone
