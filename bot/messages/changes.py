"""What an update says is new: in its first line the weightiest of it, below each change a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.incidents import Part
from bot.incidents.changes import Change, ChangeKind
from bot.messages.event import category_name
from bot.messages.places import where
from bot.messages.text import Line, cut
from bot.messages.wording import Wording
from bot.subscriptions import Alert
from rules.rule import Category, Severity

MOST = 5
MOST_HEADLINED = 2  # a lock screen shows some eighty characters
PUBLISHER_UNITS = 40
# Heavier first. What ends it has a title of its own.
_WEIGHTS: Mapping[ChangeKind, int] = {
    "severity": 0, "dead": 1, "toll": 2, "part": 3, "place": 4, "denied": 5, "official": 6, "actions": 7
}  # fmt: skip  # a table, not one a line
Told = Literal["severity", "kind", "place"]


@dataclass(frozen=True, slots=True)
class News:
    """What is new in a few words, "" where no change is to be said; `told` need not be said again in that line."""

    words: str = ""
    told: frozenset[Told] = frozenset()


def news_said(alert: Alert, wording: Wording, categories: Mapping[str, Category]) -> News:
    """For the first line of an update, which is all that a locked phone shows."""
    head = alert.matches[0].part
    weighty = sorted((one for one in alert.changes if one.kind in _WEIGHTS), key=lambda one: _weight(one, head))
    named = [one for one in weighty if one.kind == "place"]
    shown = [one for one in weighty if one not in named[1:]][:MOST_HEADLINED]  # one place; the others stand below
    words = dict.fromkeys(_in_short(change, wording, categories) for change in shown)
    told: set[Told] = {"severity" for one in shown if one.kind == "severity" and one.now == head.severity}
    told |= {"kind" for one in shown if one.kind == "part" and one.part and one.part.category == head.category}
    told |= {"place" for one in shown if one.kind == "place" and one.part and one.part.place == head.place}
    return News(", ".join(words), frozenset(told))


def _weight(change: Change, head: Part) -> tuple[int, bool]:
    """Of like changes that of the reader's own part comes first."""
    return _WEIGHTS[change.kind], change.part is None or change.part.place != head.place


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


def _in_short(change: Change, wording: Wording, categories: Mapping[str, Category]) -> str:
    part = change.part
    match change.kind:
        case "severity":
            now, before = _severity(change.now, wording).upper(), _severity(change.before, wording)
            return wording.text("news.severity", severity=now, before=before)
        case "part" if part is not None:
            kind = category_name(part.category, wording.language, categories)
            return wording.text("news.part", kind=f"{kind[:1].lower()}{kind[1:]}")
        case "place" if part is not None:
            return wording.text("news.place", where=where(part, wording))
        case "dead":
            return wording.text("news.dead", n=change.now) if change.now else wording.text("news.deaths")
        case "toll":
            return wording.text("news.toll", before=change.before or 0, n=change.now or 0)
        case _:
            publisher = cut(change.publisher, PUBLISHER_UNITS) or wording.text("alert.unnamed_source")
            return wording.text(f"news.{change.kind}", publisher=publisher)


def _severity(number: int | None, wording: Wording) -> str:
    return wording.text(f"severity.{Severity(number or 1).word}")
