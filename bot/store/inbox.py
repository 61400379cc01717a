"""Raw updates: written before Telegram is told that they arrived, erased when they are done."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.store import chat_of
from bot.store.codec import stamp
from bot.store.connection import Connections


class InboxTables(Connections):
    def inbox_add(self, updates: Iterable[tuple[int, dict[str, Any]]], now: datetime) -> Collection[int]:
        with self.write():
            return {
                number
                for number, update in updates
                if self._change(
                    "INSERT OR IGNORE INTO inbox (update_id, chat_id, received, body) VALUES (?, ?, ?, ?)",
                    (number, chat_of(update), stamp(now), json.dumps(update, ensure_ascii=False)),
                )
            }

    def inbox_pending(self, limit: int = 100) -> Sequence[tuple[int, dict[str, Any]]]:
        rows = self._rows("SELECT update_id, body FROM inbox WHERE done IS NULL ORDER BY update_id LIMIT ?", (limit,))
        return [(row["update_id"], json.loads(row["body"])) for row in rows]

    def inbox_done(self, update_id: int, now: datetime) -> None:
        self._change("UPDATE inbox SET done = ?, body = '' WHERE update_id = ?", (stamp(now), update_id))
