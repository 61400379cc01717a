"""Reading an article as a whole."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extract.article import Article
from extract.read import Tools, load_tools, read, read_many
from tests.fakes_extract import ATLANTA, GEORGIA, GEORGIA_US, JALISCO, MEXICO, STATES, TAPALPA, TBILISI, FewPlaces

YARDSTICKS = os.environ.get("TOCSIN_YARDSTICKS")


def test_title_and_text_are_both_read_and_kept_apart(tools: Tools) -> None:
    read_ = read(Article("1", "Blast in Kabul", "Two people died in Kandahar, police said on Monday."), tools)
    assert [(m.field, m.text) for m in read_.mentions] == [("title", "Kabul"), ("text", "Kandahar")]
    assert read_.language == "en"


def test_dates_and_numbers_come_along(tools: Tools) -> None:
    when = datetime(2026, 3, 4, tzinfo=UTC)
    text = "Seven soldiers were killed on Monday when a bomb hit their truck near the border, officials said."
    read_ = read(Article("1", "", text, published=when), tools)
    assert [n.value for n in read_.numbers] == [7]
    assert read_.dates[0].first is not None


def test_many_articles_come_back_in_order_whatever_their_language(tools: Tools) -> None:
    texts = {"en": "A man was shot in Chicago.", "es": "Hubo un ataque en Lima, Perú."}
    languages = ["es" if number % 2 else "en" for number in range(21)]
    articles = [Article(str(number), "", texts[code], language=code) for number, code in enumerate(languages)]
    answers = list(read_many(articles, tools))
    assert [answer.article.key for answer in answers] == [str(n) for n in range(21)]
    assert [answer.language for answer in answers] == languages
    assert answers[3] == read(articles[3], tools)


@pytest.mark.parametrize(("length", "together"), [(3_000, [8, 8]), (25_000, [3, 3, 3, 3, 3, 1]), (100_000, [1] * 16)])
def test_long_articles_are_not_held_in_memory_together(
    monkeypatch: pytest.MonkeyPatch, length: int, together: list[int]
) -> None:
    batches = []

    def counted(articles: Sequence[Article], tools: Tools) -> list[Article]:
        batches.append(len(articles))
        return list(articles)

    monkeypatch.setattr("extract.read._read_batch", counted)
    articles = [Article(str(number), "", "x" * length) for number in range(16)]
    plain = load_tools(FewPlaces(MEXICO), model=False)
    assert list(read_many(articles, plain)) == articles
    assert [number for number in batches if number] == together


def test_an_empty_article_has_nothing_in_it(tools: Tools) -> None:
    read_ = read(Article("1", "", ""), tools)
    assert (read_.sentences, read_.mentions, read_.dates) == ((), (), ())


def test_without_the_model_places_are_found_by_the_gazetteer() -> None:
    plain = load_tools(FewPlaces(MEXICO, JALISCO, TAPALPA), model=False)
    found = read(Article("1", "", "A truck was burned near Tapalpa, Jalisco, on Sunday night, police said."), plain)
    assert [(m.text, m.place) for m in found.mentions] == [("Tapalpa", TAPALPA), ("Jalisco", JALISCO)]
    assert plain.notes == ()


def test_a_model_that_is_missing_is_noted() -> None:
    lost = load_tools(FewPlaces(MEXICO), model="no_such_model_anywhere")
    assert any("no_such_model_anywhere" in note for note in lost.notes)


def test_a_slip_is_mended_only_where_the_parent_is_named() -> None:
    few = load_tools(FewPlaces(MEXICO, JALISCO, TAPALPA))
    mended = read(Article("1", "", "Soldiers raided a ranch in Talpalpa, Jalisco, on Sunday."), few).mentions
    assert [(m.text, m.place) for m in mended] == [("Talpalpa", TAPALPA), ("Jalisco", JALISCO)]
    assert "slip" in mended[0].why
    alone = read(Article("1", "", "Soldiers raided a ranch in Talpalpa on Sunday."), few).mentions
    assert all(m.place is None for m in alone)


def test_a_name_means_one_place_in_a_document_and_the_others_say_which() -> None:
    few = load_tools(FewPlaces(GEORGIA, GEORGIA_US, ATLANTA, TBILISI, STATES))
    state = "Police in Atlanta, Georgia, arrested two men. Schools across Georgia stayed closed."
    country = "Police in Tbilisi, Georgia, arrested two men. Schools across Georgia stayed closed."
    assert {m.place for m in read(Article("1", "", state), few).mentions if m.text == "Georgia"} == {GEORGIA_US}
    assert {m.place for m in read(Article("1", "", country), few).mentions if m.text == "Georgia"} == {GEORGIA}


@pytest.mark.skipif(not YARDSTICKS, reason="TOCSIN_YARDSTICKS does not point at labelled articles")
def test_labelled_articles_read_without_a_fault_and_mostly_right(tools: Tools) -> None:
    path = Path(YARDSTICKS or "") / "places" / "trnews_tune.jsonl"
    hit = wanted = 0
    for line in path.read_text(encoding="utf-8").split("\n")[:20]:
        doc = json.loads(line)
        found = read(Article(doc["id"], "", doc["text"]), tools).mentions
        assert all(doc["text"][m.start : m.end] == m.text for m in found)
        want = {m["country"] for m in doc["mentions"] if m.get("country")}
        hit += len(want & {m.place.country for m in found if m.place})
        wanted += len(want)
    assert hit / wanted > 0.85
