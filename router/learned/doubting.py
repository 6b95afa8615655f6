"""Fits the doubt about bank accounts on what models say of mails whose family they had not learnt from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from domain.words import Intent
from router.learned import bank_doubt
from router.learned.example import Example
from router.learned.features import Features
from router.learned.judged import Judged
from router.learned.regression import Matrix
from router.learned.sentence_matters import MARKED

_MATTER = Intent.BANK_DETAILS_CHANGE
_PLACE = MARKED.index(_MATTER)
Marks = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class BankDoubt:
    """Weights; empty ones say that nothing is in doubt."""

    weights: tuple[float, ...] = ()
    """Of `bank_doubt.TERMS`."""
    flag_from: float = 1.0
    """Probability from which on a person is warned of another bank account."""

    def added(self, judged: Judged, features: Features, marks: Marks) -> Judged:
        """Return what was judged of a mail with the probability that it speaks of another account."""
        values = _terms(judged, features, marks)
        return replace(judged, bank=bank_doubt.probability(values, self.weights))


@dataclass(frozen=True, slots=True)
class Seen:
    """Mails with what models said that had not learnt from them."""

    examples: Sequence[Example]
    features: Sequence[Features]
    marks: Matrix
    judged: Sequence[Judged]


def learnt(seen: Seen, folds: NDArray[np.int64]) -> tuple[BankDoubt, list[Judged]]:
    """Return the doubt of all mails, and each mail judged with what its own fold had no part in."""
    there = np.array([_MATTER is one.intent or _MATTER in one.also for one in seen.examples])
    mails = zip(seen.judged, seen.features, seen.marks, strict=True)
    values = np.array([_terms(*one) for one in mails])
    told = np.zeros(len(there))
    for fold in sorted(set(folds.tolist())):
        out = folds == fold
        weights = bank_doubt.fit(values[~out], there[~out].astype(float))
        told[out] = [bank_doubt.probability(one, weights) for one in values[out]]
    judged = [replace(one, bank=bank) for one, bank in zip(seen.judged, told.tolist(), strict=True)]
    return BankDoubt(bank_doubt.fit(values, there.astype(float)), bank_doubt.threshold(told, there)), judged


def _terms(judged: Judged, features: Features, marks: Marks) -> tuple[float, ...]:
    highest, several = float(marks[_PLACE]), float(marks[len(MARKED) + _PLACE])
    return bank_doubt.terms(
        judged.matters[_MATTER], judged.intents[_MATTER], (highest, several), features.bank
    )
