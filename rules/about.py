"""What an article is about: an event of violence, or a match, a price, a film, a court, a year long past.

Sport, business and politics speak in the words of violence, and no list of words is ever long enough; nor is there
one of all the ways in which a village paper tells of a raid. A linear model over pieces of words, words and pairs
(`rules.pieces`), trained by `bench/train_about.py` on this project's own articles and examples in English and
Spanish, sees the company those words keep. It never makes an alert of its own: it keeps an article quiet, lets the
rules and gates decide alone where it is sure of violence, and lets the wide rules speak that ask for it
(`speaks: if_sure`). It names the words that spoke.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice

from rules.finding import GateResult
from rules.pieces import SHARE, WORD, WORDS, Seen, loud, loudest, pieces_of, seen

LANGUAGES = frozenset({"en", "es"})
FEWEST = 12  # words: a bare headline of ten says too little to be stopped by
FEW, IN_FEW = 18, 0.5  # words, and how much of `least` is asked where there are fewer
FEWEST_BARE = 24  # words without a headline
SNIPPET = 90  # words: so much of a text without a headline may be a headline and its lead; a longer one begins anywhere
BARE = 0.06  # least without a headline: few of the articles learnt from have none

Weights = Mapping[str, tuple[float, float]]  # clue -> how rare it is, and its weight


@dataclass(frozen=True, slots=True)
class Model:
    """`of`: kind of clue -> its weights."""

    bias: float
    of: Mapping[str, Weights]
    least: float  # the probability below which an article is kept quiet


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The weights that come with Tocsin."""
    raw = json.loads(files("rules").joinpath("about.json").read_text(encoding="utf-8"))
    known = raw["articles"]
    of = {kind: {clue: (rarity(times, known), w) for clue, (times, w) in raw[kind].items()} for kind in SHARE}
    return Model(raw["bias"], of, raw["least"])


def rarity(times: int, articles: int) -> float:
    """The inverse document frequency of a clue that so many of the articles learnt from hold."""
    return 1 + math.log((1 + articles) / (1 + times))


def probability(found: Seen, model: Model) -> float:
    """How likely it is news of violence or a warning of it, between 0 and 1."""
    total = model.bias
    for kind, share in SHARE.items():
        weights = model.of.get(kind, {})
        told = moved = 0.0
        for clue, times in found[kind].items():
            known = weights.get(clue)
            if known is not None:
                value = loud(times) * known[0]
                told += value * value
                moved += value * known[1]
        if told:
            total += share * moved / math.sqrt(told)
    return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class About:
    """The gate's answer, and how likely it is news of violence."""

    gate: GateResult
    likely: float

    @property
    def odds(self) -> float:
        """Of its being news, against something else: 1 is as likely as not."""
        return self.likely / max(1 - self.likely, 0.001)


def readable(title: str, text: str, language: str) -> bool:
    """Not a long text without a headline, nor one in a language that nothing was learnt from."""
    return language in LANGUAGES and bool(title or _no_more_than(text, SNIPPET))


def judge(
    title: str, text: str, language: str, model: Model | None = None, clues: Callable[[], Seen] | None = None
) -> About | None:
    """The gate's answer; None where it has nothing to say: what is not `readable`, or of too few words.

    `clues`: where they have been seen already.
    """
    if not readable(title, text, language):
        return None
    model = model or shipped()
    if title:
        words = len(WORD.findall(title)) + len(WORD.findall(text))
        fewest, least = FEWEST, model.least * (IN_FEW if words < FEW else 1.0)
    else:
        words, fewest, least = len(WORD.findall(text)), FEWEST_BARE, BARE
    if words < fewest:
        return None
    likely = probability(clues() if clues else seen(title, text), model)
    passed = likely >= least
    named = loudest(title, text, lambda word, kinds: _moved(word, kinds, model), towards=passed)
    said = "”, “".join(named)
    reading = "news of violence" if passed else "something else than violence"
    gate = GateResult("about", passed, f"it reads like {reading} (“{said}”): {likely:.0%} likely an event")
    return About(gate, likely)


def _moved(word: str, kinds: tuple[str, ...], model: Model) -> float:
    """How far a word moves it, by the word itself and by its pieces."""
    alone = model.of.get(WORDS, {}).get(word)
    total = 0.0 if alone is None else SHARE[WORDS] * alone[0] * alone[1]
    for kind in kinds:
        weights = model.of.get(kind, {})
        known = [weights[piece] for piece in pieces_of(word) if piece in weights]
        total += SHARE[kind] * sum(rare * weight for rare, weight in known)
    return total


def _no_more_than(text: str, words: int) -> bool:
    return next(islice(WORD.finditer(text), words, None), None) is None
