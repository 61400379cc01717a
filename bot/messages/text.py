"""Text with a few marks, cut to Telegram's size first and escaped once, at the very end."""

from __future__ import annotations

import html as html_escape
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.outbox import MessagePart

PART_LIMIT = 4000  # UTF-16 units; Telegram allows 4096, the rest is for "(repeat)" and counters
ENTITY_LIMIT = 90  # Telegram allows 100 in a message
_MARKS = re.compile(r"(\*\*|\{[a-z_]+\})")
_CONTRACTS = re.compile(r"\b(?:de|a) \Z")  # Spanish: "de" + "el Reino Unido" = "del Reino Unido", but "de El Salvador"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. `text` is raw: nothing is escaped before `to_html`."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str | None = None


Line = tuple[Span, ...]
Value = str | int | float | Span | Line


def fill(template: str, values: Mapping[str, Value]) -> Line:
    """A template's `**bold**` and `{name}` become spans; values are taken as they are, never as marks.

    Raises KeyError for a placeholder without a value: a sentence with a hole must not leave the house.
    """
    spans: list[Span] = []
    bold = False
    for piece in _MARKS.split(template):
        if piece == "**":
            bold = not bold
        elif piece.startswith("{") and piece.endswith("}"):
            given = _spans(values[piece[1:-1]])
            if spans and given and _CONTRACTS.search(spans[-1].text) and given[0].text.startswith("el "):
                spans[-1] = replace(spans[-1], text=spans[-1].text.removesuffix(" ") + "l ")
                given = (replace(given[0], text=given[0].text.removeprefix("el ")), *given[1:])
            spans.extend(replace(span, bold=span.bold or bold) for span in given)
        elif piece:
            spans.append(Span(piece, bold))
    return _merged(spans)


def _merged(spans: Iterable[Span]) -> Line:
    """Neighbours of one style run together: fewer entities, and a headline that reads as one."""
    merged: list[Span] = []
    for span in spans:
        if merged and replace(merged[-1], text="") == replace(span, text="") and span.url is None:
            merged[-1] = replace(span, text=merged[-1].text + span.text)
        elif span.text:
            merged.append(span)
    return tuple(merged)


def _spans(value: Value) -> Line:
    if isinstance(value, Span):
        return (value,)
    if isinstance(value, tuple):
        return value
    return (Span(f"{value:g}" if isinstance(value, float) else str(value)),)


def placeholders(template: str) -> frozenset[str]:
    return frozenset(piece[1:-1] for piece in _MARKS.findall(template) if piece != "**")


def joined(lines: Iterable[Line], separator: str) -> Line:
    """Lines run together into one."""
    spans: list[Span] = []
    for line in lines:
        if spans:
            spans.append(Span(separator))
        spans.extend(line)
    return tuple(spans)


def to_html(lines: Sequence[Line]) -> str:
    """Telegram's HTML: the only place where text is escaped."""
    return "\n".join("".join(_html(span) for span in _merged(line)) for line in lines)


def _html(span: Span) -> str:
    text = html_escape.escape(span.text, quote=False)
    if span.url is not None:
        text = f'<a href="{html_escape.escape(span.url, quote=True)}">{text}</a>'
    if span.italic:
        text = f"<i>{text}</i>"
    return f"<b>{text}</b>" if span.bold else text


def to_plain(lines: Sequence[Line]) -> str:
    """The same without marks; the address of a link stands behind its words."""
    return "\n".join(
        "".join(
            span.text if span.url is None or span.url == span.text else f"{span.text} <{span.url}>" for span in line
        )
        for line in lines
    )


def units(text: str) -> int:
    """UTF-16 code units, as Telegram counts: an emoji is two."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def cut(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, at a word's end where one is near, with an ellipsis when cut."""
    text = " ".join(text.split())
    if units(text) <= limit:
        return text
    kept: list[str] = []
    size = 1
    for char in text:
        size += 2 if ord(char) > 0xFFFF else 1
        if size > limit:
            break
        kept.append(char)
    short = "".join(kept).rstrip("\u200d\ufe0f ")
    space = short.rfind(" ")
    return (short[:space] if space > len(short) * 2 // 3 else short).rstrip(" ,;:-") + "…"


def parts_of(lines: Sequence[Line], limit: int = PART_LIMIT) -> tuple[MessagePart, ...]:
    """Lines packed into as few parts as fit, broken between lines; a line that is too long is cut."""
    packed: list[list[Line]] = [[]]
    size = entities = 0
    for line in (_short(line, limit) for line in lines):
        cost = units(to_plain([line])) + 1
        marks = sum(1 for span in line if span.bold or span.italic or span.url)
        if packed[-1] and (size + cost > limit or entities + marks > ENTITY_LIMIT):
            packed.append([])
            size = entities = 0
        packed[-1].append(line)
        size += cost
        entities += marks
    return tuple(MessagePart(to_html(part), to_plain(part)) for part in (_trimmed(part) for part in packed) if part)


def _short(line: Line, limit: int) -> Line:
    if units(to_plain([line])) < limit:
        return line
    kept: list[Span] = []
    room = limit - 1
    for span in line:
        need = units(to_plain([(span,)]))
        if need > room:
            spare = room - (units(span.url) + 3 if span.url else 0)
            if spare > 1:
                kept.append(replace(span, text=cut(span.text, spare)))
            break
        kept.append(span)
        room -= need
    return tuple(kept)


def _trimmed(lines: list[Line]) -> list[Line]:
    start, end = 0, len(lines)
    while start < end and not to_plain([lines[start]]).strip():
        start += 1
    while end > start and not to_plain([lines[end - 1]]).strip():
        end -= 1
    return lines[start:end]
