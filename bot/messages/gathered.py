"""Many alerts owed to one chat at once, told in one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.messages.text import Line, Span, cut, parts_of
from bot.messages.wording import Wording
from bot.outbox import Delivery

ROW_UNITS = 200


def gathered(owed: Sequence[Delivery], now: datetime, wording: Wording) -> Delivery:
    """One message with the first line of each, in the order given; as urgent and as loud as the most urgent
    of them, and worth sending as long as the longest-lived. `owed` must not be empty."""
    lines: list[Line] = [wording.line("gathered.title", n=len(owed)), ()]
    for delivery in owed:
        first = next(iter(delivery.parts[0].plain.splitlines()), "")
        lines.append((Span(cut(first, ROW_UNITS)),))
    lines += [(), wording.line("gathered.more"), (), (Span(wording.text("alert.footer"), italic=True),)]
    return replace(
        owed[0],
        id=0,
        kind="digest",
        parts=parts_of(lines),
        severity=max(delivery.severity for delivery in owed),
        priority=min(delivery.priority for delivery in owed),
        created=now,
        due=now,
        expires=max(delivery.expires for delivery in owed),
        buttons=(),
        reply_to=None,
        silent=all(delivery.silent for delivery in owed),
        incident_id=None,
        revision=None,
        collapsible=False,
    )
