"""A weighing of signs: is one new event reported here, or is violence talked of?

A logistic model over `rules.signs`, trained by `bench/train_doubt.py`; its weights are in `doubt.json` with where
they come from. It can only keep a finding quiet, never make one, and says which signs spoke against it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rules.finding import GateResult

NAMED_SIGNS = 3  # signs that the reason names


@dataclass(frozen=True, slots=True)
class Weights:
    """`least` is the probability below which a finding is kept quiet."""

    bias: float
    of: Mapping[str, float]
    means: Mapping[str, float]
    least: float


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that come with Tocsin."""
    raw = json.loads(files("rules").joinpath("doubt.json").read_text(encoding="utf-8"))
    return Weights(raw["bias"], raw["weights"], raw["means"], raw["least"])


def probability(signs: Mapping[str, float], weights: Weights) -> float:
    """How likely it is a report of one new event, between 0 and 1."""
    total = weights.bias + sum(weight * signs.get(name, 0.0) for name, weight in weights.of.items())
    return 1 / (1 + math.exp(-total))


def weigh(signs: Mapping[str, float], weights: Weights) -> GateResult:
    """The gate's answer, with the signs that moved it furthest from the usual."""
    likely = probability(signs, weights)
    passed = likely >= weights.least
    moved = {name: weight * (signs.get(name, 0.0) - weights.means[name]) for name, weight in weights.of.items()}
    order = sorted(moved, key=lambda name: moved[name], reverse=passed)
    named = [name if signs.get(name, 0.0) > weights.means[name] else f"not: {name}" for name in order[:NAMED_SIGNS]]
    reading = "one new event is reported" if passed else "violence is talked of, no new event reported"
    return GateResult("doubt", passed, f"{reading}, by its signs ({'; '.join(named)}): {likely:.0%} likely an event")
