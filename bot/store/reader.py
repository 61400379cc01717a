"""A look into the database of a running bot: read-only, past its lock, changing nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from sqlite3 import DatabaseError
from typing import Any

from bot.feeds.feed import FeedState
from bot.incidents import Incident
from bot.store import StoreError, engine
from bot.store.codec import FEED_STATE, INCIDENT, SEEN, moment
from bot.store.connection import dicts, explain
from bot.store.engine import ERRORS, connect
from bot.store.people import subscription_of
from bot.subscriptions import Subscription
from extract.article import Article


def _rows(path: Path, key: str | None, query: str, *values: object) -> list[dict[str, Any]]:
    """Raises StoreError; empty when there is no database yet."""
    if not path.exists():
        return []
    try:
        with closing(connect(path, key, read_only=True)) as db:
            return dicts(db.execute(query, values))
    except ERRORS as error:
        raise explain(error, path) from error


def trouble(path: Path, key: str | None) -> str | None:
    """Why the database cannot be opened or read to its end, or could not be once it is there; None when it can.

    Every page is looked at (some 200 MB a second): a disk that fails shows it here, not weeks later in the middle of
    the night.
    """
    if key is not None and not engine.installed():
        return engine.NOT_INSTALLED
    try:
        for row in _rows(path, key, "PRAGMA quick_check(1)"):
            [found] = row.values()
            if found != "ok":
                return str(explain(DatabaseError(f"malformed: {' '.join(str(found).split())}"), path))
    except StoreError as error:
        return str(error)
    return None


def feed_states(path: Path, key: str | None = None) -> Sequence[FeedState]:
    """What is remembered of each feed."""
    return tuple(
        FEED_STATE.validate_json(row["body"]) for row in _rows(path, key, "SELECT body FROM feeds ORDER BY url")
    )


def subscriptions(path: Path, key: str | None = None) -> Sequence[Subscription]:
    """Those of all chats that are active and admitted."""
    query = "SELECT subscriptions.* FROM subscriptions JOIN chats USING (chat_id) WHERE active AND admitted"
    return tuple(subscription_of(row) for row in _rows(path, key, query))


def kept_values(path: Path, key: str | None = None) -> dict[str, str]:
    """The small values that survive a restart, by name."""
    return {row["name"]: row["value"] for row in _rows(path, key, "SELECT name, value FROM kept_values")}


def objections(path: Path, key: str | None = None) -> Sequence[tuple[Incident, Mapping[str, int]]]:
    """Each incident somebody called wrong, with how many chats said what."""
    query = """SELECT incidents.id AS id, body, kind, count(*) AS chats
               FROM feedback JOIN incidents ON incidents.id = incident_id
               GROUP BY incidents.id, kind ORDER BY incidents.id"""
    told: dict[int, Incident] = {}
    kinds: dict[int, dict[str, int]] = {}
    for row in _rows(path, key, query):
        told.setdefault(row["id"], replace(INCIDENT.validate_json(row["body"]), id=row["id"]))
        kinds.setdefault(row["id"], {})[row["kind"]] = row["chats"]
    return [(incident, kinds[number]) for number, incident in told.items()]


def articles_by_key(path: Path, keys: Iterable[str], key: str | None = None) -> Mapping[str, Article]:
    """Those that are still kept."""
    query = "SELECT key, body FROM articles WHERE key IN (SELECT value FROM json_each(?))"
    rows = _rows(path, key, query, json.dumps(sorted(set(keys))))
    return {row["key"]: SEEN.validate_json(row["body"]).article for row in rows}


def alert_owed_since(path: Path, key: str | None = None) -> datetime | None:
    """When the alert that waits longest fell due, those held by the fuse left out; None when none waits."""
    query = "SELECT min(due) AS due FROM deliveries WHERE state = 'due' AND kind = 'alert' AND NOT held"
    due = next((row["due"] for row in _rows(path, key, query)), None)
    return moment(due) if due else None
