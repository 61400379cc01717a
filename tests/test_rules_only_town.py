"""An event that is put no nearer than a country goes to the one town that its article names there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes_matching import KNOWN, MALI, one_rule, reading

from extract.locate import Role
from extract.places import Place
from rules.match import match

KIDAL = Place(2455290, "Kidal", "city", "ML", "ML.08", None, 18.44, 1.41, 25_000)
LAGOS = Place(2332459, "Lagos", "city", "NG", "NG.05", None, 6.4541, 3.3947, 15_388_000)
LEKKI = Place(10346796, "Lekki", "city", "NG", "NG.05", None, 6.4698, 3.5852, 400_000)


@pytest.fixture(autouse=True)
def _places(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (KIDAL, LAGOS, LEKKI):
        monkeypatch.setitem(KNOWN, place.name, place)


def place_of(
    text: str, category: str = "explosion", roles: dict[str, Role] | None = None, home: Place | None = None
) -> str:
    extraction = replace(reading(text, roles=roles), home=home)
    (finding,) = match(one_rule("bomb", category=category), extraction, weigh=False)
    return finding.place.name if finding.place else "-"


FAR = " Nobody knows more. The night was long. The wind blew. Rain fell. "


@pytest.mark.parametrize(
    ("text", "roles", "where"),
    [
        (f"A bomb killed four in Mali.{FAR}He had come from Gao.", {}, "Gao"),
        (f"A bomb killed four in Mali.{FAR}He was a pupil of Gao Lyceum.", {"Gao": "organisation"}, "Gao"),
        (f"A bomb killed four in Mali.{FAR}Gao Lyceum and Gao.", {}, "Gao"),
    ],
)
def test_the_one_town_is_told(text: str, roles: dict[str, Role], where: str) -> None:
    assert place_of(text, roles=roles) == where


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (f"A bomb killed four in Mali.{FAR}He knew people from Gao, people from Kidal.", {}),  # two
        (f"A bomb killed four in Mali.{FAR}A minister in Gao said so.", {"Gao": "speaker"}),
        (f"A bomb killed four in Mali.{FAR}He had come from Paris.", {}),  # of another country
        (f"A bomb killed four in Mali.{FAR}", {}),
    ],
)
def test_the_country_is_told_where_no_town_or_more_than_one_is_named(text: str, roles: dict[str, Role]) -> None:
    assert place_of(text, roles=roles) == "Mali"


def test_what_holds_for_all_of_a_country_is_put_in_no_town_of_it() -> None:
    text = f"A bomb alarm was declared in Mali.{FAR}He had come from Gao."
    assert place_of(text, category="curfew") == "Mali"
    assert place_of(text) == "Gao"


def test_an_order_of_the_townspeoples_own_council_is_for_their_town() -> None:
    text = "The alarm is over, people of Gao hear. A bomb was found."
    roles: dict[str, Role] = {"Gao": "speaker"}
    assert place_of(text, category="shelter_in_place", roles=roles, home=MALI) == "Gao"
    assert place_of(text, roles=roles, home=MALI) == "Mali"


def test_where_all_that_is_named_is_a_quarter_and_its_city_the_city_is_told() -> None:
    text = f"A bomb killed four.{FAR}The bus had a Lekki sticker.{FAR}Travel with care, Lagos."
    assert place_of(text) == "Lagos"
    assert place_of(f"A bomb killed four.{FAR}The bus had a Lekki sticker.") == "Lekki"
