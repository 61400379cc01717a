"""One line of wishes."""

from __future__ import annotations

import pytest
from fakes_people import CATEGORIES, WORDINGS

from bot.commands.wish import Misread, Wish, category_named, read_wish, severity_named
from rules.rule import Severity

LANGUAGES = tuple(WORDINGS.values())
BOTH = frozenset({"explosion", "shooting"})


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("Guadalajara", Wish("Guadalajara")),
        ("  Guadalajara,  Mexico ", Wish("Guadalajara, Mexico")),
        ("Guadalajara 40km", Wish("Guadalajara", 40)),
        ("Guadalajara 40 km", Wish("Guadalajara", 40)),
        ("Guadalajara, 2,5 kilómetros", Wish("Guadalajara", 2.5)),
        ("Austin 25 miles", Wish("Austin", 40.2)),
        ("40 km around Guadalajara", Wish("Guadalajara", 40)),
        ("Guadalajara 40km explosion,shooting from serious", Wish("Guadalajara", 40, BOTH, Severity.SERIOUS)),
        ("Guadalajara 40km explosion shooting", Wish("Guadalajara", 40, BOTH)),
        ("Guadalajara explosion, shooting", Wish("Guadalajara", None, BOTH)),
        ("Guadalajara explosions and shootings", Wish("Guadalajara", None, BOTH)),
        ("Guadalajara armed clash", Wish("Guadalajara", None, frozenset({"armed_clash"}))),
        ("Guadalajara 40km explosión y tiroteo desde grave", Wish("Guadalajara", 40, BOTH, Severity.SERIOUS)),
        ("Mexico official only", Wish("Mexico", official_only=True)),
        ("México solo oficiales desde peligro", Wish("México", least=Severity.DANGER, official_only=True)),
        ("40 km from Guadalajara", Wish("Guadalajara", 40)),
        ("40 km from Tijuana only shootings", Wish("Tijuana", 40, frozenset({"shooting"}))),
        ("within 40 km of Tijuana from serious", Wish("Tijuana", 40, least=Severity.SERIOUS)),
        (
            "a 30 km de Monterrey solo tiroteos desde grave",
            Wish("Monterrey", 30, frozenset({"shooting"}), Severity.SERIOUS),
        ),
        ("Jalisco two sources", Wish("Jalisco", two_sources=True)),
        ("Jalisco con dos fuentes desde grave", Wish("Jalisco", least=Severity.SERIOUS, two_sources=True)),
        ("Jalisco gunfire and bombings", Wish("Jalisco", None, BOTH)),
        ("Jalisco balaceras, bombas", Wish("Jalisco", None, BOTH)),
        ("shootings in Austin", Wish("Austin", None, frozenset({"shooting"}))),
        ("only explosions and shootings near Guadalajara, Mexico", Wish("Guadalajara, Mexico", None, BOTH)),
        (
            "solo balaceras en Guadalajara 10km desde grave",
            Wish("Guadalajara", 10, frozenset({"shooting"}), Severity.SERIOUS),
        ),
        ("bombas cerca de Tapalpa", Wish("Tapalpa", None, frozenset({"explosion"}))),
        ("Stoke in Teignhead", Wish("Stoke in Teignhead")),
        ("San Juan en Jalisco", Wish("San Juan en Jalisco")),
        ("Dos Hermanas", Wish("Dos Hermanas")),
        ("Kilometro 5", Wish("Kilometro 5")),
        ("", Wish("")),
        ("shooting", Wish("", categories=frozenset({"shooting"}))),
    ],
)
def test_a_line_is_read_as_people_write_it(typed: str, wish: Wish) -> None:
    assert read_wish(typed, CATEGORIES, LANGUAGES) == wish


@pytest.mark.parametrize(
    ("typed", "key", "values"),
    [
        ("Guadalajara from terrible", "wish.severity", {"typed": "terrible"}),
        ("Guadalajara 900km", "wish.radius", {"least": "1", "most": "500"}),
        ("Guadalajara 0km", "wish.radius", {"least": "1", "most": "500"}),
        ("Guadalajara 40km explodions", "wish.category", {"typed": "explodions"}),
        ("Guadalajara 40km shooting, picnics, explosion", "wish.category", {"typed": "picnics"}),
        ("Guadalajara 40km picnics, shooting, zebras", "wish.category", {"typed": "picnics, zebras"}),
    ],
)
def test_what_cannot_be_understood_is_named(typed: str, key: str, values: dict[str, str]) -> None:
    assert read_wish(typed, CATEGORIES, LANGUAGES) == Misread(key, values)


def test_severities_and_categories_are_known_in_both_languages() -> None:
    assert severity_named("Peligro", LANGUAGES) is Severity.DANGER
    assert severity_named("precaucion", LANGUAGES) is Severity.CAUTION
    assert severity_named("3", LANGUAGES) is Severity.SERIOUS
    assert severity_named("9", LANGUAGES) is None
    assert category_named("tiroteos", CATEGORIES) == "shooting"
    assert category_named("enfrentamiento armado", CATEGORIES) == "armed_clash"
    assert category_named("picnic", CATEGORIES) is None


def test_a_kind_has_the_names_people_give_it_and_none_is_a_town() -> None:
    assert category_named("Air strikes", CATEGORIES, LANGUAGES) == "shelling"
    assert category_named("ataque con drones", CATEGORIES, LANGUAGES) == "shelling"
    assert category_named("gunfire", CATEGORIES) is None, "only in the languages that were given"


def test_no_word_names_two_kinds() -> None:
    meanings: dict[str, str] = {}
    for wording in LANGUAGES:
        for key in wording.keys_under("kinds."):
            for word in wording.text(key).split(","):
                assert meanings.setdefault(word.strip(), key) == key, word
