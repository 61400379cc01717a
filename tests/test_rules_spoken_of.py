"""Whom and what an article speaks of: the lists, and how much of a text each takes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from extract.article import Article
from extract.read import Tools, read
from extract.text import Sentence, Token
from rules.cues import shipped as shipped_cues
from rules.spoken_lists import read_lists, shipped
from rules.spoken_of import company, shares

LISTS = {"priest": "people", "teacher": "people", "bus": "things"}


def _sentence(*words: str) -> Sentence:
    tokens, at = [], 0
    for word in words:
        tokens.append(Token(at, at + len(word), word, word.lower()))
        at += len(word) + 1
    return Sentence(0, "text", 0, at, " ".join(words), tuple(tokens))


def test_a_list_counts_by_its_share_of_the_words() -> None:
    few = shares([_sentence("The", "priest", *["went"] * 14)], LISTS)
    many = shares([_sentence("The", "priest", "and", "the", "teacher", *["went"] * 11)], LISTS)
    assert 0 < few["people"] < many["people"] <= 1
    assert few["things"] == many["things"] == 0


def test_a_text_of_nothing_but_such_words_is_no_more_than_full() -> None:
    assert shares([_sentence(*["priest"] * 40)], LISTS) == {"people": 1.0, "things": 0.0}


def test_one_word_in_a_text_of_three_is_not_a_large_share() -> None:
    assert shares([_sentence("Priest", "killed", "today")], LISTS)["people"] < 0.75


@pytest.mark.parametrize("text", [[], [_sentence("...", "12", "-")]])
def test_a_text_without_words_speaks_of_nothing(text: list[Sentence]) -> None:
    assert set(shares(text, LISTS).values()) == {0.0}


def test_a_word_taken_for_a_name_counts_without_its_plural_s() -> None:
    assert shares([_sentence("Teachers", "marched")], LISTS) == shares([_sentence("Teacher", "marched")], LISTS)


def test_words_that_only_look_alike_do_not_count() -> None:
    assert shares([_sentence("Busy", "priestly", "teaching")], LISTS) == {"people": 0.0, "things": 0.0}


def test_trades_are_counted_once_more_where_it_is_told(tools: Tools) -> None:
    text = "Gunmen shot two teachers and a judge in Cali, Colombia. The rain went on. The river rose and fell again."
    article = Article("a", "", text, language="en", published=datetime(2026, 5, 14, tzinfo=UTC))
    sentences = read(article, tools).sentences
    lists = shipped("en")
    assert lists is not None
    told, other = company(sentences, sentences[:1], lists), company(sentences, sentences[1:], lists)
    name = "people by their trade"
    assert told[name] == other[name] > 0
    assert told[f"{name} where it is told"] > told[name]
    assert other[f"{name} where it is told"] == 0


def test_a_language_without_lists_has_none() -> None:
    assert shipped("xx") is None


def test_the_lists_are_handed_over_with_the_other_words_of_a_language() -> None:
    assert shipped_cues()["en"].spoken_of == shipped("en")


def test_every_shipped_list_holds_single_words_in_lower_case() -> None:
    lists = shipped("en")
    assert lists is not None
    assert all(word and word == word.lower() and " " not in word for word in lists)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("people: priest, bus\nthings: bus\n", '"bus" stands in "people" and in "things"'),
        ("", "no words"),
        ("people: [unclosed\n", "spoken_of.en.yaml"),
    ],
)
def test_a_broken_file_is_refused_with_what_is_wrong(tmp_path: Path, body: str, said: str) -> None:
    path = tmp_path / "spoken_of.en.yaml"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        read_lists(path)
