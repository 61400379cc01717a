"""JSON as strangers write it."""

from __future__ import annotations

import json
from typing import Any

from bot.feeds.item import WrongFormatError


def load(text: str) -> Any:
    """The document. Raises WrongFormatError for anything a JSON parser refuses, however deep."""
    try:
        return json.loads(text.lstrip("\ufeff \t\r\n"), strict=False)
    except (ValueError, RecursionError) as error:
        raise WrongFormatError(f"not JSON: {str(error)[:100]}") from None


def text_of(value: object) -> str:
    """A string or a number as a string; anything else is no text."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""
