"""Which subscriptions were told that their sources are silent, and since when they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.store.codec import moment, stamp
from bot.store.connection import Connections


class BlindTables(Connections):
    def blind(self) -> Mapping[int, datetime]:
        rows = self._rows("SELECT subscription_id, since FROM blind ORDER BY subscription_id")
        return {row["subscription_id"]: moment(row["since"]) for row in rows}

    def told_blind(self, since: Mapping[int, datetime]) -> None:
        self._change_many(
            "INSERT OR REPLACE INTO blind (subscription_id, since) VALUES (?, ?)",
            ((number, stamp(when)) for number, when in since.items()),
        )

    def not_blind(self, subscription_ids: Iterable[int]) -> None:
        self._change_many("DELETE FROM blind WHERE subscription_id = ?", ((number,) for number in subscription_ids))
