"""Weights of kinds that are fitted together: the right one is likeliest, and of several right ones any will do."""

from __future__ import annotations

import numpy as np
import pytest

from bench.fitting import Numbers, Sparse, fit_softmax

ONE_CLUE_A_ROW = Sparse(np.arange(6), np.array([0, 0, 1, 1, 2, 2]), np.ones(6), rows=6, columns=3)


def told(x: Sparse, beta: Numbers, bias: Numbers) -> Numbers:
    odds = np.array([x.times(column) for column in beta.T]).T + bias
    parts = np.exp(odds - odds.max(axis=1, keepdims=True))
    likely: Numbers = parts / parts.sum(axis=1, keepdims=True)
    return likely


def test_each_row_is_likeliest_of_its_own_class() -> None:
    right = np.array([[1.0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]])
    likely = told(ONE_CLUE_A_ROW, *fit_softmax(ONE_CLUE_A_ROW, right, np.ones(6), 0.01))
    assert (likely.argmax(axis=1) == right.argmax(axis=1)).all()
    assert likely.max(axis=1).min() > 0.9


def test_a_row_with_two_right_classes_is_content_with_the_one_that_rows_like_it_have() -> None:
    right = np.array([[1.0, 1, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]])
    likely = told(ONE_CLUE_A_ROW, *fit_softmax(ONE_CLUE_A_ROW, right, np.ones(6), 0.01))
    assert likely[0].argmax() == 0
    assert likely[0, 0] > 0.9


def test_a_row_without_weight_teaches_nothing() -> None:
    right = np.array([[1.0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]])
    weight = np.array([1.0, 0, 1, 1, 1, 1])
    likely = told(ONE_CLUE_A_ROW, *fit_softmax(ONE_CLUE_A_ROW, right, weight, 0.01))
    assert likely[1].argmax() == 0


def test_the_prior_alone_decides_how_far_weights_of_what_is_certain_go() -> None:
    right = np.array([[1.0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]])
    far, near = (fit_softmax(ONE_CLUE_A_ROW, right, np.ones(6), prior)[0] for prior in (0.01, 1.0))
    assert np.abs(far).max() > 2 * np.abs(near).max()
    # at the least cost each weight is pulled back by the prior as far as its rows push it on: certain rows, no slope left
    beta, bias = fit_softmax(ONE_CLUE_A_ROW, right, np.ones(6), 1.0)
    error = told(ONE_CLUE_A_ROW, beta, bias) - right
    slope = np.array([ONE_CLUE_A_ROW.back(column) for column in error.T]).T + beta
    assert slope == pytest.approx(np.zeros((3, 3)), abs=0.05)
