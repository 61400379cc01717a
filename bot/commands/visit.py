"""One request with what every handler needs beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.asked import Examined
from bot.commands.desk import Desk
from bot.commands.request import Request
from bot.commands.response import Response
from bot.messages.text import Line, Value
from bot.messages.wording import Wording
from bot.schedule import zone_of
from bot.subscriptions import Chat, Subscription


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture's name and its PNG."""

    name: str
    base64: str


@dataclass(frozen=True, slots=True)
class Visit:
    """`is_admin`: may change things in this chat; always true in a private one."""

    request: Request
    desk: Desk
    chat: Chat
    wording: Wording
    now: datetime
    is_admin: bool
    examined: Examined | None = None  # what /whynot asked to have read
    drawn: Drawn | None = None  # the map that was asked for

    def line(self, key: str, **values: Value) -> Line:
        return self.wording.line(key, **values)

    def lines(self, key: str, **values: Value) -> tuple[Line, ...]:
        return self.wording.lines(key, **values)

    def text(self, key: str, **values: Value) -> str:
        return self.wording.text(key, **values)

    def here(self, key: str) -> str:
        """The key of the sentence as it is said in this kind of chat: in a group plain words are not read."""
        in_group = f"{key}_in_group"
        return in_group if self.chat.kind != "private" and self.wording.has(in_group) else key

    @property
    def language(self) -> str:
        return self.wording.language

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """Of every language, for what is typed: people mix them."""
        return tuple(self.desk.composer().wordings.values())

    @property
    def subscriptions(self) -> list[Subscription]:
        return list(self.desk.store.subscriptions(self.chat.id))

    @property
    def tz(self) -> ZoneInfo:
        return zone_of(self.chat, self.subscriptions)

    @property
    def is_operator(self) -> bool:
        return self.request.user_id in self.desk.admins

    def save(self, chat: Chat) -> None:
        self.desk.store.save_chat(chat, self.now)


Handler = Callable[[Visit], Response]
