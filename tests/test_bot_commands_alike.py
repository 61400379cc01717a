"""A city and the division around it that go by one name: a traveller means the city, unless the division is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_people import Town, incident, part, town

from bot.commands.finding import Choice, Found, find
from extract.places import Gazetteer, Place


@pytest.fixture
def here(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[Town]:
    with town(tmp_path) as opened:
        opened.desk = replace(opened.desk, gazetteer=gazetteer)
        yield opened


def offered(typed: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    found = find(typed, gazetteer)
    assert isinstance(found, Found | Choice), typed
    return (found.place, *found.others) if isinstance(found, Found) else found.places


@pytest.mark.parametrize(
    ("typed", "name", "admin1"),
    [
        ("Lima", "Lima", "PE.LMA"),
        ("Cusco", "Cusco", "PE.08"),
        ("Cordoba, Argentina", "Córdoba", "AR.05"),
        ("Buenos Aires", "Buenos Aires F.D.", "AR.07"),  # a division, but one that calls itself a city
        ("Nueva York", "New York City", "US.NY"),
        ("Zaporizhzhia", "Zaporizhzhya", "UA.26"),
        ("Járkov", "Kharkiv", "UA.07"),
        ("Zurich", "Zürich", "CH.ZH"),
        ("Tucumán", "San Miguel de Tucumán", "AR.24"),
        ("Guanajuato", "Guanajuato", "MX.11"),
        ("Trujillo", "Trujillo", "PE.13"),  # and no state of Venezuela
        ("Sofia", "Sofia", "BG.42"),  # nor a region of Madagascar
        ("Brasília", "Brasília", "BR.07"),  # which Finns call Brazil
    ],
)
def test_the_city_is_offered_first(gazetteer: Gazetteer, typed: str, name: str, admin1: str) -> None:
    first = offered(typed, gazetteer)[0]
    assert (first.name, first.admin1) == (name, admin1)


@pytest.mark.parametrize(
    ("typed", "admin1"),
    [
        ("Lima Province", "PE.LMA"),
        ("Kharkiv Oblast", "UA.07"),
        ("departamento de Cusco", "PE.08"),
        ("Cusco region", "PE.08"),
        ("provincia de Buenos Aires", "AR.01"),
        ("estado de Puebla", "MX.21"),
        ("canton of Zurich", "CH.ZH"),
        ("Kano State", "NG.29"),
        ("Jalisco", "MX.14"),  # has a village of its name
        ("Pernambuco", "BR.30"),  # as Recife was called once
        ("Hidalgo", "MX.13"),
        ("Victoria", "AU.07"),
        ("Kyiv", "UA.12"),  # calls itself a city
        ("Mexico City", "MX.09"),
    ],
)
def test_a_division_is_offered_first_where_it_is_named_or_is_the_city(
    gazetteer: Gazetteer, typed: str, admin1: str
) -> None:
    first = offered(typed, gazetteer)[0]
    assert (first.kind, first.admin1) == ("admin1", admin1)


@pytest.mark.parametrize("typed", ["Panama", "Luxembourg", "Singapore", "Djibouti", "Guatemala"])
def test_a_country_stays_before_the_city_of_its_name(gazetteer: Gazetteer, typed: str) -> None:
    assert offered(typed, gazetteer)[0].kind == "country"


@pytest.mark.parametrize("typed", ["Cusco", "Katsina", "Puno", "Salta", "Kharkiv", "New York", "Veracruz"])
def test_both_are_buttons_where_much_of_the_division_lies_elsewhere(gazetteer: Gazetteer, typed: str) -> None:
    found = find(typed, gazetteer)
    assert isinstance(found, Choice)
    assert [place.kind for place in found.places[:2]] == ["city", "admin1"]


@pytest.mark.parametrize("typed", ["Lima", "Managua", "Kano", "Istanbul"])
def test_the_city_is_followed_at_once_where_hardly_a_town_of_the_division_lies_out_of_its_reach(
    gazetteer: Gazetteer, typed: str
) -> None:
    found = find(typed, gazetteer)
    assert isinstance(found, Found)
    assert found.place.kind == "city"
    assert found.others[0].kind == "admin1"  # behind "Another Lima?"


def test_cities_in_one_line_are_the_cities_and_only_what_may_be_either_is_asked_about(here: Town) -> None:
    here.say(1, "/subscribe Lima, Managua, Kharkiv")
    assert here.buttons(1)[0].startswith("Kharkiv, ")
    here.press(1, here.buttons(1)[0])
    followed = [(one.region.name, one.region.kind, one.region.radius_km) for one in here.store.subscriptions(1)]
    assert followed == [("Lima", "city", 25), ("Managua", "city", 25), ("Kharkiv", "city", 25)]


@pytest.mark.parametrize(("typed", "division"), [("Lima", "PE.LMA"), ("Zaporizhzhia", "UA.26"), ("Kano", "NG.29")])
def test_who_follows_the_city_hears_what_is_told_of_the_division_of_its_name(
    here: Town, gazetteer: Gazetteer, typed: str, division: str
) -> None:
    here.say(1, f"{typed} 25km")
    place = gazetteer.admin1(division)
    assert place is not None
    before = len(here.telegram.messages[1])
    here.warn(incident(part(place, "explosion")))
    assert len(here.telegram.messages[1]) == before + 1


def test_who_follows_a_city_hears_of_no_serious_event_somewhere_in_a_division_of_another_name(
    here: Town, gazetteer: Gazetteer
) -> None:
    here.say(1, "Guadalajara, Jalisco")
    place = gazetteer.admin1("MX.14")
    assert place is not None
    before = len(here.telegram.messages[1])
    here.warn(incident(part(place, "explosion")))
    assert len(here.telegram.messages[1]) == before


@pytest.mark.parametrize(("language", "kind"), [("en", "state"), ("es", "óblast")])
def test_a_division_called_like_a_city_tells_its_kind(here: Town, language: str, kind: str) -> None:
    here.say(1, f"/lang {language}")
    assert f"Kharkiv ({kind})" in here.say(1, "/subscribe Kharkiv Oblast")[0].replace("Járkov", "Kharkiv")
    assert f"Kharkiv ({kind})" in here.say(1, "/regions")[0].replace("Járkov", "Kharkiv")


@pytest.mark.parametrize("typed", ["Jalisco", "Kharkiv 25km", "Kano State"])
def test_what_needs_no_kind_is_told_without(here: Town, typed: str) -> None:
    assert "(state)" not in here.say(1, f"/subscribe {typed}")[0]
    assert "(state)" not in here.say(1, "/regions")[0]
