"""A government's advice: only a change of level or words is news."""

from __future__ import annotations

import pytest

from bot.advisories import changed, no_news, rank
from extract.article import Article


def advisory(level: str, text: str) -> Article:
    return Article("k", "Country", text, level=level, kind="warning")


@pytest.mark.parametrize(
    ("old", "new", "matters", "direction"),
    [
        (("Level 2: Exercise Increased Caution", "a"), ("Level 3: Reconsider Travel", "a"), True, "raised"),
        (("Do not travel", "a"), ("Reconsider your need to travel", "a"), True, "lowered"),
        (("4/5 Reconsider", "Crime is common."), ("3/4 Reconsider", "Crime is common."), False, "none"),
        (("x", "Crime is common."), ("x", "Crime is common. Reviewed with no changes."), False, "none"),
        (("x", "Crime is common."), ("x", "Crime is common. Avoid the north after a bombing."), True, "text"),
        (("x", "Crime. Last updated: 1 May"), ("x", "Crime. Last updated: 9 May"), False, "none"),
    ],
)
def test_only_level_and_words_matter(old, new, matters: bool, direction: str):
    change = changed(advisory(*old), advisory(*new))
    assert (change.matters, change.direction) == (matters, direction)
    assert change.why


def test_the_first_edition_is_silent_and_a_review_says_so_itself():
    assert not changed(None, advisory("Do not travel", "War.")).matters
    assert no_news(advisory("", "Reviewed for accuracy; no significant updates."))
    assert no_news(advisory("", "A bomb went off in the port.")) is None


@pytest.mark.parametrize(
    ("words", "step"),
    [("Teilreisewarnung", 2), ("keine Reisewarnung", 1), ("不要不急の渡航は止めてください", 3), ("4/5", None)],
)
def test_levels_are_read_by_their_words(words: str, step: int | None):
    assert rank(words) == step
