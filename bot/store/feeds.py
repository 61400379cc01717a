"""Feeds and articles: what was learnt by looking, and what became of each item."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.feeds.feed import FeedState
from bot.store import Seen
from bot.store.codec import FEED_STATE, SEEN, stamp, stamp_or_none
from bot.store.connection import Connections


class FeedTables(Connections):
    def feed_states(self) -> Sequence[FeedState]:
        return [FEED_STATE.validate_json(row["body"]) for row in self._rows("SELECT body FROM feeds ORDER BY url")]

    def lease_feeds(
        self, urls: Sequence[str], owner: str, now: datetime, lease_s: float, most: int = 1
    ) -> Sequence[FeedState]:
        """Those feeds among `urls` that are longest overdue and that nobody holds, at most so many.

        A lease that ends later than one taken now would is from a clock that was since set back: it is void.
        """
        until = stamp(now + timedelta(seconds=lease_s))
        params = {"urls": json.dumps(list(urls)), "now": stamp(now), "until": until, "owner": owner, "most": most}
        if not self._rows(_OVERDUE, params):
            return ()
        leased = []
        with self.write():
            for row in self._rows(_OVERDUE, params):
                body = row["body"] or FEED_STATE.dump_json(FeedState(row["url"])).decode()
                self._change(
                    """INSERT INTO feeds (url, lease_owner, lease_until, body) VALUES (:url, :owner, :until, :body)
                       ON CONFLICT (url) DO UPDATE SET lease_owner = :owner, lease_until = :until""",
                    {**params, "url": row["url"], "body": body},
                )
                leased.append(FEED_STATE.validate_json(body))
        return leased

    def give_back_feeds(self) -> int:
        """Whoever held a feed is gone: it is free at once, and no news waits until the lease has run out. How many."""
        return self._change("UPDATE feeds SET lease_owner = NULL, lease_until = NULL WHERE lease_until IS NOT NULL")

    def hurry_feeds(self, now: datetime) -> int:
        """Feeds that were looked at "later than now" are due: the clock was set back since. How many."""
        return self._change(
            "UPDATE feeds SET next_look = NULL WHERE julianday(json_extract(body, '$.last_look')) > julianday(?)",
            (stamp(now + SLACK),),
        )

    def settle_feed(self, state: FeedState) -> None:
        self._change(
            """INSERT INTO feeds (url, next_look, body) VALUES (?, ?, ?)
               ON CONFLICT (url) DO UPDATE SET next_look = excluded.next_look, body = excluded.body,
               lease_owner = NULL, lease_until = NULL""",
            (state.url, stamp_or_none(state.next_look), FEED_STATE.dump_json(state).decode()),
        )

    def unseen(self, feed: str, keys: Iterable[str]) -> set[str]:
        asked = set(keys)
        known = self._rows(
            "SELECT key FROM articles WHERE feed = ? AND key IN (SELECT value FROM json_each(?))",
            (feed, json.dumps(sorted(asked))),
        )
        return asked - {row["key"] for row in known}

    def still_there(self, feed: str, keys: Iterable[str], now: datetime) -> int:
        """Their feed shows these articles still: they must not be forgotten, or they would come as new again.

        Written down once a day; how many that were.
        """
        params = {"feed": feed, "keys": json.dumps(list(keys)), "now": stamp(now), "stale": stamp(now - A_DAY)}
        if not self._rows(f"SELECT 1 FROM articles WHERE {_STALE} LIMIT 1", params):
            return 0
        return self._change(f"UPDATE articles SET last_seen = :now WHERE {_STALE}", params)

    def record_article(self, seen: Seen) -> None:
        article = seen.article
        self._change(
            """INSERT INTO articles (feed, key, url, first_seen, outcome, incident_id, body)
               VALUES (?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (feed, key) DO UPDATE SET url = excluded.url, outcome = excluded.outcome,
               incident_id = excluded.incident_id, body = excluded.body""",
            (
                article.feed,
                article.key,
                article.url,
                stamp(seen.first_seen),
                seen.outcome,
                seen.incident_id,
                SEEN.dump_json(seen).decode(),
            ),
        )

    def articles(self, *, url: str | None = None, limit: int = 20) -> Sequence[Seen]:
        where = "" if url is None else "WHERE url = :url"
        rows = self._rows(
            f"SELECT body FROM articles {where} ORDER BY first_seen DESC, rowid DESC LIMIT :limit",
            {"url": url, "limit": limit},
        )
        return [SEEN.validate_json(row["body"]) for row in rows]


A_DAY = timedelta(days=1)
SLACK = timedelta(minutes=1)  # a clock that is kept right is set back by less
_STALE = """feed = :feed AND key IN (SELECT value FROM json_each(:keys)) AND ifnull(last_seen, first_seen) < :stale"""

_OVERDUE = """
    SELECT asked.value AS url, feeds.body AS body
    FROM json_each(:urls) AS asked LEFT JOIN feeds ON feeds.url = asked.value
    WHERE (feeds.next_look IS NULL OR feeds.next_look <= :now)
      AND (feeds.lease_until IS NULL OR feeds.lease_until <= :now OR feeds.lease_until > :until)
    ORDER BY ifnull(feeds.next_look, ''), asked.key
    LIMIT :most"""
