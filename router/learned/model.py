"""The learned router itself: weights, what is known of its errors, and what it says of one mail."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.words import DisputeReason, Intent, Route
from router.learned.blocks import Blocks
from router.learned.doubting import BankDoubt
from router.learned.features import Features
from router.learned.judged import INTENTS, Judged
from router.learned.ngrams import Group
from router.learned.regression import chosen, each
from router.learned.sentence_matters import SentenceMatters

REASONS = tuple(DisputeReason)
WIDTH = 2 * len(INTENTS) + len(REASONS)
"""Columns of the weights: which intent names the mail, which matters are in it, why it is disputed."""
Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Point:
    """One decision on a mail that the model had not learnt from: how sure it was, and whether rightly."""

    route: Route
    confidence: float
    right: bool
    weight: float = 1.0
    """How much it counts: an inbox holds more everyday mails than the training mails do."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Read-only, and the same for every mail; loaded once a process."""

    blocks: Blocks
    weights: Weights
    """Of "dense" and of each group of hashed features: (features, `WIDTH`)."""
    bias: NDArray[np.float32]
    sentences: SentenceMatters
    """Tells of each sentence what it holds."""
    sharpness: float
    """By which scores of intents are multiplied: under 1 where the weights promise too much."""
    trust: tuple[float, ...]
    """Weights of `router.learned.trust.TERMS`: how a probability becomes a confidence."""
    points: tuple[Point, ...]
    """Cross-validated decisions, from which thresholds are computed."""
    also_from: float
    """Probability from which on a further matter is told."""
    doubt: BankDoubt
    """Tells how likely another bank account is spoken of."""
    version: str = ""
    """Says what it was made of; equal versions give equal answers."""
    encoder: str = ""
    """Whose vectors it was made with: "" ours, else `router.learned.folder_models.name_of` a folder."""

    def judge(self, features: Features) -> Judged:
        """Return what the model says of one mail."""
        marks = self.sentences.marks(features.sentences)
        scores, known = self._scores(features, marks)
        count = len(INTENTS)
        intents = chosen(scores[:count] * self.sharpness)
        matters = each(scores[count : 2 * count])
        reasons = chosen(scores[2 * count :])
        judged = Judged(
            {intent: float(p) for intent, p in zip(INTENTS, intents, strict=True)},
            {intent: float(p) for intent, p in zip(INTENTS, matters, strict=True)},
            {reason: float(p) for reason, p in zip(REASONS, reasons, strict=True)},
            known,
        )
        return self.doubt.added(judged, features, marks)

    def speaking(self, features: Mapping[Group, Mapping[int, float]], intent: Intent) -> float:
        """Return how much some words and concepts speak for an intent, against the mean of all."""
        total = 0.0
        column = INTENTS.index(intent)
        for group, counts in features.items():
            shelf, weights = self.blocks.shelves[group], self.weights[group.value]
            places, values = shelf.placed(counts)
            if len(places):
                rows = weights[places, : len(INTENTS)].astype(np.float64)
                total += float(values @ (rows[:, column] - rows.mean(axis=1)))
        return total

    def _scores(self, features: Features, marks: NDArray[np.float32]) -> tuple[NDArray[np.float64], float]:
        dense = self.blocks.dense(features, marks).astype(np.float64)
        scores = self.bias + dense @ self.weights["dense"]
        known = 0.0
        for group, shelf in self.blocks.shelves.items():
            counts = features.counts[group]
            places, values = shelf.placed(counts)
            scores += values.astype(np.float64) @ self.weights[group.value][places]
            if group is Group.WORDS and counts:
                known = len(places) / len(counts)
        return scores, known
