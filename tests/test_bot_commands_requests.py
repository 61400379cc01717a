"""What the commands send is what another client's models accept too.

Every test that talks to a Town is checked so at its end; this one goes the long way round once.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes_foreign import check_requests
from fakes_people import ADMIN, TAPALPA, incident, part, town
from pydantic import ValidationError
from teremok.validation import ApiRuleViolation


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_request_of_a_long_talk_is_valid(tmp_path: Path, language: str) -> None:
    with town(tmp_path) as here:
        here.say(1, f"/lang {language}")
        said = (
            "/start",
            "Guadalajara",
            "/help",
            "/settings",
            "/status",
            "/categories",
            "/latest",
            "/privacy",
            "/export",
        )
        for line in said:
            here.say(1, line)
        here.press_data(1, "v1:how:share")
        here.say(1, "/subscribe Jalisco")
        here.say(1, "/regions")
        here.warn(incident(part(TAPALPA, "shooting")))
        for data in ("why:1", "mute:1", "mutes:1.a", "mutef:1.a.8", "wrong:1", "wrongf:1.old"):
            here.press_data(1, f"v1:{data}")
        for line in ("/admin", "/feeds", "/incident 1", "/announce Hello", "/invite", "/channel"):
            here.say(ADMIN, line)
        assert check_requests(here.telegram.requests) >= 30


def test_the_check_itself_finds_what_is_wrong() -> None:
    good = {"chat_id": 1, "text": "x", "parse_mode": "HTML"}
    assert check_requests([("sendMessage", good)]) == 1
    for wrong in ({"text": None}, {"text": "x" * 4097}, {"colour": "red"}, {"parse_mode": "Markdown"}):
        with pytest.raises((ValidationError, ApiRuleViolation, AssertionError)):
            check_requests([("sendMessage", good | wrong)])
