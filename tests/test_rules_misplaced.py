"""A name that the text puts in a place which does not hold what the name was taken for."""

from __future__ import annotations

import pytest
from fakes_matching import KNOWN, one_rule, reading

from extract.places import Place
from rules.match import match

NYANGA = Place(2397141, "Nyanga", "admin1", "GA", "GA.05", None, -3.0, 11.0, 60_000)  # one of Cape Town's is unknown
WESTERN_CAPE = Place(1085599, "Western Cape", "admin1", "ZA", "ZA.11", None, -33.0, 20.0, 6_800_000)
DIVISORIA = Place(1714674, "Divisoria", "city", "PH", "PH.02", None, 16.73, 121.6, 2_000)
MANILA = Place(1701668, "Manila", "city", "PH", "PH.NCR", None, 14.6, 120.98, 1_600_000)
BINONDO = Place(1725084, "Binondo", "city", "PH", "PH.NCR", None, 14.6, 120.975, 18_000)
GOMA = Place(216281, "Goma", "city", "CD", "CD.11", None, -1.68, 29.22, 670_000)
RWANDA = Place(49518, "Rwanda", "country", "RW", None, None, -2.0, 30.0, 12_300_000)


@pytest.fixture(autouse=True)
def _places(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (NYANGA, WESTERN_CAPE, DIVISORIA, MANILA, BINONDO, GOMA, RWANDA):
        monkeypatch.setitem(KNOWN, place.name, place)


def place_of(text: str, *, title: str = "", language: str = "en") -> str:
    word = {"en": "bomb", "es": "bomba"}[language]
    (finding,) = match(one_rule(word, language=language), reading(text, title=title, language=language), weigh=False)
    return finding.place.name if finding.place else "-"


@pytest.mark.parametrize(
    ("language", "title", "text", "where"),
    [
        ("en", "Bomb in Nyanga", "A bomb killed seven in Nyanga, in the Western Cape.", "Western Cape"),
        ("en", "", "A bomb went off in Divisoria, Manila.", "Manila"),
        ("en", "", "A bomb went off in Divisoria (Manila).", "Manila"),
        ("es", "", "Una bomba estalló en Divisoria, en Manila.", "Manila"),
    ],
)
def test_what_holds_it_is_told(language: str, title: str, text: str, where: str) -> None:
    assert place_of(text, title=title, language=language) == where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("A bomb went off in Binondo, Manila.", "Binondo"),  # lies there
        ("A bomb went off in Divisoria.", "Divisoria"),  # nothing says otherwise
        ("A bomb went off in Gao, Mali.", "Gao"),
        ("A bomb went off in Nyanga, a province. Western Cape has none.", "Nyanga"),
    ],
)
def test_a_place_that_lies_where_it_is_said_to_stays(text: str, where: str) -> None:
    assert place_of(text) == where


def test_a_comma_alone_puts_no_province_into_another() -> None:
    assert place_of("A bomb went off in Nyanga, Western Cape.") == "Nyanga"


def test_a_list_and_a_country_that_speaks_are_no_address() -> None:
    assert place_of("A bomb went off in Goma, Rwanda and Mali.") == "Goma"
    assert place_of("A bomb went off in Divisoria, Manila, Baghdad.") == "Divisoria"
