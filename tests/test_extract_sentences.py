"""Cutting text: offsets hold, sentences end where they end, a wrong or missing model is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.language import LanguageData, plain_language
from extract.languages import load_languages
from extract.read import Tools
from extract.sentences import load_splitter
from extract.text import Sentence

SPANISH = load_languages()["es"]


def cut(text: str, title: str = "", language: LanguageData = SPANISH) -> tuple[Sentence, ...]:
    return load_splitter(language, model=False).splitter.cut(title, text)


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in cut(text)]


def test_offsets_are_code_points_into_the_field_they_belong_to() -> None:
    title, text = "Ataque en Cañete 🚨", "  Dos heridos.\n\nLa policía 🚓 llegó tarde."
    for sentence in cut(text, title):
        whole = title if sentence.field == "title" else text
        assert whole[sentence.start : sentence.end] == sentence.text
        assert all(whole[token.start : token.end] == token.text for token in sentence.tokens)


def test_title_sentences_come_first_and_are_numbered_through() -> None:
    sentences = cut("Uno. Dos.", "Título")
    assert [(s.index, s.field) for s in sentences] == [(0, "title"), (1, "text"), (2, "text")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Llegó el Dr. Pérez. Nadie habló.", 2),
        ("El Sr. Gómez vive en Ee.Uu. desde ayer.", 1),
        ("¿Qué pasó? Nadie lo sabe.", 2),
        ("Dijo: «No fue nadie.» Luego calló.", 2),
        ("Primera línea sin punto\nSegunda línea", 2),
        ("Subió 3.5 por ciento.", 1),
        ("", 0),
        ("   \n ", 0),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    assert len(texts(text)) == count


def test_lemmas_are_dictionary_forms_in_lower_case() -> None:
    (sentence,) = cut("Bloquearon Avenidas")
    assert [token.lemma for token in sentence.tokens] == ["bloquear", "avenida"]


def test_a_language_without_tables_keeps_its_words() -> None:
    (sentence,) = cut("Anambra amabila", language=plain_language("eu"))
    assert [token.lemma for token in sentence.tokens] == ["anambra", "amabila"]


def test_a_very_long_text_is_read_in_pieces_whose_offsets_hold() -> None:
    text = "Una bomba estalló en el mercado central. " * 2000
    sentences = cut(text)
    assert len(sentences) == 2000
    assert all(text[s.start : s.end] == s.text for s in sentences)


def test_a_model_that_is_not_installed_leaves_a_note_and_a_working_splitter() -> None:
    cut_ = load_splitter(SPANISH, model="no_such_model_anywhere")
    assert "no_such_model_anywhere" in cut_.note
    assert not cut_.splitter.finds_names
    assert cut_.splitter.cut("", "Sigue leyendo.")[0].text == "Sigue leyendo."


def test_a_model_whose_files_were_changed_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\n", encoding="utf-8")
    monkeypatch.setattr("extract.model.KNOWN_MODELS", {str(tmp_path): "0" * 64})
    cut_ = load_splitter(SPANISH, model=str(tmp_path))
    assert "not the one that was checked" in cut_.note
    assert not cut_.splitter.finds_names


def test_english_tokens_carry_tags_and_names(tools: Tools) -> None:
    (sentence,) = tools.splitter("en").cut("", "Gunmen attacked a market in Kabul.")
    tags = {token.text: (token.pos, token.tag) for token in sentence.tokens}
    assert tags["attacked"] == ("VERB", "VBD")
    assert tags["market"] == ("NOUN", "NN")
    assert [(sentence.text[n.start : n.end], n.label) for n in sentence.names] == [("Kabul", "GPE")]


def test_a_country_before_a_hyphen_is_a_word_of_its_own(tools: Tools) -> None:
    (sentence,) = tools.splitter("en").cut("", "The U.S.-led forces left.")
    assert [token.text for token in sentence.tokens][:4] == ["The", "U.S.", "-", "led"]


def test_two_names_with_a_hyphen_between_are_words_of_their_own() -> None:
    (sentence,) = cut("La vía Cali-Palmira y el grupo Al-Qaeda de un ex-presidente.")
    words = [token.text for token in sentence.tokens]
    assert words[2:5] == ["Cali", "-", "Palmira"]
    assert {"Al-Qaeda", "ex-presidente"} <= set(words)


def test_forgetting_old_words_changes_nothing(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.model.ZONE", 2)
    splitter = tools.splitter("en")
    first = splitter.cut("", "A bomb exploded in Kandahar.")
    for number in range(6):
        splitter.cut("", f"Word{number} happened in Town{number}.")
    assert splitter.cut("", "A bomb exploded in Kandahar.") == first
