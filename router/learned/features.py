"""All that the learned router looks at in one mail, before any weights."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from domain.ports import RuleSubject
from domain.sentences import sentences
from router.learned import ngrams
from router.learned.evidence import evidence_of
from router.learned.ngrams import Group
from router.learned.sentence_matters import MOST
from router.learned.vectors import SIZE, Encoder, Vectors
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
    sentences: Vectors = field(default_factory=lambda: np.zeros((0, SIZE), dtype=np.float32))
    """(sentences, 512): of each sentence of the new text."""


def features_of(subject: RuleSubject, standing: Sequence[Standing], encoder: Encoder) -> Features:
    """Return the features of one mail, whose rules have been asked already."""
    read = reading(subject)
    said = _sentences(read.text)
    vectors = encoder.encode([read.text, read.subject, *said])
    return Features(
        vectors=vectors[:2],
        counts=ngrams.counts(read),
        evidence=evidence_of(subject, read, standing),
        sentences=vectors[2:] if said else vectors[:1],
    )


def features_of_many(subjects: Sequence[RuleSubject], encoder: Encoder) -> list[Features]:
    """Return the features of many mails; their texts are encoded together."""
    read = [reading(subject) for subject in subjects]
    texts = encoder.encode([one.text for one in read])
    titles = encoder.encode([one.subject for one in read])
    said = [_sentences(one.text) for one in read]
    parts = encoder.encode([one for sentences_ in said for one in sentences_])
    ends = np.cumsum([len(one) for one in said])
    return [
        Features(
            np.stack([text, title]),
            ngrams.counts(one),
            evidence_of(subject, one, standings(subject)),
            parts[end - len(own) : end] if own else text[None],
        )
        for subject, one, text, title, own, end in zip(subjects, read, texts, titles, said, ends, strict=True)
    ]


def _sentences(text: str) -> list[str]:
    """Return the sentences to be encoded; () where there is but one, which is the text itself."""
    found = [one for one in sentences(text) if one.strip()][:MOST]
    return found if len(found) > 1 else []
