"""Fits logistic regressions with numpy alone, so that an installation can learn without further libraries."""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
_MEMORY = 12
_MOST_STEPS = 150
_STILL = 1e-3
"""Length of the slope, of what it was at the start, at which a fit has arrived."""
_SHORTEST = 1e-6


def fit_one_of(
    rows: Matrix, labels: NDArray[np.int64], count: int, pull: float, share: Matrix | None = None
) -> Matrix:
    """Return weights (features + 1, count) of a choice of one label; the last row is the bias.

    `share` is how much each row counts; None: all the same.
    """
    return _fit(rows, np.eye(count)[labels], pull, chosen, share)


def fit_each(rows: Matrix, wanted: Matrix, pull: float) -> Matrix:
    """Return weights (features + 1, labels) of labels that are true or false each for itself."""
    return _fit(rows, wanted, pull, each)


def chosen(scores: Matrix) -> Matrix:
    """Return probabilities of which one is right (softmax)."""
    moved = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(moved / moved.sum(axis=-1, keepdims=True))


def each(scores: Matrix) -> Matrix:
    """Return the probability of each by itself (logistic)."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -40, 40))))


def _fit(
    rows: Matrix,
    wanted: Matrix,
    pull: float,
    link: Callable[[Matrix], Matrix],
    share: Matrix | None = None,
) -> Matrix:
    """Minimise the log loss with weights pulled to zero (half the squared length times `pull`)."""
    count = len(rows)
    each_counts = np.ones((count, 1)) if share is None else share[:, None]

    def at(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(rows.shape[1] + 1, wanted.shape[1])
        told = link(rows @ weights[:-1] + weights[-1])
        kept = np.clip(told, 1e-12, 1 - 1e-12)
        loss = -(each_counts * wanted * np.log(kept)).sum()
        if link is each:
            loss -= (each_counts * (1 - wanted) * np.log(1 - kept)).sum()
        miss = each_counts * (told - wanted)
        slope = np.vstack([rows.T @ miss + pull * weights[:-1], miss.sum(axis=0)])
        return float(loss + 0.5 * pull * (weights[:-1] ** 2).sum()) / count, (slope / count).ravel()

    start = np.zeros((rows.shape[1] + 1) * wanted.shape[1])
    return lowest(at, start).reshape(rows.shape[1] + 1, wanted.shape[1])


def lowest(
    at: Callable[[Matrix], tuple[float, Matrix]],
    start: Matrix,
    *,
    most: int = _MOST_STEPS,
    still: float = _STILL,
) -> Matrix:
    """Return where a smooth function is lowest (L-BFGS, halving steps); `at` gives value and slope."""
    place, (value, slope) = start, at(start)
    first = np.linalg.norm(slope)
    history: deque[tuple[Matrix, Matrix]] = deque(maxlen=_MEMORY)
    for _ in range(most):
        if np.linalg.norm(slope) <= still * first:
            break
        heading = -_bent(slope, history)
        down = float(heading @ slope)
        step = 1.0 if history else min(1.0, 1.0 / float(np.linalg.norm(slope)))
        while True:
            there = place + step * heading
            new_value, new_slope = at(there)
            if new_value <= value + 1e-4 * step * down or step < _SHORTEST:
                break
            step /= 2
        moved, turned = there - place, new_slope - slope
        if moved @ turned > 1e-12:
            history.append((moved, turned))
        if step < _SHORTEST:
            break
        place, value, slope = there, new_value, new_slope
    return place


def _bent(slope: Matrix, history: deque[tuple[Matrix, Matrix]]) -> Matrix:
    """Return the slope as the curvature that was met on the way bends it (two-loop recursion)."""
    bent = slope.copy()
    shares: list[float] = []
    for moved, turned in reversed(history):
        share = float(moved @ bent) / float(moved @ turned)
        shares.append(share)
        bent -= share * turned
    if history:
        moved, turned = history[-1]
        bent *= float(moved @ turned) / float(turned @ turned)
    for (moved, turned), share in zip(history, reversed(shares), strict=True):
        bent += (share - float(turned @ bent) / float(moved @ turned)) * moved
    return bent
