"""All that the learned router looks at in one mail, before any weights."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.ports import RuleSubject
from router.learned import ngrams
from router.learned.evidence import evidence_of
from router.learned.ngrams import Group
from router.learned.vectors import Encoder, Vectors
from router.standing import Standing, standings
from router.voting import reading


@dataclass(frozen=True, slots=True)
class Features:
    """One mail in numbers."""

    vectors: Vectors
    """(2, 512): of the new text and of the subject; 0 where there is none."""
    counts: dict[Group, dict[int, float]]
    """How often each hashed feature stands there."""
    evidence: tuple[float, ...]
    """By `router.learned.evidence.NAMES`."""


def features_of(subject: RuleSubject, standing: Sequence[Standing], encoder: Encoder) -> Features:
    """Return the features of one mail, whose rules have been asked already."""
    read = reading(subject)
    return Features(
        vectors=encoder.encode([read.text, read.subject]),
        counts=ngrams.counts(read),
        evidence=evidence_of(subject, read, standing),
    )


def features_of_many(subjects: Sequence[RuleSubject], encoder: Encoder) -> list[Features]:
    """Return the features of many mails; their texts are encoded together."""
    read = [reading(subject) for subject in subjects]
    texts = encoder.encode([one.text for one in read])
    titles = encoder.encode([one.subject for one in read])
    return [
        Features(np.stack([text, title]), ngrams.counts(one), evidence_of(subject, one, standings(subject)))
        for subject, one, text, title in zip(subjects, read, texts, titles, strict=True)
    ]
