"""What the commands send is what another client's models accept too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiogram.methods
from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup
from fakes_people import ADMIN, TAPALPA, incident, part, town
from pydantic import TypeAdapter

METHODS = {
    "sendmessage": aiogram.methods.SendMessage,
    "editmessagetext": aiogram.methods.EditMessageText,
    "editmessagereplymarkup": aiogram.methods.EditMessageReplyMarkup,
    "answercallbackquery": aiogram.methods.AnswerCallbackQuery,
}
MARKUP: TypeAdapter[Any] = TypeAdapter(InlineKeyboardMarkup | ReplyKeyboardMarkup)


def test_every_request_of_a_long_talk_is_valid(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        for said in ("/start", "Guadalajara", "/help", "/settings", "/status", "/categories", "/latest", "/privacy"):
            here.say(1, said)
        here.press_data(1, "v1:how:share")
        here.say(1, "/subscribe Jalisco")
        here.say(1, "/regions")
        for label in ("⚙️", "Kinds", "✅ Shooting", "« Back", "« Back"):
            here.press(1, label)
        here.warn(incident(part(TAPALPA, "shooting")))
        for label in ("Why?", "Mute…", "Everything", "8 hours", "Wrong?", "Old news"):
            here.press(1, label)
        for said in ("/admin", "/feeds", "/incident 1", "/announce Hello", "/invite"):
            here.say(ADMIN, said)
        checked = 0
        for method, given in here.telegram.requests:
            model = METHODS.get(method.lower())
            if model is None:
                continue
            valid = model.model_validate({key: value for key, value in given.items() if value is not None})
            checked += 1
            markup = given.get("reply_markup")
            if markup:
                MARKUP.validate_python(markup)
            text = getattr(valid, "text", None)
            if text is not None and method.lower() != "answercallbackquery":
                assert len(text.encode("utf-16-le")) // 2 <= 4096
                assert given["parse_mode"] == "HTML"
            if method.lower() == "answercallbackquery":
                assert len(text or "") <= 200
            for row in (markup or {}).get("inline_keyboard", ()):
                assert all(len(button.get("callback_data", "").encode()) <= 64 for button in row)
        assert checked >= 40
