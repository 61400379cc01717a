"""Following places: typed, picked, by a link; what is no place to watch."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes_people import CATEGORIES, JALISCO, NOW, TAPALPA, Town, incident, only, part, town

from extract.places import Gazetteer
from rules.rule import Severity


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


def test_an_alert_reaches_who_asked_and_nobody_else(here: Town) -> None:
    here.say(1, "/subscribe Jalisco")
    here.say(2, "/subscribe Texas")
    before = here.last(2)
    here.warn(incident(part(TAPALPA), part(JALISCO, "shooting")))
    assert here.last(1).startswith("🟠 SERIOUS · Armed clash · Tapalpa, Jalisco")
    assert here.last(2) == before
    assert here.now == NOW


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


MANY = {f"kind_{number:03d}": replace(CATEGORIES["shooting"], slug=f"kind_{number:03d}") for number in range(300)}


@pytest.mark.parametrize(
    "typed",
    [
        "/subscribe Guadalajara 40km kind_150, kind_299",
        "/trip Guadalajara 40km kind_150, kind_299 2026-03-01 2026-03-03",
        "/trip Guadalajara kind_150, kind_299 on Friday",
    ],
)
def test_kinds_too_many_for_a_button_survive_a_choice_and_a_restart(tmp_path: Path, typed: str) -> None:
    """An operator may have hundreds of kinds; Telegram gives a button 64 bytes."""
    with town(tmp_path) as before:
        before.composer = replace(before.composer, categories=MANY)
        before.say(1, typed)
        pressed = before.telegram.messages[1][-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        assert len(pressed.encode()) <= 64
    with town(tmp_path) as after:
        after.composer = replace(after.composer, categories=MANY)
        after.say(1, "/help")
        after.press_data(1, pressed)
        if not after.store.subscriptions(1):
            after.press(1, "7 days")
        assert only(after).categories == {"kind_150", "kind_299"}


def test_what_was_kept_for_a_button_is_of_its_own_chat_and_is_forgotten_with_it(here: Town) -> None:
    number = here.store.keep_wish(1, '{"place":"","radius_km":40,"categories":["shooting"]}', NOW)
    here.say(1, "/help")
    here.say(2, "/help")
    here.press_data(2, f"v1:place:g4005539.w{number}")
    assert here.toast == "This button is from an older message. Please ask again."
    here.press_data(1, f"v1:place:g4005539.w{number}")
    assert only(here).categories == {"shooting"}
    here.store.forget_old(NOW + timedelta(days=31))
    here.press_data(1, f"v1:place:g4005539.w{number}")
    assert here.toast == "This button is from an older message. Please ask again."


def test_another_place_is_asked_for_by_the_name_that_was_typed(here: Town, gazetteer: Gazetteer) -> None:
    here.desk = replace(here.desk, gazetteer=gazetteer)
    here.say(1, "México")
    here.say(1, "/lang es")
    assert here.press(1, "Another México?")[0].startswith("Hay varios lugares llamados «México»")
    assert any("Estado de México" in label for label in here.buttons(1))


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        ("sub_ES-CT", "Catalonia"), ("sub_es-ct", "Catalonia"), ("sub_UA-30", "Kyiv City"), ("sub_FR-IDF", "Île-de-France"),
        ("sub_DE-BY", "Bavaria"), ("sub_BR-RJ", "Rio de Janeiro"), ("sub_TR-34", "Istanbul"), ("sub_US-CA", "California"),
        ("sub_MX-JAL", "Jalisco"), ("sub_ES-MD", "Madrid"),
        ("sub_UA-12", "Dnipropetrovsk"),  # by GeoNames' count that number is Kyiv's
    ],
)  # fmt: skip  # a table or a paragraph of words, not one a line
def test_a_link_names_a_division_by_its_standard_code(
    here: Town, gazetteer: Gazetteer, payload: str, name: str
) -> None:
    here.desk = replace(here.desk, gazetteer=gazetteer)
    assert here.say(1, f"/start {payload}")[0].startswith(f"Follow {name}")
