"""Fit `rules/plainest.<language>.json`: how plainly a sentence tells of an event, learnt from labels of whole articles.

`bench.train_doubt` calls it. The article's log-odds are the soft maximum over its sentences (multiple-instance
learning), so the slope of the loss reaches each sentence by its share in that maximum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from numpy.typing import NDArray

from bench.fitting import Numbers
from rules.plainest import SHARPNESS, Clues, Sentences, loudness

Whole = NDArray[np.integer[Any]]

RIDGE = 0.3  # from .2 to .4 it is much the same, on articles not seen
SEEN_IN = 12  # a clue that fewer sentences hold has no weight
STEPS = 250
RATE = 0.05


def fit_plainest(articles: Sequence[Sequence[Clues]], truth: Sequence[float]) -> Sentences:
    """Weights under which the soft maxima tell reports from others; articles without sentences teach nothing."""
    taught = [(sentences, label) for sentences, label in zip(articles, truth, strict=True) if sentences]
    rows = [clues for sentences, _ in taught for clues in sentences]
    seen = Counter(clue for clues in rows for clue in clues)
    known = sorted(clue for clue, times in seen.items() if times >= SEEN_IN)
    # rounded as it is written down, so that a fitted model and one that is read agree
    idf = {clue: round(1 + float(np.log(len(rows) / seen[clue])), 2) for clue in known}
    number = {clue: at for at, clue in enumerate(known)}
    owner, column, values = [], [], []
    for at, clues in enumerate(rows):
        held = [(number[clue], loudness(clue, times, idf[clue])) for clue, times in clues.items() if clue in number]
        length = float(np.sqrt(sum(value * value for _, value in held))) or 1.0
        for col, value in held:
            owner.append(at)
            column.append(col)
            values.append(value / length)
    lengths = np.array([len(sentences) for sentences, _ in taught])
    weights, bias = _descend(
        np.array(owner),
        np.array(column),
        np.array(values),
        lengths,
        np.array([label for _, label in taught]),
        len(known),
    )
    # clues of no weight are kept: they count in a sentence's length
    return Sentences(
        round(bias, 3), {clue: (idf[clue], round(float(w), 3)) for clue, w in zip(known, weights, strict=True)}
    )


def _descend(
    owner: Whole, column: Whole, values: Numbers, lengths: Whole, truth: Numbers, size: int
) -> tuple[Numbers, float]:
    """Adam over all articles at once, the rate falling to nothing."""
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    article = np.repeat(np.arange(len(lengths)), lengths)
    sentences = int(lengths.sum())
    weights, mean, spread = np.zeros(size + 1), np.zeros(size + 1), np.zeros(size + 1)  # last, the bias
    for step in range(1, STEPS + 1):
        scores = np.bincount(owner, values * weights[column], sentences)
        most = np.maximum.reduceat(scores, starts)
        parts = np.exp((scores - most[article]) / SHARPNESS)
        total = np.add.reduceat(parts, starts)
        odds = most + SHARPNESS * np.log(total / np.sqrt(lengths)) + weights[-1]
        error = 1 / (1 + np.exp(-odds)) - truth
        pull = parts / total[article] * error[article]
        slope = np.append(np.bincount(column, pull[owner] * values, size) + RIDGE * weights[:-1], error.sum())
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        rate = RATE * (1 - step / (STEPS + 1))
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return weights[:-1], float(weights[-1])
