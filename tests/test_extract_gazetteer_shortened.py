"""Names written short, and what people type around a name."""

from __future__ import annotations

import pytest

from extract.gazetteer.initials import initials, telling_parts
from extract.gazetteer.shortened import letters_left_out, written_out
from extract.gazetteer.typed import flags, is_article, without_words_around


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("sgo del estero", "santiago del estero"),
        ("mt pleasant", "mount pleasant"),
        ("v carlos paz", "villa carlos paz"),
        ("dem rep congo", "democratic republic congo"),
        ("n las vegas", "north las vegas"),
    ],
)
def test_short_words_are_written_out_wherever_they_stand(short: str, whole: str) -> None:
    assert whole in written_out(short)


@pytest.mark.parametrize("name", ["guadalajara", "st", "new york", "a b c d e f g h i j"])
def test_what_holds_no_short_word_stays_as_it_is(name: str) -> None:
    assert list(written_out(name)) == []


def test_a_query_of_short_words_alone_is_not_written_out_without_end() -> None:
    assert len(list(written_out("s s s s s s"))) <= 41


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("mcbo", "maracaibo"),
        ("bqto", "barquisimeto"),
        ("brqlla", "barranquilla"),
        ("slpotosi", "san luis potosi"),
        ("bsaires", "buenos aires"),
    ],
)
def test_letters_may_be_left_out_but_never_the_first_of_a_word(short: str, name: str) -> None:
    assert (letters_left_out(short, name) or 0) > 0.5


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("thanks", "thousand oaks"),
        ("kzn", "kathmandu"),
        ("acaibo", "maracaibo"),
        ("mo", "maracaibo"),
        ("maracaibos", "maracaibo"),
        ("", "lima"),
        ("a", ""),
    ],
)
def test_other_words_are_no_name_with_letters_left_out(short: str, name: str) -> None:
    assert letters_left_out(short, name) is None


def test_the_more_is_kept_the_likelier_it_is_meant() -> None:
    assert (letters_left_out("mrcbo", "maracaibo") or 0) > (letters_left_out("mcb", "maracaibo") or 0)


def test_first_letters_count_with_and_without_small_words() -> None:
    assert set(initials("rio de janeiro")) == {"rdj", "rj"}
    assert set(initials("guadalajara")) == set(initials("санкт петербург")) == set()


def test_the_telling_part_of_a_name_stands_without_its_common_word() -> None:
    assert list(telling_parts("puerto vallarta")) == ["vallarta"]
    assert list(telling_parts("playa del carmen")) == ["carmen"]
    assert list(telling_parts("quezon city")) == ["quezon"]
    assert list(telling_parts("buenos aires")) == list(telling_parts("el oro")) == list(telling_parts("lima")) == []


def test_flags_are_codes_of_countries_and_divisions() -> None:
    assert flags("Toledo 🇪🇸") == ("Toledo  ", ["ES"])
    assert flags("🏴󠁧󠁢󠁳󠁣󠁴󠁿") == (" ", ["GB.SCT"])
    assert flags("Toledo") == ("Toledo", [])
    assert flags("🏴 black") == ("🏴 black", [])


def test_words_around_a_name_come_off_and_nothing_else() -> None:
    assert "monterrey" in without_words_around("cerca de monterrey")
    assert "madrid" in without_words_around("el centro de madrid")
    assert "los angeles" in without_words_around("downtown los angeles area")
    assert list(without_words_around("guadalajara")) == list(without_words_around("in")) == []


def test_an_article_is_told_from_other_words() -> None:
    assert is_article("la santa sede", "santa sede")
    assert not is_article("cerca de la paz", "la paz")
    assert not is_article("lima centro", "lima")
