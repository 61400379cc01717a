from __future__ import annotations

import pytest

from extract.divisions import bare
from extract.gazetteer.names import key
from extract.gazetteer.slips import slips_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Nuevo León", "nuevo leon"),
        ("NUEVO-LEON", "nuevo leon"),
        ("N.L.", "nl"),
        ("EE. UU.", "ee uu"),
        ("N'Djamena", "ndjamena"),
        ("Coeur d’Alene", "coeur dalene"),
        ("Łódź", "lodz"),
        ("Gießen", "giessen"),
        ("  St.  Louis ", "st louis"),
        ("Reykjavi\u0301k", "reykjavik"),
        ("İzmir", "izmir"),
        ("القاهرة", "القاهره"),
        ("東京", "東京"),
        ("दिल्ली", "दिल्ली"),
        ("(((", ""),
        ("", ""),
    ],
)
def test_one_key_however_a_name_is_written(written: str, folded: str) -> None:
    assert key(written) == folded


def test_a_key_of_a_key_is_itself() -> None:
    for name in ("San José", "Ağrı", "Đà Nẵng", "Ústí nad Labem", "Йошкар-Ола", "ﬁ"):
        assert key(key(name)) == key(name)


def test_the_word_for_a_division_comes_off_either_end() -> None:
    assert "donetsk" in bare("donetsk oblast")
    assert "jalisco" in bare("estado de jalisco")
    assert "広島" in bare("広島県")


def test_a_bare_name_stays_whole() -> None:
    assert list(bare("guadalajara")) == []
    assert list(bare("county")) == []


@pytest.mark.parametrize("typed", ["guadalajra", "guaadalajara", "gaudalajara", "guadalajaro", "guada lajara"])
def test_each_sort_of_slip_is_one_away(typed: str) -> None:
    assert "guadalajara" in set(slips_of(typed))


def test_two_slips_are_not_one_and_short_words_have_none() -> None:
    assert "guadalajara" not in set(slips_of("gudalajra"))
    assert list(slips_of("per")) == []


def test_slips_in_another_script() -> None:
    assert "москва" in set(slips_of("масква"))
