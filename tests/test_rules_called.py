"""A place under the name that its article calls it by."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes_matching import MEXICO, TAPALPA, one_rule, reading

from extract.locate import Mention
from extract.places import Place, Via
from rules.called import as_called
from rules.match import match

MEKELE = Place(1, "Mek'ele", "city", "ET", "ET.53", None, 13.5, 39.5, 215_546)
KASHMIR = Place(2, "Jammu and Kashmir", "admin1", "IN", "IN.12", None, 33.9, 76.6)


def _named(text: str, place: Place, via: Via = "name") -> Mention:
    return Mention("text", 0, len(text), text, "place", place, "", via=via)


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (["Mekelle"], "Mekelle"),
        (["Mekelle", "Mekelle Town"], "Mekelle Town"),
        ([], "Mek'ele"),
        (["MEKELLE"], "Mek'ele"),  # capitals of a headline or a dateline spell nothing
    ],
)
def test_a_town_is_called_by_the_fullest_name_the_article_has(names: list[str], called: str) -> None:
    assert as_called(MEKELE, [_named(name, MEKELE, "alias") for name in names]).name == called


@pytest.mark.parametrize("via", ["part", "slip", "abbreviation", "demonym"])
def test_what_is_no_name_of_the_town_itself_names_it_not(via: Via) -> None:
    assert as_called(MEKELE, [_named("Mekelle Airport", MEKELE, via)]) is MEKELE


def test_a_division_keeps_the_words_that_the_article_leaves_out() -> None:
    assert as_called(KASHMIR, [_named("Kashmir", KASHMIR, "alias")]) is KASHMIR
    other = replace(KASHMIR, name="New Mexico")
    assert as_called(other, [_named("Nuevo México", other, "alias")]).name == "Nuevo México"


def test_the_name_of_another_place_and_that_of_a_country_say_nothing() -> None:
    assert as_called(MEKELE, [_named("Tapalpa", TAPALPA)]) is MEKELE
    assert as_called(MEXICO, [_named("Méjico", MEXICO, "alias")]) is MEXICO
    assert as_called(None, []) is None


def test_a_finding_knows_both_names_and_its_place_by_the_gazetteer() -> None:
    extraction = reading("A bomb killed four in Gao.")
    gao = next(m.place for m in extraction.mentions if m.place)
    mentions = tuple(replace(m, text="Gawgaw") for m in extraction.mentions)
    (finding,) = match(one_rule("bomb"), replace(extraction, mentions=mentions), weigh=False)
    assert finding.place is not None
    assert (finding.place.name, finding.known_as) == ("Gawgaw", "Gao")
    assert finding.known_place == gao
    (same,) = match(one_rule("bomb"), extraction, weigh=False)
    assert (same.place, same.known_as, same.known_place) == (gao, "", gao)
