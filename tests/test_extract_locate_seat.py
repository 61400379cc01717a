"""Names without a country beside them: the country a text speaks of, or its paper's, says which place is meant."""

from __future__ import annotations

import pytest

from extract.article import Article
from extract.locate import Mention
from extract.locate.seat import seat_of
from extract.read import Tools, read


def mentions(text: str, tools: Tools, *, paper: str | None, language: str) -> dict[str, Mention]:
    article = Article("test", "", text, language=language, country=paper)
    return {mention.text: mention for mention in read(article, tools).mentions}


# the paper's country, language, sentence, name as written, the country it means
AT_HOME = [
    ("PR", "es", "Un hombre fue baleado anoche en San Juan, según la policía.", "San Juan", "PR"),
    ("AR", "es", "Un hombre fue baleado anoche en San Juan, según la policía.", "San Juan", "AR"),
    ("ES", "es", "Dos hombres murieron en un tiroteo en Córdoba, informó la policía.", "Córdoba", "ES"),
    ("AR", "es", "Dos hombres murieron en un tiroteo en Córdoba, informó la policía.", "Córdoba", "AR"),
    ("CU", "es", "Hallan un artefacto en la terminal de Morón.", "Morón", "CU"),
    ("PA", "es", "Disturbios en Colón por segundo día.", "Colón", "PA"),
    ("CO", "es", "Dos muertos por disparos en una gallera de San Onofre.", "San Onofre", "CO"),
    ("DE", "es", "Lucía, que nació en Albacete y vive en Gotinga, esperaba el autobús.", "Gotinga", "DE"),
    ("TT", "en", "A march against the water rates turned ugly in Port of Spain.", "Port of Spain", "TT"),
    ("SV", "en", "Neighbours of Conchagua came down from the church.", "Conchagua", "SV"),
]


@pytest.mark.parametrize(("paper", "language", "text", "name", "country"), AT_HOME, ids=lambda value: str(value)[:30])
def test_a_name_without_a_country_lies_at_its_papers_home(
    paper: str, language: str, text: str, name: str, country: str, tools: Tools
) -> None:
    found = mentions(text, tools, paper=paper, language=language)
    assert name in found, list(found)
    place = found[name].place
    assert place is not None, found[name].why
    assert place.country == country


# the same, but the text itself names another country
ABROAD = [
    ("MX", "es", "La policía venezolana halló dos cuerpos en Mérida.", "Mérida", "VE"),
    ("ES", "es", "La policía argentina detuvo a dos hombres tras un tiroteo en Córdoba.", "Córdoba", "AR"),
    ("AR", "es", "Tres muertos en un ataque en San Pedro Sula, Honduras.", "San Pedro Sula", "HN"),
    ("US", "en", "Two people were shot in Birmingham, England, on Monday.", "Birmingham", "GB"),
    ("IE", "en", "A bomb exploded at a market in Maiduguri on Monday.", "Maiduguri", "NG"),
    ("ES", "es", "Un tiroteo deja dos heridos en Lima.", "Lima", "PE"),
    ("CO", "es", "Un coche bomba estalló en Kabul.", "Kabul", "AF"),
]


@pytest.mark.parametrize(("paper", "language", "text", "name", "country"), ABROAD, ids=lambda value: str(value)[:30])
def test_what_the_text_says_goes_before_the_papers_home(
    paper: str, language: str, text: str, name: str, country: str, tools: Tools
) -> None:
    place = mentions(text, tools, paper=paper, language=language)[name].place
    assert place is not None
    assert place.country == country


QUIET = [
    ("ES", "es", "La señora Linares vendió su casa."),
    ("CO", "es", "Santiago Pérez anotó dos goles en el primer tiempo."),
    ("CU", "es", "Otros dos hombres fueron detenidos."),
    ("MX", "es", "El acto fue presidido por Ramos Pérez y por su hija."),
]


@pytest.mark.parametrize(("paper", "language", "text"), QUIET)
def test_a_papers_home_makes_no_place_of_a_person(paper: str, language: str, text: str, tools: Tools) -> None:
    assert not mentions(text, tools, paper=paper, language=language)


def test_the_only_country_named_goes_before_the_papers_and_several_leave_it_open() -> None:
    assert seat_of(frozenset(), "PE") == "PE"
    assert seat_of(frozenset({"CL"}), "PE") == "CL"
    assert seat_of(frozenset({"CL", "PE"}), "PE") == "PE"
    assert seat_of(frozenset({"CL", "BO"}), "PE") is None
    assert seat_of(frozenset(), None) is None
