"""Several places in one message: each is followed, asked about or named as unknown; none is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_people import Town, town

from bot.commands.several import several
from extract.places import Gazetteer
from rules.rule import Severity


@pytest.fixture
def here(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[Town]:
    with town(tmp_path) as opened:
        opened.desk = replace(opened.desk, gazetteer=gazetteer)
        yield opened


def followed(here: Town) -> list[tuple[str, float | None]]:
    return [(one.region.name, one.region.radius_km) for one in here.store.subscriptions(1)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Kyiv, Lviv and Odesa", ["Kyiv", "Lviv", "Odesa"]),
        ("Tijuana, Mexicali y Ensenada", ["Tijuana", "Mexicali", "Ensenada"]),
        ("Lima, Peru and Quito, Ecuador", ["Lima, Peru", "Quito, Ecuador"]),
        ("Cali, Colombia, Quito", ["Cali, Colombia", "Quito"]),
        ("Bosnia and Herzegovina, Serbia", ["Bosnia and Herzegovina", "Serbia"]),
        ("Haití; Jamaica", ["Haití", "Jamaica"]),
        ("Jalisco & Michoacán", ["Jalisco", "Michoacán"]),
        ("Madrid, Barcelona and Xyzzy", ["Madrid", "Barcelona", "Xyzzy"]),
        ("Lima, Cusco", ["Lima", "Cusco"]),
        ("Bamako, Kati", ["Bamako", "Kati"]),
        ("San Salvador, Soyapango", ["San Salvador", "Soyapango"]),
        ("downtown Bogotá, Medellín", ["downtown Bogotá", "Medellín"]),
        ("Zapopan, Guadalajara", ["Zapopan", "Guadalajara"]),  # two cities side by side
        ("Tapalpa, Guadalajara", ["Tapalpa", "Guadalajara"]),  # a town of that state
        ("Woolwich, London and Saint-Denis, Paris", ["Woolwich, London", "Saint-Denis, Paris"]),
        ("Centro, CDMX y Zapopan", ["Centro, CDMX", "Zapopan"]),
    ],
)
def test_a_list_is_cut_between_its_places(gazetteer: Gazetteer, typed: str, names: list[str]) -> None:
    assert [one.typed for one in several(typed, gazetteer)] == names


@pytest.mark.parametrize(
    "typed",
    [
        "Lima",
        "Guadalajara, Mexico",
        "Springfield, Illinois",
        "Paris, Texas, United States",
        "Springfield, Illinois, USA",
        "Guadalajara, Jalisco, México",
        "Bosnia and Herzegovina",
        "Trinidad y Tobago",
        "San Cristóbal de las Casas",
        "Xyzzy and Lima",
        "Woolwich, London",
        "Woolwich, London, UK",
        "Soacha, Bogotá",
        "Miraflores, Lima, Perú",
        "Centro, CDMX",
        "Zona 10, Ciudad de Guatemala",
        "Handsworth, Birmingham",  # of which we know a village in Canada alone
        "Handsworth, England",
        "Victoria Island, Lagos",
        "Triana, Sevilla",
        "",
        "and",
        ", ".join(["Lima"] * 40),
    ],
)
def test_one_place_is_no_list(gazetteer: Gazetteer, typed: str) -> None:
    assert several(typed, gazetteer) == ()


def test_all_are_followed_in_one_answer_and_asked_once_how_much(here: Town) -> None:
    (said,) = here.say(1, "Tegucigalpa, Managua and Port-au-Prince")
    assert said.count("✅ I now watch") == 3
    assert said.count("How much should I tell you?") == 1
    here.press(1, "🟠")
    assert {one.least for one in here.store.subscriptions(1)} == {Severity.SERIOUS}
    assert [name for name, _ in followed(here)] == ["Tegucigalpa", "Managua", "Port-au-Prince"]


@pytest.mark.parametrize(
    "typed",
    ["I am in Tegucigalpa and going to Managua, please", "estoy en Tegucigalpa y voy a Managua"],
)
def test_each_may_be_named_as_one_speaks_of_it(here: Town, typed: str) -> None:
    here.say(1, typed)
    assert [name for name, _ in followed(here)] == ["Tegucigalpa", "Managua"]


def test_a_choice_tells_the_kind_of_a_division_once(here: Town) -> None:
    here.say(1, "/lang es")
    here.say(1, "Santander")
    assert here.buttons(1)[0].startswith("Santander (departamento), Colombia · ")
    here.say(1, "/lang en")
    here.say(1, "Santander")
    assert here.buttons(1)[0].startswith("Santander Department, Colombia · ")


def test_what_was_wished_holds_for_each(here: Town) -> None:
    here.say(1, "/subscribe Tegucigalpa and Managua 40km shooting from danger")
    for one in here.store.subscriptions(1):
        assert (one.region.radius_km, one.categories, one.least) == (40, {"shooting"}, Severity.DANGER)


def test_each_line_or_distance_is_a_wish_of_its_own(here: Town) -> None:
    here.say(1, "Tegucigalpa 10km\nManagua 60km from danger")
    here.say(1, "Port-au-Prince 5km, Kingston, Jamaica 15km")
    assert followed(here) == [("Tegucigalpa", 10), ("Managua", 60), ("Port-au-Prince", 5), ("Kingston", 15)]
    assert [one.least for one in here.store.subscriptions(1)][1] is Severity.DANGER


def test_namesakes_and_unknown_names_among_them_are_told(here: Town) -> None:
    followed_now, asked = here.say(1, "/subscribe Managua, Springfield, Xyzzy")
    assert "✅ I now watch Managua" in followed_now
    assert "no place called “Xyzzy”" in followed_now
    assert "several places called “Springfield”" in asked


def test_a_list_longer_than_the_quota_says_so(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with town(tmp_path, most_regions=1) as small:
        small.desk = replace(small.desk, gazetteer=gazetteer)
        (said,) = small.say(1, "Tegucigalpa and Managua")
        assert "Tegucigalpa" in said
        assert "1 region" in said
        assert len(small.store.subscriptions(1)) == 1


def test_another_place_of_the_name_is_followed_for_the_same_distance_and_kinds(here: Town) -> None:
    here.say(1, "Kingston, Jamaica")
    here.say(1, "Port-au-Prince 15km shooting from danger")
    here.say(1, "Sinaloa shooting from danger")
    assert "several places" in here.press(1, "Another Sinaloa?")[0]
    offered = here.buttons(1)
    assert not any("Mexico (state)" in label for label in offered), "that one is followed already"
    here.press(1, offered[0])
    newest = here.store.subscriptions(1)[-1]
    assert "Sinaloa" in newest.region.name
    assert (newest.categories, newest.least) == ({"shooting"}, Severity.DANGER)


@pytest.mark.parametrize("typed", ["rock and roll", "I love cats and dogs", "yes and no", "bread and butter"])
def test_talk_that_only_sounds_like_a_list_follows_nothing(here: Town, typed: str) -> None:
    here.say(1, typed)
    assert followed(here) == []


def test_a_trip_goes_to_several_places(here: Town) -> None:
    said = here.say(1, "/trip Tegucigalpa and Managua 10km from serious 3 to 10 March")
    assert len(said) == 2
    assert followed(here) == [("Tegucigalpa", 10), ("Managua", 10)]
    assert all(one.trip and one.least is Severity.SERIOUS for one in here.store.subscriptions(1))


def test_a_quarter_with_its_city_is_followed_and_named_with_it(here: Town) -> None:
    (said,) = here.say(1, "/subscribe Woolwich, London")
    assert "✅ I now watch Woolwich, London, United Kingdom" in said
    assert followed(here) == [("Woolwich", 25.0)]


def test_a_quarter_alone_is_offered_before_small_towns_of_its_name(here: Town) -> None:
    here.say(1, "/subscribe Woolwich")
    here.press(1, "Woolwich, London")
    assert [one.region.country for one in here.store.subscriptions(1)] == ["GB"]


def test_a_quarter_that_is_not_known_offers_its_city_and_follows_nothing_else(here: Town) -> None:
    (said,) = here.say(1, "/subscribe Handsworth, Birmingham")
    assert "I know no “Handsworth, Birmingham”" in said
    assert followed(here) == []
    here.press(1, "Birmingham, England")
    assert [name for name, _ in followed(here)] == ["Birmingham"]


def test_so_does_a_small_town_elsewhere_which_is_offered_too(here: Town) -> None:
    here.say(1, "/subscribe Tapalpa, Monterrey")
    offered = [name.split(",")[0] for name in here.buttons(1)]
    assert offered[0] == "Monterrey"
    assert "Tapalpa" in offered


def test_addresses_one_a_line_are_one_place_each(here: Town) -> None:
    here.say(1, "/subscribe Woolwich, London\nSaint-Denis, Paris")
    assert [name for name, _ in followed(here)] == ["Woolwich", "Saint-Denis"]
