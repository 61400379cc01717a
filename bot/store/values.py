"""Small values that must survive a restart."""

from __future__ import annotations

from bot.store.connection import Connections


class ValueTables(Connections):
    def value(self, name: str) -> str | None:
        row = self._row("SELECT value FROM kept_values WHERE name = ?", (name,))
        return None if row is None else str(row["value"])

    def set_value(self, name: str, value: str | None) -> None:
        if value is None:
            self._change("DELETE FROM kept_values WHERE name = ?", (name,))
        else:
            self._change("INSERT OR REPLACE INTO kept_values (name, value) VALUES (?, ?)", (name, value))
