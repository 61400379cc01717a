"""Trips: they start, end and are forgotten by themselves, beside what is followed anyway."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fakes_people import TAPALPA, Town, incident, only, part

from bot.commands import tidy
from rules.rule import Severity


def test_a_trip_starts_and_ends_by_itself_and_is_forgotten(here: Town) -> None:
    (planned,) = here.say(1, "/trip Tapalpa 2026-03-01 2026-03-03")
    assert "from Sun 1 Mar 2026 to Tue 3 Mar 2026" in planned
    one = only(here)
    assert (one.starts, one.until) == (datetime(2026, 3, 1, 6, tzinfo=UTC), datetime(2026, 3, 4, 6, tzinfo=UTC))
    here.warn(incident(part(TAPALPA)))
    assert "DANGER" not in here.last(1)
    assert "SERIOUS" not in here.last(1), "it has not begun"
    here.now = datetime(2026, 3, 2, tzinfo=UTC)
    here.warn(incident(part(TAPALPA)))
    assert "SERIOUS" in here.last(1)
    here.now = datetime(2026, 3, 4, 7, tzinfo=UTC)
    assert tidy(here.desk) == 1
    here.deliver()
    assert "Your trip to Tapalpa is over" in here.last(1)
    assert here.store.subscriptions(1) == []
    assert tidy(here.desk) == 0


def test_a_trip_to_namesakes_asks_which(here: Town) -> None:
    here.say(1, "/trip Guadalajara 01.03.2026 - 09.03.2026")
    here.press(1, "Guadalajara, Castille")
    assert only(here).region.country == "ES"
    assert only(here).starts == datetime(2026, 2, 28, 23, tzinfo=UTC)


def test_a_trip_to_a_place_that_is_followed_anyway_ends_alone(here: Town) -> None:
    here.say(1, "/subscribe Tapalpa 40km from danger")
    here.say(1, "/trip Tapalpa 2026-03-01 2026-03-03")
    kept, trip = here.store.subscriptions(1)
    assert (kept.least, kept.region.radius_km, kept.trip) == (Severity.DANGER, 40, False)
    assert (trip.least, trip.region.radius_km, trip.trip) == (Severity.NOTICE, 25, True)
    assert "• Tapalpa: Within 25 km · all kinds of events · 1 Mar 2026 to 3 Mar 2026" in here.say(1, "/regions")[0]
    here.now = datetime(2026, 3, 2, tzinfo=UTC)
    here.warn(incident(part(TAPALPA)))
    assert here.last(1).count("In Tapalpa itself.") == 1, "one warning, though two regions have it"
    here.now = datetime(2026, 3, 5, tzinfo=UTC)
    assert tidy(here.desk) == 1
    assert only(here) == kept


def test_a_place_that_is_followed_during_a_trip_stays_after_it(here: Town) -> None:
    here.say(1, "/trip Tapalpa 2026-03-01 2026-03-03")
    here.say(1, "Tapalpa")
    here.now = datetime(2026, 3, 5, tzinfo=UTC)
    tidy(here.desk)
    assert only(here).until is None


def test_a_trip_planned_again_has_its_new_days(here: Town) -> None:
    here.say(1, "/trip Tapalpa 2026-03-01 2026-03-03")
    here.say(1, "/trip Tapalpa 2026-03-01 2026-03-09")
    assert only(here).until == datetime(2026, 3, 10, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/trip", "the place and the days"),
        ("/trip Tapalpa", "the place and the days"),
        ("/trip Tapalpa 2026-03-09 2026-03-01", "wrong way round"),
        ("/trip Tapalpa 2025-03-01 2025-03-09", "wrong way round"),
        ("/trip Tapalpa 2026-02-30 2026-03-09", "the place and the days"),
        ("/trip Tapalpa 2026-03-01 2028-03-01", "a year at most"),
        ("/trip Xyzzy 2026-03-01 2026-03-09", "no place called “Xyzzy”"),
    ],
)
def test_a_trip_that_cannot_be_gets_an_example(here: Town, typed: str, said: str) -> None:
    assert said in here.say(1, typed)[0]
    assert here.store.subscriptions(1) == []


def test_days_are_those_of_the_calendar_where_one_is(here: Town) -> None:
    """It is 15:00 UTC on Monday: already Tuesday in Tokyo from midnight on."""
    here.say(1, "/timezone Asia/Tokyo")
    (planned,) = here.say(1, "/trip Tapalpa tomorrow to Sunday")
    assert "from Wed 25 Feb 2026 to Sun 1 Mar 2026" in planned


def test_who_says_only_when_it_begins_is_asked_how_long(here: Town) -> None:
    (asked,) = here.say(1, "/trip Tapalpa 40km explosion on Friday")
    assert "from Fri 27 Feb 2026: for how long?" in asked
    assert "/trip Tapalpa 2026-02-27 2026-03-05" in asked
    assert here.store.subscriptions(1) == []
    assert here.buttons(1) == ["That day only", "3 days", "7 days", "14 days"]
    (planned,) = here.press(1, "7 days")
    assert "from Fri 27 Feb 2026 to Thu 5 Mar 2026" in planned
    assert (only(here).region.radius_km, only(here).categories) == (40, {"explosion"})


def test_the_question_how_long_comes_after_the_question_which_one(here: Town) -> None:
    here.say(1, "/trip Guadalajara on Friday")
    (asked,) = here.press(1, "Guadalajara, Castille")
    assert "for how long?" in asked
    here.press(1, "That day only")
    assert only(here).region.country == "ES"


@pytest.mark.parametrize(
    "typed",
    [
        "I am going to Tapalpa next week",
        "Voy a Tapalpa la semana que viene",
        "Tapalpa 2 to 8 March",
        "a week in Tapalpa",
    ],
)
def test_a_trip_is_understood_without_the_command(here: Town, typed: str) -> None:
    (planned,) = here.say(1, typed)
    assert planned.startswith("🧳 I watch Tapalpa, Jalisco, Mexico from")
    assert only(here).trip


@pytest.mark.parametrize("typed", ["Tapalpa", "Tapalpa today's news?", "see you next week", "Xyzzy for a week"])
def test_what_is_no_trip_plans_none(here: Town, typed: str) -> None:
    here.say(1, typed)
    assert not any(one.trip for one in here.store.subscriptions(1))
