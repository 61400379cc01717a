"""A look into the database of a running bot: read-only, past its lock, changing nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.feeds.feed import FeedState
from bot.store.codec import FEED_STATE, moment
from bot.store.connection import explain
from bot.store.people import subscription_of
from bot.subscriptions import Subscription


def _rows(path: Path, query: str) -> list[dict[str, Any]]:
    """Raises StoreError; empty when there is no database yet."""
    if not path.exists():
        return []
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5)) as db:
            db.row_factory = sqlite3.Row
            return [dict(row) for row in db.execute(query)]
    except sqlite3.Error as error:
        raise explain(error, path) from error


def feed_states(path: Path) -> Sequence[FeedState]:
    """What is remembered of each feed."""
    return tuple(FEED_STATE.validate_json(row["body"]) for row in _rows(path, "SELECT body FROM feeds ORDER BY url"))


def subscriptions(path: Path) -> Sequence[Subscription]:
    """Those of all chats that are active and admitted."""
    query = "SELECT subscriptions.* FROM subscriptions JOIN chats USING (chat_id) WHERE active AND admitted"
    return tuple(subscription_of(row) for row in _rows(path, query))


def kept_values(path: Path) -> dict[str, str]:
    """The small values that survive a restart, by name."""
    return {row["name"]: row["value"] for row in _rows(path, "SELECT name, value FROM kept_values")}


def alert_owed_since(path: Path) -> datetime | None:
    """When the alert that waits longest fell due, those held by the fuse left out; None when none waits."""
    query = "SELECT min(due) AS due FROM deliveries WHERE state = 'due' AND kind = 'alert' AND NOT held"
    due = next((row["due"] for row in _rows(path, query)), None)
    return moment(due) if due else None
