"""The language model: our own steps mark what spaCy's own marks, whatever is read together."""

from __future__ import annotations

import pytest

from extract.languages import load_languages
from extract.model import Pipeline, load_pipeline

TEXTS = [
    "Gunmen attacked a market in Kabul on Monday, Kandahar police chief Abdul Raziq told the Associated Press.",
    "",
    "Nobody was hurt.",
    "   ",
    "New York",
    "The Red Cross said 1,200 people had left Goma for Gisenyi in Rwanda since March 3. " * 3,
]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    made, note = load_pipeline("en", load_languages()["en"].model)
    assert not note
    return made


def names(docs: list[object]) -> list[list[tuple[int, int, str]]]:
    return [[(ent.start, ent.end, ent.label_) for ent in doc.ents] for doc in docs]  # type: ignore[attr-defined]


def test_the_names_and_tags_are_those_that_spacy_finds_by_itself(pipeline: Pipeline) -> None:
    ours, theirs = pipeline.mark(TEXTS, len(TEXTS)), list(pipeline.nlp.pipe(TEXTS))
    assert names(ours) == names(theirs)
    assert any(names(ours))
    assert [[token.tag_ for token in doc] for doc in ours] == [[token.tag_ for token in doc] for doc in theirs]


@pytest.mark.parametrize("together", [1, 20, 1_000_000])
def test_how_many_are_read_together_changes_no_name(
    together: int, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = [names(pipeline.mark([text], 1))[0] for text in TEXTS]
    monkeypatch.setattr("extract.model.TOGETHER", together)
    assert names(pipeline.mark(TEXTS, len(TEXTS))) == alone


def test_texts_without_a_word_have_no_names(pipeline: Pipeline) -> None:
    assert names(pipeline.mark(["", " ", "\n"], 3)) == [[], [], []]


def test_a_pipeline_whose_names_come_from_elsewhere_is_left_to_itself(pipeline: Pipeline) -> None:
    ruler = pipeline.nlp.add_pipe("entity_ruler", config={"overwrite_ents": True})
    try:
        ruler.add_patterns([{"label": "PERSON", "pattern": "Goma"}])
        (doc,) = Pipeline(pipeline.nlp, finds_names=True).mark(["They left Goma."], 1)
        assert [(ent.text, ent.label_) for ent in doc.ents] == [("Goma", "PERSON")]
    finally:
        pipeline.nlp.remove_pipe("entity_ruler")
