"""Following places: typed, picked, shared, for a trip; their cards and what can be set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes_people import JALISCO, NOW, TAPALPA, ZAPOPAN, Town, incident, part, town

from bot.commands import tidy
from bot.subscriptions import Subscription
from extract.places import Gazetteer
from rules.rule import Severity


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as opened:
        yield opened


def only(here: Town, chat_id: int = 1) -> Subscription:
    (one,) = here.store.subscriptions(chat_id)
    return one


def test_three_touches_from_start_to_a_sample(here: Town) -> None:
    (hello,) = here.say(1, "/start")
    assert here.buttons(1) == ["📍 Share my location", "⌨️ Type a place", "🌍 Pick a country"]
    assert "Where should I watch?" in hello
    (followed,) = here.say(1, "Jalisco")
    assert "How much should I tell you?" in followed
    texts = here.press(1, "🟠")
    assert any(text.startswith("SAMPLE, nothing happened") for text in texts)
    assert any("Do Not Disturb" in text for text in texts)
    assert only(here).least is Severity.SERIOUS


@pytest.mark.parametrize(
    ("button", "said"),
    [("📍", "about 1 km"), ("⌨️", "as you would say it"), ("🌍", "Pick one")],
)
def test_each_way_to_name_a_place_is_explained(here: Town, button: str, said: str) -> None:
    here.say(1, "/start")
    assert said in here.press(1, button)[0]


def test_a_country_can_be_picked(here: Town) -> None:
    here.say(1, "/start")
    here.press(1, "🌍")
    here.press(1, "Mexico")
    assert only(here).region.country == "MX"
    assert only(here).region.kind == "country"


def test_everything_in_one_line(here: Town) -> None:
    here.say(1, "/subscribe Guadalajara Mexico 40km explosion,shooting from serious")
    one = only(here)
    assert (one.region.geonameid, one.region.radius_km) == (4005539, 40)
    assert one.categories == {"explosion", "shooting"}
    assert one.least is Severity.SERIOUS


def test_namesakes_are_told_apart_by_parents_and_people(here: Town) -> None:
    (asked,) = here.say(1, "/subscribe Guadalajara 40km shooting from danger")
    assert "several places" in asked
    assert here.buttons(1) == ["Guadalajara, Jalisco, Mexico · 1.4M", "Guadalajara, Castille-La Mancha, Spain · 83K"]
    here.press(1, "Guadalajara, Castille")
    one = only(here)
    assert (one.region.country, one.region.radius_km, one.least) == ("ES", 40, Severity.DANGER)
    assert one.categories == {"shooting"}


def test_a_slip_of_the_pen_is_asked_about(here: Town) -> None:
    (asked,) = here.say(1, "Jalsico")
    assert "Did you mean" in asked
    here.press(1, "Jalisco")
    assert only(here).region.name == "Jalisco"


def test_an_unknown_place_gets_an_example(here: Town) -> None:
    (answer,) = here.say(1, "/subscribe Xyzzy")
    assert "I know no place called “Xyzzy”" in answer
    assert "/subscribe Guadalajara" in answer


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/subscribe", "Which place?"),
        ("/subscribe 40km shooting", "Which place?"),
        ("/subscribe shooting", "Which place?"),
        ("/subscribe Jalisco from awful", "“awful” is not a severity"),
        ("/subscribe Guadalajara 900 km", "from 1 to 500 km"),
        ("/subscribe Guadalajara 40km picnics", "no kind of event called “picnics”"),
    ],
)
def test_wrong_input_gets_one_helpful_sentence(here: Town, typed: str, said: str) -> None:
    (answer,) = here.say(1, typed)
    assert said in answer
    assert here.store.subscriptions(1) == []


def test_the_same_place_again_changes_it_and_doubles_nothing(here: Town) -> None:
    here.say(1, "/subscribe Jalisco from danger")
    here.say(1, "/subscribe Jalisco shooting")
    assert (only(here).least, only(here).categories) == (Severity.DANGER, {"shooting"})


def test_the_honest_word_about_sources(here: Town) -> None:
    (mexico,) = here.say(1, "Jalisco")
    assert "Watched by 3 sources, in English and Spanish." in mexico
    assert "2 of them are about Mexico." in mexico
    (texas,) = here.say(1, "Texas")
    assert "None of them is about the United States in particular" in texas
    assert "No official source is among them." in texas


def test_no_source_is_said_plainly(tmp_path: Path) -> None:
    with town(tmp_path, feeds=lambda: ()) as bare:
        assert "No source is set up" in bare.say(1, "Jalisco")[0]


def test_a_chat_has_a_quota(tmp_path: Path) -> None:
    with town(tmp_path, most_regions=2) as small:
        small.say(1, "Jalisco")
        small.say(1, "Texas")
        assert "2 regions" in small.say(1, "Spain")[0]
        assert "2 regions" in small.say(1, "/trip Austin 2026-03-01 2026-03-02")[0]
        assert "2 regions" in small.share(1, 20.6, -103.3)[0]
        small.say(1, "Jalisco from danger")
        assert len(small.store.subscriptions(1)) == 2


# links


@pytest.mark.parametrize(
    ("payload", "name"),
    [("sub_MX", "Mexico"), ("sub_mx-14", "Jalisco"), ("sub_MX-Jalisco", "Jalisco"), ("sub_g3982269", "Tapalpa")],
)
def test_a_link_subscribes_after_a_confirmation(here: Town, payload: str, name: str) -> None:
    (asked,) = here.say(1, f"/start {payload}")
    assert f"Follow {name}" in asked
    assert here.store.subscriptions(1) == []
    here.press(1, "✅ Follow")
    assert only(here).region.name == name


@pytest.mark.parametrize("payload", ["sub_ZZ", "sub_g1", "sub_MX-99", "nonsense", "sub_"])
def test_a_link_to_nowhere_says_so(here: Town, payload: str) -> None:
    assert "names no place I know" in here.say(1, f"/start {payload}")[0]


# the list and the card


def test_regions_are_removed_by_button(here: Town) -> None:
    here.say(1, "Jalisco")
    here.say(1, "Texas")
    (listed,) = here.say(1, "/regions")
    assert "You follow 2 regions" in listed
    assert here.buttons(1) == ["⚙️ Jalisco", "🗑", "⚙️ Texas", "🗑"]
    (left,) = here.press(1, "🗑")
    assert here.toast == "Removed: Jalisco"
    assert "Texas" in left
    assert "Jalisco" not in left


def test_a_region_removed_twice_is_gone_already(here: Town) -> None:
    here.say(1, "Jalisco")
    number = only(here).id
    here.say(1, "/regions")
    here.press(1, "🗑")
    here.press_data(1, f"v1:del:{number}")
    assert here.toast == "It was removed already"


def test_nobody_touches_the_regions_of_another_chat(here: Town) -> None:
    here.say(1, "Jalisco")
    here.say(2, "/regions")
    for action in ("del", "reg", "least", "wake", "rad", "cats", "much"):
        here.press_data(2, f"v1:{action}:{only(here).id}.1")
    assert only(here).least is Severity.NOTICE


def test_unsubscribe_by_name_or_all(here: Town) -> None:
    here.say(1, "Jalisco")
    here.say(1, "Texas")
    assert "Removed: Texas" in here.say(1, "/unsubscribe texas")[0]
    assert "You follow 1 region" in here.say(1, "/unsubscribe spain")[0]
    assert "Removed your 1 region" in here.say(1, "/unsubscribe all")[0]
    assert here.store.subscriptions(1) == []


@pytest.mark.parametrize(
    ("button", "field", "value"),
    [
        ("From: ", "least", Severity.CAUTION),
        ("🔔 Sound", "wake", "always"),
        ("Also “somewhere", "countrywide", False),
        ("Official sources", "official_only", True),
        ("Below danger, wait", "two_sources", True),
    ],
)
def test_a_card_switches(here: Town, button: str, field: str, value: object) -> None:
    here.say(1, "Tapalpa")
    here.say(1, "/regions")
    here.press(1, "⚙️")
    here.press(1, button)
    assert here.toast == "Done"
    assert getattr(only(here), field) == value


def test_a_card_sets_the_radius(here: Town) -> None:
    here.say(1, "Tapalpa")
    here.say(1, "/regions")
    here.press(1, "⚙️")
    here.press(1, "Radius")
    here.press(1, "100 km")
    assert only(here).region.radius_km == 100


def test_a_card_chooses_kinds_and_all_again(here: Town) -> None:
    here.say(1, "Tapalpa")
    here.say(1, "/regions")
    here.press(1, "⚙️")
    here.press(1, "Kinds")
    here.press(1, "✅ Shooting")
    here.press(1, "▫️ Explosion")
    assert only(here).categories == {"shooting", "explosion"}
    here.press(1, "✅ Explosion")
    assert only(here).categories == {"shooting"}
    here.press(1, "All kinds")
    assert only(here).categories == frozenset()
    assert "«" in here.buttons(1)[-1]


def test_every_card_leads_back(here: Town) -> None:
    here.say(1, "Tapalpa")
    here.say(1, "/regions")
    here.press(1, "⚙️")
    assert "You follow 1 region" in here.press(1, "«")[0]


def test_labels_radii_and_words(here: Town) -> None:
    here.say(1, "Guadalajara Mexico 100km")
    number = only(here).id
    here.say(1, f"/label {number} Mum")
    here.say(1, f"/radius {number} shooting 5km")
    here.say(1, f"/radius {number} 120km")
    here.say(1, f"/mutewords {number} football, concert")
    one = only(here)
    assert (one.label, one.radii, one.region.radius_km) == ("Mum", (("shooting", 5.0),), 120)
    assert one.mute_words == ("football", "concert")
    assert "no words are muted" in here.say(1, f"/mutewords {number}")[0]
    here.warn(incident(part(TAPALPA)))
    assert "km from Mum" in here.last(1)


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        ("/label", "/label"),
        ("/label 99 Mum", "/label"),
        ("/radius 1", "/radius"),
        ("/radius 1 picnic 5km", "/radius"),
        ("/radius 1 900km", "/radius"),
        ("/mutewords", "/mutewords"),
    ],
)
def test_a_command_about_a_region_shows_how(here: Town, typed: str, example: str) -> None:
    here.say(1, "Jalisco")
    number = only(here).id
    assert f"{example} {number}" in here.say(1, typed)[0]


def test_a_region_may_be_named_instead_of_numbered(here: Town) -> None:
    here.say(1, "/label Mum")
    assert "/label" in here.last(1), "no region yet"
    here.say(1, "Jalisco")
    here.say(1, "/label Mum")
    assert only(here).label == "Mum", "there is but one"
    here.say(1, "Guadalajara, Mexico")
    assert "Renamed: Office (Guadalajara)" in here.say(1, "/label Guadalajara Office")[0]
    here.say(1, "/radius office shooting 5 km")
    here.say(1, "/mutewords mum: football, concert")
    mum, office = here.store.subscriptions(1)
    assert office.radii == (("shooting", 5.0),)
    assert mum.mute_words == ("football", "concert")
    assert "Send the region, by number or name" in here.say(1, "/label Nowhere")[0], "which of the two?"
    assert "Removed: Mum (Jalisco)" in here.say(1, "/unsubscribe mum")[0]


def test_who_follows_nothing_is_not_told_of_nought_regions(here: Town) -> None:
    assert "nothing was removed" in here.say(1, "/unsubscribe all")[0]
    for command in ("/stop", "/deleteaccount"):
        assert " 0 " not in here.say(1, command)[0]


def test_categories_are_listed_with_their_severity(here: Town) -> None:
    (listed,) = here.say(1, "/categories")
    assert "🚀 Shelling: danger" in listed
    assert listed.index("Shelling") < listed.index("Protest")


# trips


def test_a_trip_starts_and_ends_by_itself_and_is_forgotten(here: Town) -> None:
    (planned,) = here.say(1, "/trip Tapalpa 2026-03-01 2026-03-03")
    assert "from 1 Mar 2026 to 3 Mar 2026" in planned
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
        ("/trip", "first and last day"),
        ("/trip Tapalpa", "first and last day"),
        ("/trip Tapalpa 2026-03-09 2026-03-01", "wrong way round"),
        ("/trip Tapalpa 2025-03-01 2025-03-09", "wrong way round"),
        ("/trip Tapalpa 2026-02-30 2026-03-09", "first and last day"),
        ("/trip Tapalpa 2026-03-01 2028-03-01", "a year at most"),
        ("/trip Xyzzy 2026-03-01 2026-03-09", "no place called “Xyzzy”"),
    ],
)
def test_a_trip_that_cannot_be_gets_an_example(here: Town, typed: str, said: str) -> None:
    assert said in here.say(1, typed)[0]
    assert here.store.subscriptions(1) == []


# shared locations


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


def test_an_alert_reaches_who_asked_and_nobody_else(here: Town) -> None:
    here.say(1, "/subscribe Jalisco")
    here.say(2, "/subscribe Texas")
    before = here.last(2)
    here.warn(incident(part(TAPALPA), part(JALISCO, "shooting")))
    assert here.last(1).startswith("🟠 SERIOUS · Armed clash · Tapalpa, Jalisco")
    assert here.last(2) == before
    assert here.now == NOW


# what is no place to watch


@pytest.mark.parametrize("typed", ["Europe", "África", "Medio Oriente", "the Sahel", "Latin America"])
def test_a_continent_is_explained(here: Town, gazetteer: Gazetteer, typed: str) -> None:
    here.desk = replace(here.desk, gazetteer=gazetteer)
    (said,) = here.say(1, typed)
    assert f"“{typed}” is too wide to watch as one place" in said
    assert here.buttons(1)[-1] == "🌍 Pick a country"
    assert "is too wide for one trip" in here.say(1, f"/trip {typed} 2026-03-01 2026-03-09")[0]
    assert here.store.subscriptions(1) == []


def test_a_region_within_a_country_offers_the_country(here: Town, gazetteer: Gazetteer) -> None:
    here.desk = replace(here.desk, gazetteer=gazetteer)
    here.say(1, "Darfur 40km from serious")
    here.press(1, "Sudan")
    assert (only(here).region.country, only(here).least) == ("SD", Severity.SERIOUS)
