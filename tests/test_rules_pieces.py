"""What the weighing sees of an article: pieces and words, no names, numbers by kind."""

from __future__ import annotations

from rules.pieces import MOST_WORDS, OPENING, PIECES, WORDS, masked, pieces_of, readable, seen


def test_a_word_falls_into_pieces_that_know_its_beginning_and_its_end() -> None:
    assert pieces_of("tiro") == (" ti", "tir", "iro", "ro ", " tir", "tiro", "iro ", " tiro", "tiro ")
    assert pieces_of("a") == (" a ",)


def test_two_forms_of_a_verb_share_pieces() -> None:
    assert len(set(pieces_of("dispararon")) & set(pieces_of("disparos"))) >= 12


def test_names_are_masked_and_numbers_stand_by_their_kind() -> None:
    assert masked("El lunes 12 en León, a las 19:40, como en 1998") == "el lunes # en ^, a las  hhmm , como en  yyyy "


def test_the_word_that_opens_a_sentence_is_no_name_and_a_headline_in_capitals_names_nobody() -> None:
    assert masked("Gunmen fled at dawn. Police followed Mr Ade.") == "gunmen fled at dawn. police followed ^ ^."
    assert masked("Gunmen Flee With Gold") == "gunmen flee with gold"


def test_a_place_name_says_nothing_of_what_happened_there() -> None:
    assert seen("", "Four died in Celaya")[WORDS] == seen("", "Four died in Ipswich")[WORDS]


def test_a_headline_opens_and_words_count_in_pairs() -> None:
    found = seen("Blast near market", "Two were hurt.")
    assert found[WORDS]["near market"] == 1
    assert " blas" in found[OPENING]
    assert " hurt" not in found[OPENING]
    assert " hurt" in found[PIECES]


def test_without_a_headline_the_first_sentence_opens_and_all_else_is_the_same() -> None:
    titled, bare = seen("Blast near market", "Two were hurt."), seen("", "Blast near market . Two were hurt.")
    assert titled == bare


def test_what_stands_far_below_says_nothing() -> None:
    assert seen("News", "word " * MOST_WORDS + "goal")[WORDS]["goal"] == 0
    assert seen("News", "word " * (MOST_WORDS - 1) + "goal")[WORDS]["goal"] == 1


def test_only_words_that_speak_are_named() -> None:
    assert list(readable("El lunes 12 en León")) == [("El", "el"), ("lunes", "lunes"), ("en", "en")]
