"""Notices: what the bot says of itself, unasked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.incidents import Incident
from bot.messages.deliveries import NOTICE_PRIORITY
from bot.messages.event import category_name
from bot.messages.places import where
from bot.messages.text import Line, parts_of
from bot.messages.wording import Wording
from bot.outbox import Button, Delivery
from rules.rule import Category, Severity

LIVES = timedelta(hours=24)


def notice(chat_id: int, lines: Iterable[Line], now: datetime, **more: Any) -> Delivery:
    """One notice, lasting a day; `more` are fields of Delivery that differ from the rest of notices."""
    fields: dict[str, Any] = {"severity": Severity.NOTICE, "priority": NOTICE_PRIORITY, "expires": now + LIVES}
    fields |= more
    return Delivery(id=0, chat_id=chat_id, kind="notice", parts=parts_of(tuple(lines)), created=now, due=now, **fields)


def named_by(incident: Incident, wording: Wording, categories: Mapping[str, Category]) -> dict[str, str | int]:
    """The placeholders by which a notice says which incident it is about."""
    head = incident.head
    return {
        "number": incident.id,
        "kind": category_name(head.category, wording.language, categories),
        "where": where(head, wording),
    }


def held_buttons(incident_id: int, wording: Wording) -> tuple[tuple[Button, ...], ...]:
    """An admin's yes and no to what the fuse holds back."""
    return (
        (
            Button(wording.text("held.go"), f"v1:held:{incident_id}.go"),
            Button(wording.text("held.drop"), f"v1:held:{incident_id}.drop"),
        ),
    )
