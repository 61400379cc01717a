"""A look into the database of a running bot: read-only, past its lock, changing nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.feeds.feed import FeedState
from bot.store.codec import FEED_STATE
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
