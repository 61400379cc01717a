"""Chats, their subscriptions, invitations, and what admins did."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.regions import Region
from bot.store import Numbers
from bot.store.codec import CHAT, SUBSCRIPTION, moment, stamp
from bot.store.connection import Connections, Row
from bot.subscriptions import Chat, Subscription


class PeopleTables(Connections):
    def chat(self, chat_id: int) -> Chat | None:
        row = self._row("SELECT * FROM chats WHERE chat_id = ?", (chat_id,))
        return None if row is None else _chat(row)

    def chats(self, active: bool = True) -> Sequence[Chat]:
        where = "WHERE active" if active else ""
        return [_chat(row) for row in self._rows(f"SELECT * FROM chats {where} ORDER BY chat_id")]

    def numbers(self) -> Numbers:
        [row] = self._rows(
            """SELECT count(*) AS chats, total(active AND admitted) AS active,
               total(active AND admitted AND instr(body, '"banned":true') = 0) AS reached,
               (SELECT count(*) FROM subscriptions JOIN chats USING (chat_id) WHERE active AND admitted) AS regions
               FROM chats"""
        )
        return Numbers(*(int(row[name]) for name in ("chats", "active", "reached", "regions")))

    def channels(self) -> Sequence[Chat]:
        # People's numbers are above zero: a hundred thousand of them are not read to find three channels.
        chats = map(_chat, self._rows("SELECT * FROM chats WHERE active AND chat_id < 0 ORDER BY chat_id"))
        return [chat for chat in chats if chat.kind == "channel"]

    def chats_of(self, chat_ids: Collection[int]) -> Mapping[int, Chat]:
        rows = self._rows(
            "SELECT * FROM chats WHERE chat_id IN (SELECT value FROM json_each(?))", (json.dumps(list(chat_ids)),)
        )
        return {row["chat_id"]: _chat(row) for row in rows}

    def save_chat(self, chat: Chat, now: datetime) -> None:
        self._change(
            """INSERT INTO chats (chat_id, active, admitted, saved, body) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT (chat_id) DO UPDATE SET active = excluded.active, admitted = excluded.admitted,
               saved = excluded.saved, body = excluded.body""",
            (chat.id, chat.active, chat.admitted, stamp(now), CHAT.dump_json(chat).decode()),
        )

    def subscriptions(self, chat_id: int | None = None) -> Sequence[Subscription]:
        if chat_id is not None:
            rows = self._rows("SELECT * FROM subscriptions WHERE chat_id = ? ORDER BY id", (chat_id,))
        else:
            rows = self._rows(
                """SELECT subscriptions.* FROM subscriptions JOIN chats USING (chat_id)
                   WHERE active AND admitted ORDER BY subscriptions.id"""
            )
        return [subscription_of(row) for row in rows]

    def trips(self) -> Sequence[Subscription]:
        rows = self._rows(
            """SELECT subscriptions.* FROM subscriptions JOIN chats USING (chat_id)
               WHERE active AND admitted AND json_extract(subscriptions.body, '$.trip') ORDER BY subscriptions.id"""
        )
        return [subscription_of(row) for row in rows]

    def digest_readers(self) -> Sequence[Chat]:
        rows = self._rows(
            "SELECT * FROM chats WHERE active AND json_extract(body, '$.digest_hour') IS NOT NULL ORDER BY chat_id"
        )
        return [_chat(row) for row in rows]

    def listeners(self, subscription_ids: Collection[int]) -> Sequence[Subscription]:
        rows = self._rows(
            """SELECT subscriptions.* FROM subscriptions JOIN chats USING (chat_id)
               WHERE active AND admitted AND subscriptions.id IN (SELECT value FROM json_each(?))
               ORDER BY subscriptions.id""",
            (json.dumps(list(subscription_ids)),),
        )
        return [subscription_of(row) for row in rows]

    def listening_since(self, version: int) -> tuple[int, Collection[int]]:
        rows = self._rows(
            "SELECT version, subscription_id FROM listening WHERE version > ? ORDER BY version", (version,)
        )
        return (rows[-1]["version"] if rows else version), [row["subscription_id"] for row in rows]

    def listening_version(self) -> int:
        row = self._row("SELECT max(version) AS version FROM listening")
        return 0 if row is None else row["version"] or 0

    def subscription(self, chat_id: int, subscription_id: int) -> Subscription | None:
        row = self._row("SELECT * FROM subscriptions WHERE chat_id = ? AND id = ?", (chat_id, subscription_id))
        return None if row is None else subscription_of(row)

    def subscribe(self, subscription: Subscription, now: datetime) -> Subscription:
        [row] = self._change_returning(
            """INSERT INTO subscriptions (chat_id, thread_id, region_key, made, body) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT (chat_id, ifnull(thread_id, 0), region_key) DO UPDATE SET body = excluded.body
               RETURNING id""",
            (*_searched(subscription), stamp(now), SUBSCRIPTION.dump_json(subscription).decode()),
        )
        return replace(subscription, id=row["id"])

    def update_subscription(self, subscription: Subscription) -> None:
        with self.write():
            chat_id, thread_id, region_key = _searched(subscription)
            # A moved region may have become one the chat has already: the changed one stays.
            self._change(
                """DELETE FROM subscriptions
                   WHERE chat_id = ? AND ifnull(thread_id, 0) = ifnull(?, 0) AND region_key = ? AND id != ?""",
                (chat_id, thread_id, region_key, subscription.id),
            )
            self._change(
                "UPDATE subscriptions SET thread_id = ?, region_key = ?, body = ? WHERE id = ? AND chat_id = ?",
                (thread_id, region_key, SUBSCRIPTION.dump_json(subscription).decode(), subscription.id, chat_id),
            )

    def unsubscribe(self, chat_id: int, subscription_id: int | None = None) -> int:
        if subscription_id is None:
            return self._change("DELETE FROM subscriptions WHERE chat_id = ?", (chat_id,))
        return self._change("DELETE FROM subscriptions WHERE chat_id = ? AND id = ?", (chat_id, subscription_id))

    def add_invite(self, code: str, created_by: int, uses: int, now: datetime) -> None:
        self._change(
            "INSERT INTO invites (code, chat_id, uses, made) VALUES (?, ?, ?, ?)", (code, created_by, uses, stamp(now))
        )

    def use_invite(self, code: str, chat_id: int, now: datetime) -> bool:
        return self._change("UPDATE invites SET uses = uses - 1 WHERE code = ? AND uses > 0", (code,)) == 1

    def record_act(self, admin_id: int, what: str, now: datetime) -> None:
        self._change("INSERT INTO acts (chat_id, what, done) VALUES (?, ?, ?)", (admin_id, what, stamp(now)))

    def acts(self, limit: int = 20) -> Sequence[tuple[int, str, datetime]]:
        rows = self._rows("SELECT chat_id, what, done FROM acts ORDER BY id DESC LIMIT ?", (limit,))
        return [(row["chat_id"], row["what"], moment(row["done"])) for row in rows]


def region_key(region: Region) -> str:
    """The same region however it was named: by its codes, a bare circle by its point (0.01° is about 1 km)."""
    if region.geonameid is not None:
        return f"{region.kind}:{region.geonameid}"
    if region.lat is not None and region.lon is not None and region.kind in ("city", "circle"):
        return f"{region.kind}:{region.lat:.2f},{region.lon:.2f}"
    return ":".join((region.kind, region.country or "", region.admin1 or "", region.admin2 or ""))


def _searched(subscription: Subscription) -> tuple[int, int | None, str]:
    """What there is once in a chat. A trip to a place that is followed anyway stands beside it, and ends alone."""
    key = region_key(subscription.region)
    return subscription.chat_id, subscription.thread_id, f"trip:{key}" if subscription.trip else key


def _chat(row: Row) -> Chat:
    known = CHAT.validate_json(row["body"])
    if (known.id, known.active, known.admitted) == (row["chat_id"], row["active"], row["admitted"]):
        return known
    return replace(known, id=row["chat_id"], active=bool(row["active"]), admitted=bool(row["admitted"]))


def subscription_of(row: Row) -> Subscription:
    return replace(SUBSCRIPTION.validate_json(row["body"]), id=row["id"], chat_id=row["chat_id"])
