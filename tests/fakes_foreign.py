"""Another client's eyes: aiogram's models and teremok's rules over what this bot sends and is sent.

The fake Telegram was written by the same hands as the client; these were not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import aiogram.methods
from aiogram import Bot
from aiogram.types import Update
from teremok.validation import validate_method


@lru_cache(maxsize=1)
def _foreign() -> Bot:
    return Bot("7000000001:a-token-for-tests")


def check_requests(requests: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
    """Every call of the Bot API as another client would make it; how many were looked at.

    Raises what aiogram and teremok raise (a field that is missing or wrong; text, caption, answer or
    button that is too long), AssertionError for a parameter aiogram does not know and for a text
    that is not declared as HTML.
    """
    checked = 0
    for method, given in requests:
        model = getattr(aiogram.methods, method[0].upper() + method[1:])
        said = {name: value for name, value in given.items() if value is not None}
        assert set(said) <= set(model.model_fields), method
        validate_method(_foreign(), model.model_validate(said))
        assert "text" not in said or method == "answerCallbackQuery" or said["parse_mode"] == "HTML", method
        checked += 1
    return checked


def check_updates(updates: Iterable[Mapping[str, Any]]) -> int:
    """Every update the tests send in, as another client would read it."""
    return sum(1 for update in updates if Update.model_validate(update))
