"""What a handler gives back: values only, nothing is sent here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.incidents.telling import Announcement, Telling
from bot.messages.text import Line
from bot.outbox import Button, Delivery, Photo

Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message in answer, not yet rendered. As an edit, without lines, it changes the buttons alone.

    `document` is (file name, text); the lines are its caption, as they are that of a `photo`.
    """

    lines: tuple[Line, ...]
    buttons: Keyboard = ()
    document: tuple[str, str] | None = None
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """`toast` is the short word that answers a press; `edit` replaces the pressed message in place.

    `also` are deliveries to whomever, put into the outbox together with the replies. `tells` is what very many people
    may be told of: it is only written down with the rest, and done afterwards in steps.
    """

    replies: tuple[Reply, ...] = ()
    toast: str | None = None
    edit: Reply | None = None
    also: tuple[Delivery, ...] = ()
    tells: tuple[Telling | Announcement, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer this press, best effort."""

    callback_id: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Edit:
    """Put this in the place of that message, best effort."""

    chat_id: int
    message_id: int
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Tell:
    """Something was written down that people are to be told."""


Act = Answer | Edit | Tell


def say(*blocks: Line | Iterable[Line], buttons: Iterable[Iterable[Button]] = ()) -> Reply:
    """A reply from lines and blocks of lines, in order."""
    lines: list[Line] = []
    for block in blocks:
        rows = tuple(block)
        if rows and isinstance(rows[0], tuple):
            lines.extend(row for row in rows if isinstance(row, tuple))
        else:
            lines.append(block)  # type: ignore[arg-type] # a single line: a tuple of spans
    return Reply(tuple(lines), tuple(tuple(row) for row in buttons))


def answered(*replies: Reply) -> Response:
    return Response(replies=replies)


def in_rows(buttons: Iterable[Button], width: int) -> Keyboard:
    row: list[Button] = []
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        row.append(button)
        if len(row) == width:
            rows.append(tuple(row))
            row = []
    return (*rows, tuple(row)) if row else tuple(rows)
