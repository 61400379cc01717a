"""When and where, as a reader says it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fakes_people import (
    NOW,
    WORDINGS,
)

from bot.messages.when import age, direction, kilometres, moment, offset

TZ = ZoneInfo("America/Mexico_City")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-30, "just now"),
        (1, "just now"),
        (2, "2 minutes ago"),
        (61, "1 hour ago"),
        (47 * 60, "47 hours ago"),
        (49 * 60, "2 days ago"),
    ],
)
def test_an_age_is_said_in_the_unit_people_use(minutes: int, said: str) -> None:
    assert age(NOW - timedelta(minutes=minutes), NOW, WORDINGS["en"]) == said


@pytest.mark.parametrize(
    ("lat", "lon", "wind"),
    [(1, 0, "n"), (1, 1, "ne"), (0, 1, "e"), (-1, 1, "se"), (-1, 0, "s"), (-1, -1, "sw"), (0, -1, "w"), (1, -1, "nw")],
)
def test_directions_are_seen_from_the_region(lat: float, lon: float, wind: str) -> None:
    assert direction(0, 0, lat, lon) == wind


def test_a_direction_across_the_date_line_goes_the_short_way() -> None:
    assert direction(0, 179.9, 0, -179.9) == "e"


@pytest.mark.parametrize(("km", "said"), [(0.3, "1"), (12.4, "12"), (89.4, "89"), (143.0, "140")])
def test_distances_are_no_more_exact_than_the_data(km: float, said: str) -> None:
    assert kilometres(km) == said


def test_times_carry_their_zone() -> None:
    when = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    assert moment(when, ZoneInfo("Europe/Madrid"), "en") == "Wed 1 Jul, 14:00 (UTC+2)"
    assert moment(when, ZoneInfo("Asia/Kolkata"), "es") == "mié 1 jul, 17:30 (UTC+5:30)"
    assert offset(when) == "UTC"
