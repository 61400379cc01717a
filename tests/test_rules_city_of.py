"""The city that the quarter of an event belongs to: only one that the article names, and no neighbour of its own right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes_matching import KNOWN, one_rule, reading

from bot.regions import region_from_place
from extract.locate import Mention, Role
from extract.places import Place
from rules.finding import Finding
from rules.match import match

LONDON = Place(2643743, "London", "city", "GB", "GB.ENG", "GB.ENG.GLA", 51.5085, -0.1257, 8_960_000)
WOOLWICH = Place(2633558, "Woolwich", "city", "GB", "GB.ENG", "GB.ENG.GLA", 51.4908, 0.0650, 0)  # 13 km away
PECKHAM = Place(2640719, "Peckham", "city", "GB", "GB.ENG", "GB.ENG.GLA", 51.4742, -0.0692, 71_000)  # 5 km away
BOGOTA = Place(3688689, "Bogotá", "city", "CO", "CO.34", "CO.34.11001", 4.6097, -74.0817, 7_670_000)
KENNEDY = Place(3680539, "Kennedy", "city", "CO", "CO.34", None, 4.6274, -74.1500, 980_000)  # 8 km away
SOACHA = Place(3667849, "Soacha", "city", "CO", "CO.33", "CO.33.25754", 4.5794, -74.2168, 313_000)
GUADALAJARA = Place(4005539, "Guadalajara", "city", "MX", "MX.14", "MX.14.039", 20.6668, -103.3918, 1_385_000)
ZAPOPAN = Place(3979770, "Zapopan", "city", "MX", "MX.14", "MX.14.120", 20.7236, -103.3848, 1_142_000)
CAPITAL = Place(3718426, "Port-au-Prince", "city", "HT", "HT.11", "HT.11.1", 18.5435, -72.3388, 1_230_000)
HILL_TOWN = Place(3723779, "Kenscoff", "city", "HT", "HT.11", "HT.11.1", 18.4480, -72.2880, 42_000)  # 12 km away
CARACAS = Place(3646738, "Caracas", "city", "VE", "VE.25", None, 10.4880, -66.8792, 3_000_000)
PETARE = Place(3630297, "Petare", "city", "VE", "VE.15", "VE.15.1", 10.4833, -66.8000, 365_000)
ISTANBUL = Place(745044, "Istanbul", "city", "TR", "TR.34", None, 41.0138, 28.9497, 14_800_000)
KADIKOY = Place(6955678, "Kadıköy", "city", "TR", "TR.34", None, 40.9919, 29.0270, 480_000)
DELMAS = Place(3725276, "Delmas", "city", "HT", "HT.11", "HT.11.1", 18.5447, -72.3028, 395_000)  # 4 km away
LIMA = Place(3936456, "Lima", "city", "PE", "PE.LMA", None, -12.0432, -77.0282, 7_737_000)
CALLAO = Place(3946083, "Callao", "city", "PE", "PE.07", None, -12.0566, -77.1181, 1_226_000)  # 10 km away
YORK = Place(2633352, "York", "city", "GB", "GB.ENG", "GB.ENG.H3", 53.9576, -1.0827, 144_000)


@pytest.fixture(autouse=True)
def _places(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (
        LONDON, WOOLWICH, PECKHAM, BOGOTA, KENNEDY, SOACHA, GUADALAJARA, ZAPOPAN, CAPITAL, HILL_TOWN, YORK, CARACAS, PETARE, ISTANBUL,
        KADIKOY, DELMAS, LIMA, CALLAO,
    ):  # fmt: skip  # a table or a paragraph of words, not one a line
        monkeypatch.setitem(KNOWN, place.name, place)


def found(text: str, language: str = "en", **roles: Role) -> Finding:
    rules = one_rule("bomb", "bomba", language=language)
    (finding,) = match(rules, reading(text, language=language, roles=roles), weigh=False)
    return finding


@pytest.mark.parametrize(
    ("language", "text", "quarter", "city"),
    [
        ("en", "A bomb killed four in Woolwich, London.", WOOLWICH, LONDON),
        ("en", "A bomb killed four in Woolwich, in the south of London.", WOOLWICH, LONDON),
        ("en", "A bomb killed four in Woolwich. All of London's Woolwich was sealed off.", WOOLWICH, LONDON),
        ("en", "A bomb killed four in Peckham. London closed its bridges.", PECKHAM, LONDON),
        ("es", "Una bomba mató a cuatro en Kennedy, en el sur de Bogotá.", KENNEDY, BOGOTA),
        ("es", "Una bomba mató a cuatro en Petare, Caracas.", PETARE, CARACAS),  # in the state of Miranda
        ("en", "A bomb killed four in Kadıköy, Istanbul, and fled.", KADIKOY, ISTANBUL),
    ],
)
def test_a_quarter_is_told_with_its_city(language: str, text: str, quarter: Place, city: Place) -> None:
    finding = found(text, language)
    assert (finding.place, finding.city, finding.town) == (quarter, city, city.name)


def test_a_town_grown_together_with_a_metropolis_is_told_with_it() -> None:
    for language, text, town, city in (
        ("en", "A bomb killed four in Delmas. The police of Port-au-Prince came.", DELMAS, CAPITAL),  # a third of it
        ("es", "Una bomba mató a cuatro en Callao. En Lima lo lamentan.", CALLAO, LIMA),  # a region of its own
    ):
        finding = found(text, language)
        assert (finding.place, finding.city, finding.town) == (town, city, city.name)


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("es", "Una bomba mató a cuatro en Zapopan. En Guadalajara lo lamentan.", ZAPOPAN),  # nearly as large
        ("es", "Una bomba mató a cuatro en el municipio de Delmas. En Port-au-Prince cerraron.", DELMAS),
        ("en", "A bomb killed four in the town of Delmas. The police of Port-au-Prince came.", DELMAS),
        ("es", "Una bomba mató a cuatro en Soacha. En Bogotá lo lamentan.", SOACHA),  # 15 km away
        ("en", "A bomb killed four in Peckham.", PECKHAM),  # no city is named
        ("en", "A bomb killed four in London.", LONDON),
        ("en", "A bomb killed four in Peckham. It was the worst attack since that in York.", PECKHAM),
        ("es", "Una bomba mató a cuatro en Zapopan, en el norte de Guadalajara.", ZAPOPAN),  # a city of its own
        ("es", "Una bomba mató a cuatro en Soacha, en el sur de Bogotá.", SOACHA),  # of another department
        ("en", "A bomb killed four in Kenscoff. People fled down towards Port-au-Prince.", HILL_TOWN),
        ("en", "A bomb killed four in Kenscoff, near Port-au-Prince.", HILL_TOWN),
        ("en", "A bomb killed four in Woolwich, away from London.", WOOLWICH),
        ("es", "Una bomba mató a cuatro en Soacha, Bogotá y Zapopan.", SOACHA),  # each for itself
    ],
)
def test_a_town_beside_a_city_stays_a_town(language: str, text: str, place: Place) -> None:
    finding = found(text, language)
    assert (finding.place, finding.city, finding.town) == (place, None, place.name)


def test_the_city_of_another_country_or_state_is_none_of_its(monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(LONDON, population=900_000)
    for elsewhere in (replace(LONDON, country="CA", admin1="CA.08"), replace(small, admin1="GB.WLS")):
        monkeypatch.setitem(KNOWN, "London", elsewhere)
        assert found("A bomb killed four in Peckham. London closed its bridges.").city is None


def test_a_name_of_city_and_division_alike_means_the_city() -> None:
    extraction = reading("A bomb killed four in Barranco, Lima.")
    lima = Place(3936456, "Lima", "city", "PE", "PE.LMA", None, -12.0432, -77.0282, 7_737_000)
    named = {
        "Barranco": Place(3946080, "Barranco", "city", "PE", "PE.15", "PE.15.1501", -12.1430, -77.0186, 37_500),
        "Lima": Place(3936452, "Lima", "admin2", "PE", "PE.15", "PE.15.1501", -11.9987, -76.9050, 1_177_000),
    }
    at = extraction.article.text.index
    mentions = tuple(
        Mention("text", at(name), at(name) + len(name), name, "place", place, "", (lima,), via="name")
        for name, place in named.items()
    )
    (finding,) = match(one_rule("bomb"), replace(extraction, mentions=mentions), weigh=False)
    assert (finding.place, finding.city) == (named["Barranco"], lima)


def test_a_firm_of_the_city_names_it_not() -> None:
    assert found("A bomb killed four in Peckham. London officials hope for calm.", London="metonym").city is None


def test_who_asked_for_the_city_and_who_asked_for_the_quarter_are_both_told() -> None:
    finding = found("A bomb killed four in Woolwich, London.")
    assert finding.known_place is not None
    for place in (LONDON, WOOLWICH):
        assert region_from_place(place).contains(finding.known_place), place.name
    assert region_from_place(YORK).contains(finding.known_place) is None


def test_a_whole_country_is_no_town() -> None:
    assert found("A bomb killed four in Mali.").town is None
