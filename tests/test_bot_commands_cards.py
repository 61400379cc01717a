"""The list of places that are followed, their cards, and what can be set on them."""

from __future__ import annotations

import pytest
from fakes_people import TAPALPA, Town, incident, only, part

from rules.rule import Severity


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


@pytest.mark.parametrize(
    ("typed", "km"), [("40km", 40), ("25 miles", 40.2), ("25 millas", 40.2), ("12,5 km", 12.5), ("60", 60)]
)
def test_a_distance_is_read_in_kilometres_and_miles(here: Town, typed: str, km: float) -> None:
    here.say(1, "/subscribe Tapalpa")
    here.say(1, f"/radius Tapalpa {typed}")
    assert only(here).region.radius_km == km


def test_a_state_has_no_distance_and_that_is_said(here: Town) -> None:
    here.say(1, "/subscribe Jalisco")
    assert here.say(1, "/radius Jalisco 40km")[0].startswith("Jalisco is watched as a whole, so it has no distance.")


def test_a_region_is_taken_away_without_its_accents(here: Town) -> None:
    here.say(1, "/subscribe Tapalpa")
    here.say(1, "/label Tapalpa Mamá")
    assert here.say(1, "/unsubscribe mama")[0].startswith("Removed: Mamá")
