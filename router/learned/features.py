"""All that the learned router looks at in one mail, before any weights."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from domain.ports import RuleSubject
from domain.sentences import sentences
from router.learned import ngrams
from router.learned.bank_doubt import words_of
from router.learned.evidence import evidence_of
from router.learned.ngrams import Group
from router.learned.sentence_matters import MOST
from router.learned.vectors import SIZE, Encoder, Vectors
from router.reading import Reading, bare_subject, subject_of
from router.standing import Standing, standings
from router.voting import reading


@dataclass(frozen=True, slots=True)
class Features:
    """One mail in numbers."""

    vectors: Vectors
    """(2, 512): the mean of the new text's sentences, and of the subject; 0 where there is none."""
    counts: dict[Group, dict[int, float]]
    """How often each hashed feature stands there."""
    evidence: tuple[float, ...]
    """By `router.learned.evidence.NAMES`."""
    sentences: Vectors = field(default_factory=lambda: np.zeros((0, SIZE), dtype=np.float32))
    """(sentences, 512): of each sentence of the new text."""
    bank: tuple[float, float] = (0.0, 0.0)
    """What subject and new text say of another bank account, by `bank_doubt.words_of`."""


def features_of(subject: RuleSubject, standing: Sequence[Standing], encoder: Encoder) -> Features:
    """Return the features of one mail, whose rules have been asked already."""
    read = reading(subject)
    vectors = encoder.encode([read.subject, *_sentences(read.text)])
    return _features(subject, read, standing, vectors[0], vectors[1:])


def features_of_many(subjects: Sequence[RuleSubject], encoder: Encoder) -> list[Features]:
    """Return the features of many mails; their texts are encoded together."""
    read = [reading(subject) for subject in subjects]
    titles = encoder.encode([one.subject for one in read])
    said = [_sentences(one.text) for one in read]
    parts = encoder.encode([one for sentences_ in said for one in sentences_])
    ends = np.cumsum([len(one) for one in said])
    return [
        _features(subject, one, standings(subject), title, parts[end - len(own) : end])
        for subject, one, title, own, end in zip(subjects, read, titles, said, ends, strict=True)
    ]


def _features(
    subject: RuleSubject, read: Reading, standing: Sequence[Standing], title: Vectors, parts: Vectors
) -> Features:
    named, _ = bare_subject(subject_of(subject.mail))
    return Features(
        vectors=np.stack([_whole(parts), title]),
        counts=ngrams.counts(read),
        evidence=evidence_of(subject, read, standing),
        sentences=parts,
        bank=words_of(f"{named}.\n{subject.mail.new_text}"),
    )


def _whole(parts: Vectors) -> Vectors:
    """Return the vector of a text: the mean of its sentences, which costs half of encoding it whole."""
    mean = parts.mean(axis=0)
    length = np.linalg.norm(mean)
    return np.asarray(mean / length if length else mean, dtype=np.float32)


def _sentences(text: str) -> list[str]:
    """Return the sentences to be encoded, at least one, be it empty."""
    return [one for one in sentences(text) if one.strip()][:MOST] or [""]
