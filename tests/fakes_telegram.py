"""What the delivery tests share: a bot on the in-process Telegram, deliveries, and a clock that is moved by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.channels.inprocess import InProcessTelegram
from bot.channels.telegram import TelegramChannel, make_bot
from bot.limits import UNLIMITED
from bot.outbox import Delivery, MessagePart, expiry, priority
from bot.sending import Sender
from bot.store.sqlite import SqliteStore, open_store
from bot.subscriptions import Chat
from rules.rule import Severity

NOON = datetime(2026, 2, 23, 12, tzinfo=UTC)
CHATS = range(1, 8)  # a batch of people
TOKEN = "7000000001:a-token-for-tests"


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def owed(chat_id: int, text: str = "Shooting in Guadalajara", *, at: datetime = NOON, **more: Any) -> Delivery:
    """An alert of severity danger unless told otherwise, due at once."""
    kind = more.pop("kind", "alert")
    severity = more.pop("severity", Severity.DANGER)
    delivery = Delivery(
        id=0,
        chat_id=chat_id,
        kind=kind,
        parts=(MessagePart(f"<b>{text}</b>", text),),
        severity=severity,
        priority=priority(kind, severity),
        created=at,
        due=at,
        expires=expiry(kind, severity, at),
    )
    return replace(delivery, **more)


@dataclass
class World:
    """A store, a channel and the Telegram behind it."""

    folder: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.telegram = InProcessTelegram(clock=self.clock)
        self.channel = TelegramChannel(make_bot(TOKEN, request=self.telegram.request))
        self.store: SqliteStore = open_store(self.folder / "tocsin.db")

    def reopen(self) -> None:
        """As after a restart; nothing was closed properly."""
        self.store._lock.release()
        self.store._reader.close()
        self.store._writer.close()
        self.store = open_store(self.folder / "tocsin.db")

    def close(self) -> None:
        """Whichever store is open by now."""
        self.store.close()

    def people(self, *chat_ids: int) -> None:
        for chat_id in chat_ids:
            self.telegram.open_chat(chat_id)
            kind = "private" if chat_id > 0 else "group"
            self.store.save_chat(Chat(chat_id, kind, admitted=True), self.clock())

    def owe(self, *deliveries: Delivery) -> list[int]:
        return list(self.store.enqueue(deliveries))

    def texts(self, chat_id: int) -> list[str]:
        return [message.get("text", "") for message in self.telegram.messages[chat_id]]

    def state(self, delivery_id: int) -> str:
        for state in ("due", "sending", "sent", "uncertain", "refused", "expired", "cancelled"):
            if any(one.id == delivery_id for one in self.store.in_state(state, limit=10_000)):
                return state
        return "gone"


def sender(world: World, **more: Any) -> Sender:
    """With no limits but those that are named."""
    return Sender(world.store, world.channel, world.clock, limits=more.pop("limits", UNLIMITED), **more)
