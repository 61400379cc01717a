"""What stands in the outbox and what has left it: everything that is only asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.outbox import Delivery, State, Warned
from bot.store.codec import moment, stamp
from bot.store.connection import Connections
from bot.store.queueing import SHARED, delivery_of

_WARNED = "incident_id = ? AND kind = 'alert' AND (state IN ('sending', 'sent', 'uncertain') OR part_done > 0)"


class OutboxRecords(Connections):
    def chats_owed(self, rule: str, feed: str, since: datetime) -> int:
        row = self._row(
            """SELECT max(
                 count(DISTINCT CASE WHEN rule = :rule AND rule != '' THEN chat_id END),
                 count(DISTINCT CASE WHEN feed = :feed AND feed != '' THEN chat_id END)
               ) AS number
               FROM deliveries INDEXED BY deliveries_by_age WHERE (rule != '' OR feed != '') AND created >= :since""",
            {"rule": rule, "feed": feed, "since": stamp(since)},
        )
        return 0 if row is None else int(row["number"])

    def held(self, incident_id: int) -> int:
        row = self._row(
            """SELECT count(*) AS number FROM deliveries WHERE incident_id = :incident AND held = 1 AND state = 'due'
               AND NOT EXISTS (SELECT 1 FROM verdicts WHERE incident_id = :incident)""",
            {"incident": incident_id},
        )
        return 0 if row is None else int(row["number"])

    def first_message(self, chat_id: int, incident_id: int) -> int | None:
        row = self._row(
            "SELECT min(message_id) AS first FROM deliveries WHERE incident_id = ? AND chat_id = ? AND kind = 'alert'",
            (incident_id, chat_id),
        )
        return None if row is None else row["first"]

    def warned(self, incident_id: int) -> Sequence[Warned]:
        rows = self._rows(
            f"""SELECT chat_id, thread_id, min(message_id) AS first, count(*) AS alerts
               FROM deliveries WHERE {_WARNED}
               GROUP BY chat_id, thread_id ORDER BY min(id)""",
            (incident_id,),
        )
        return [Warned(**row) for row in rows]

    def number_warned(self, incident_id: int) -> int:
        [row] = self._rows(f"SELECT count(DISTINCT chat_id) AS number FROM deliveries WHERE {_WARNED}", (incident_id,))
        return int(row["number"])

    def alerts_sent(self, chat_id: int, limit: int = 20) -> Sequence[Delivery]:
        rows = self._rows(
            f"""SELECT *, {SHARED} FROM deliveries WHERE chat_id = ? AND state = 'sent' AND kind IN ('alert', 'digest')
               ORDER BY settled DESC, id DESC LIMIT ?""",
            (chat_id, limit),
        )
        return [delivery_of(row) for row in rows]

    def in_state(self, state: State, since: datetime | None = None, limit: int = 100) -> Sequence[Delivery]:
        waiting = state in ("due", "sending")
        condition = "ORDER BY id DESC" if waiting else "AND settled >= :since ORDER BY settled DESC, id DESC"
        rows = self._rows(
            f"SELECT *, {SHARED} FROM deliveries WHERE state = :state {condition} LIMIT :limit",
            {"state": state, "since": "" if since is None else stamp(since), "limit": limit},
        )
        return [delivery_of(row) for row in rows]

    def sent_since(self, since: datetime) -> Sequence[tuple[int, datetime]]:
        rows = self._rows(
            "SELECT chat_id, settled FROM deliveries WHERE state IN ('sent', 'uncertain') AND settled >= ?",
            (stamp(since),),
        )
        return [(row["chat_id"], moment(row["settled"])) for row in rows]

    def photo(self, name: str) -> str | None:
        row = self._row("SELECT file_id FROM photos WHERE name = ?", (name,))
        return None if row is None else str(row["file_id"])

    def owed(self, now: datetime) -> int:
        row = self._row(
            """SELECT (SELECT count(*) FROM deliveries WHERE state = 'due' AND due <= ?)
                    + (SELECT count(*) FROM deliveries WHERE state = 'sending')
                    + (SELECT count(*) FROM tellings) AS number""",
            (stamp(now),),
        )
        return 0 if row is None else int(row["number"])

    def queue_counts(self) -> dict[str, int]:
        rows = self._rows(_BY_STATE)
        return {row["state"]: row["number"] for row in rows if row["number"]}


_BY_STATE = """
    SELECT 'due' AS state, count(*) AS number FROM deliveries WHERE state = 'due'
    UNION ALL SELECT 'sending', count(*) FROM deliveries WHERE state = 'sending'
    UNION ALL SELECT state, count(*) FROM deliveries WHERE settled IS NOT NULL GROUP BY state"""
