"""What an update says is new, each change a line."""

from __future__ import annotations

from collections.abc import Mapping

from bot.incidents.changes import Change
from bot.messages.event import category_name
from bot.messages.places import where
from bot.messages.text import Line, cut
from bot.messages.wording import Wording
from bot.subscriptions import Alert
from rules.rule import Category, Severity

MOST = 5


def changes_said(alert: Alert, wording: Wording, categories: Mapping[str, Category]) -> tuple[Line, ...]:
    """Lines for those changes that concern the chat; none where nothing is to be said."""
    lines = [
        wording.line("alert.bullet", text=change_said(change, wording, categories)) for change in alert.changes[:MOST]
    ]
    return (wording.line("update.title"), *dict.fromkeys(lines)) if lines else ()


def change_said(change: Change, wording: Wording, categories: Mapping[str, Category]) -> Line:
    publisher = cut(change.publisher, 80) or wording.text("alert.unnamed_source")
    part = change.part
    match change.kind:
        case "severity":
            return wording.line(
                "update.severity", severity=_severity(change.now, wording), before=_severity(change.before, wording)
            )
        case "part" if part is not None:
            kind = category_name(part.category, wording.language, categories)
            return wording.line("update.part", kind=kind, where=where(part, wording))
        case "place" if part is not None:
            return wording.line("update.place", where=where(part, wording))
        case "dead":
            return wording.line("update.dead", n=change.now) if change.now else wording.line("update.deaths")
        case "toll":
            return wording.line("update.toll", before=change.before or 0, n=change.now or 0)
        case _:
            return wording.line(f"update.{change.kind}", publisher=publisher)


def _severity(number: int | None, wording: Wording) -> str:
    return wording.text(f"severity.{Severity(number or 1).word}")
