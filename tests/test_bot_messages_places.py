"""Places as a sentence names them, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes_people import GUADALAJARA, JALISCO, MEXICO, SPAIN, TAPALPA, USA, WORDINGS, part

from bot.messages.places import country_name, headline_place, name_of, path, path_of, region_name, where
from bot.messages.text import fill, to_plain
from bot.regions import circle, region_from_place
from extract.places import Gazetteer


@pytest.mark.parametrize(
    ("language", "place", "said"),
    [
        ("en", USA, "somewhere in the United States"),
        ("en", MEXICO, "somewhere in Mexico"),
        ("es", USA, "en algún lugar de Estados Unidos"),
        ("es", SPAIN, "en algún lugar de España"),
        ("en", TAPALPA, "in Tapalpa, Jalisco"),
    ],
)
def test_where_it_happened(language: str, place: object, said: str) -> None:
    assert where(part(place), WORDINGS[language]) == said


@pytest.mark.parametrize(
    ("code", "english", "spanish"),
    [
        ("GB", "the United Kingdom", "el Reino Unido"),
        ("NL", "the Netherlands", "los Países Bajos"),
        ("CD", "DR Congo", "la República Democrática del Congo"),
        ("PH", "the Philippines", "Filipinas"),
        ("SV", "El Salvador", "El Salvador"),
        ("FR", "France", "Francia"),
        ("ZZ9", "ZZ9", "ZZ9"),
    ],
)
def test_countries_within_a_sentence(code: str, english: str, spanish: str) -> None:
    assert country_name(code, WORDINGS["en"], in_text=True) == english
    assert country_name(code, WORDINGS["es"], in_text=True) == spanish


def test_a_warning_is_for_a_place_and_not_somewhere_in_it() -> None:
    for language, said in (("en", "for the United States"), ("es", "para Estados Unidos")):
        assert where(part(USA, "official_alert"), WORDINGS[language]) == said
    assert headline_place(part(USA, "official_alert"), WORDINGS["en"]) == "United States"
    assert where(part(TAPALPA, "official_alert"), WORDINGS["en"]) == "for Tapalpa, Jalisco"


def test_a_place_that_no_gazetteer_has_is_told_by_its_name_with_its_country() -> None:
    for language, told_in, said in (("en", "es", "in Ahualulco, Mexico"), ("es", "es", "en Ahualulco, México")):
        wording = WORDINGS[language]
        unlisted = replace(part(MEXICO), called=(told_in, "Ahualulco"))
        assert where(unlisted, wording) == said
        assert headline_place(unlisted, wording) == path_of(unlisted, wording) == said.split(" ", 1)[1]
    warning = replace(part(MEXICO, "official_alert"), called=("es", "Ahualulco"))
    assert where(warning, WORDINGS["en"]) == "for Ahualulco, Mexico"


def test_a_quarter_stands_with_its_city_and_without_the_division() -> None:
    quarter = replace(part(TAPALPA), parents=(GUADALAJARA, JALISCO, MEXICO))
    for language, country in (("en", "Mexico"), ("es", "México")):
        assert headline_place(quarter, WORDINGS[language]) == "Tapalpa, Guadalajara"
        assert path_of(quarter, WORDINGS[language]) == f"Tapalpa, Guadalajara, {country}"


def test_a_shared_location_is_yours_in_your_language() -> None:
    shared = circle(20.67, -103.39, 25, "Guadalajara", None)
    assert region_name(shared, None, WORDINGS["es"], in_text=True) == "su ubicación (cerca de Guadalajara)"
    assert region_name(shared, "Office", WORDINGS["en"], in_text=True) == "Office (near Guadalajara)"
    assert region_name(shared, None, WORDINGS["en"]) == "near Guadalajara"
    kept_by_an_earlier_version = circle(20.67, -103.39, 25, "near Guadalajara", None)
    assert region_name(kept_by_an_earlier_version, None, WORDINGS["en"]) == "near Guadalajara"


@pytest.mark.parametrize(
    ("code", "name", "english", "spanish"),
    [
        ("ES.56", "Catalonia", "Catalonia", "Cataluña"),
        ("MX.15", "México", "State of Mexico", "Estado de México"),
        ("US.NY", "New York", "New York", "Nueva York (estado)"),
        ("CO.09", "Cauca Department", "Cauca Department", "Cauca (departamento)"),
        ("UA.05", "Donetsk Oblast", "Donetsk Oblast", "Donetsk (óblast)"),
        ("MX.14", "Jalisco", "Jalisco", "Jalisco"),
    ],
)
def test_states_have_their_name_in_the_readers_language(code: str, name: str, english: str, spanish: str) -> None:
    state = replace(JALISCO, name=name, admin1=code, country=code[:2], timezone=None)
    for language, said in (("en", english), ("es", spanish)):
        assert name_of(state, WORDINGS[language]) == said
        assert region_name(region_from_place(state), None, WORDINGS[language]) == said
    town = replace(TAPALPA, name="Villa", admin1=code, country=code[:2])
    assert path(town, (state,), WORDINGS["es"]) == f"Villa, {spanish.partition(' (')[0]}"


def test_a_name_of_a_state_leads_to_no_other_state_of_the_country(gazetteer: Gazetteer) -> None:
    """So that no line of the tables has slipped: Napo is not Tungurahua."""
    for wording in WORDINGS.values():
        for code, name in wording.divisions.items():
            state = gazetteer.admin1(code)
            assert state is not None, code
            called = (one.place for one in gazetteer.candidates(name.partition(" (")[0]))
            states = {place.geonameid for place in called if place.kind == "admin1" and place.country == code[:2]}
            assert not states or state.geonameid in states, (code, state.name, name)


def test_no_two_states_of_a_country_are_called_the_same(gazetteer: Gazetteer) -> None:
    for wording in WORDINGS.values():
        called: dict[tuple[str, str], str] = {}
        for code, name in wording.divisions.items():
            assert called.setdefault((code[:2], name), code) == code


def test_on_its_own_a_country_has_no_article() -> None:
    assert country_name("US", WORDINGS["en"]) == "United States"
    assert country_name("GB", WORDINGS["es"]) == "Reino Unido"
    assert region_name(region_from_place(USA), "Home", WORDINGS["en"], in_text=True) == "Home (United States)"


def test_the_countries_with_an_article_are_the_same_in_every_language() -> None:
    keys = [key for key in WORDINGS["en"].texts if key.startswith("country_in_text.")]
    assert len(keys) > 20
    assert all(country_name(key.removeprefix("country_in_text.").upper(), WORDINGS["es"]) for key in keys)


@pytest.mark.parametrize(
    ("template", "place", "said"),
    [
        ("cerca de {place}", "el Reino Unido", "cerca del Reino Unido"),
        ("viaje a **{place}**.", "el Reino Unido", "viaje al Reino Unido."),
        ("alerta para {place}", "el Reino Unido", "alerta para el Reino Unido"),
        ("cerca de {place}", "El Salvador", "cerca de El Salvador"),
        ("cerca de {place}", "los Países Bajos", "cerca de los Países Bajos"),
    ],
)
def test_spanish_contracts_before_el(template: str, place: str, said: str) -> None:
    assert to_plain([fill(template, {"place": place})]) == said


def test_great_cities_have_their_name_in_the_readers_language() -> None:
    capital = replace(TAPALPA, name="Mexico City", timezone="America/Mexico_City")
    assert name_of(capital, WORDINGS["es"]) == "Ciudad de México"
    assert name_of(capital, WORDINGS["en"]) == "Mexico City"
    assert name_of(TAPALPA, WORDINGS["es"]) == "Tapalpa", "only the city the zone is called after"
    assert region_name(region_from_place(capital), None, WORDINGS["es"]) == "Ciudad de México"
    london = replace(TAPALPA, name="London", timezone="America/Toronto")
    assert name_of(london, WORDINGS["es"]) == "London", "that one is in Ontario"


def test_the_headline_is_as_short_as_still_tells() -> None:
    assert headline_place(part(TAPALPA), WORDINGS["en"]) == "Tapalpa, Jalisco"
    assert headline_place(part(JALISCO), WORDINGS["en"]) == "Jalisco, Mexico"
    assert headline_place(part(USA), WORDINGS["en"]) == "somewhere in the United States"


def test_a_town_is_called_as_its_article_does_for_readers_of_that_language() -> None:
    told = replace(part(TAPALPA), called=("es", "Atlpapan"))
    assert headline_place(told, WORDINGS["es"]) == "Atlpapan, Jalisco"
    assert headline_place(told, WORDINGS["en"]) == "Tapalpa, Jalisco", "who wrote it wrote for others"
    assert where(told, WORDINGS["es"]) == where(part(TAPALPA), WORDINGS["es"]).replace("Tapalpa", "Atlpapan")
    state = replace(part(JALISCO), called=("es", "Xalisco"))
    assert headline_place(state, WORDINGS["es"]) == headline_place(part(JALISCO), WORDINGS["es"])
