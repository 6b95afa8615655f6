"""Tells how likely a mail speaks of another bank account, by what the model says and what the words say."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from router.bank_news import bank_news, names_iban
from router.learned.regression import Matrix, fit_each

TERMS = ("one", "matter", "intent", "highest", "sentences", "words", "plain words", "iban")
WANTED_RECALL = 0.98
"""Of the mails that speak of another account, so many must be flagged."""
LEAST_PRECISION = 0.8
"""Unless more than a fifth of the warnings were wrong: whoever is warned for nothing stops reading."""
PLAIN = 0.4
_PULL = 1.0
_LEAST = 1e-5


def words_of(text: str) -> tuple[float, float]:
    """Return how plainly a text says that an account is another one (0-1), and whether it names an IBAN."""
    news = bank_news(text)
    return (news.weight if news else 0.0), float(names_iban(text))


def terms(
    matter: float, intent: float, marks: tuple[float, float], words: tuple[float, float]
) -> tuple[float, ...]:
    """Return the terms' values; `marks` are the highest and the summed one of the mail's sentences."""
    return (1.0, _odds(matter), _odds(intent), *marks, words[0], float(words[0] >= PLAIN), words[1])


def probability(values: Sequence[float], weights: Sequence[float]) -> float:
    """Return the probability that the mail speaks of another account; 0 without any weights."""
    if not weights:
        return 0.0
    total = sum(value * weight for value, weight in zip(values, weights, strict=True))
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


def fit(values: Matrix, there: Matrix) -> tuple[float, ...]:
    """Return the weights of least log loss."""
    fitted = fit_each(values[:, 1:], there[:, None], _PULL)[:, 0]
    return (float(fitted[-1]), *(float(one) for one in fitted[:-1]))


def threshold(told: Matrix, there: NDArray[np.bool_]) -> float:
    """Return the highest probability from which on the wanted recall is met, if warnings stay credible."""
    if not there.any():
        return 1.0
    order = np.argsort(-told, kind="stable")
    right = np.cumsum(there[order])
    recall, precision = right / right[-1], right / np.arange(1, len(right) + 1)
    enough = int(np.argmax(recall >= WANTED_RECALL))
    credible = np.flatnonzero(precision >= LEAST_PRECISION)
    last = min(enough, int(credible[-1])) if len(credible) else 0
    return math.floor(float(told[order[last]]) * 1e4) / 1e4


def _odds(share: float) -> float:
    kept = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
