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
    # a small namesake among hundreds, and one whose department is called so too
    (
        "AR",
        "es",
        "Dos delincuentes entraron por los techos a una casa de San Nicolás y golpearon a su dueña.",
        "San Nicolás",
        "AR",
    ),
    ("NI", "es", "Cinco reos armados se fugaron de la cárcel de León.", "León", "NI"),
    ("LB", "en", "They fired up the stairs for most of Tuesday in Tripoli.", "Tripoli", "LB"),
    # a town called like a country
    ("CR", "es", "Un hombre murió hoy en Liberia tras un tiroteo.", "Liberia", "CR"),
    ("ES", "es", "La bomba estalló de noche en Granada.", "Granada", "ES"),
    ("HN", "es", "Un hombre murió hoy en Liberia tras un tiroteo.", "Liberia", "LR"),
    ("US", "en", "Rockets hit a village in Lebanon on Monday, killing two.", "Lebanon", "LB"),
    # a city of the world is meant even so
    ("MX", "es", "Pide a los mexicanos en Madrid evitar la plaza.", "Madrid", "ES"),
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


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("en", "Rockets came down on a village in Surin province, Thailand, on Thursday.", "Surin", "admin1"),
        ("en", "A bomb hit a pickup in Syria's Deir ez-Zor province on Tuesday.", "Deir ez-Zor", "admin1"),
        ("en", "A rally of public servants in Brasília ended in clashes with the police.", "Brasília", "city"),
        ("es", "Cientos de personas volvieron a las calles de Ciudad de Panamá.", "Ciudad de Panamá", "city"),
        ("es", "Quemaron un camión en la autopista, a la altura de Carora.", "Carora", "city"),
    ],
)
def test_a_name_is_known_whatever_small_word_or_kind_stands_by_it(
    language: str, text: str, name: str, kind: str, tools: Tools
) -> None:
    found = mentions(text, tools, paper=None, language=language)
    assert name in found, list(found)
    place = found[name].place
    assert place is not None, found[name].why
    assert place.kind == kind


def test_a_country_by_its_own_name_is_no_city_of_it(tools: Tools) -> None:
    place = mentions("Troops entered Guatemala on Monday.", tools, paper=None, language="en")["Guatemala"].place
    assert place is not None
    assert place.kind == "country"


# language, text of a paper whose country is not known, name as written, the country it means
OWN_WORDS = [
    ("es", "Dinamitan una casa en Trujillo. Le pedían 5 mil soles, dijo un jefe de serenazgo.", "Trujillo", "PE"),
    ("es", "Balacera en La Libertad. La PNC halló casquillos; era pleno régimen de excepción.", "La Libertad", "SV"),
    ("es", "Tiroteo en San José. El OIJ investiga el robo de dos millones de colones.", "San José", "CR"),
    ("es", "Cinco heridos en Mérida. El Cicpc investiga, y una patrulla de la GNB cerró la vía.", "Mérida", "VE"),
    ("en", "Shots were fired in Richmond. The RCMP closed the road, an MLA said.", "Richmond", "CA"),
    (
        "en",
        "A crowd burnt a lorry in Hyderabad. Rangers came, and rescue 1122 took the driver away.",
        "Hyderabad",
        "PK",
    ),
]


@pytest.mark.parametrize(("language", "text", "name", "country"), OWN_WORDS)
def test_words_of_one_countrys_police_and_money_say_whose_news_it_is(
    language: str, text: str, name: str, country: str, tools: Tools
) -> None:
    place = mentions(text, tools, paper=None, language=language)[name].place
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Un hombre fue baleado; le robaron 500 soles."),  # one word alone
        ("es", "Pagó en soles y en lempiras, dijo la PNP a la ATIC."),  # of two countries
        ("es", "Los mareros cerraron la aldea."),  # of several
        ("en", "A man was shot on a bus, officers said."),
    ],
)
def test_a_single_word_and_words_of_several_countries_do_not(language: str, text: str, tools: Tools) -> None:
    assert read(Article("test", "", text, language=language), tools).home is None


def test_the_papers_own_country_goes_before_its_words(tools: Tools) -> None:
    text = "Dinamitan una casa. Le pedían 5 mil soles, dijo un jefe de serenazgo."
    for paper, country in ((None, "PE"), ("BO", "BO")):
        home = read(Article("test", "", text, language="es", country=paper), tools).home
        assert home is not None
        assert home.country == country
