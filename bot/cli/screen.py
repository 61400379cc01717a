"""A Telegram message as a terminal shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text

_STYLES = {"bold": "bold", "italic": "italic", "underline": "underline", "strikethrough": "strike", "code": "cyan"}


def shown(message: Mapping[str, Any]) -> Text:
    """Text and entities of a Bot API message; the address of a link stands behind its words."""
    raw = str(message.get("text") or message.get("caption") or "")
    at = _offsets(raw)
    text = Text(raw)
    links: list[tuple[int, str]] = []
    for entity in message.get("entities") or message.get("caption_entities") or ():
        start, end = at[entity["offset"]], at[entity["offset"] + entity["length"]]
        if entity["type"] in _STYLES:
            text.stylize(_STYLES[entity["type"]], start, end)
        elif entity["type"] == "text_link":
            text.stylize("underline", start, end)
            links.append((end, str(entity["url"])))
    for end, url in sorted(links, reverse=True):
        before, after = text[:end], text[end:]
        text = Text.assemble(before, (f" <{url}>", "dim"), after)
    return text


def _offsets(text: str) -> list[int]:
    """Index into the text for each UTF-16 unit, in which Telegram counts."""
    at: list[int] = []
    for index, char in enumerate(text):
        at.extend([index] * (2 if char > "\uffff" else 1))
    return [*at, len(text)]


def buttons(message: Mapping[str, Any]) -> list[list[Mapping[str, Any]]]:
    """The rows of an inline keyboard; empty without one."""
    return list((message.get("reply_markup") or {}).get("inline_keyboard") or ())
