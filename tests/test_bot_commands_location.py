"""Shared and live locations: rounded, moved, forgotten."""

from __future__ import annotations

from pathlib import Path

from fakes_people import ZAPOPAN, Town, incident, only, part

from bot.commands import tidy


def test_a_shared_location_is_kept_to_a_kilometre(here: Town, tmp_path: Path) -> None:
    (followed,) = here.share(1, 20.666812, -103.391799)
    assert "25 km around you (near Guadalajara)" in followed
    assert (only(here).region.lat, only(here).region.lon) == (20.67, -103.39)
    for file in tmp_path.glob("town.db*"):
        assert b"20.6668" not in file.read_bytes()


def test_the_first_line_says_how_far_it_is_from_a_shared_location(here: Town) -> None:
    here.share(1, 20.67, -103.39)
    here.warn(incident(part(ZAPOPAN, "shooting")))
    assert here.last(1).split("\n")[0].endswith("Shooting · Zapopan, Jalisco · 6 km from your location")
    assert "6 km north of your location (near Guadalajara)." in here.last(1)


def live(message_id: int, lat: float, lon: float, period: int | None, *, moved: bool) -> dict[str, object]:
    location: dict[str, object] = {"latitude": lat, "longitude": lon, "horizontal_accuracy": 12.5}
    if period is not None:
        location["live_period"] = period
    message = {
        "message_id": message_id,
        "date": 1,
        "chat": {"id": 1, "type": "private", "first_name": "Ana"},
        "from": {"id": 1, "is_bot": False, "first_name": "Ana", "language_code": "en"},
        "location": location,
    }
    return {"edited_message" if moved else "message": message}


def test_a_live_location_moves_its_region_and_is_forgotten_at_its_end(here: Town) -> None:
    (followed,) = here.update(1, live(500, 20.66, -103.39, 3600, moved=False))
    assert "moves with you" in followed
    assert here.update(1, live(500, 30.27, -97.74, 3600, moved=True)) == [], "a new point is taken in silence"
    assert only(here).region.country == "US"
    assert here.update(1, live(999, 20.66, -103.39, 3600, moved=True)) == [], "a location that was never followed"
    (over,) = here.update(1, live(500, 30.27, -97.74, None, moved=True))
    assert "erased" in over
    assert here.store.subscriptions(1) == []


def test_a_live_location_that_runs_out_is_forgotten_too(here: Town) -> None:
    here.update(1, live(500, 20.66, -103.39, 3600, moved=False))
    here.later(hours=2)
    assert tidy(here.desk) == 1
    assert here.store.subscriptions(1) == []


def test_a_live_location_where_one_is_followed_anyway_ends_alone(here: Town) -> None:
    here.share(1, 20.6668, -103.3918)
    kept = only(here)
    here.update(1, live(500, 20.6668, -103.3918, 600, moved=False))
    assert len(here.store.subscriptions(1)) == 2
    here.later(hours=1)
    tidy(here.desk)
    assert only(here) == kept


def test_a_location_shared_again_keeps_what_was_chosen_for_it(here: Town) -> None:
    here.share(1, 20.6668, -103.3918)
    here.say(1, f"/label {only(here).id} Home")
    here.share(1, 20.6671, -103.3921)
    assert only(here).label == "Home"


def test_a_place_far_from_any_city_is_still_watched(here: Town) -> None:
    (followed,) = here.share(1, 0.0, -140.0)
    assert "near 0.00, -140.00" in followed
    assert "I will hear nothing" in followed
