"""The outbox: what is owed, in which order it leaves, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from bot.outbox import After, Delivery, Digest, Outcome, after, interrupted
from bot.store.codec import moment, stamp
from bot.store.people import PeopleTables
from bot.store.queueing import SHARED, Texts, Turns, delivery_of
from bot.store.records import OutboxRecords
from bot.store.values import ValueTables
from bot.store.verdicts import NOT_DROPPED, TO_CARRY_OUT, VerdictTables

HALTED_UNTIL = "halted_until"
CLAIM_FOR = timedelta(seconds=60)  # longer than any send may take; a claim that outlives it is given out again
STEP = 500  # deliveries a transaction, some 15 ms: commands wait for one step at most


class OutboxTables(VerdictTables, OutboxRecords, PeopleTables, ValueTables):
    def enqueue(self, deliveries: Iterable[Delivery]) -> Sequence[int]:
        """Their ids. Outside `write()` large numbers go in steps, so that others get their turn."""
        left = iter(deliveries)
        ids: list[int] = []
        texts = Texts(self._keep_text)
        step = list(islice(left, STEP))
        while step:
            rest = list(islice(left, STEP))
            with self.write(lasting=not rest):
                ids += self._enqueue_step(step, texts)
            step = rest
        return ids

    def _keep_text(self, body: str, made: datetime) -> int:
        [row] = self._change_returning("INSERT INTO texts (made, body) VALUES (?, ?) RETURNING id", (stamp(made), body))
        return int(row["id"])

    def _enqueue_step(self, deliveries: Sequence[Delivery], texts: Texts) -> list[int]:
        row = self._row("SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'")
        first = 1 + (row["seq"] if row else 0)
        turns = Turns(self._rows)
        self._change_many(
            """INSERT INTO deliveries (id, chat_id, thread_id, kind, state, severity, priority, region_key, turn,
               created, due, expires, incident_id, revision, reply_to, attempts, part_done, repeat, plain, why, rule,
               feed, held, text_id, body)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                (
                    first + number,
                    owed.chat_id,
                    owed.thread_id,
                    owed.kind,
                    owed.state,
                    int(owed.severity),
                    owed.priority,
                    owed.region_key,
                    turns.next(owed.priority, owed.region_key),
                    stamp(owed.created),
                    stamp(owed.due),
                    stamp(owed.expires),
                    owed.incident_id,
                    owed.revision,
                    owed.reply_to,
                    owed.attempts,
                    owed.part_done,
                    owed.repeat,
                    owed.plain,
                    owed.why,
                    owed.rule,
                    owed.feed,
                    owed.held,
                    text_id,
                    body,
                )
                for number, (owed, (text_id, body)) in enumerate(zip(deliveries, texts.of(deliveries), strict=True))
            ),
        )
        return list(range(first, first + len(deliveries)))

    def claim(
        self, now: datetime, limit: int, held: Collection[int] = (), *, alerts: bool = True
    ) -> Sequence[Delivery]:
        params = {
            "now": stamp(now),
            "until": stamp(now + CLAIM_FOR),
            "limit": limit,
            "held": json.dumps(list(held)),
            "alerts": alerts,
        }
        # Asked of the reader first: an idle queue takes no write lock.
        if not self._rows(_ANYTHING, params)[0]["something"]:
            return []
        self.carry_out(now)
        with self.write(lasting=False):
            self._change(
                f"""UPDATE deliveries INDEXED BY deliveries_by_expiry
                    SET state = 'expired', settled = :now, why = 'too late', {_ANSWERS_FORGOTTEN} WHERE {_LATE}""",
                params,
            )
            rows = self._change_returning(
                f"""UPDATE deliveries SET claimed_until = :until WHERE id IN (
                    SELECT id FROM deliveries INDEXED BY deliveries_in_order
                    WHERE {_READY} ORDER BY priority, turn, id LIMIT :limit)
                    RETURNING *, {SHARED}""",
                params,
            )
        rows.sort(key=lambda row: (row["priority"], row["turn"], row["id"]))
        return [delivery_of(row) for row in rows]

    def release(self, delivery_ids: Iterable[int]) -> None:
        self._change_many(
            "UPDATE deliveries SET claimed_until = NULL WHERE id = ? AND state = 'due'",
            ((one,) for one in delivery_ids),
        )

    def sending(self, delivery_ids: Iterable[int], now: datetime) -> Collection[int]:
        with self.write():
            return [
                one
                for one in delivery_ids
                if self._change("UPDATE deliveries SET state = 'sending' WHERE id = ? AND state = 'due'", (one,))
            ]

    def settle(self, results: Iterable[tuple[Delivery, Outcome]], now: datetime) -> Sequence[After]:
        with self.write():
            followed = [after(delivery, outcome, now) for delivery, outcome in results]
            for result in followed:
                self._save(result.delivery, now, result.message_id)
            for result in followed:
                if result.move_chat_to is not None:
                    self._move_chat(result.delivery.id, result.move_chat_to, now)
                if result.retire_chat:
                    self._retire_chat(result.delivery, now)
                if result.halt_until is not None:
                    self._halt(result.halt_until)
                if result.photo is not None:
                    self._keep_photo(*result.photo, now)
        return followed

    def recover(self, now: datetime) -> int:
        with self.write():
            rows = self._rows(f"SELECT *, {SHARED} FROM deliveries WHERE state = 'sending'")
            cut_short = [delivery_of(row) for row in rows]
            for delivery in cut_short:
                self._save(interrupted(delivery, now), now, None)
            self._change("UPDATE deliveries SET claimed_until = NULL WHERE state = 'due' AND claimed_until IS NOT NULL")
        return len(cut_short)

    def collapse(self, chat_id: int, above: int, digest: Digest, now: datetime) -> int:
        with self.write():
            rows = self._rows(
                f"""SELECT *, {SHARED} FROM deliveries
                   WHERE chat_id = ? AND state = 'due' AND kind = 'alert' AND due <= ? AND part_done = 0
                   AND ifnull(json_extract(body, '$.collapsible'), 1)
                   ORDER BY priority, turn, id""",
                (chat_id, stamp(now)),
            )
            by_thread: dict[int | None, list[Delivery]] = {}
            for row in rows:
                by_thread.setdefault(row["thread_id"], []).append(delivery_of(row))
            collapsed = 0
            for owed in by_thread.values():
                if len(owed) > above:
                    self._change_many(
                        "UPDATE deliveries SET state = 'cancelled', why = 'told in a digest', settled = ? WHERE id = ?",
                        ((stamp(now), one.id) for one in owed),
                    )
                    self.enqueue([digest(owed, now)])
                    collapsed += len(owed)
        return collapsed

    def take_back(self, deliveries: Iterable[Delivery], now: datetime) -> None:
        with self.write():
            for delivery in deliveries:
                self._change(
                    """UPDATE deliveries SET state = 'due', why = 'to be tried again', settled = NULL,
                       claimed_until = NULL WHERE id = ? AND state = 'refused'""",
                    (delivery.id,),
                )
                self._change(
                    "UPDATE deliveries SET state = 'due', settled = NULL WHERE chat_id = ? AND state = 'cancelled' "
                    "AND why = ?",
                    (delivery.chat_id, _CHAT_GONE),
                )
                self._set_active(delivery.chat_id, True, now)

    def withdraw(self, incident_id: int, chats: Iterable[tuple[int, int | None]], why: str, now: datetime) -> int:
        with self.write():
            return sum(
                self._change(
                    """UPDATE deliveries SET state = 'cancelled', why = ?, settled = ?
                       WHERE incident_id = ? AND chat_id = ? AND thread_id IS ? AND state = 'due' AND kind = 'alert'
                       AND part_done = 0""",
                    (why, stamp(now), incident_id, chat_id, thread_id),
                )
                for chat_id, thread_id in chats
            )

    def _keep_photo(self, name: str, file_id: str | None, now: datetime) -> None:
        if file_id is None:
            self._change("DELETE FROM photos WHERE name = ?", (name,))
        else:
            self._change(
                "INSERT OR REPLACE INTO photos (name, file_id, sent) VALUES (?, ?, ?)", (name, file_id, stamp(now))
            )

    def _save(self, delivery: Delivery, now: datetime, message_id: int | None) -> None:
        """What was settled. The chat is left alone: it may have moved while this was under way.

        Something cancelled meanwhile stays so unless it was sent after all.
        """
        settled = None if delivery.state == "due" else stamp(now)
        # Nothing of an answer is needed once it has gone: its text is erased.
        forget = delivery.kind == "reply" and delivery.state != "due"
        self._change(
            f"""UPDATE deliveries SET state = :state, due = :due, settled = :settled, why = :why, claimed_until = NULL,
               thread_id = :thread_id, reply_to = :reply_to, attempts = :attempts, part_done = :part_done,
               repeat = :repeat, plain = :plain, message_id = ifnull(message_id, :message_id),
               body = CASE WHEN :forget THEN {_FORGOTTEN}
                           WHEN NOT :pictured AND instr(body, '"photo":') THEN json_remove(body, '$.photo')
                           ELSE body END
               WHERE id = :id AND (state IN ('due', 'sending') OR :state = 'sent')""",
            {
                "id": delivery.id,
                "state": delivery.state,
                "due": stamp(delivery.due),
                "settled": settled,
                "why": delivery.why,
                "thread_id": delivery.thread_id,
                "reply_to": delivery.reply_to,
                "attempts": delivery.attempts,
                "part_done": delivery.part_done,
                "repeat": delivery.repeat,
                "plain": delivery.plain,
                "message_id": message_id,
                "forget": forget,
                "pictured": delivery.photo is not None,
            },
        )
        if forget:
            # The farewell to a chat that asked to be erased must not outlive it.
            self._change(
                """DELETE FROM deliveries WHERE id = ?
                   AND NOT EXISTS (SELECT 1 FROM chats WHERE chats.chat_id = deliveries.chat_id)""",
                (delivery.id,),
            )

    def _move_chat(self, delivery_id: int, new: int, now: datetime) -> None:
        """The group's settings, regions and everything owed go with it into its supergroup."""
        row = self._row("SELECT chat_id FROM deliveries WHERE id = ?", (delivery_id,))
        if row is None or row["chat_id"] == new:
            return
        self.move_chat(row["chat_id"], new, now)

    def move_chat(self, old: int, new: int, now: datetime) -> None:
        with self.write():
            chat = self.chat(old)
            if chat is not None:
                if self.chat(new) is None:
                    self.save_chat(replace(chat, id=new, kind="supergroup"), now)
                self._change("DELETE FROM chats WHERE chat_id = ?", (old,))
            for table in ("subscriptions", "feedback", "roll_calls", "wishes"):
                self._change(f"UPDATE OR IGNORE {table} SET chat_id = ? WHERE chat_id = ?", (new, old))
                self._change(f"DELETE FROM {table} WHERE chat_id = ?", (old,))
            self._change("UPDATE inbox SET chat_id = ? WHERE chat_id = ?", (new, old))
            # Message ids do not follow: nothing sent before can be replied to.
            self._change(
                "UPDATE deliveries SET chat_id = ?, message_id = NULL, reply_to = NULL WHERE chat_id = ?", (new, old)
            )

    def _retire_chat(self, delivery: Delivery, now: datetime) -> None:
        row = self._row("SELECT chat_id FROM deliveries WHERE id = ?", (delivery.id,))
        chat_id = delivery.chat_id if row is None else row["chat_id"]
        self._set_active(chat_id, False, now)
        self._change(
            f"""UPDATE deliveries SET state = 'cancelled', why = ?, settled = ?, {_ANSWERS_FORGOTTEN}
                WHERE chat_id = ? AND state = 'due'""",
            (_CHAT_GONE, stamp(now), chat_id),
        )

    def _set_active(self, chat_id: int, active: bool, now: datetime) -> None:
        chat = self.chat(chat_id)
        if chat is not None and chat.active != active:
            self.save_chat(replace(chat, active=active), now)

    def _halt(self, until: datetime) -> None:
        known = self.value(HALTED_UNTIL)
        if known is None or moment(known) < until:
            self.set_value(HALTED_UNTIL, stamp(until))


_CHAT_GONE = "the chat is gone"
_FORGOTTEN = "json_set(json_remove(body, '$.document', '$.photo'), '$.parts', json('[]'), '$.buttons', json('[]'))"
_ANSWERS_FORGOTTEN = f"body = CASE WHEN kind = 'reply' THEN {_FORGOTTEN} ELSE body END"
_LATE = "(state = 'due' AND expires <= :now)"
# Owed "later than now" and due at once: the clock was set back since, so it is due.
_READY = f"""(state = 'due' AND held = 0 AND (due <= :now OR (created > :now AND due <= created)) AND expires > :now
    AND (claimed_until IS NULL OR claimed_until <= :now OR claimed_until > :until)
    AND (:alerts OR kind IN ('reply', 'notice'))
    AND chat_id NOT IN (SELECT value FROM json_each(:held)) AND {NOT_DROPPED})"""

_ANYTHING = f"""
    SELECT EXISTS (SELECT 1 FROM deliveries INDEXED BY deliveries_in_order WHERE {_READY})
        OR EXISTS (SELECT 1 FROM deliveries INDEXED BY deliveries_by_expiry WHERE {_LATE})
        OR {TO_CARRY_OUT} AS something"""
