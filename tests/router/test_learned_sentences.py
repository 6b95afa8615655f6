"""Sentences are learnt from mails that are labelled as wholes, and say which matters a mail holds."""

import io
import json

import numpy as np

from domain.words import Intent
from router.learned import files
from router.learned.sentence_matters import MATTERS, WIDTH, learn_sentences, no_sentences, unseen_marks
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


def test_model_made_before_sentences_counted_is_still_read() -> None:
    model = files.load()
    assert model is not None
    stored = files.to_files(model)
    about = json.loads(stored[files.ABOUT])
    about["form"] = 2
    del about["shares"]["sentences"]
    with np.load(io.BytesIO(stored[files.ARRAYS])) as arrays:
        older = {name: arrays[name] for name in arrays.files if name != "sentences"}
    older["weights_dense"] = older["weights_dense"][:-WIDTH]
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **older)
    again = files.from_files({files.ABOUT: json.dumps(about).encode(), files.ARRAYS: buffer.getvalue()})
    assert again.version == model.version
    assert not again.sentences.weights.any()
