"""Where an event is put when no place stands by it: a local office's town, or the one country its source reports on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.locate import Role
from extract.places import Place
from extract.read import Extraction
from rules.match import Finding, match
from tests.fakes_matching import FRANCE, MALI, MEXICO, one_rule, reading

BOMB = {"en": one_rule("blast", "bomb"), "es": one_rule("bomba", language="es")}


def found(extraction: Extraction) -> list[Finding]:
    findings = match(BOMB[extraction.language], extraction, weigh=False)
    return [finding for finding in findings if finding.stopped is None]


def places(text: str, *, home: Place | None = None, language: str = "en", roles: dict[str, Role] | None = None) -> str:
    extraction = replace(reading(text, language=language, roles=roles), home=home)
    return ", ".join(finding.place.name if finding.place else "-" for finding in found(extraction))


@pytest.mark.parametrize(
    ("language", "text", "name", "role"),
    [
        ("en", "Baghdad police said a bomb had killed four people.", "Baghdad", "organisation"),
        ("en", "A Baghdad fire brigade officer said a bomb had killed four people.", "Baghdad", "speaker"),
        (
            "es",
            "La Policía Metropolitana de Baghdad informa que una bomba mató a dos personas.",
            "Baghdad",
            "organisation",
        ),
        ("es", "La alcaldía de Tapalpa informa que una bomba mató a dos personas.", "Tapalpa", "organisation"),
        ("es", "Una bomba mató a dos personas, cuentan vecinos de Tapalpa.", "Tapalpa", "speaker"),
    ],
)
def test_where_nothing_else_is_named_a_local_office_tells_of_its_own_town(
    language: str, text: str, name: str, role: Role
) -> None:
    assert places(text, language=language, roles={name: role}) == name


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("The Baghdad cartel said a bomb had killed four people.", "-"),  # no office of the town
        ("Baghdad police said a bomb had killed four people in Gao.", "Gao"),
        ("Baghdad police said a bomb had killed four people. Mali mourns with Mali.", "Mali"),  # another country
    ],
)
def test_a_local_office_gives_way_to_any_place_and_a_cartel_has_none(text: str, where: str) -> None:
    assert places(text, roles={"Baghdad": "organisation"}) == where


def test_an_article_that_names_no_place_lies_in_the_one_country_its_source_reports_on() -> None:
    assert places("A bomb killed four people.", home=MEXICO) == "Mexico"
    assert places("A bomb killed four people.") == "-"


def test_any_other_country_that_is_named_keeps_the_sources_own_out() -> None:
    roles: dict[str, Role] = {"Paris": "speaker", "France": "metonym"}
    assert places("A bomb killed four people, a man from Paris said.", home=MEXICO, roles=roles) != "Mexico"
    assert places("A bomb killed four people in Gao.", home=FRANCE) == "Gao"
    assert places("A bomb killed four people in Mali.", home=MALI) == "Mali"


def test_the_reason_says_that_it_is_the_sources_country() -> None:
    told = reading("A bomb killed four people.")
    (finding,) = found(replace(told, article=replace(told.article, country="MX"), home=MEXICO))
    assert "Mexico is the country its source reports on" in finding.why


def test_the_reason_says_that_the_country_is_told_by_the_texts_own_words() -> None:
    (finding,) = found(replace(reading("A bomb killed four people."), home=MEXICO))
    assert "Mexico is the country whose own words it uses" in finding.why
