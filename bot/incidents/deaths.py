"""Whose dead a report counts: those of the deed, or others that it only gives as a reason."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.incidents.families import ORDERS
from bot.incidents.phrases import FATAL
from extract.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.incidents.content import Content
    from bot.incidents.incident import Part
    from bot.incidents.report import Report
    from extract.dates import NumberMention

# What kills nobody by itself: the deaths beside it are mostly those that it answers.
ANSWERS = ORDERS | {"strike", "protest", "blockade"}
LIKELY = 0.5  # what no rule hears must read like news of violence so much, that its deaths be told
BESIDE = 20  # characters from a count to the word of death: "two people have died", "kills at least two"
# Between them another count or clause begins: "one dead and 14 hurt", "kills worker, thousands flee".
_APART = re.compile(r"[,;:.()«»\"“”/–—]|\b(?:and|y|e|as|while|but|pero|mientras|after|tras|in|en|on|at(?! least))\b|\d")
# "Death toll in the raid climbs to 34", "toll of the bombing reaches 24", "la cifra de muertos asciende a 34".
_TOLL = re.compile(
    r"\b(?:toll(?! road| gate| booth| bridge| plaza)|"
    rf"(?:cifra|numero|saldo|balance)\b[^,;:.]{{0,30}}?(?:{FATAL.pattern}))\b"
    r"[^,;:.]{0,60}\b(?:to|at|reach(?:es|ed)|now|a|en|es de)(?: at least| al menos)? $"
)
_AGE = re.compile(r"^[- ]?(?:years?\b|yr|anos?\b|a year|-)")
_REASON = re.compile(
    r"\b(?:over|after|following|against|amid|since|por|contra|tras|ante|luego de|desde|despues de)\b[^,;:.]{0,60}$"
)


def counted(text: str, numbers: Iterable[NumberMention], offset: int = 0) -> int | None:
    """The dead that a headline or a sentence counts; `offset`: where it begins in its field. None = it counts none."""
    folded = fold(text)
    words = [span.span() for span in FATAL.finditer(folded)]
    found = []
    for number in numbers:
        first, last = number.start - offset, number.end - offset
        if not 0 <= first < last <= len(folded) or _AGE.match(folded[last:]):
            continue
        if any(_beside(folded, (first, last), word) for word in words) or _TOLL.search(folded[:first]):
            found.append(number.value)
    return max(found, default=None)


def _beside(folded: str, number: tuple[int, int], word: tuple[int, int]) -> bool:
    low, high = sorted((number, word))
    between = folded[low[1] : high[0]]
    return len(between) <= BESIDE and not _APART.search(between)


def told_as_news(text: str) -> bool:
    """Whether it says that somebody died, and not only as the reason of something else: "a march over the killing"."""
    folded = fold(text)
    return any(not _REASON.search(folded[: found.start()]) for found in FATAL.finditer(folded))


def answered(part: Part, content: Content) -> bool:
    """Whether the deaths beside it are those of before that an order, a strike or a march answers."""
    return part.category in ANSWERS and not content.dies


def without_others(part: Part, content: Content) -> Part:
    """Without the dead that it only answers: they are none of an order's or a strike's."""
    return replace(part, facts=replace(part.facts, dead=None)) if answered(part, content) else part


def tells_deaths(report: Report) -> bool:
    """Whether people have it from this report, as first word or update, that somebody died."""
    content = report.content
    if report.stance == "mentions":
        return content.tells_of_deaths and (report.source.official or (report.likely or 0.0) >= LIKELY)
    if report.stance != "tells":
        return False
    said = content.tells_of_deaths or content.deaths is not None
    return any((said or part.facts.dead) and not answered(part, content) for part in report.parts)
