"""Raw updates: written before Telegram is told that they arrived, erased when they are done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.store.codec import stamp
from bot.store.connection import Connections


class InboxTables(Connections):
    def inbox_add(self, updates: Iterable[tuple[int, dict[str, Any]]], now: datetime) -> None:
        self._change_many(
            "INSERT OR IGNORE INTO inbox (update_id, chat_id, received, body) VALUES (?, ?, ?, ?)",
            (
                (number, chat_of(update), stamp(now), json.dumps(update, ensure_ascii=False))
                for number, update in updates
            ),
        )

    def inbox_pending(self, limit: int = 100) -> Sequence[tuple[int, dict[str, Any]]]:
        rows = self._rows("SELECT update_id, body FROM inbox WHERE done IS NULL ORDER BY update_id LIMIT ?", (limit,))
        return [(row["update_id"], json.loads(row["body"])) for row in rows]

    def inbox_done(self, update_id: int, now: datetime) -> None:
        self._change("UPDATE inbox SET done = ?, body = '' WHERE update_id = ?", (stamp(now), update_id))


def chat_of(update: Mapping[str, Any]) -> int | None:
    """The chat an update came from, whatever sort of update it is; None where there is none."""
    for content in update.values():
        if not isinstance(content, Mapping):
            continue
        message = content.get("message", content)
        if isinstance(message, Mapping):
            chat = message.get("chat") or content.get("from")
            if isinstance(chat, Mapping) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return None
