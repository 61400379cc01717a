"""Ways out to people. A channel only translates a delivery; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from bot.outbox import Delivery, Outcome


class Channel(Protocol):
    """`send` sends the next part that is owed (`delivery.part_done`) and never raises for an
    expected fault: the outcome says what happened."""

    async def send(self, delivery: Delivery) -> Outcome: ...

    async def updates(self, offset: int, timeout_s: float) -> Sequence[dict[str, Any]]:
        """Raw updates with `update_id` at least `offset`, waiting up to `timeout_s`."""
        ...

    async def answer(self, callback_id: str, text: str | None = None) -> None:
        """Best effort, never retried."""
        ...

    async def edit(self, chat_id: int, message_id: int, delivery: Delivery) -> None:
        """Text and keyboard in place; best effort, never retried."""
        ...

    async def close(self) -> None: ...
