"""Deliveries as rows: whose turn it is, and what has no column of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
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
                   (SELECT min(turn) FROM deliveries WHERE state = 'due' AND priority = :priority) AS served
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
}  # fmt: skip

_rest = attrgetter(*(one.name for one in fields(Delivery) if one.name not in COLUMNS))


class Bodies:
    """JSON of what has no column, made once for all messages that say the same."""

    def __init__(self) -> None:
        self._known: dict[object, str] = {}

    def __call__(self, delivery: Delivery) -> str:
        rest = _rest(delivery)
        body = self._known.get(rest)
        if body is None:
            body = DELIVERY.dump_json(delivery, exclude=COLUMNS, exclude_defaults=True).decode()
            self._known[rest] = body
        return body


def delivery_of(row: Row) -> Delivery:
    return DELIVERY.validate_python(json.loads(row["body"]) | {name: row[name] for name in COLUMNS})
