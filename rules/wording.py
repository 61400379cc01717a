"""What an article's words say, names left out: is an event reported at all, and one of which kind?

Linear models over words and pairs of neighbouring words (tf-idf, unit length), trained by `bench/train_doubt.py`
on articles that people labelled. They give signs for `rules.doubt`; alone they decide nothing. Only texts that a
tagger has read have such signs: without one, names cannot be told from words.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from extract.text import Token

if TYPE_CHECKING:
    from extract.read import Extraction

REPORT = "report"  # the model that tells reports of events from all other articles
FAR = 3.0  # log-odds beyond which a sign says no more
NAMED_WORDS = 3
_WORDS = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_KEPT = _WORDS | {"AUX", "ADP", "SCONJ", "PRON", "DET", "PART"}
_BREAK, _NAME, _NUMBER = "|", "^", "#"


@dataclass(frozen=True, slots=True)
class Wording:
    """`weights`: word or pair -> its idf, then its weight in each model; `kinds`: category -> model."""

    models: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    kinds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's log-odds in each model, and the words that moved the first one most, either way."""

    odds: Mapping[str, float]
    against: tuple[str, ...]
    speaking_for: tuple[str, ...]

    def signs(self, category: str, kinds: Mapping[str, str]) -> dict[str, float]:
        """Between 0 and 1 each, 0.5 where the words say nothing either way."""
        kind = kinds.get(category, REPORT)
        return {"worded like a report": _sign(self.odds[REPORT]), "worded like its kind": _sign(self.odds[kind])}


@lru_cache(maxsize=8)
def shipped(language: str) -> Wording | None:
    """The models of a language; None where there are none."""
    file = files("rules").joinpath(f"wording.{language}.json")
    if not file.is_file():
        return None
    raw = json.loads(file.read_text(encoding="utf-8"))
    weights = {word: tuple(row) for word, row in raw["weights"].items()}
    return Wording(tuple(raw["models"]), tuple(raw["bias"]), weights, raw["kinds"])


def read_wording(extraction: Extraction, wording: Wording) -> Reading | None:
    """None for an article that no tagger has read, or without any word the models know."""
    weights = wording.weights
    shares = unit({word: loud(n) * weights[word][0] for word, n in grams(extraction).items() if word in weights})
    if not shares:
        return None
    odds = {
        model: wording.bias[n] + sum(share * weights[word][n + 1] for word, share in shares.items())
        for n, model in enumerate(wording.models)
    }
    moved = sorted(shares, key=lambda word: shares[word] * weights[word][1])
    return Reading(odds, _plain(moved), _plain(moved[::-1]))


def grams(extraction: Extraction) -> Counter[str]:
    """How often each word and each pair of neighbours stands in title and text; empty where no tagger ran.

    A name counts as a name, whichever it is, and a number as a number.
    """
    counted: Counter[str] = Counter()
    for sentence in extraction.sentences:
        named = [m for m in extraction.mentions if m.field == sentence.field]
        before = _BREAK
        for token in sentence.tokens:
            inside = any(m.start <= token.start < m.end for m in named)
            word, is_content = (_BREAK, False) if inside else _reduced(token)
            if is_content:
                counted[word] += 1
            if word != _BREAK and before != _BREAK:
                counted[f"{before} {word}"] += 1
            before = word
    return counted


def loud(times: int) -> float:
    """A word said twice says less than two words."""
    return 1 + math.log(times)


def unit(weighted: Mapping[str, float]) -> dict[str, float]:
    """Scaled to length one, so that long articles are no louder than short ones."""
    length = math.sqrt(sum(value * value for value in weighted.values())) or 1.0
    return {word: value / length for word, value in weighted.items()}


def _reduced(token: Token) -> tuple[str, bool]:
    """What stands for a token in pairs, and whether it is a word that counts alone."""
    if token.pos == "NUM":
        return _NUMBER, False
    if token.pos == "PROPN":
        return _NAME, False
    if token.pos in _KEPT and token.text.isalpha():
        return token.lemma, token.pos in _WORDS
    return _BREAK, False


def _plain(words: Sequence[str]) -> tuple[str, ...]:
    """The first few that a person can read."""
    readable = (word for word in words if not {_NAME, _NUMBER} & set(word.split()))
    return tuple(islice(readable, NAMED_WORDS))


def _sign(odds: float) -> float:
    return 0.5 + max(-FAR, min(FAR, odds)) / (2 * FAR)
