"""A weighing of signs: is one new event reported here, or is violence talked of?

A logistic model over `rules.signs` and, where a tagger ran, `rules.wording`, trained by `bench/train_doubt.py`; its
weights are in `doubt.json` with where they come from. It can only keep a finding quiet, never make one, and says
which signs spoke against it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rules.finding import GateResult

NAMED_SIGNS = 3  # signs that the reason names


@dataclass(frozen=True, slots=True)
class Weights:
    """Below `least` a finding is kept quiet, and below `beside` one that is not the article's likeliest."""

    bias: float
    of: Mapping[str, float]
    means: Mapping[str, float]
    least: float
    beside: float


@lru_cache(maxsize=2)
def shipped(*, worded: bool) -> Weights:
    """The weights that come with Tocsin: with the signs of an article's wording, or without."""
    raw = json.loads(files("rules").joinpath("doubt.json").read_text(encoding="utf-8"))
    own = raw["worded" if worded else "unworded"]
    return Weights(own["bias"], own["weights"], own["means"], own["least"], own["beside"])


def probability(signs: Mapping[str, float], weights: Weights) -> float:
    """How likely it is a report of one new event, between 0 and 1."""
    total = weights.bias + sum(weight * signs.get(name, 0.0) for name, weight in weights.of.items())
    return 1 / (1 + math.exp(-total))


def judge(
    signs: Mapping[str, float], weights: Weights, *, likely: float, passed: bool, words: Sequence[str] = ()
) -> GateResult:
    """The gate's answer, with the signs that moved it furthest from the usual, and the words that did, if any."""
    moved = {name: weight * (signs.get(name, 0.0) - weights.means[name]) for name, weight in weights.of.items()}
    order = sorted(moved, key=lambda name: moved[name], reverse=passed)
    named = [name if signs.get(name, 0.0) > weights.means[name] else f"not: {name}" for name in order[:NAMED_SIGNS]]
    said = f"; by words such as “{'”, “'.join(words)}”" if words else ""
    reading = "one new event is reported" if passed else "violence is talked of, no new event reported"
    return GateResult(
        "doubt", passed, f"{reading}, by its signs ({'; '.join(named)}{said}): {likely:.0%} likely an event"
    )
