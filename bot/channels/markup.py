"""Telegram's subset of HTML: text and entities, as its server reads them and as a terminal can show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>[^<>]*)>")
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")


class MarkupError(ValueError):
    """What Telegram would refuse with "can't parse entities"."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of the text, offsets in UTF-16 units as in the Bot API."""

    type: str
    offset: int
    length: int
    url: str | None = None


def units(text: str) -> int:
    """UTF-16 code units, the measure of Telegram's limits and offsets."""
    return len(text) + sum(char > "\uffff" for char in text)


def read_html(html: str) -> tuple[str, tuple[Entity, ...]]:
    """The text without its tags, and what they marked. Raises MarkupError where Telegram refuses."""
    out: list[str] = []
    length = position = 0
    opened: list[tuple[str, int, str | None]] = []
    entities: list[Entity] = []

    def add(raw: str) -> None:
        nonlocal length
        if "<" in raw:
            raise MarkupError(f"Unsupported start tag at byte offset {len(html[:position].encode())}")
        text = unescape(raw)
        out.append(text)
        length += units(text)

    for tag in _TAG.finditer(html):
        add(html[position : tag.start()])
        position = tag.end()
        name = tag["name"].lower()
        if name not in _TAGS:
            raise MarkupError(f'Unsupported start tag "{name}" at byte offset {len(html[: tag.start()].encode())}')
        if not tag["close"]:
            href = _HREF.search(tag["rest"])
            opened.append((name, length, unescape(next(filter(None, href.groups()), "")) if href else None))
            continue
        if not opened or opened[-1][0] != name:
            expected = f", expected </{opened[-1][0]}>" if opened else ""
            raise MarkupError(f'Unexpected end tag "{name}"{expected}')
        _, start, url = opened.pop()
        if length > start:
            entities.append(Entity(_TAGS[name], start, length - start, url))
    add(html[position:])
    if opened:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return "".join(out), tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))
