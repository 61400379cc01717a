"""The days of a trip, as people write them in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from bot.commands.trip_days import TripDays, read_trip

TODAY = date(2026, 11, 25)  # a Wednesday
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
    assert read_trip(typed, TODAY) == TripDays("Lima", THIRD, TENTH)


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
    assert read_trip(typed, TODAY) == TripDays("Mexico City", *days)


@pytest.mark.parametrize(
    "typed",
    [
        "Lima",
        "Lima december",
        "3 to 10 december",
        "Lima 31-32 december",
        "Lima 2026-02-30 2026-03-01",
        "",
    ],
)
def test_what_names_no_days_is_not_guessed(typed: str) -> None:
    assert read_trip(typed, TODAY) is None


@pytest.mark.parametrize(
    ("english", "spanish", "first", "last"),
    [
        ("for a week", "por una semana", (11, 25), (12, 2)),
        ("5 days", "5 días", (11, 25), (11, 29)),
        ("for three nights", "por tres noches", (11, 25), (11, 28)),
        ("tomorrow to Sunday", "de mañana al domingo", (11, 26), (11, 29)),
        ("from tomorrow until Sunday", "desde mañana hasta el domingo", (11, 26), (11, 29)),
        ("Friday to Monday", "del viernes al lunes", (11, 27), (11, 30)),
        ("until Sunday", "hasta el domingo", (11, 25), (11, 29)),
        ("this weekend", "este fin de semana", (11, 28), (11, 29)),
        ("next week", "la semana que viene", (11, 30), (12, 6)),
        ("in December", "en diciembre", (12, 1), (12, 31)),
        ("tomorrow for two weeks", "mañana por dos semanas", (11, 26), (12, 10)),
        ("for a week from Monday", "una semana desde el lunes", (11, 30), (12, 7)),
        ("two weeks from 3 December", "dos semanas a partir del 3 de diciembre", (12, 3), (12, 17)),
        ("3 December for 10 days", "el 3 de diciembre por 10 días", (12, 3), (12, 12)),
        ("from the 3rd to the 10th", "del 3 al 10", (12, 3), (12, 10)),
        ("from 28 to 5", "del 28 al 5", (11, 28), (12, 5)),
        ("today until 10 December", "desde hoy hasta el 10 de diciembre", (11, 25), (12, 10)),
    ],
)
def test_days_told_by_today_are_read_alike_in_both_languages(
    english: str, spanish: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    meant = TripDays("Mexico City", date(2026, *first), date(2026, *last))
    assert read_trip(f"Mexico City {english}", TODAY) == meant
    assert read_trip(f"Mexico City {spanish}", TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Lima tomorrow", date(2026, 11, 26)),
        ("Lima on Friday", date(2026, 11, 27)),
        ("Lima next Friday", date(2026, 12, 4)),  # in English the one of next week
        ("Lima el próximo viernes", date(2026, 11, 27)),  # in Spanish the one that comes
        ("Lima el viernes que viene", date(2026, 11, 27)),
        ("Lima in two weeks", date(2026, 12, 9)),
        ("Lima dentro de dos semanas", date(2026, 12, 9)),
        ("Lima 3 december", THIRD),
    ],
)
def test_one_day_is_when_it_begins(typed: str, first: date) -> None:
    assert read_trip(typed, TODAY) == TripDays("Lima", first, None)


@pytest.mark.parametrize("typed", ["a week in San José", "una semana en San José", "for a week in San José"])
def test_the_days_may_stand_before_the_place(typed: str) -> None:
    assert read_trip(typed, TODAY) == TripDays("San José", TODAY, date(2026, 12, 2))


def test_a_name_that_ends_in_a_day_is_kept_whole_where_it_is_known() -> None:
    known = {"Santo Domingo"}.__contains__
    assert read_trip("Santo Domingo hasta el lunes", TODAY, known) == TripDays(
        "Santo Domingo", TODAY, date(2026, 11, 30)
    )


def test_on_a_sunday_this_weekend_is_what_is_left_of_it() -> None:
    sunday = date(2026, 11, 29)
    assert read_trip("Lima this weekend", sunday) == TripDays("Lima", sunday, sunday)
    assert read_trip("Lima next weekend", sunday) == TripDays("Lima", date(2026, 12, 5), date(2026, 12, 6))


def test_days_that_are_over_are_those_of_the_next_month() -> None:
    assert read_trip("Lima del 3 al 10", date(2026, 12, 20)) == TripDays("Lima", date(2027, 1, 3), date(2027, 1, 10))
