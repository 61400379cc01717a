"""Who talks to a bot and where, as the server of the Bot API knows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Who types and presses."""

    id: int
    first_name: str = "Ana"
    language_code: str = "en"

    def as_user(self) -> Json:
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
        }


@dataclass(slots=True)
class ChatRoom:
    """A chat as Telegram knows it."""

    id: int
    type: Literal["private", "group", "supergroup", "channel"]
    title: str = ""
    blocked: bool = False
    migrated_to: int | None = None
    threads: set[int] = field(default_factory=set)
    admins: set[int] = field(default_factory=set)

    def as_chat(self) -> Json:
        named = {"first_name": self.title or "Ana"} if self.type == "private" else {"title": self.title or "Group"}
        return {"id": self.id, "type": self.type, **named}


@dataclass(frozen=True, slots=True)
class Event:
    """Something a person would see happen; `message` is the message as it stands now."""

    kind: Literal["sent", "edited", "answered"]
    chat_id: int
    message: Json
    text: str = ""
