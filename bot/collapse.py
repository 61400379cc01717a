"""Many alerts owed to one chat, told as one message: after a pause nobody wants twenty in a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from html import escape

from bot.outbox import Delivery, MessagePart

UNITS = 4000  # of the 4096 UTF-16 units: room for the mark of a repeat
HEADLINE = 200  # characters


def digest_of(
    owed: Sequence[Delivery], now: datetime, *, title: Callable[[int], str], more: Callable[[int], str]
) -> Delivery:
    """One message with a headline of each, the gravest first; as urgent, as loud and as lasting as the gravest.

    `title` and `more` give the words for so many alerts, in the reader's language; `more` is for
    those that do not fit.
    """
    ranked = sorted(owed, key=lambda one: (-one.severity, one.created))
    gravest = ranked[0]
    lines = [title(len(ranked)), ""]
    left = UNITS - _units(lines[0]) - _units(more(len(ranked))) - 2
    shown = 0
    for one in ranked:
        line = f"• {headline(one)}"
        left -= _units(line) + 1
        if left < 0:
            break
        lines.append(line)
        shown += 1
    if shown < len(ranked):
        lines.append(more(len(ranked) - shown))
    html = "\n".join([f"<b>{escape(lines[0])}</b>", *(escape(line) for line in lines[1:])])
    return replace(
        gravest,
        id=0,
        kind="digest",
        parts=(MessagePart(html, "\n".join(lines)),),
        created=now,
        due=now,
        expires=max(one.expires for one in ranked),
        silent=all(one.silent for one in ranked),
        priority=min(one.priority for one in ranked),
        buttons=(),
        reply_to=None,
        incident_id=None,
        revision=None,
        collapsible=False,
    )


def headline(delivery: Delivery) -> str:
    """The first line of a message."""
    first = next((line.strip() for line in delivery.parts[0].plain.splitlines() if line.strip()), "")
    return first if len(first) <= HEADLINE else first[: HEADLINE - 1] + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
