"""What a headline and its lead are about: an event of violence, or a match, a price, a film, a court.

Sport, business and politics speak in the words of violence, and no list of words is ever long enough. A linear model
over the words of headline and lead, trained by `bench/train_about.py` on this project's own articles and examples in
English and Spanish, sees the company those words keep. It can only keep an article quiet, never make an alert, and
says which words spoke against it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from extract.text import fold
from rules.finding import GateResult

LANGUAGES = frozenset({"en", "es"})
LEAD = 45  # words of the text; best of 250 to 3,000 characters in cross-validation
STEM = 7  # letters of a word that count: cheaper than a lemma, and as good
NAMED_WORDS = 3
_WORD = re.compile(r"[^\W_]+")
_NUMBER = "#"


@dataclass(frozen=True, slots=True)
class Words:
    """`of`: weight of a stem, a pair of neighbours, or ("t:" before it) a stem of the headline."""

    bias: float
    of: Mapping[str, float]
    least: float  # the probability below which an article is kept quiet


@lru_cache(maxsize=1)
def shipped() -> Words:
    """The weights that come with Tocsin."""
    raw = json.loads(files("rules").joinpath("about.json").read_text(encoding="utf-8"))
    return Words(raw["bias"], raw["weights"], raw["least"])


def clues(title: str, text: str) -> dict[str, str]:
    """What the model sees of an article: each clue with the words it stands for, as they are written."""
    found: dict[str, str] = {}
    for part, mark in ((title, "t:"), (_lead(text), "")):
        folded = fold(part)
        spans = [match.span() for match in _WORD.finditer(folded)]
        stems = [
            _NUMBER if folded[start:end].isdigit() else folded[start : start + min(STEM, end - start)]
            for start, end in spans
        ]
        for stem, (start, end) in zip(stems, spans, strict=True):
            found.setdefault(stem, part[start:end])
            if mark:
                found.setdefault(mark + stem, part[start:end])
        for n in range(len(stems) - 1):
            found.setdefault(f"{stems[n]} {stems[n + 1]}", part[spans[n][0] : spans[n + 1][1]])
    return found


def _lead(text: str) -> str:
    words = _WORD.finditer(text)
    end = 0
    for number, word in enumerate(words):
        if number == LEAD:
            break
        end = word.end()
    return text[:end]


def shares(known: Sequence[str]) -> float:
    """What each of an article's clues counts: long leads are no louder than short ones."""
    return 1 / math.sqrt(len(known)) if known else 0.0


def probability(found: Mapping[str, str], words: Words) -> float:
    """How likely it is news of violence or a warning of it, between 0 and 1."""
    known = [clue for clue in found if clue in words.of]
    total = words.bias + shares(known) * sum(words.of[clue] for clue in known)
    return 1 / (1 + math.exp(-total))


def judge(title: str, text: str, language: str, words: Words | None = None) -> GateResult | None:
    """The gate's answer; None where it has nothing to say: without a headline, or in a language it does not know."""
    if not title or language not in LANGUAGES:
        return None
    words = words or shipped()
    found = clues(title, text)
    likely = probability(found, words)
    passed = likely >= words.least
    order = sorted((clue for clue in found if clue in words.of), key=lambda clue: words.of[clue], reverse=passed)
    named = list(dict.fromkeys(found[clue] for clue in order if clue != _NUMBER))[:NAMED_WORDS]
    reading = "news of violence" if passed else "something else than violence"
    said = "”, “".join(named)
    return GateResult(
        "about", passed, f"headline and lead read like {reading} (“{said}”): {likely:.0%} likely an event"
    )
