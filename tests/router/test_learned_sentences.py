"""Sentences are learnt from mails that are labelled as wholes, and say which matters a mail holds."""

import numpy as np

from domain.words import DisputeReason, Intent
from router.learned.sentence_matters import (
    MARKED,
    MATTERS,
    WIDTH,
    learn_sentences,
    no_sentences,
    unseen_marks,
)
from router.learned.vectors import SIZE

COPY, STATEMENT = MATTERS.index(Intent.INVOICE_COPY_REQUEST), MATTERS.index(Intent.STATEMENT_REQUEST)


def _mails(count: int):
    """Each mail asks for a copy, a statement or both, a sentence each, and greets; axes tell them apart."""
    chance = np.random.default_rng(7)
    sentences, held = [], np.zeros((count, len(MATTERS)))
    for mail in range(count):
        rows = [2]
        for axis, matter in enumerate((COPY, STATEMENT)):
            if mail % 3 in (axis, 2):
                rows.append(axis)
                held[mail, matter] = 1
        vectors = np.zeros((len(rows), SIZE), dtype=np.float32)
        vectors[range(len(rows)), rows] = 1
        sentences.append(vectors + chance.normal(0, 0.01, vectors.shape).astype(np.float32))
    return sentences, held


def test_sentences_of_two_matters_are_told_apart_from_greetings() -> None:
    sentences, held = _mails(60)
    marks = learn_sentences(sentences, held).marks
    greeting, both = marks(sentences[0][:1]), marks(sentences[2])
    assert both[COPY] > greeting[COPY] + 0.2
    assert both[STATEMENT] > greeting[STATEMENT] + 0.2


def test_marks_of_unseen_mails_come_from_the_other_folds() -> None:
    sentences, held = _mails(60)
    marks = unseen_marks(sentences, held, np.arange(60) % 5)
    assert marks.shape == (60, WIDTH)
    assert marks[2::3, COPY].mean() > marks[1::3, COPY].mean()
    alone = unseen_marks(sentences, held, np.zeros(60, dtype=np.int64))
    assert not alone.any()


def test_mail_without_a_sentence_has_no_marks() -> None:
    assert not no_sentences().marks(np.zeros((0, SIZE), dtype=np.float32)).any()


def test_sentence_that_tells_a_reason_disputes() -> None:
    chance = np.random.default_rng(5)
    held = np.zeros((60, len(MATTERS)))
    sentences = []
    for mail in range(60):
        reason = MATTERS.index(DisputeReason.PRICE if mail % 2 else DisputeReason.QUANTITY)
        held[mail, reason] = 1
        vectors = np.zeros((2, SIZE), dtype=np.float32)
        vectors[0, mail % 2] = vectors[1, 2] = 1
        sentences.append(vectors + chance.normal(0, 0.01, vectors.shape).astype(np.float32))
    marks = learn_sentences(sentences, held).marks
    disputed, price = MARKED.index(Intent.DISPUTE), MARKED.index(DisputeReason.PRICE)
    assert marks(sentences[1])[disputed] > marks(sentences[1][1:])[disputed] + 0.05
    assert marks(sentences[1])[price] > marks(sentences[0])[price] + 0.05


def test_mail_of_which_nothing_is_known_does_no_harm() -> None:
    sentences, held = _mails(60)
    held[0] = 0
    told = learn_sentences(sentences, held)
    assert np.isfinite(told.weights).all()
    assert told.marks(sentences[2])[COPY] > told.marks(sentences[0][:1])[COPY] + 0.2
