"""JSON as strangers write it."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.feeds.charset import clean
from bot.feeds.item import WrongFormatError

_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def load(text: str) -> Any:
    """The document. Raises WrongFormatError for anything a JSON parser refuses, however deep."""
    try:
        value = json.loads(clean(text).lstrip("\ufeff \t\r\n"), strict=False)
        # Half of a pair may be escaped ("\\ud83d") anywhere, in a name too: written out once, all of them show.
        return json.loads(clean(json.dumps(value, ensure_ascii=False))) if _HALF.search(text) else value
    except (ValueError, RecursionError) as error:
        raise WrongFormatError(f"not JSON: {str(error)[:100]}") from None


def text_of(value: object) -> str:
    """A string or a number as a string; anything else is no text."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""
