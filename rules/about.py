"""What a headline and its lead are about: an event of violence, or a match, a price, a film, a court.

Sport, business and politics speak in the words of violence, and no list of words is ever long enough. A linear model
over the words of headline and lead, trained by `bench/train_about.py` on this project's own articles and examples in
English and Spanish, sees the company those words keep. It never makes an alert: it keeps an article quiet, or, where
it is sure of violence, lets the rules and gates decide alone; and it names the words that spoke.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice

from extract.text import fold
from rules.finding import GateResult

LANGUAGES = frozenset({"en", "es"})
LEAD = 45  # words of the text: of 250, 400, 800 and 3,000 characters the shortest told best, unseen by its weights
STEM = 7  # letters of a word that count: cheaper than a lemma, and as good
NAMED_WORDS = 3
FEWEST = 20  # clues: a bare headline of ten words says too little to be stopped by
SNIPPET = 90  # words: so much of a text without a headline may be a headline and its lead; a longer one begins anywhere
BARE = 0.05  # least without a headline: of single sentences that report, the model doubts some (up to 7 % likely)
SHORTEST = 4  # letters of a word that counts alone
_WORD = re.compile(r"[^\W_]+")
_OPENS = re.compile(r"[.!?:;\"«“‘'(—–-]\s*$")  # what stands before a word that opens a sentence or a quotation
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
    """What the model sees of an article: each clue with the words it stands for, as they are written.

    Names are left out (which town it was says nothing of what it was), and words of up to three letters count
    only beside a longer one.
    """
    found: dict[str, str] = {}
    for part, mark in ((title, "t:"), (_lead(text), "")):
        before, before_start = "", 0
        for start, end, stem in _stems(part):
            if len(stem) >= SHORTEST or stem == _NUMBER:
                found.setdefault(stem, part[start:end])
                if mark:
                    found.setdefault(mark + stem, part[start:end])
            if before and stem and max(len(before), len(stem)) >= SHORTEST:
                found.setdefault(f"{before} {stem}", part[before_start:end])
            before, before_start = stem, start
    return found


def _stems(part: str) -> Iterator[tuple[int, int, str]]:
    """Every word's span and stem; the stem of a name is empty."""
    folded = fold(part)
    words = [match.span() for match in _WORD.finditer(part)]
    capitals = sum(part[start].isupper() for start, _ in words)
    capitalised = capitals > len(words) * 0.6  # a Headline Written Like This tells no names
    for start, end in words:
        opens = start == 0 or _OPENS.search(part[:start]) is not None
        if part[start].isupper() and not opens and not capitalised:
            yield start, end, ""
        else:
            yield start, end, _NUMBER if folded[start:end].isdigit() else folded[start : min(end, start + STEM)]


def _lead(text: str) -> str:
    words = _WORD.finditer(text)
    end = 0
    for number, word in enumerate(words):
        if number == LEAD:
            break
        end = word.end()
    return text[:end]


def _is_snippet(text: str) -> bool:
    return next(islice(_WORD.finditer(text), SNIPPET, None), None) is None


def shares(known: Collection[str]) -> float:
    """What each of an article's clues counts: long leads are no louder than short ones."""
    return 1 / math.sqrt(len(known)) if known else 0.0


def probability(found: Mapping[str, str], words: Words) -> float:
    """How likely it is news of violence or a warning of it, between 0 and 1."""
    known = [clue for clue in found if clue in words.of]
    total = words.bias + shares(known) * sum(words.of[clue] for clue in known)
    return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class About:
    """The gate's answer, and how likely it is news of violence."""

    gate: GateResult
    likely: float


def judge(title: str, text: str, language: str, words: Words | None = None) -> About | None:
    """The gate's answer; None where it has nothing to say.

    That is: a long text without a headline, too few words, a language it does not know.
    """
    if language not in LANGUAGES or not (title or _is_snippet(text)):
        return None
    words = words or shipped()
    found = clues(title, text)
    if len(found) < FEWEST:
        return None
    likely = probability(found, words)
    passed = likely >= (words.least if title else BARE)
    order = sorted((clue for clue in found if clue in words.of), key=lambda clue: words.of[clue], reverse=passed)
    named = list(dict.fromkeys(found[clue] for clue in order if clue != _NUMBER))[:NAMED_WORDS]
    reading = "news of violence" if passed else "something else than violence"
    said = "”, “".join(named)
    gate = GateResult(
        "about", passed, f"headline and lead read like {reading} (“{said}”): {likely:.0%} likely an event"
    )
    return About(gate, likely)
