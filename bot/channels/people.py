"""The people of a Telegram of our own: what they write, press and share, and what they get to see."""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from bot.channels.faults import Fault
from bot.channels.markup import units
from bot.channels.rooms import ChatRoom, Event, Json, Person

BOT_ID = 7_000_000_001


class People:
    """Chats come into being when somebody speaks in them; `open_chat` makes one beforehand.

    Not safe for several threads: everything happens in the event loop that uses it.
    """

    def __init__(
        self,
        *,
        username: str = "tocsin_bot",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        first_update: int = 1,
    ) -> None:
        self.me: Json = {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "Tocsin",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
        self.chats: dict[int, ChatRoom] = {}
        self.messages: defaultdict[int, list[Json]] = defaultdict(list)
        self.requests: list[tuple[str, Json]] = []
        self.faults: list[Fault] = []
        self.commands: dict[tuple[str, str], list[Json]] = {}  # by (scope or chat, language)
        self.token: str | None = None  # None = any will do
        self._clock = clock
        self._updates: list[Json] = []
        self._new_update = asyncio.Event()
        self._update_ids = itertools.count(first_update)
        self._message_ids: defaultdict[int, itertools.count[int]] = defaultdict(lambda: itertools.count(1))
        self._callbacks: dict[str, int] = {}
        self._callback_ids = itertools.count(1)
        self._pictures: list[str] = []
        self._poll = 0
        self._watchers: list[asyncio.Queue[Event]] = []

    # what people do

    def open_chat(self, chat_id: int, *, title: str = "", threads: set[int] | None = None) -> ChatRoom:
        """Positive ids are people, ids below -10^12 supergroups, other negative ones groups."""
        kind: Literal["private", "group", "supergroup"]
        kind = "private" if chat_id > 0 else "supergroup" if chat_id < -1_000_000_000_000 else "group"
        return self.chats.setdefault(chat_id, ChatRoom(chat_id, kind, title, threads=threads or set()))

    def say(self, chat_id: int, text: str, *, user: Person | None = None, thread_id: int | None = None) -> int:
        """Somebody writes; the id of the update."""
        message: Json = {"text": text}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": units(text.split()[0])}]
        return self._incoming(chat_id, message, user, thread_id)

    def share_location(
        self, chat_id: int, lat: float, lon: float, *, user: Person | None = None, thread_id: int | None = None
    ) -> int:
        return self._incoming(chat_id, {"location": {"latitude": lat, "longitude": lon}}, user, thread_id)

    def press(self, chat_id: int, message_id: int, data: str, *, user: Person | None = None) -> int:
        """Somebody presses a button under a message; the id of the update."""
        message = self.message(chat_id, message_id)
        if message is None:
            raise LookupError(f"no message {message_id} in chat {chat_id}")
        callback_id = str(next(self._callback_ids))
        self._callbacks[callback_id] = chat_id
        query = {
            "id": callback_id,
            "from": (user or self._somebody(chat_id)).as_user(),
            "message": message,
            "chat_instance": str(chat_id),
            "data": data,
        }
        return self._push({"callback_query": query})

    def press_label(self, chat_id: int, label: str, *, user: Person | None = None) -> int:
        """Somebody presses the button that reads `label`, on the newest message that has one."""
        for message in reversed(self.messages[chat_id]):
            for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
                for button in row:
                    if button["text"] == label and "callback_data" in button:
                        return self.press(chat_id, message["message_id"], button["callback_data"], user=user)
        raise LookupError(f"no button {label!r} in chat {chat_id}")

    def block(self, chat_id: int, blocked: bool = True) -> int:
        """Somebody blocks the bot, or lets it in again; the bot hears of it as Telegram tells it."""
        room = self.open_chat(chat_id)
        room.blocked = blocked
        states: list[Json] = [{"user": self.me, "status": status} for status in ("member", "kicked")]
        states[1] |= {"until_date": 0}
        old, new = states if blocked else states[::-1]
        return self._push(
            {
                "my_chat_member": {
                    "chat": room.as_chat(),
                    "from": self._somebody(chat_id).as_user(),
                    "date": self._now(),
                    "old_chat_member": old,
                    "new_chat_member": new,
                }
            }
        )

    def migrate(self, chat_id: int, new_chat_id: int) -> None:
        """A group becomes a supergroup: the old id answers with the new one from now on."""
        old = self.open_chat(chat_id)
        self.open_chat(new_chat_id, title=old.title)
        old.migrated_to = new_chat_id

    def fault(self, fault: Fault) -> None:
        """Stage something that goes wrong."""
        self.faults.append(fault)

    def watch(self) -> asyncio.Queue[Event]:
        """Everything that people would see from now on."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._watchers.append(queue)
        return queue

    def message(self, chat_id: int, message_id: int) -> Json | None:
        return next((one for one in self.messages[chat_id] if one["message_id"] == message_id), None)

    @property
    def unconfirmed(self) -> int:
        """Updates the bot has not yet acknowledged."""
        return len(self._updates)

    # how it hangs together

    def _now(self) -> int:
        return int(self._clock().timestamp())

    def _somebody(self, chat_id: int) -> Person:
        return Person(chat_id if chat_id > 0 else 1000)

    def _push(self, content: Json) -> int:
        update_id = next(self._update_ids)
        self._updates.append({"update_id": update_id, **content})
        self._new_update.set()
        return update_id

    def _incoming(self, chat_id: int, content: Json, user: Person | None, thread_id: int | None) -> int:
        room = self.open_chat(chat_id)
        message = {
            "message_id": next(self._message_ids[chat_id]),
            "from": (user or self._somebody(chat_id)).as_user(),
            "chat": room.as_chat(),
            "date": self._now(),
            **content,
        }
        if thread_id is not None:
            room.threads.add(thread_id)
            message |= {"message_thread_id": thread_id, "is_topic_message": True}
        return self._push({"message": message})

    def _tell(self, event: Event) -> None:
        for queue in self._watchers:
            queue.put_nowait(event)
