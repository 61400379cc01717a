"""Ways out to people. A channel only translates a delivery; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Protocol

from bot.outbox import Delivery, Outcome


class ChannelDownError(Exception):
    """It cannot be reached just now; `wait` is how long it asked to be left alone."""

    def __init__(self, why: str, wait: timedelta | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class ChannelStoppedError(Exception):
    """It will not speak to us again until an operator changes something: token wrong, taken or revoked."""


class Channel(Protocol):
    """`send` sends the next part that is owed (`delivery.part_done`) and never raises for an
    expected fault: the outcome says what happened."""

    async def send(self, delivery: Delivery) -> Outcome: ...

    async def updates(self, offset: int, timeout_s: float) -> Sequence[dict[str, Any]]:
        """Raw updates with `update_id` at least `offset`, waiting up to `timeout_s`.

        Raises ChannelDownError, ChannelStoppedError.
        """
        ...

    async def answer(self, callback_id: str, text: str | None = None) -> None:
        """Best effort, never retried."""
        ...

    async def edit(self, chat_id: int, message_id: int, delivery: Delivery) -> None:
        """Text and keyboard in place, without parts the keyboard alone; best effort, never retried."""
        ...

    async def check(self) -> None:
        """Ask something harmless. Raises ChannelDownError, ChannelStoppedError."""
        ...

    async def is_admin(self, chat_id: int, user_id: int) -> bool:
        """May this person change the group's settings? False also when that cannot be learnt."""
        ...

    async def close(self) -> None: ...
