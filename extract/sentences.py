"""Text -> sentences of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, get_args

import simplemma

from extract.language import LanguageData
from extract.model import BATCH, Pipeline, load_pipeline
from extract.text import Field, Name, NameLabel, Sentence, Token, fold

CHUNK = 20_000  # characters read at once; a longer text is cut between its lines or sentences
LEMMA_MEMORY = 200_000  # words whose lemma is kept

_LABELS: Mapping[str, NameLabel] = {label: label for label in get_args(NameLabel)} | {
    "EVENT": "OTHER", "LAW": "OTHER", "PRODUCT": "OTHER", "WORK_OF_ART": "OTHER", "LANGUAGE": "OTHER",
    "PER": "PERSON", "MISC": "OTHER",
}  # fmt: skip  # a table or a paragraph of words, not one a line
_POS_OF_TAG: Mapping[str, str] = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "VB": "VERB", "VBD": "VERB", "VBG": "VERB",
    "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "MD": "AUX", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV",
    "RBR": "ADV", "RBS": "ADV", "WRB": "ADV", "DT": "DET", "PDT": "DET", "WDT": "DET", "IN": "ADP", "TO": "PART",
    "RP": "ADP", "CC": "CCONJ", "CD": "NUM", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WP$": "PRON", "EX": "PRON",
    "POS": "PART", "UH": "INTJ", "FW": "X", "LS": "X", "SYM": "SYM", "$": "SYM", "#": "SYM", "ADD": "X", "XX": "X",
}  # fmt: skip  # a table or a paragraph of words, not one a line
_STOPS = frozenset(".!?…。！？؟।")
_CLOSERS = frozenset("\"'”’»)]}")
_LEMMA_LANGUAGES = frozenset({"en", "es", "pt", "fr", "it", "de", "nl", "pl", "ro", "sv", "tr", "uk", "ru"})


@dataclass(frozen=True, slots=True)
class Cut:
    """What came of loading a language: how to cut it, and what a person should know about it."""

    splitter: Splitter
    note: str = ""


class Splitter:
    """Cuts one language's text. Not shared between threads while a text is being cut."""

    def __init__(self, language: LanguageData, pipeline: Pipeline) -> None:
        self._language = language
        self._pipeline = pipeline
        self._lemmas: dict[str, str] = {}
        self._lemma_language = language.code if language.code in _LEMMA_LANGUAGES else ""

    @property
    def nlp(self) -> Any:
        """The pipeline itself, for measuring it alone."""
        return self._pipeline.nlp

    @property
    def finds_names(self) -> bool:
        """True when a trained model marks the names."""
        return self._pipeline.finds_names

    def cut(self, title: str, text: str) -> tuple[Sentence, ...]:
        """Sentences of the title, then of the text; offsets are code points into each."""
        return next(iter(self.cut_many([(title, text)])))

    def cut_many(self, articles: Iterable[tuple[str, str]]) -> Iterator[tuple[Sentence, ...]]:
        """As `cut`, BATCH articles at a time."""
        batch: list[tuple[str, str]] = []
        for article in articles:
            batch.append(article)
            if len(batch) == BATCH:
                yield from self._cut_batch(batch)
                batch.clear()
        if batch:
            yield from self._cut_batch(batch)

    def _cut_batch(self, batch: Sequence[tuple[str, str]]) -> list[tuple[Sentence, ...]]:
        pieces: list[tuple[int, Field, int, str]] = []
        for number, (title, text) in enumerate(batch):
            for field, whole in (("title", title), ("text", text)):
                pieces.extend((number, field, at, piece) for at, piece in _chunks(whole))  # type: ignore[misc]
        out: list[list[Sentence]] = [[] for _ in batch]
        docs = self._pipeline.mark([_softened(piece) for *_, piece in pieces], len(batch))
        for (number, field, at, piece), doc in zip(pieces, docs, strict=True):
            self._sentences(out[number], field, at, piece, doc)
        return [tuple(sentences) for sentences in out]

    def _sentences(self, out: list[Sentence], field: Field, at: int, piece: str, doc: Any) -> None:
        tokens = self._tokens(piece, doc)
        names = [(ent.start_char, ent.end_char, _LABELS[ent.label_]) for ent in doc.ents if ent.label_ in _LABELS]
        name = 0
        first = 0
        for last in _sentence_ends(piece, tokens, self._language.abbreviations):
            here = tokens[first : last + 1]
            first = last + 1
            start, end = here[0].start, here[-1].end
            inside: list[Name] = []
            while name < len(names) and names[name][0] < end:
                low, high, label = names[name]
                name += 1
                if low >= start:
                    inside.append(Name(low + at, min(high, end) + at, label))
            if at:
                here = [Token(t.start + at, t.end + at, t.text, t.lemma, t.pos, t.tag) for t in here]
            out.append(Sentence(len(out), field, start + at, end + at, piece[start:end], tuple(here), tuple(inside)))

    def _tokens(self, piece: str, doc: Any) -> list[Token]:
        rows = doc.to_array(["IDX", "LENGTH", "TAG", "POS"]).tolist() if len(doc) else []
        strings = self._pipeline.nlp.vocab.strings
        tokens: list[Token] = []
        for start, length, tag_id, pos_id in rows:
            text = piece[start : start + length]
            if text.isspace():
                continue
            tag = strings[tag_id] if tag_id else ""
            if "-" in text and length > 2 and (cut := _compound(text)):
                tokens.extend(self._parts(start, text, cut, cut + 1))
                continue
            if text.endswith(".-") and length > 3:  # "MADRID.- Un hombre"; the dot of "Mich.-" is the word's own
                cut = length - 2 if text[:-2].isupper() else length - 1
                tokens.extend(self._parts(start, text, cut, length))
                continue
            pos = strings[pos_id] if pos_id else _POS_OF_TAG.get(tag, "PUNCT") if tag else ""
            tokens.append(Token(start, start + length, text, self._lemma(text), pos, tag))
        return tokens

    def _parts(self, start: int, text: str, *cuts: int) -> Iterator[Token]:
        for low, high in pairwise((0, *cuts, len(text))):
            part = text[low:high]
            if part:
                yield Token(start + low, start + high, part, self._lemma(part))

    def _lemma(self, text: str) -> str:
        known = self._lemmas.get(text)
        if known is None:
            if len(self._lemmas) >= LEMMA_MEMORY:
                self._lemmas.clear()
            known = self._lemmas[text] = lemma(text, self._lemma_language)
        return known


def _compound(text: str) -> int:
    """Where to cut "U.S.-led", which the model's tokenizer leaves whole, and "Cali-Palmira", which the Spanish one
    does. 0 = nowhere."""
    at = text.find(".-") + 1
    if at and text[0].isupper() and at + 1 < len(text):
        return at
    one, _, other = text.partition("-")
    whole = all(len(part) > 2 and part.isalpha() and part.istitle() for part in (one, other))
    return len(one) if whole else 0


def lemma(word: str, language: str) -> str:
    """The dictionary form in lower case, accents kept; the word itself where the language has no tables."""
    low = word.lower()
    return simplemma.lemmatize(low, language).lower() if language and low.isalpha() else low


def load_splitter(language: LanguageData, *, model: str | bool = True, tagger: bool = True) -> Cut:
    """`model` False = do without; True = the language's own; a string = this package or folder instead.

    A model that is absent, or whose names part is not the one that was checked, is left out with a note.
    """
    wanted = model if isinstance(model, str) else language.model if model else None
    pipeline, note = load_pipeline(language.code, wanted, tagger=tagger)
    return Cut(Splitter(language, pipeline), note)


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of at most CHUNK characters, cut behind a line, else a full stop, else a space."""
    at = 0
    while len(text) - at > CHUNK:
        window = text[at : at + CHUNK]
        stop = next((cut + len(sign) for sign in ("\n", ". ", " ") if (cut := window.rfind(sign)) > 0), CHUNK)
        yield at, text[at : at + stop]
        at += stop
    if at < len(text):
        yield at, text[at:]


def _softened(text: str) -> str:
    """Lines all in capitals as Title Case, one character for one: the model was trained on running text."""
    if not any(map(str.isupper, text)):
        return text
    return "".join(map(_soft_line, text.splitlines(keepends=True)))


def _soft_line(line: str) -> str:
    if not line.isupper() or len(line.split()) < 3:
        return line
    soft = line.title()
    return soft if len(soft) == len(line) else line


def _sentence_ends(text: str, tokens: Sequence[Token], abbreviations: frozenset[str]) -> Iterator[int]:
    """Index of each sentence's last token."""
    last = len(tokens) - 1
    for number, token in enumerate(tokens):
        if number == last:
            yield number
            return
        following = tokens[number + 1]
        if "\n" in text[token.end : following.start]:
            yield number
            continue
        if following.text in _CLOSERS and following.start == token.end:
            continue
        ending = number
        while ending and tokens[ending].text in _CLOSERS:
            ending -= 1
        closing = tokens[ending]
        if closing.text[-1] not in _STOPS or following.start == token.end:
            continue
        if len(closing.text) > 1 and (fold(closing.text) in abbreviations or len(closing.text) == 2):
            continue
        if following.text[0].islower():
            continue
        yield number
