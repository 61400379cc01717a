"""How much each piece of evidence counts: learned by `bench/learn_places.py`, shipped as `weights.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """One set for texts whose names a model has marked, one for texts without."""

    name: Mapping[str, float]  # is the span a place name: evidence -> weight
    name_in_context: Mapping[str, float]  # the same once the candidates are weighed
    prior: Mapping[str, float]  # which candidate, by itself
    context: Mapping[str, float]  # which candidate, beside the other names
    trust: Mapping[str, float]  # is the chosen candidate right


@cache
def load_weights(*, model: bool) -> Weights:
    raw = json.loads(FILE.read_text(encoding="utf-8"))["model" if model else "plain"]
    return Weights(**raw)
