"""A raw update of the Bot API -> what somebody asks, as a plain value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.subscriptions import ChatKind

RequestKind = Literal["command", "text", "press", "location", "membership", "other"]
# What people send that has no words in it. What Telegram reports by itself, as a new member, is not among it.
_WORDLESS = (
    "photo", "sticker", "voice", "video", "video_note", "audio", "document", "contact", "poll", "dice", "story", "game",
)  # fmt: skip  # a table or a paragraph of words, not one a line
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked for. What does not apply to its kind is empty.

    `argument` is a command's rest or a text as typed; a press has `action` and `target` from
    "v1:action:target"; "other" is a sticker, a voice message and the like. `sender_is_chat`: an admin
    writes in the name of the group itself.
    """

    kind: RequestKind
    chat_id: int
    chat_kind: ChatKind
    chat_title: str
    user_id: int | None
    user_name: str
    language: str
    thread_id: int | None = None
    message_id: int | None = None
    command: str = ""
    addressed_to: str | None = None
    argument: str = ""
    action: str = ""
    target: str = ""
    callback_id: str | None = None
    sender_is_chat: bool = False
    location: tuple[float, float] | None = None
    live_s: int | None = None  # how long a live location will be shared
    moved: bool = False  # a live location's next point, or its end
    member: str = ""  # our own new status in the chat
    replied_text: str = ""


def read_request(update: Mapping[str, Any]) -> Request | None:
    """None for updates that ask nothing of the bot (an edited text, a poll, a joined member)."""
    query = update.get("callback_query")
    if isinstance(query, Mapping):
        return _press(query)
    membership = update.get("my_chat_member")
    if isinstance(membership, Mapping):
        base = _sender(membership)
        member = str(membership.get("new_chat_member", {}).get("status", ""))
        return Request(kind="membership", member=member, **base) if base else None
    edited = update.get("edited_message") or update.get("edited_channel_post")
    if isinstance(edited, Mapping):
        return _location(edited, moved=True)
    message = update.get("message") or update.get("channel_post")
    return _message(message) if isinstance(message, Mapping) else None


def _message(message: Mapping[str, Any]) -> Request | None:
    if isinstance(message.get("location"), Mapping):
        return _location(message, moved=False)
    base = _sender(message)
    text = message.get("text", message.get("caption"))
    if base is None:
        return None
    if not isinstance(text, str) or not text.strip():
        # The words of an album stand under one of its pictures; the others are no question of their own.
        asks = any(name in message for name in _WORDLESS) and "media_group_id" not in message
        return Request(kind="other", **base) if asks else None
    replied = message.get("reply_to_message")
    replied_text = str(replied.get("text", "")) if isinstance(replied, Mapping) else ""
    command = _COMMAND.match(text.strip())
    if command:
        return Request(
            kind="command",
            command=command[1].lower(),
            addressed_to=command[2],
            argument=(command[3] or "").strip(),
            replied_text=replied_text,
            **base,
        )
    return Request(kind="text", argument=text.strip(), replied_text=replied_text, **base)


def _location(message: Mapping[str, Any], *, moved: bool) -> Request | None:
    base = _sender(message)
    location = message.get("location")
    if base is None or not isinstance(location, Mapping):
        return None
    live = location.get("live_period")
    return Request(
        kind="location",
        location=(float(location["latitude"]), float(location["longitude"])),
        live_s=int(live) if isinstance(live, int) else None,
        moved=moved,
        **base,
    )


def _press(query: Mapping[str, Any]) -> Request | None:
    message = query.get("message")
    if not isinstance(message, Mapping):
        return None
    base = _sender({**message, "from": query.get("from"), "sender_chat": None})
    if base is None:
        return None
    version, _, rest = str(query.get("data") or "").partition(":")
    action, _, target = rest.partition(":")
    known = version == "v1"
    return Request(
        kind="press",
        action=action if known else "",
        target=target if known else "",
        callback_id=str(query.get("id", "")),
        **base,
    )


def _sender(message: Mapping[str, Any]) -> dict[str, Any] | None:
    chat = message.get("chat")
    if not isinstance(chat, Mapping) or "id" not in chat:
        return None
    user = message.get("from") or {}
    sender_chat = message.get("sender_chat") or {}
    topic = bool(message.get("is_topic_message"))
    kind = chat.get("type")
    names = (user.get("first_name"), user.get("last_name"))
    return {
        "chat_id": int(chat["id"]),
        "chat_kind": kind if kind in ("private", "group", "supergroup", "channel") else "group",
        "chat_title": str(chat.get("title") or chat.get("first_name") or ""),
        "user_id": user.get("id"),
        "user_name": " ".join(str(name) for name in names if name),
        "language": str(user.get("language_code") or ""),
        "thread_id": message.get("message_thread_id") if topic else None,
        "message_id": message.get("message_id"),
        "sender_is_chat": sender_chat.get("id") == chat["id"],
    }
