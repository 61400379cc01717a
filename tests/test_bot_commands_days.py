"""The days of a trip, as people write them in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from bot.commands.days import read_trip

TODAY = date(2026, 11, 25)
THIRD, TENTH = date(2026, 12, 3), date(2026, 12, 10)


@pytest.mark.parametrize(
    "typed",
    [
        "Lima 2026-12-03 2026-12-10",
        "Lima 2026-12-03 to 2026-12-10",
        "Lima from 3.12.2026 until 10.12.2026",
        "Lima 3/12/2026 - 10/12/2026",
        "Lima from 3 to 10 december",
        "Lima, 3-10 Dec",
        "Lima 3rd to 10th of December 2026",
        "Lima Dec 3 - Dec 10",
        "Lima December 3 to 10, 2026",
        "Lima del 3 al 10 de diciembre",
        "Lima 3 dic - 10 dic",
        "Lima desde el 3 de diciembre hasta el 10 de diciembre de 2026",
    ],
)
def test_both_days_are_read(typed: str) -> None:
    assert read_trip(typed, TODAY) == ("Lima", THIRD, TENTH)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("Mexico City 28 dec to 4 jan", (date(2026, 12, 28), date(2027, 1, 4))),
        ("Mexico City 3-10 march", (date(2027, 3, 3), date(2027, 3, 10))),
        ("Mexico City 20 to 30 november", (date(2026, 11, 20), date(2026, 11, 30))),
        ("Mexico City 28 dec to 4 jan 2028", (date(2027, 12, 28), date(2028, 1, 4))),
    ],
)
def test_without_a_year_the_next_such_days_are_meant(typed: str, days: tuple[date, date]) -> None:
    assert read_trip(typed, TODAY) == ("Mexico City", *days)


@pytest.mark.parametrize(
    "typed",
    [
        "Lima",
        "Lima december",
        "Lima 3 december",
        "3 to 10 december",
        "Lima 31-32 december",
        "Lima 2026-02-30 2026-03-01",
        "",
    ],
)
def test_what_are_no_two_days_is_not_guessed(typed: str) -> None:
    assert read_trip(typed, TODAY) is None
