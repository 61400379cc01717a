"""What people send that is no text: never silence in private, never a word to a group's own talk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes_people import Town, only

ANA = {"id": 1, "is_bot": False, "first_name": "Ana", "language_code": "en"}
PHOTO = {"photo": [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]}
VOICE = {"voice": {"file_id": "v", "file_unique_id": "u", "duration": 3}}
STICKER = {
    "sticker": {
        "file_id": "s", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9, "is_animated": False,
        "is_video": False,
    }
}  # fmt: skip  # a table or a paragraph of words, not one a line
GROUP = {"id": -5, "type": "group", "title": "Friends"}


def send(here: Town, content: dict[str, Any], chat: dict[str, Any] | None = None) -> list[str]:
    chat = chat or {"id": 1, "type": "private", "first_name": "Ana"}
    return here.update(chat["id"], {"message": {"message_id": 900, "date": 0, "chat": chat, "from": ANA, **content}})


@pytest.mark.parametrize("content", [PHOTO, VOICE, STICKER, {"contact": {"phone_number": "1", "first_name": "Bo"}}])
def test_what_has_no_words_gets_one_helpful_sentence(here: Town, content: dict[str, Any]) -> None:
    (said,) = send(here, content)
    assert said.startswith("I read words and locations only.")
    assert here.buttons(1)[0] == "📍 Share my location"


def test_the_words_under_a_picture_are_read(here: Town) -> None:
    send(here, PHOTO | {"caption": "Jalisco"})
    assert only(here).region.name == "Jalisco"


@pytest.mark.parametrize(
    ("content", "chat"),
    [
        (PHOTO, GROUP),
        (STICKER, GROUP),
        (PHOTO | {"media_group_id": "7"}, None),
        ({"pinned_message": {"message_id": 1, "date": 0, "chat": GROUP}}, None),
        ({"new_chat_title": "Others"}, GROUP),
    ],
)
def test_what_asks_nothing_of_the_bot_is_left_alone(
    here: Town, content: dict[str, Any], chat: dict[str, Any] | None
) -> None:
    assert send(here, content, chat) == []


def test_who_is_not_admitted_is_told_how_to_get_in(here: Town) -> None:
    here.desk = replace(here.desk, access="invite")
    assert "by invitation" in send(here, VOICE)[0]
