"""One line of wishes, read and packed into a button again."""

from __future__ import annotations

from typing import Any

import pytest
from fakes_people import CATEGORIES, WORDINGS

from bot.commands.wish import Misread, Wish, category_named, packed, read_wish, severity_named, unpacked
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
    ],
)
def test_what_cannot_be_understood_is_named(typed: str, key: str, values: dict[str, str]) -> None:
    assert read_wish(typed, CATEGORIES, LANGUAGES) == Misread(key, values)


@pytest.mark.parametrize(
    "wish",
    [
        Wish(""),
        Wish("", 40),
        Wish("", 2.5, BOTH, Severity.SERIOUS, official_only=True),
        Wish("", None, frozenset({"shelling"})),
        Wish("", two_sources=True),
    ],
)
def test_a_wish_survives_its_button(wish: Wish) -> None:
    target = packed(123456789, wish, CATEGORIES)
    assert target is not None
    assert len(f"v1:place:{target}".encode()) <= 64
    assert unpacked(target, CATEGORIES) == (123456789, wish)


def test_a_wish_too_long_for_a_button_is_told_so() -> None:
    many: dict[str, Any] = {f"category_number_{number:02d}x": CATEGORIES["shooting"] for number in range(40)}
    assert packed(1, Wish("", categories=frozenset(many)), many) is None


@pytest.mark.parametrize("target", ["", "x1", "g", "g1.z", "g1.s9", "g1.cnothing", "g1.r1p", "g1;drop"])
def test_a_button_of_another_time_is_not_guessed_at(target: str) -> None:
    assert unpacked(target, CATEGORIES) is None


def test_severities_and_categories_are_known_in_both_languages() -> None:
    assert severity_named("Peligro", LANGUAGES) is Severity.DANGER
    assert severity_named("precaucion", LANGUAGES) is Severity.CAUTION
    assert severity_named("3", LANGUAGES) is Severity.SERIOUS
    assert severity_named("9", LANGUAGES) is None
    assert category_named("tiroteos", CATEGORIES) == "shooting"
    assert category_named("enfrentamiento armado", CATEGORIES) == "armed_clash"
    assert category_named("picnic", CATEGORIES) is None
