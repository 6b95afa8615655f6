"""Tells which matters single sentences hold, learnt from mails that are labelled as wholes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.words import DisputeReason, Intent
from router.learned.regression import Matrix, chosen, lowest
from router.learned.vectors import SIZE, Vectors

MATTERS = (*(one for one in Intent if one is not Intent.DISPUTE), *DisputeReason)
"""What a sentence may hold; of a dispute it is the reason that is told."""
MARKED = (*MATTERS, Intent.DISPUTE)
WIDTH = 2 * len(MARKED)
"""Marks of a mail: how surely some sentence holds each of `MARKED`, and how many sentences do."""
_REASONS = slice(len(MATTERS) - len(DisputeReason), len(MATTERS))
MOST = 40
"""Sentences of one mail that are looked at."""
_ROUNDS = 2
"""How often sentences are shared out among the matters of their mail anew."""
_STEPS = 40
_PULL = 0.3
_NOTHING = 0.3
"""Share of a sentence that is first taken to hold no matter at all: greetings, signatures, courtesy."""
_BEST = 0.8
"""Share by which the sentence that fits a matter of its mail best is taken to hold it."""
_LEAST = 1e-3
_SCALES = (0.15, 0.5)


@dataclass(frozen=True, slots=True, eq=False)
class SentenceMatters:
    """Weights of sentence vectors."""

    weights: NDArray[np.float32]
    """(SIZE + 1, matters + 1): the last row is the bias, the last column a sentence without any matter."""

    def marks(self, sentences: Vectors) -> NDArray[np.float32]:
        """Return the `WIDTH` marks of a mail whose sentences have these vectors."""
        if not len(sentences):
            return np.zeros(WIDTH, dtype=np.float32)
        scores = sentences.astype(np.float64) @ self.weights[:-1] + self.weights[-1]
        single = chosen(scores)[:, :-1]
        told = np.hstack([single, single[:, _REASONS].sum(axis=1, keepdims=True)])
        highest = np.log(told.max(axis=0) + _LEAST) - np.log(_LEAST)
        return np.concatenate(
            [highest * _SCALES[0], np.log1p(told.sum(axis=0)) * _SCALES[1]], dtype=np.float32
        )


def learn_sentences(sentences: Sequence[Vectors], held: Matrix) -> SentenceMatters:
    """Return the weights that fit mails of these sentences; `held` (mails, matters) says which.

    A mail of which nothing is known to be held teaches nothing.
    """
    counts = np.array([len(one) for one in sentences], dtype=np.int64)
    if not counts.sum():
        return no_sentences()
    rows = np.concatenate([one for one in sentences if len(one)]).astype(np.float32)
    labels = np.repeat(held, counts, axis=0)
    wanted = np.hstack(
        [
            labels / np.maximum(labels.sum(axis=1, keepdims=True), 1) * (1 - _NOTHING),
            np.full((len(rows), 1), _NOTHING),
        ]
    )
    share = np.repeat(_rare(held) / np.sqrt(np.maximum(counts, 1)), counts)
    weights = _fit(rows, wanted, share, None)
    for _ in range(_ROUNDS):
        wanted = _shared_out(chosen(rows @ weights[:-1] + weights[-1]), held, counts)
        weights = _fit(rows, wanted, share, weights)
    return SentenceMatters(weights.astype(np.float32))


def no_sentences() -> SentenceMatters:
    """Return weights that say the same of every sentence: those of a model that was made without any."""
    return SentenceMatters(np.zeros((SIZE + 1, len(MATTERS) + 1), dtype=np.float32))


def unseen_marks(sentences: Sequence[Vectors], held: Matrix, folds: NDArray[np.int64]) -> Matrix:
    """Return the marks (mails, WIDTH) that weights learnt from the other folds give each mail."""
    found = np.zeros((len(sentences), WIDTH))
    for fold in sorted(set(folds.tolist())):
        out = folds == fold
        if out.all():
            continue
        kept = [one for one, left in zip(sentences, out, strict=True) if not left]
        learnt = learn_sentences(kept, held[~out])
        for place in np.flatnonzero(out).tolist():
            found[place] = learnt.marks(sentences[place])
    return found


def _rare(held: Matrix) -> Matrix:
    """Return how much each mail counts, so that a matter with many mails does not drown the others."""
    often = np.maximum(held.sum(axis=0), 1)
    share = (held / np.sqrt(often)).sum(axis=1) / np.maximum(held.sum(axis=1), 1)
    return np.asarray(share / share.mean())


def _shared_out(told: Matrix, held: Matrix, counts: NDArray[np.int64]) -> Matrix:
    """Return of each sentence how much it is taken to hold each matter of its mail, by what is told of it."""
    allowed = np.hstack([np.repeat(held, counts, axis=0), np.ones((len(told), 1))])
    shared = told * allowed
    shared /= shared.sum(axis=1, keepdims=True)
    ends = np.cumsum(counts)
    for mail, (end, count) in enumerate(zip(ends, counts, strict=True)):
        for matter in np.flatnonzero(held[mail]) if count else ():
            best = end - count + int(told[end - count : end, matter].argmax())
            shared[best] *= 1 - _BEST
            shared[best, matter] += _BEST
    return np.asarray(shared)


def _fit(rows: Vectors, wanted: Matrix, share: Matrix, start: Matrix | None) -> Matrix:
    """Return weights (SIZE + 1, matters + 1) of least log loss; half the precision halves the time."""
    count, width = wanted.shape
    each = share[:, None]

    def at(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(-1, width)
        told = chosen((rows @ weights[:-1].astype(np.float32)).astype(np.float64) + weights[-1])
        miss = each * (told - wanted)
        inner = (rows.T @ miss.astype(np.float32)).astype(np.float64) + _PULL * weights[:-1]
        loss = -(each * wanted * np.log(np.maximum(told, 1e-12))).sum()
        loss += 0.5 * _PULL * (weights[:-1] ** 2).sum()
        return float(loss) / count, (np.vstack([inner, miss.sum(axis=0)]) / count).ravel()

    first = np.zeros((rows.shape[1] + 1) * width) if start is None else start.ravel()
    return lowest(at, first, most=_STEPS, still=1e-2).reshape(-1, width)
