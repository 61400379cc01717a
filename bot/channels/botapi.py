"""A Telegram of our own: the server's side of the Bot API, behind `tocsin chat`, the demo and the tests.

It answers the methods the bot uses as Telegram answers them (limits, refusals and their words
included) and keeps every request and every message; `bot.channels.people` plays the people.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from bot.channels.calls import Answer, RefusedError, inline_keyboard, refusal, value_of
from bot.channels.faults import DONE_ALL_THE_SAME
from bot.channels.markup import MarkupError, read_html, units
from bot.channels.people import People
from bot.channels.rooms import ChatRoom, Event, Json, Person

__all__ = ["BotApi", "Person"]

TEXT_UNITS = 4096
CAPTION_UNITS = 1024


class BotApi(People):
    """What the bot calls, over the chats and people that a script plays."""

    async def call(self, method: str, params: Mapping[str, Any], token: str | None = None) -> Answer:
        """Answer one call of the Bot API; `params` as JSON values or as the strings of a form."""
        given = {name: value_of(name, value) for name, value in params.items()}
        self.requests.append((method, given))
        chat_id = given.get("chat_id")
        fault = next((one for one in self.faults if one.strikes(method, chat_id)), None)
        if fault is not None and fault.kind not in DONE_ALL_THE_SAME:
            told = fault.answer()
            return Answer(0, {}, fault) if told is None else refusal(*told)
        try:
            if self.token is not None and token != self.token:
                raise RefusedError(401, "Unauthorized")
            handler = self._METHODS.get(method.lower())
            if handler is None:
                raise RefusedError(404, "Not Found: method not found")
            result = await handler(self, given)
        except RefusedError as refused:
            return refusal(refused.status, str(refused), refused.parameters)
        return Answer(200, {"ok": True, "result": result}, fault)

    async def _get_me(self, params: Json) -> Json:
        return self.me

    async def _get_updates(self, params: Json) -> list[Json]:
        offset, limit = int(params.get("offset") or 0), int(params.get("limit") or 100)
        self._poll += 1
        mine = self._poll
        self._new_update.set()  # wakes a poll that was waiting: it finds that it has been taken over
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        deadline = asyncio.get_running_loop().time() + float(params.get("timeout") or 0)
        while not self._updates:
            self._new_update.clear()
            try:
                async with asyncio.timeout_at(deadline):
                    await self._new_update.wait()
            except TimeoutError:
                return []
            if mine != self._poll:
                raise RefusedError(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
        return self._updates[:limit]

    async def _send_message(self, params: Json) -> Json:
        room = self._room(params)
        text, entities = self._formatted(params, "text", TEXT_UNITS)
        if not text.strip():
            raise RefusedError(400, "Bad Request: message text is empty")
        return self._outgoing(room, params, {"text": text, **({"entities": entities} if entities else {})})

    async def _send_photo(self, params: Json) -> Json:
        room = self._room(params)
        caption, entities = self._formatted(params, "caption", CAPTION_UNITS)
        file_id = self._picture(str(params.get("photo") or ""))
        sizes = [{"file_id": file_id, "file_unique_id": f"u-{file_id}", "width": 640, "height": 480}]
        content: Json = {"photo": sizes}
        if caption:
            content |= {"caption": caption, **({"caption_entities": entities} if entities else {})}
        return self._outgoing(room, params, content)

    def _picture(self, given: str) -> str:
        """The id of a picture just sent, or of one that is here already."""
        if given == "attached" or given.startswith("attach://"):
            self._pictures.append(f"photo-{len(self._pictures) + 1}")
            return self._pictures[-1]
        if given not in self._pictures:
            raise RefusedError(400, "Bad Request: wrong file identifier/HTTP URL specified")
        return given

    async def _send_document(self, params: Json) -> Json:
        room = self._room(params)
        caption, entities = self._formatted(params, "caption", CAPTION_UNITS)
        content: Json = {"document": {"file_id": "document-1", "file_unique_id": "d1"}}
        if caption:
            content |= {"caption": caption, **({"caption_entities": entities} if entities else {})}
        return self._outgoing(room, params, content)

    async def _edit_message_text(self, params: Json) -> Json:
        message = self._own_message(params)
        text, entities = self._formatted(params, "text", TEXT_UNITS)
        changed: Json = {"text": text}
        if entities:
            changed["entities"] = entities
        if markup := inline_keyboard(params):
            changed["reply_markup"] = markup
        return self._edited(message, changed, ("text", "entities", "reply_markup"))

    async def _edit_reply_markup(self, params: Json) -> Json:
        markup = inline_keyboard(params)
        return self._edited(self._own_message(params), {"reply_markup": markup} if markup else {}, ("reply_markup",))

    async def _answer_callback_query(self, params: Json) -> bool:
        chat_id = self._callbacks.pop(str(params.get("callback_query_id")), None)
        if chat_id is None:
            raise RefusedError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._tell(Event("answered", chat_id, {}, str(params.get("text") or "")))
        return True

    async def _set_my_commands(self, params: Json) -> bool:
        scope = params.get("scope") or {"type": "default"}
        key = (str(scope.get("chat_id") or scope["type"]), str(params.get("language_code") or ""))
        self.commands[key] = list(params.get("commands") or [])
        return True

    async def _get_chat_member(self, params: Json) -> Json:
        room = self._room(params)
        return self._member(room, int(params["user_id"]))

    async def _get_chat_administrators(self, params: Json) -> list[Json]:
        room = self._room(params)
        if room.type == "private":
            raise RefusedError(400, "Bad Request: there are no administrators in the private chat")
        return [self._member(room, user_id) for user_id in sorted(room.admins)]

    _METHODS: Mapping[str, Callable[[BotApi, Json], Any]] = {
        "getme": _get_me,
        "getupdates": _get_updates,
        "sendmessage": _send_message,
        "sendphoto": _send_photo,
        "senddocument": _send_document,
        "editmessagetext": _edit_message_text,
        "editmessagereplymarkup": _edit_reply_markup,
        "answercallbackquery": _answer_callback_query,
        "setmycommands": _set_my_commands,
        "getchatmember": _get_chat_member,
        "getchatadministrators": _get_chat_administrators,
    }

    # how it hangs together

    def _room(self, params: Json) -> ChatRoom:
        chat_id = params.get("chat_id")
        room = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if room is None:
            raise RefusedError(400, "Bad Request: chat not found")
        if room.migrated_to is not None:
            raise RefusedError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": room.migrated_to},
            )
        if room.blocked:
            who = "blocked by the user" if room.type == "private" else f"kicked from the {room.type} chat"
            raise RefusedError(403, f"Forbidden: bot was {who}")
        return room

    def _formatted(self, params: Json, name: str, most: int) -> tuple[str, list[Json]]:
        raw = str(params.get(name) or "")
        entities: list[Json] = []
        if params.get("parse_mode"):
            try:
                raw, found = read_html(raw)
            except MarkupError as error:
                raise RefusedError(400, f"Bad Request: can't parse entities: {error}") from error
            for one in found:
                entity: Json = {"type": one.type, "offset": one.offset, "length": one.length}
                entities.append(entity | ({"url": one.url} if one.url else {}))
        if units(raw) > most:
            word = "message" if name == "text" else "message caption"
            raise RefusedError(400, f"Bad Request: {word} is too long")
        return raw, entities[:100]

    def _outgoing(self, room: ChatRoom, params: Json, content: Json) -> Json:
        message: Json = {
            "message_id": next(self._message_ids[room.id]),
            "from": self.me,
            "chat": room.as_chat(),
            "date": self._now(),
            **content,
        }
        thread_id = params.get("message_thread_id")
        if thread_id is not None:
            if thread_id not in room.threads:
                raise RefusedError(400, "Bad Request: message thread not found")
            message |= {"message_thread_id": thread_id, "is_topic_message": True}
        reply = params.get("reply_parameters") or {}
        if reply:
            target = self.message(room.id, int(reply["message_id"]))
            if target is None and not reply.get("allow_sending_without_reply"):
                raise RefusedError(400, "Bad Request: message to be replied not found")
            if target is not None:
                message["reply_to_message"] = {
                    name: value for name, value in target.items() if name != "reply_to_message"
                }
        if markup := inline_keyboard(params):
            message["reply_markup"] = markup
        self.messages[room.id].append(message)
        shown = message | {"keyboard": (params.get("reply_markup") or {}).get("keyboard")}
        self._tell(Event("sent", room.id, shown, str(content.get("text", content.get("caption", "")))))
        return message

    def _own_message(self, params: Json) -> Json:
        room = self._room(params)
        message = self.message(room.id, int(params.get("message_id") or 0))
        if message is None:
            raise RefusedError(400, "Bad Request: message to edit not found")
        return message

    def _edited(self, message: Json, changed: Json, touched: tuple[str, ...]) -> Json:
        if all(message.get(name) == changed.get(name) for name in touched):
            raise RefusedError(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message",
            )
        for name in touched:
            message.pop(name, None)
        message.update(changed, edit_date=self._now())
        self._tell(Event("edited", message["chat"]["id"], message, str(message.get("text", ""))))
        return message

    def _member(self, room: ChatRoom, user_id: int) -> Json:
        user = Person(user_id, "Member").as_user()
        if user_id not in room.admins:
            return {"user": user, "status": "member"}
        return {"user": user, "status": "creator", "is_anonymous": False}
