"""Learns from labelled mails which of their numbers are invoices and which orders, without any ledger."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.mail import Mail
from domain.numbers import number_key
from router.learned.regression import Matrix, chosen, lowest
from router.learned.training import TrainingMail
from router.number_judge import NumberWeights, hashed
from router.number_marks import marks_of
from router.reading import reading_of
from router.references import placed_numbers
from router.written import written

LEAST = 0.8
"""Below it a number counts as none; chosen by cross-validation over families: a wrong number costs more."""
_PULL = 1.5
_FAMILIES = 3
"""In how many families a mark must stand to be learnt."""
_KINDS = 3


@dataclass(frozen=True, slots=True)
class LabelledNumber:
    """One candidate number of a labelled mail."""

    marks: tuple[str, ...]
    kind: int
    """0 none, 1 invoice, 2 order."""
    family: str
    fold: int


def labelled_numbers(mails: Iterable[tuple[TrainingMail, Mail]], folds: int) -> list[LabelledNumber]:
    """Return the candidates of training mails, each given with the mail as it would arrive."""
    found = []
    for mail, parsed in mails:
        invoices, orders = map(_keys, (mail.invoices, mail.orders))
        placed = placed_numbers(parsed)
        fold = zlib.crc32(mail.kin.encode()) % folds
        for one, marks in zip(placed, marks_of(placed, reading_of(parsed, mail.language)), strict=True):
            keys = _keys((written(one.candidate.text), one.candidate.text))
            kind = 1 if keys & invoices else 2 if keys & orders else 0
            found.append(LabelledNumber(marks, kind, mail.family, fold))
    return found


def learn_numbers(numbers: Sequence[LabelledNumber]) -> NumberWeights:
    """Return the weights of least log loss."""
    families: dict[int, set[str]] = defaultdict(set)
    rows = [{hashed(mark) for mark in one.marks} for one in numbers]
    for one, row in zip(numbers, rows, strict=True):
        for key in row:
            families[key].add(one.family)
    kept = sorted(key for key, held in families.items() if len(held) >= _FAMILIES)
    fitted = _fit(rows, {key: place for place, key in enumerate(kept)}, [one.kind for one in numbers])
    against = fitted[:, 1:] - fitted[:, :1]
    marks = {key: (float(pair[0]), float(pair[1])) for key, pair in zip(kept, against, strict=False)}
    return NumberWeights(marks, (float(against[-1, 0]), float(against[-1, 1])), LEAST)


def _fit(rows: Sequence[set[int]], places: dict[int, int], kinds: Sequence[int]) -> Matrix:
    """Return weights (marks + 1, kinds), the last row the bias; rows are sparse, so sums go by index."""
    count, width = len(rows), len(places)
    held = [[places[key] for key in row if key in places] for row in rows]
    mark: NDArray[np.int64] = np.array([key for row in held for key in row], dtype=np.int64)
    row: NDArray[np.int64] = np.repeat(np.arange(count), [len(one) for one in held])
    wanted = np.eye(_KINDS)[np.array(kinds)]

    def at(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(width + 1, _KINDS)
        scores = [np.bincount(row, weights[mark, kind], count) for kind in range(_KINDS)]
        told = chosen(np.stack(scores, axis=1) + weights[-1])
        miss = told - wanted
        sums = [np.bincount(mark, miss[row, kind], width) for kind in range(_KINDS)]
        slope = np.vstack([np.stack(sums, axis=1) + _PULL * weights[:-1], miss.sum(axis=0)])
        loss = -(wanted * np.log(np.maximum(told, 1e-12))).sum() + 0.5 * _PULL * (weights[:-1] ** 2).sum()
        return float(loss) / count, (slope / count).ravel()

    return lowest(at, np.zeros((width + 1) * _KINDS)).reshape(width + 1, _KINDS)


def _keys(numbers: Iterable[str]) -> set[str]:
    return {number_key(one) for one in numbers}
