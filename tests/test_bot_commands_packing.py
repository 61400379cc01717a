"""What was wished, in the 64 bytes of a button and out again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fakes_people import CATEGORIES

from bot.commands.packing import packed, packed_days, unpacked, unpacked_days
from bot.commands.wish import Wish
from rules.load import load_rules
from rules.rule import Category, Severity

BOTH = frozenset({"explosion", "shooting"})


@pytest.fixture(scope="module")
def shipped() -> dict[str, Category]:
    rules = load_rules(["builtin"]).rules
    assert rules is not None
    return dict(rules.categories)


@pytest.mark.parametrize(
    "wish",
    [
        Wish(""),
        Wish("", 40),
        Wish("", 2.5, BOTH, Severity.SERIOUS, official_only=True),
        Wish("", None, frozenset({"shelling"})),
        Wish("", two_sources=True),
    ],
)
def test_a_wish_survives_its_button(wish: Wish) -> None:
    target = packed(-123456789, wish, CATEGORIES, len("v1:place:"))
    assert target is not None
    assert unpacked(target, CATEGORIES) == (-123456789, wish)


def test_every_kind_that_ships_fits_beside_the_longest_wish(shipped: dict[str, Category]) -> None:
    some = frozenset(sorted(shipped)[1:])
    wish = Wish("", 402.3, some, Severity.DANGER, official_only=True, two_sources=True)
    for head in ("v1:place:", "v1:chan:-1001234567890.", f"v1:trip:{packed_days(date.max, date.max)}."):
        target = packed(1234567890, wish, shipped, len(head))
        assert target is not None
        assert len((head + target).encode()) <= 64
        assert unpacked(target, shipped) == (1234567890, wish)


def test_kinds_too_many_for_a_button_are_not_dropped_from_it() -> None:
    many: dict[str, Any] = {f"kind_{number:03d}": CATEGORIES["shooting"] for number in range(300)}
    assert packed(1, Wish("", 40, categories=frozenset(sorted(many)[150:])), many, 9) is None


def test_kinds_of_another_list_are_not_guessed_at() -> None:
    target = packed(1, Wish("", categories=BOTH), CATEGORIES, 9)
    assert target is not None
    fewer = {slug: one for slug, one in CATEGORIES.items() if slug != "protest"}
    assert unpacked(target, fewer) is None


@pytest.mark.parametrize(
    "target", ["", "x1", "g", "g1.z", "g1.s9", "g1.cnothing", "g1.c!-abc", "g1.c-", "g1.r1p", "g1;drop", "g99999999999"]
)
def test_a_button_of_another_time_is_not_guessed_at(target: str) -> None:
    assert unpacked(target, CATEGORIES) is None


def test_the_days_of_a_trip_survive_their_button() -> None:
    days = (date(2026, 12, 28), date(2027, 1, 4))
    assert unpacked_days(packed_days(*days)) == days


@pytest.mark.parametrize("text", ["", "x", "20261203", "zzzzzzzzz-1", "-", "1-2-3"])
def test_days_that_are_none_are_not_guessed_at(text: str) -> None:
    assert unpacked_days(text) is None
