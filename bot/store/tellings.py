"""What people are to be told of, from the moment it is decided until all of it is in the outbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.incidents.telling import Announcement, Telling
from bot.store.codec import TO_TELL
from bot.store.connection import Connections

T = TypeVar("T", bound=Telling | Announcement)


class TellingTables(Connections):
    def to_tell(self, telling: T) -> T:
        body = TO_TELL.dump_json(telling).decode()
        if telling.id:
            self._change("UPDATE tellings SET body = ? WHERE id = ?", (body, telling.id))
            return telling
        [row] = self._change_returning("INSERT INTO tellings (body) VALUES (?) RETURNING id", (body,))
        return replace(telling, id=row["id"])

    def untold(self) -> Sequence[Telling | Announcement]:
        rows = self._rows("SELECT id, body FROM tellings ORDER BY id")
        return [replace(TO_TELL.validate_json(row["body"]), id=row["id"]) for row in rows]

    def told(self, telling_id: int) -> None:
        self._change("DELETE FROM tellings WHERE id = ?", (telling_id,))

    def waiting_since(self, incident_id: int) -> Mapping[tuple[int, int | None], int]:
        rows = self._rows(
            """SELECT chat_id, thread_id, max(CASE WHEN state IN ('due', 'cancelled') THEN 0 ELSE revision END) AS sent
               FROM deliveries WHERE incident_id = ? AND kind = 'alert'
               GROUP BY chat_id, thread_id HAVING sum(state = 'due') > 0""",
            (incident_id,),
        )
        return {(row["chat_id"], row["thread_id"]): row["sent"] + 1 for row in rows}

    def reached(self, incident_id: int, revision: int) -> Sequence[tuple[int, int | None]]:
        rows = self._rows(
            "SELECT chat_id, thread_id FROM deliveries WHERE incident_id = ? AND revision = ?", (incident_id, revision)
        )
        return [(row["chat_id"], row["thread_id"]) for row in rows]
