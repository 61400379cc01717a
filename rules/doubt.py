"""A weighing of signs: is one new event reported here, or is violence talked of?

Two steps, as a reader takes them. A logistic model over `rules.signs` and, where a tagger ran, `rules.wording` says how
likely each finding is; a second one, over the likeliest of them, the wording of the whole text and whom and what it
speaks of, whether the article reports any event at all. Both are trained by `bench/train_doubt.py`; their weights are
in `doubt.json` with where they come from. They can only keep a finding quiet, never make one, and the reason says
which signs spoke against it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rules.finding import GateResult
from rules.wording import REPORT

NAMED_SIGNS = 3  # signs that the reason names
FAR = 4.0  # log-odds beyond which a sign of the whole article says no more
TELLING = 0.3  # log-odds: what an article speaks of is named in the reason from here on
SPEAKS = "speaks of "
POLITICS = "politics"  # its weight mends what the wording makes of the same words: as a reason it would read as none


@dataclass(frozen=True, slots=True)
class Weights:
    """Below `least` a finding is kept quiet, and below `beside` one that is not the article's likeliest."""

    bias: float
    of: Mapping[str, float]
    means: Mapping[str, float]
    least: float
    beside: float


@dataclass(frozen=True, slots=True)
class Whole:
    """Weights of an article's own signs: below `least` nothing weighed in it alerts.

    `usual`: how much articles speak of each list of `rules.spoken_of`, on the average of those trained on.
    """

    bias: float
    of: Mapping[str, float]
    least: float
    usual: Mapping[str, float]


@lru_cache(maxsize=2)
def shipped(*, worded: bool) -> Weights:
    """The weights that come with Tocsin: with the signs of an article's wording, or without."""
    own = _shipped()["worded" if worded else "unworded"]
    return Weights(own["bias"], own["weights"], own["means"], own["least"], own["beside"])


@lru_cache(maxsize=1)
def shipped_whole() -> Whole:
    """The weights of the second step."""
    own = _shipped()["article"]
    return Whole(own["bias"], own["weights"], own["least"], own["usual"])


def _shipped() -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(files("rules").joinpath("doubt.json").read_text(encoding="utf-8"))
    return raw


def whole_signs(
    likeliest: float, odds: Mapping[str, float], plainly: float, spoken: Mapping[str, float]
) -> dict[str, float]:
    """The signs of an article: its likeliest finding's probability, and log-odds: of its wording in each model, of its
    plainest sentences; and `spoken`, how much it speaks of what (`rules.spoken_of`), 0 to 1.
    """
    kinds = max((value for model, value in odds.items() if model != REPORT), default=odds[REPORT])
    found = {
        "its likeliest finding": math.log(max(likeliest, 1e-6) / max(1 - likeliest, 1e-6)),
        "worded like a report": odds[REPORT],
        "worded like any one kind": kinds,
        "some sentence tells it plainly": plainly,
    }
    return {name: max(-FAR, min(FAR, value)) for name, value in found.items()} | {
        SPEAKS + name: share for name, share in spoken.items()
    }


def spoken_for(spoken: Mapping[str, float], weights: Whole, *, passed: bool) -> str:
    """What most moved the article towards the answer: "much of women, children and families"; or ""."""
    moved = {
        name: weights.of.get(SPEAKS + name, 0.0) * (share - weights.usual.get(name, 0.0))
        for name, share in spoken.items()
        if name != POLITICS
    }
    name = (max if passed else min)(moved, key=lambda name: moved[name], default="")
    if not name or abs(moved[name]) < TELLING:
        return ""
    return f"{'much' if spoken[name] > weights.usual.get(name, 0.0) else 'little'} of {name}"


def probability(signs: Mapping[str, float], weights: Weights | Whole) -> float:
    """How likely it is a report of one new event, between 0 and 1."""
    total = weights.bias + sum(weight * signs.get(name, 0.0) for name, weight in weights.of.items())
    return 1 / (1 + math.exp(-total))


def judge(
    signs: Mapping[str, float],
    weights: Weights,
    *,
    likely: float,
    passed: bool,
    words: Sequence[str] = (),
    spoken: str = "",
) -> GateResult:
    """The gate's answer, with the signs that moved it furthest from the usual, the words that did, if any, and what
    the article speaks much or little of.
    """
    moved = {name: weight * (signs.get(name, 0.0) - weights.means[name]) for name, weight in weights.of.items()}
    order = sorted(moved, key=lambda name: moved[name], reverse=passed)
    named = [name if signs.get(name, 0.0) > weights.means[name] else f"not: {name}" for name in order[:NAMED_SIGNS]]
    said = f"; by words such as “{'”, “'.join(words)}”" if words else ""
    said += f"; it speaks {spoken}" if spoken else ""
    reading = "one new event is reported" if passed else "violence is talked of, no new event reported"
    return GateResult(
        "doubt", passed, f"{reading}, by its signs ({'; '.join(named)}{said}): {likely:.0%} likely an event"
    )
