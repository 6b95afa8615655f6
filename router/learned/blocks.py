"""Scales the kinds of features of a mail against each other, and keeps which hashed features count at all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from router.learned.features import Features
from router.learned.ngrams import Group
from router.learned.regression import Matrix

TEXT, SUBJECT, EVIDENCE, SENTENCES = "text", "subject", "evidence", "sentences"
SHARES: Mapping[str, float] = {
    TEXT: 3.0,
    SUBJECT: 1.5,
    EVIDENCE: 3.0,
    SENTENCES: 1.5,
    Group.WORDS: 1.0,
    Group.LETTERS: 1.0,
    Group.CONCEPTS: 2.0,
}
"""How much each kind counts in the likeness of two mails; chosen once by cross-validation over families."""
FAMILIES = {Group.WORDS: 2, Group.LETTERS: 3, Group.CONCEPTS: 2}
"""In how many families a hashed feature must stand to be kept: what one writer says once teaches nothing."""
MOST = {Group.WORDS: 16_000, Group.LETTERS: 24_000, Group.CONCEPTS: 8_000}
"""The most common features that are kept, so that a model stays small."""
_LEAST_SPREAD = 0.1
_EVIDENCE_SCALE = 0.15


@dataclass(frozen=True, slots=True)
class Shelf:
    """The hashed features of one group that are kept, in order, and how telling each is (idf)."""

    keys: NDArray[np.uint32]
    telling: NDArray[np.float32]

    def placed(self, counts: Mapping[int, float]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return (places, values) of a mail's features, scaled to length 1."""
        found = np.fromiter(counts.keys(), dtype=np.uint32, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        places = np.minimum(np.searchsorted(self.keys, found), max(len(self.keys) - 1, 0))
        known = self.keys[places] == found if len(self.keys) else np.zeros(len(found), dtype=bool)
        places, values = places[known], (1 + np.log(often[known])) * self.telling[places[known]]
        length = float(np.linalg.norm(values))
        return places, values / length if length else values


@dataclass(frozen=True, slots=True)
class Blocks:
    """Everything that turns features into numbers that can be weighed."""

    shelves: Mapping[Group, Shelf]
    scale: NDArray[np.float32]
    """By which each piece of evidence is multiplied."""
    shares: Mapping[str, float] = field(default_factory=lambda: dict(SHARES))
    """How much each kind counts."""

    def dense(self, features: Features, marks: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
        """Return vectors, evidence and the marks of the sentences side by side, scaled."""
        text, subject = features.vectors
        evidence = np.asarray(features.evidence, dtype=np.float32) * self.scale
        return np.concatenate(
            [
                text * np.float32(self.shares[TEXT] ** 0.5),
                subject * np.float32(self.shares[SUBJECT] ** 0.5),
                evidence * np.float32(self.shares[EVIDENCE] ** 0.5),
                np.asarray(marks, dtype=np.float32) * np.float32(self.shares[SENTENCES] ** 0.5),
            ]
        )


def blocks_of(
    features: Sequence[Features], families: Sequence[str], shares: Mapping[str, float] = SHARES
) -> Blocks:
    """Return the scaling that fits these mails."""
    evidence = np.array([one.evidence for one in features], dtype=np.float64)
    scale = _EVIDENCE_SCALE / (evidence.std(axis=0) + _LEAST_SPREAD)
    shelves = {group: _shelf(group, features, families) for group in Group}
    return Blocks(shelves, scale.astype(np.float32), dict(shares))


def likeness(blocks: Blocks, features: Sequence[Features], marks: Matrix) -> Matrix:
    """Return how alike each two mails are: the products of their rows, without ever laying out a row."""
    dense = np.array([blocks.dense(*one) for one in zip(features, marks, strict=True)], dtype=np.float32)
    found = (dense @ dense.T).astype(np.float64)
    for group, shelf in blocks.shelves.items():
        placed = [shelf.placed(one.counts[group]) for one in features]
        found += blocks.shares[group] * _products(placed, len(shelf.keys))
    return found


def primal(
    blocks: Blocks, features: Sequence[Features], marks: Matrix, by_mail: Matrix
) -> dict[str, NDArray[np.float32]]:
    """Return the weights of each feature, from the weights (mails, labels) of the mails they stand in."""
    dense = np.array([blocks.dense(*one) for one in zip(features, marks, strict=True)], dtype=np.float32)
    found = {"dense": (dense.T.astype(np.float64) @ by_mail).astype(np.float32)}
    for group, shelf in blocks.shelves.items():
        sums = np.zeros((len(shelf.keys), by_mail.shape[1]))
        for one, weights in zip(features, by_mail, strict=True):
            places, values = shelf.placed(one.counts[group])
            sums[places] += values[:, None] * weights * blocks.shares[group]
        found[group.value] = sums.astype(np.float32)
    return found


def _shelf(group: Group, features: Sequence[Features], families: Sequence[str]) -> Shelf:
    holders: Counter[int] = Counter()
    for key, _ in {
        (key, family) for one, family in zip(features, families, strict=True) for key in one.counts[group]
    }:
        holders[key] += 1
    kept = sorted((-count, key) for key, count in holders.items() if count >= FAMILIES[group])[: MOST[group]]
    keys = np.array(sorted(key for _, key in kept), dtype=np.uint32)
    every = len(set(families))
    telling = [np.log(every / holders[int(key)]) + 0.1 for key in keys]
    return Shelf(keys, np.array(telling, dtype=np.float32))


def _products(
    placed: Sequence[tuple[NDArray[np.int64], NDArray[np.float32]]], width: int, band: int = 4096
) -> Matrix:
    """Multiply sparse rows with each other, a band of columns at a time, so that memory stays small."""
    found = np.zeros((len(placed), len(placed)), dtype=np.float32)
    for start in range(0, width, band):
        part = np.zeros((len(placed), band), dtype=np.float32)
        for row, (places, values) in enumerate(placed):
            inside = (places >= start) & (places < start + band)
            part[row, places[inside] - start] = values[inside]
        found += part @ part.T
    return found.astype(np.float64)
