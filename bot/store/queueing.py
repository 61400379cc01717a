"""Deliveries as rows: whose turn it is, and what has no column of its own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from bot.outbox import Delivery
from bot.store.codec import DELIVERY
from bot.store.connection import Row

Rows = Callable[[str, Mapping[str, Any]], list[Row]]


class Turns:
    """Fair queueing: within a priority each region's messages take turns with every other's.

    A delivery's turn is one after its region's last, or the turn now being served when its region
    has nothing waiting: a region of one message does not stand behind one of ten thousand.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._last: dict[tuple[int, str], int] = {}

    def next(self, priority: int, region_key: str) -> int:
        key = (priority, region_key)
        last = self._last.get(key)
        if last is None:
            [row] = self._rows(
                """SELECT max(turn) AS last,
                   (SELECT min(turn) FROM deliveries
                    WHERE state = 'due' AND priority = :priority AND held = 0) AS served
                   FROM deliveries WHERE state = 'due' AND priority = :priority AND region_key = :region""",
                {"priority": priority, "region": region_key},
            )
            last = max(-1 if row["last"] is None else row["last"], (row["served"] or 0) - 1)
        self._last[key] = last + 1
        return last + 1


# Kept in columns of their own; the body holds the rest, as far as it differs from the defaults.
COLUMNS = {
    "id", "chat_id", "thread_id", "kind", "state", "severity", "priority", "region_key", "created", "due", "expires",
    "incident_id", "revision", "reply_to", "attempts", "part_done", "repeat", "plain", "why", "rule", "feed", "held",
}  # fmt: skip  # a table or a paragraph of words, not one a line

_rest = attrgetter(*(one.name for one in fields(Delivery) if one.name not in COLUMNS))


class Texts:
    """What has no column, as JSON: beside the message, or kept once where several are owed the same.

    `keep` stores such a text and gives its id. Only alerts share: what is said to one person alone
    must go when that person goes.
    """

    def __init__(self, keep: Callable[[str, datetime], int]) -> None:
        self._keep = keep
        self._shared: dict[object, int] = {}

    def of(self, deliveries: Sequence[Delivery]) -> list[tuple[int | None, str]]:
        """(id of the shared text or None, what stands beside the message) for each."""
        rests = [_rest(delivery) for delivery in deliveries]
        often = Counter(rests)
        known: dict[object, str] = {}
        found: list[tuple[int | None, str]] = []
        for delivery, rest in zip(deliveries, rests, strict=True):
            shared = self._shared.get(rest)
            if shared is None and rest not in known:
                known[rest] = DELIVERY.dump_json(delivery, exclude=COLUMNS, exclude_defaults=True).decode()
                if delivery.kind == "alert" and often[rest] > 1:
                    shared = self._shared[rest] = self._keep(known[rest], delivery.created)
            found.append((None, known[rest]) if shared is None else (shared, "{}"))
        return found


# For every query whose rows become deliveries.
SHARED = "(SELECT texts.body FROM texts WHERE texts.id = deliveries.text_id) AS shared"


def delivery_of(row: Row) -> Delivery:
    """A row with all its columns and `shared`."""
    rest = json.loads(row["shared"] or "{}") | json.loads(row["body"])
    return DELIVERY.validate_python(rest | {name: row[name] for name in COLUMNS})
