"""Fitting linear weights with numpy alone: logistic regression over signs and words, softmax over candidates, kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.floating[Any]]
Whole = NDArray[np.integer[Any]]

STEPS = 400
RATE = 0.1
NEWTON_STEPS, CONJUGATE_STEPS = 30, 60
QUASI_NEWTON_STEPS, REMEMBERED = 100, 8


def fit_logistic(
    rows: Sequence[Sequence[str]], labels: Sequence[bool], ridge: float, at_least: int = 5
) -> dict[str, float]:
    """Weights of the signs that hold in at least `at_least` rows."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= at_least)
    number = {name: at for at, name in enumerate(names)}
    owner, column = [], []
    for at, row in enumerate(rows):
        for name in row:
            if name in number:
                owner.append(at)
                column.append(number[name])
    own, col, target = np.array(owner), np.array(column), np.array(labels, dtype=float)

    def gradient(weights: Numbers) -> Numbers:
        scores = np.bincount(own, weights[col], len(rows))
        error = 1 / (1 + np.exp(-np.clip(scores, -30, 30))) - target
        return np.bincount(col, error[own], len(names)) + ridge * weights

    return _named(names, _descend(gradient, len(names)))


def fit_newton(x: Numbers, y: Numbers, weight: Numbers, prior: float) -> Numbers:
    """Weights of the columns and, last, the bias, under a Gaussian prior of this precision, by Newton's method."""
    x = np.c_[x, np.ones(len(x))]
    beta = np.zeros(x.shape[1])
    precision = np.eye(x.shape[1]) * prior
    precision[-1, -1] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        slope = x.T @ (weight * (p - y)) + precision @ beta
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + precision, slope)
        beta -= step
        if np.abs(step).max() < 1e-7:
            break
    return beta


BIAS = 5.0  # the column that carries the bias: so large that the prior hardly holds it back


def fit_words(
    rows: Sequence[Mapping[str, float]], words: Sequence[str], y: Numbers, weight: Numbers, prior: float
) -> tuple[Numbers, float]:
    """Weights of the words, and the bias: far more words than rows, so Newton's steps are taken between rows."""
    number = {word: at for at, word in enumerate(words)}
    x = np.zeros((len(rows), len(words) + 1))
    for at, row in enumerate(rows):
        for word, value in row.items():
            x[at, number[word]] = value
    x[:, -1] = BIAS
    alike = x @ x.T
    alpha: Numbers = np.zeros(len(rows))
    for _ in range(30):
        odds = np.clip(alike @ alpha, -30, 30)
        p = 1 / (1 + np.exp(-odds))
        bend = np.maximum(weight * p * (1 - p), 1e-6)
        target = odds + weight * (y - p) / bend
        new = np.linalg.solve(alike + prior * np.diag(1 / bend), target)
        done = np.abs(new - alpha).max() < 1e-3
        alpha = new
        if done:
            break
    found = x.T @ alpha
    return found[:-1], float(found[-1] * BIAS)


@dataclass(frozen=True, slots=True)
class Sparse:
    """A table of which few cells are filled: row, column and value of each."""

    row: Whole
    column: Whole
    value: Numbers
    rows: int
    columns: int

    def times(self, column_weights: Numbers) -> Numbers:
        """A number for each row."""
        found: Numbers = np.bincount(self.row, self.value * column_weights[self.column], self.rows).astype(float)
        return found

    def back(self, row_weights: Numbers) -> Numbers:
        """A number for each column."""
        found: Numbers = np.bincount(self.column, self.value * row_weights[self.row], self.columns).astype(float)
        return found

    def only(self, rows: Numbers) -> Sparse:
        """Of the rows where this is true; the others are left empty."""
        kept = rows[self.row].astype(bool)
        return Sparse(self.row[kept], self.column[kept], self.value[kept], self.rows, self.columns)


def fit_sparse(x: Sparse, y: Numbers, weight: Numbers, prior: float) -> tuple[Numbers, float]:
    """Weights of very many columns, and the bias: Newton's method, each step found by conjugate gradients."""
    beta, bias = np.zeros(x.columns), 0.0
    first = 0.0
    for _ in range(NEWTON_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x.times(beta) + bias, -30, 30)))
        error = weight * (p - y)
        slope = np.append(x.back(error) + prior * beta, error.sum())
        size = float(np.linalg.norm(slope))
        first = first or size
        if size < 1e-4 * first:
            break
        bend = weight * p * (1 - p)

        def curved(v: Numbers, bend: Numbers = bend) -> Numbers:
            along = bend * (x.times(v[:-1]) + v[-1])
            return np.append(x.back(along) + prior * v[:-1], along.sum() + 1e-6 * v[-1])

        step = _conjugate(curved, -slope, 0.05 * size)
        beta, bias = beta + step[:-1], bias + float(step[-1])
    return beta, bias


def _conjugate(curved: Callable[[Numbers], Numbers], wanted: Numbers, enough: float) -> Numbers:
    """x with curved(x) = wanted, as far as what is left is shorter than `enough`."""
    found = np.zeros_like(wanted)
    left = wanted.copy()
    way = left.copy()
    size = float(left @ left)
    for _ in range(CONJUGATE_STEPS):
        if size <= enough * enough:
            break
        turned = curved(way)
        far = size / float(way @ turned)
        found += far * way
        left -= far * turned
        new = float(left @ left)
        way = left + (new / size) * way
        size = new
    return found


def fit_softmax(x: Sparse, right: Numbers, weight: Numbers, prior: float) -> tuple[Numbers, Numbers]:
    """Weights (columns x classes) and biases under which each row's right classes together are likeliest.

    `right`: rows x classes, 1 where a class is right; a row may have several, and is content with any of them.
    """
    classes = right.shape[1]
    size = x.columns * classes

    def cost(flat: Numbers) -> tuple[float, Numbers]:
        beta, bias = flat[:size].reshape(classes, x.columns), flat[size:]
        odds = np.array([x.times(one) for one in beta]).T + bias
        parts = np.exp(odds - odds.max(axis=1, keepdims=True))
        likely = parts / parts.sum(axis=1, keepdims=True)
        hit = likely * right
        told = np.maximum(hit.sum(axis=1, keepdims=True), 1e-12)
        error = (likely - hit / told) * weight[:, None]
        loss = -float(weight @ np.log(told[:, 0])) + prior / 2 * float(flat[:size] @ flat[:size])
        slope = np.array([x.back(one) for one in error.T]) + prior * beta
        return loss, np.append(slope.ravel(), error.sum(axis=0))

    found = _quasi_newton(cost, np.zeros(size + classes))
    return found[:size].reshape(classes, x.columns).T, found[size:]


def _quasi_newton(cost: Callable[[Numbers], tuple[float, Numbers]], at: Numbers) -> Numbers:
    """Where `cost` (its value and slope) is least, by limited-memory BFGS (Nocedal and Wright, algorithm 7.5)."""
    value, slope = cost(at)
    kept: list[tuple[Numbers, Numbers, float]] = []
    for _ in range(QUASI_NEWTON_STEPS):
        way, shares = -slope, []
        for moved, bent, curve in reversed(kept):
            shares.append(float(moved @ way) / curve)
            way -= shares[-1] * bent
        if kept:
            moved, bent, curve = kept[-1]
            way *= curve / float(bent @ bent)
        for (moved, bent, curve), share in zip(kept, reversed(shares), strict=True):
            way += (share - float(bent @ way) / curve) * moved
        far = 1.0 if kept else 1.0 / float(np.linalg.norm(slope))
        downhill = float(slope @ way)
        while True:
            new_value, new_slope = cost(at + far * way)
            if new_value <= value + 1e-4 * far * downhill or far < 1e-6:
                break
            far /= 2
        moved, bent = far * way, new_slope - slope
        at, done = at + moved, value - new_value < 1e-5 * abs(value)
        value, slope = new_value, new_slope
        if float(moved @ bent) > 0:
            kept = [*kept[1 - REMEMBERED :], (moved, bent, float(moved @ bent))]
        if done:
            break
    return at


def fit_choice(
    groups: Sequence[tuple[Sequence[Mapping[str, float]], Sequence[bool], float]], ridge: float
) -> dict[str, float]:
    """Weights under which the right candidates of each group are likeliest: groups of (rows, right ones, weight)."""
    names = sorted({name for rows, *_ in groups for row in rows for name in row})
    number = {name: at for at, name in enumerate(names)}
    owner, column, values, right, starts, shares = [], [], [], [], [], []
    at = 0
    for rows, good, share in groups:
        starts.append(at)
        shares.append(share)
        for row, is_right in zip(rows, good, strict=True):
            for name, value in row.items():
                owner.append(at)
                column.append(number[name])
                values.append(value)
            right.append(is_right)
            at += 1
    own, col, amount = np.array(owner), np.array(column), np.array(values)
    good_mask, start, share_of = np.array(right, dtype=float), np.array(starts), np.array(shares)
    group_of = np.repeat(np.arange(len(starts)), np.diff([*starts, at]))

    def gradient(weights: Numbers) -> Numbers:
        scores = np.bincount(own, amount * weights[col], at)
        scores -= np.maximum.reduceat(scores, start)[group_of]
        parts = np.exp(scores)
        likely = parts / np.add.reduceat(parts, start)[group_of]
        hit = likely * good_mask
        wanted = hit / np.maximum(np.add.reduceat(hit, start), 1e-12)[group_of]
        error = (likely - wanted) * share_of[group_of]
        return np.bincount(col, error[own] * amount, len(names)) + ridge * weights

    return _named(names, _descend(gradient, len(names)))


def _descend(gradient: Callable[[Numbers], Numbers], size: int) -> Numbers:
    """Adam over the whole set, the rate falling to nothing."""
    weights, mean, spread = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        slope = gradient(weights)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        rate = RATE * (1 - step / (STEPS + 1))
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return weights


def _named(names: Sequence[str], weights: Numbers) -> dict[str, float]:
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.02}
