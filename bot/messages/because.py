"""Reasons in words: why a report joined what it joined, how a denial was judged, why the fuse holds."""

from __future__ import annotations

from collections.abc import Iterable

from bot.incidents.reason import Reason
from bot.messages.wording import Wording


def because(reasons: Iterable[Reason], wording: Wording) -> str:
    """One sentence's worth, what spoke against it in brackets; neither a capital nor a full stop."""
    given = tuple(reasons)
    said = "; ".join(_said(one, wording) for one in given if not one.against)
    against = "; ".join(_said(one, wording) for one in given if one.against)
    return said + (wording.text("joined.although", reasons=against) if against else "")


def _said(reason: Reason, wording: Wording) -> str:
    """A reason that an older version stored may have no sentence any more: its name says more than nothing."""
    return wording.text(reason.key, **reason.fields) if wording.has(reason.key) else reason.key
