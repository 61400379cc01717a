"""The one town that a headline names wins over another that only the text names, unless the lead puts it nearby."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes_matching import KNOWN, one_rule, reading

from extract.locate import Role
from extract.places import Place
from rules.match import match

KIDAL = Place(2455290, "Kidal", "city", "ML", "ML.08", None, 18.44, 1.41, 25_000)  # 290 km from Gao
BOUREM = Place(2459246, "Bourem", "city", "ML", "ML.09", None, 16.5, -0.2, 27_000)  # 30 km from Gao
LAGOS = Place(2332459, "Lagos", "city", "NG", "NG.05", None, 6.4541, 3.3947, 15_388_000)
LEKKI = Place(10346796, "Lekki", "city", "NG", "NG.05", None, 6.4698, 3.5852, 400_000)


@pytest.fixture(autouse=True)
def _places(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (KIDAL, BOUREM, LAGOS, LEKKI):
        monkeypatch.setitem(KNOWN, place.name, place)


def place_of(title: str, text: str, category: str = "explosion", roles: dict[str, Role] | None = None) -> str:
    finding = match(one_rule("bomb", category=category), reading(text, title=title, roles=roles), weigh=False)[0]
    return finding.place.name if finding.place else "-"


FAR = " Nobody knows more. The night was long. The wind blew. "


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Night of fear in Gao", "A bomb killed two in Kidal. Gao is afraid."),  # the lead, but far away
        ("Night of fear in Gao", f"Gao is afraid.{FAR}A bomb killed two in Kidal."),
        ("Night of fear in Gao", f"Gao is afraid.{FAR}A bomb killed two in Bourem."),
        ("Night of fear in Gao", "Gao is afraid. A bomb killed two, Kidal people say."),
    ],
)
def test_it_is_at_the_place_of_the_headline(title: str, text: str) -> None:
    assert place_of(title, text) == "Gao"


@pytest.mark.parametrize(
    ("title", "text", "where"),
    [
        (
            "Night of fear in Gao",
            "A bomb killed two in Bourem. Gao is afraid.",
            "Bourem",
        ),  # the lead, and the next town
        ("Night of fear in Gao", "A bomb killed two in Kidal.", "Kidal"),  # not named again
        ("Night of fear in Gao and Bourem", "A bomb killed two in Kidal. Gao and Bourem are afraid.", "Kidal"),
        ("Night of fear in Mali", "A bomb killed two in Kidal. Mali is afraid.", "Kidal"),  # a country holds it
        ("Night of fear in Lekki", "A bomb killed two in Lagos. Lekki is afraid.", "Lagos"),  # a quarter of it
        ("Night of fear in Lagos", f"Lagos is afraid.{FAR}A bomb killed two in Lagos.", "Lagos"),
    ],
)
def test_it_stays_where_the_text_may_be_right(title: str, text: str, where: str) -> None:
    assert place_of(title, text) == where


def test_a_town_that_only_speaks_in_the_headline_is_none() -> None:
    where = place_of("Gao: two dead", f"Gao spoke.{FAR}A bomb killed two in Kidal.", roles={"Gao": "speaker"})
    assert where == "Kidal"


def test_each_place_of_one_sentence_stays() -> None:
    findings = match(
        one_rule("bomb"), reading("A bomb fell in Kidal and in Bourem. Gao.", title="Fear in Gao"), weigh=False
    )
    assert {finding.place.name for finding in findings if finding.place} == {"Kidal", "Bourem"}


@pytest.mark.parametrize(
    "text",
    [
        f"Gao is afraid.{FAR}Hours later a bomb killed two in Kidal.",
        f"Gao is afraid.{FAR}In another attack a bomb killed two in Kidal.",
    ],
)
def test_a_second_deed_is_where_its_own_sentence_puts_it(text: str) -> None:
    assert place_of("Night of fear in Gao", text) == "Kidal"


def test_a_deed_of_another_kind_than_the_headlines_is_where_its_own_sentence_puts_it() -> None:
    text = f"Gao is afraid.{FAR}A bomb killed two in Kidal."
    for title, where in (("A raid on Gao", "Kidal"), ("A bomb in Gao", "Gao")):
        bombs, raids = one_rule("bomb"), one_rule("raid", category="armed_attack")
        both = {**bombs.categories, **raids.categories}
        rules = replace(bombs, rules=(*bombs.rules, replace(raids.rules[0], id="raid")), categories=both)
        bomb = [one for one in match(rules, reading(text, title=title), weigh=False) if one.category == "explosion"]
        assert where in {one.place.name for one in bomb if one.place}
