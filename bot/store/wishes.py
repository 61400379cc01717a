"""What a person wished for a place, kept while a button for it waits: where it does not fit into the button."""

from __future__ import annotations

from datetime import datetime

from bot.store.codec import stamp
from bot.store.connection import Connections


class WishTables(Connections):
    def keep_wish(self, chat_id: int, wish: str, now: datetime) -> int:
        [row] = self._change_returning(
            "INSERT INTO wishes (chat_id, made, body) VALUES (?, ?, ?) RETURNING id", (chat_id, stamp(now), wish)
        )
        return int(row["id"])

    def wish(self, chat_id: int, number: int) -> str | None:
        row = self._row("SELECT body FROM wishes WHERE id = ? AND chat_id = ?", (number, chat_id))
        return None if row is None else str(row["body"])
