"""A place that no gazetteer has is told by the name that its article gives it, in the country that is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes_matching import KNOWN, MALI, MEXICO, one_rule, reading

from extract.places import Place
from rules.finding import Finding
from rules.match import match

SOMALIA = Place(51537, "Somalia", "country", "SO", None, None, 10.0, 49.0)
NYANGA = Place(2397141, "Nyanga", "admin1", "GA", "GA.05", None, -3.0, 11.0, 60_000)
SOUTH_AFRICA = Place(953987, "South Africa", "country", "ZA", None, None, -29.0, 24.0)


@pytest.fixture(autouse=True)
def _places(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (SOMALIA, NYANGA, SOUTH_AFRICA):
        monkeypatch.setitem(KNOWN, place.name, place)


def told(text: str, *, title: str = "", language: str = "en", home: Place = MALI) -> Finding:
    word = {"en": "bomb", "es": "bomba"}[language]
    extraction = replace(reading(text, title=title, language=language), home=home)
    (finding,) = match(one_rule(word, language=language), extraction, weigh=False)
    return finding


def name_in(text: str, *, title: str = "", language: str = "en") -> str:
    return told(text, title=title, language=language).unlisted


@pytest.mark.parametrize(
    ("language", "title", "text", "name"),
    [
        ("en", "", "A bomb killed two in Tabakoro last night.", "Tabakoro"),
        ("en", "", "A bomb went off at Banankoro junction.", "Banankoro"),
        ("en", "", "A bomb fell on Faladié township.", "Faladié"),
        ("en", "", "A bomb went off in Djikoroni Market.", "Djikoroni"),
        ("en", "", "A bomb killed two in the Sogoniko quarter.", "Sogoniko"),
        ("en", "Bomb near Tabakoro", "A bomb killed two. Nobody claimed it.", "Tabakoro"),
        ("en", "", "Shots were heard in Tabakoro. Later a bomb went off.", "Tabakoro"),
        ("es", "", "Una bomba mató a dos en Tabakoro.", "Tabakoro"),
        ("es", "", "Una bomba estalló cerca de Villa del Río.", "Villa del Río"),
        ("es", "", "Una bomba estalló en la colonia Doctores.", "Doctores"),
    ],
)
def test_the_name_that_stands_as_the_place_is_told(language: str, title: str, text: str, name: str) -> None:
    finding = told(text, title=title, language=language)
    assert (finding.place, finding.unlisted, finding.town) == (MALI, name, name)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A bomb from Tabakoro was found."),  # came from there
        ("en", "A bomb hit a man in UPDF custody."),  # short for something
        ("en", "A bomb went off on Friday at Mass."),
        ("en", "A bomb went off at Point Hospital."),  # where people are brought
        ("en", "A bomb killed a man in a Peugeot."),  # a thing
        ("en", "A bomb went off in Mama Suzan's bar."),
        ("en", "A bomb killed two. They had come from afar. It rained. It blew. It snowed. Ana lives in Tabakoro."),
        ("es", "Una bomba de Tabakoro fue hallada."),
        ("es", "Una bomba estalló en la Avenida Grecia."),
        ("es", "Una bomba estalló en Semana Santa."),
        ("es", "Una bomba mató a uno en un Peugeot."),
    ],
)
def test_what_is_no_place_of_the_event_is_not_told(language: str, text: str) -> None:
    assert name_in(text, language=language) == ""


def test_a_headline_in_capitals_throughout_has_no_names() -> None:
    assert name_in("A bomb killed two.", title="Bomb Kills Two In Broad Daylight As Crowd Watches") == ""


@pytest.mark.parametrize("text", ["A bomb killed two in Gao.", "A bomb killed two in Gao, in the Sogoniko quarter."])
def test_a_town_that_is_known_is_told_as_before(text: str) -> None:
    finding = told(text)
    assert (finding.town, finding.unlisted) == ("Gao", "")


def test_a_namesake_elsewhere_is_a_name_in_the_country_that_the_text_gives() -> None:
    finding = told("A bomb killed seven in Nyanga, South Africa.", home=MEXICO)
    assert (finding.place, finding.town) == (SOUTH_AFRICA, "Nyanga")


def test_the_reason_says_that_no_gazetteer_has_it() -> None:
    assert "Tabakoro is named as the place, and no gazetteer has it" in told("A bomb killed two in Tabakoro.").why
