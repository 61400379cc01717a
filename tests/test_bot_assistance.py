"""Whom to call."""

from __future__ import annotations

import pytest

from bot.assistance.emergency import MOST, emergency_numbers


@pytest.mark.parametrize(
    ("country", "number"), [("MX", "911"), ("US", "911"), ("DE", "112"), ("GB", "999"), ("JP", "119"), ("NZ", "111")]
)
def test_the_local_number_is_known(country: str, number: str) -> None:
    assert number in emergency_numbers(country)


def test_a_number_for_everything_goes_first() -> None:
    assert emergency_numbers("MX")[0] == "911"
    assert emergency_numbers("DE")[0] == "112"


@pytest.mark.parametrize("country", ["XX", "", "mexico"])
def test_nothing_is_made_up(country: str) -> None:
    assert emergency_numbers(country) == ()


def test_a_reader_is_not_buried_in_numbers() -> None:
    assert all(len(emergency_numbers(country)) <= MOST for country in ("MX", "BR", "CO", "IN", "FR"))
