"""Incidents, and what people said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.incidents import Incident
from bot.store.codec import INCIDENT, moment, stamp
from bot.store.connection import Connections, Row


class IncidentTables(Connections):
    def add_incident(self, incident: Incident) -> Incident:
        with self.write():
            [row] = self._change_returning(
                "INSERT INTO incidents (country, opened, updated, revision, body) VALUES (?, ?, ?, ?, '') RETURNING id",
                (incident.country, stamp(incident.opened), stamp(incident.updated), incident.revision),
            )
            stored = replace(incident, id=row["id"])
            self.replace_incident(stored)
        return stored

    def replace_incident(self, incident: Incident) -> None:
        self._change(
            "UPDATE incidents SET country = ?, opened = ?, updated = ?, revision = ?, body = ? WHERE id = ?",
            (
                incident.country,
                stamp(incident.opened),
                stamp(incident.updated),
                incident.revision,
                INCIDENT.dump_json(incident).decode(),
                incident.id,
            ),
        )

    def incident(self, incident_id: int) -> Incident | None:
        row = self._row("SELECT id, body FROM incidents WHERE id = ?", (incident_id,))
        return None if row is None else _incident(row)

    def incidents(self, since: datetime, country: str | None = None, limit: int = 200) -> Sequence[Incident]:
        where = "" if country is None else "AND country = :country"
        rows = self._rows(
            f"""SELECT id, body FROM incidents WHERE updated >= :since {where}
                ORDER BY updated DESC, id DESC LIMIT :limit""",
            {"since": stamp(since), "country": country, "limit": limit},
        )
        return [_incident(row) for row in rows]

    def add_feedback(self, chat_id: int, incident_id: int, kind: str, now: datetime) -> None:
        self._change(
            "INSERT OR REPLACE INTO feedback (chat_id, incident_id, kind, given) VALUES (?, ?, ?, ?)",
            (chat_id, incident_id, kind, stamp(now)),
        )

    def feedback(self, since: datetime) -> Sequence[tuple[int, int, str, datetime]]:
        rows = self._rows(
            "SELECT chat_id, incident_id, kind, given FROM feedback WHERE given >= ? ORDER BY given DESC",
            (stamp(since),),
        )
        return [(row["chat_id"], row["incident_id"], row["kind"], moment(row["given"])) for row in rows]

    def answer_roll_call(self, chat_id: int, incident_id: int, user_id: int, name: str, now: datetime) -> None:
        self._change(
            """INSERT INTO roll_calls (chat_id, incident_id, user_id, name, answered) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT (chat_id, incident_id, user_id)
               DO UPDATE SET name = excluded.name, answered = excluded.answered""",
            (chat_id, incident_id, user_id, name, stamp(now)),
        )

    def forget_roll_calls(self, before: datetime) -> int:
        if self._row("SELECT 1 FROM roll_calls WHERE answered < ? LIMIT 1", (stamp(before),)) is None:
            return 0
        return self._change("DELETE FROM roll_calls WHERE answered < ?", (stamp(before),))

    def roll_call(self, chat_id: int, incident_id: int, since: datetime) -> Sequence[str]:
        rows = self._rows(
            """SELECT name FROM roll_calls WHERE chat_id = ? AND incident_id = ? AND answered >= ?
               ORDER BY answered, rowid""",
            (chat_id, incident_id, stamp(since)),
        )
        return [row["name"] for row in rows]


def _incident(row: Row) -> Incident:
    return replace(INCIDENT.validate_json(row["body"]), id=row["id"])
