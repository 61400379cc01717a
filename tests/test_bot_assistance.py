"""Whom to call."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.assistance.consular import ConsularLine, consular_lines, read_lines
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


GOOD = """
ES:
  ministry: Ministry of Somewhere
  phone: "+34 000 000 000"
  url: https://ministry.example/abroad
  checked: 2026-01-05
"""


def test_an_operators_line_is_shown_abroad_and_not_at_home(tmp_path: Path) -> None:
    path = tmp_path / "lines.yaml"
    path.write_text(GOOD, encoding="utf-8")
    table, problems = read_lines(path)
    assert problems == []
    line_for = consular_lines(table, lambda: date(2026, 2, 1))
    line = line_for("ES", "MX")
    assert line == ConsularLine(
        "Ministry of Somewhere", "+34 000 000 000", "https://ministry.example/abroad", date(2026, 1, 5)
    )
    assert line_for("ES", "ES") is None
    assert line_for("FR", "MX") is None


def test_a_line_older_than_a_year_is_only_a_link(tmp_path: Path) -> None:
    path = tmp_path / "lines.yaml"
    path.write_text(GOOD, encoding="utf-8")
    table, _ = read_lines(path)
    line = consular_lines(table, lambda: date(2027, 1, 6))("ES", "MX")
    assert line is not None
    assert line.phone is None
    assert line.url == "https://ministry.example/abroad"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (GOOD.replace("ES:", "Spain:"), ":2:1: 'Spain' is not a country code"),
        (GOOD.replace("https:", "http:"), ":5:8: the https:// address"),
        (GOOD.replace('"+34 000 000 000"', "call us"), ":4:10: a number as dialled from abroad"),
        (GOOD.replace("2026-01-05", "last year"), ":6:12: the day it was read"),
        (GOOD.replace("ministry:", "minister:"), "unknown field 'minister'"),
        ("ES: +34", ":1:5: ministry, phone, url and checked were expected"),
    ],
)
def test_a_wrong_line_is_named_and_left_out(tmp_path: Path, wrong: str, said: str) -> None:
    path = tmp_path / "lines.yaml"
    path.write_text(wrong, encoding="utf-8")
    table, problems = read_lines(path)
    assert table == {}
    assert any(said in str(problem) for problem in problems), [str(problem) for problem in problems]
