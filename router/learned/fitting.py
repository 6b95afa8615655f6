"""Trains a model on labelled mails, and tells what it would have said of mails it had not learnt from."""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.learned import trust
from router.learned.blocks import SHARES, Blocks, blocks_of, likeness, primal
from router.learned.doubting import BankDoubt, Seen, learnt
from router.learned.example import Example, prevalence
from router.learned.features import Features, features_of_many
from router.learned.judged import INTENTS, Judged
from router.learned.model import REASONS, WIDTH, Model, Point
from router.learned.outcomes import Outcome, also_threshold
from router.learned.regression import Matrix, chosen, each, fit_each, fit_one_of
from router.learned.sentence_matters import MATTERS, SentenceMatters, learn_sentences, unseen_marks
from router.learned.vectors import Encoder
from router.standing import Standing, standings

FOLDS = 5
PULLS = (0.3, 0.3, 0.3)
"""How hard the weights of intents, matters and reasons are pulled to zero; chosen by cross-validation."""
FOREIGN_COUNTS = 0.25
"""How much a decision on a mail of a language that was left out counts for the confidence: it stands for
writers unlike those who wrote the training mails."""
MOST_DIMENSIONS = 1200
"""In which likenesses are told; what lies beyond is the noise of single words."""
_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Ground:
    """Labelled mails, prepared once for all fits: `rows` hold all that their likeness tells."""

    examples: tuple[Example, ...]
    features: tuple[Features, ...]
    standings: tuple[tuple[Standing, ...], ...]
    blocks: Blocks
    sentences: SentenceMatters
    marks: Matrix
    """(mails, marks): what weights that had not seen the mail's family tell of its sentences."""
    rows: Matrix
    """(mails, dimensions): products of rows are likenesses, so fits on rows are fits on features."""
    back: Matrix
    """(mails, dimensions): leads from weights of dimensions to weights of mails."""
    known: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Trained:
    """A model with its cross-validation."""

    model: Model
    outcomes: tuple[Outcome, ...]
    """What models that had not seen the mail's family said of each mail."""
    foreign: tuple[Outcome, ...]
    """What models that had not seen the mail's language said."""


def prepare(examples: Sequence[Example], encoder: Encoder) -> Ground:
    """Return the ground for training; the slowest part is the encoding of all texts."""
    return laid(examples, features_of_many([one.subject for one in examples], encoder))


def laid(
    examples: Sequence[Example], features: Sequence[Features], shares: Mapping[str, float] = SHARES
) -> Ground:
    """Return the ground for mails whose features are known already; `shares` weighs the kinds of features."""
    blocks = blocks_of(features, [one.family for one in examples], shares)
    held, said = _in_sentences(examples), [one.sentences for one in features]
    marks = unseen_marks(said, held, _family_folds(examples))
    spread, turns = np.linalg.eigh(likeness(blocks, features, marks))
    spread, turns = spread[-MOST_DIMENSIONS:], turns[:, -MOST_DIMENSIONS:]
    kept = spread > _NOTHING * spread.max()
    scale = np.sqrt(spread[kept])
    return Ground(
        tuple(examples),
        tuple(features),
        tuple(tuple(standings(one.subject)) for one in examples),
        blocks,
        learn_sentences(said, held),
        marks,
        turns[:, kept] * scale,
        turns[:, kept] / scale,
        tuple(_known(blocks, one) for one in features),
    )


def train(ground: Ground) -> Trained:
    """Return the model of all mails, its confidence fitted on what it says of unseen families."""
    families = _family_folds(ground.examples)
    languages = np.array(
        [sorted({e.language for e in ground.examples}).index(one.language) for one in ground.examples]
    )
    own, foreign = _crossed(ground, families), _crossed(ground, languages)
    sharpness = _sharpness(ground, own)
    doubt, by_family = _with_doubt(ground, own, sharpness, families)
    by_language = [
        doubt.added(_judged(ground, foreign[row], row, sharpness), ground.features[row], ground.marks[row])
        for row in range(len(foreign))
    ]
    values, right = _terms(ground, by_family)
    more_values, more_right = _terms(ground, by_language)
    several = len(set(languages)) > 1
    often = np.array(prevalence(ground.examples))
    share = often * (FOREIGN_COUNTS if several else 0.0)

    def trusted(kept: NDArray[np.bool_]) -> tuple[float, ...]:
        return trust.fit(
            np.vstack([values[kept], more_values[kept]]),
            np.concatenate([right[kept], more_right[kept]]),
            np.concatenate([often[kept], share[kept]]),
        )

    sure = np.zeros(len(right))
    for fold in range(FOLDS):
        weights = trusted(families != fold)
        for row in np.flatnonzero(families == fold):
            sure[row] = trust.confidence(values[row], weights)
    final = trusted(np.ones(len(right), dtype=bool))
    outcomes = [_outcome(ground, row, judged, float(sure[row])) for row, judged in enumerate(by_family)]
    also_from = also_threshold(outcomes)
    points = tuple(
        Point(one.judged.route, one.confidence, one.right, float(weight))
        for one, weight in zip(outcomes, often, strict=True)
    )
    strange = [
        _outcome(ground, row, judged, trust.confidence(more_values[row], final))
        for row, judged in enumerate(by_language)
    ]
    model = _model(ground, sharpness, final, points, also_from, doubt)
    return Trained(model, tuple(outcomes), tuple(strange) if several else ())


def cross_validated(ground: Ground) -> tuple[Outcome, ...]:
    """Return what models without the mail's family say; the confidence is the route's bare probability."""
    families = _family_folds(ground.examples)
    scores = _crossed(ground, families)
    _, judged = _with_doubt(ground, scores, _sharpness(ground, scores), families)
    return tuple(_outcome(ground, row, one, one.routes[one.route]) for row, one in enumerate(judged))


def version_of(examples: Sequence[Example]) -> str:
    """Return a name for what the model was made of: the mails with their labels."""
    digest = hashlib.sha256()
    for one in examples:
        mail = one.subject.mail
        labels = f"{one.intent}{one.reason}{sorted(one.also)}{one.family}"
        digest.update(f"{labels}\0{mail.subject}\0{mail.new_text}\0".encode())
    return f"{len(examples)}-{digest.hexdigest()[:12]}"


def _with_doubt(
    ground: Ground, scores: Matrix, sharpness: float, folds: NDArray[np.int64]
) -> tuple[BankDoubt, list[Judged]]:
    judged = [_judged(ground, scores[row], row, sharpness) for row in range(len(scores))]
    return learnt(Seen(ground.examples, ground.features, ground.marks, judged), folds)


def _model(
    ground: Ground,
    sharpness: float,
    weights: tuple[float, ...],
    points: tuple[Point, ...],
    also_from: float,
    doubt: BankDoubt,
) -> Model:
    fitted = _fitted(ground, np.ones(len(ground.examples), dtype=bool))
    by_feature = primal(ground.blocks, ground.features, ground.marks, ground.back @ fitted[:-1])
    return Model(
        blocks=ground.blocks,
        weights=by_feature,
        bias=fitted[-1].astype(np.float32),
        sentences=ground.sentences,
        sharpness=sharpness,
        trust=weights,
        points=points,
        also_from=also_from,
        doubt=doubt,
        version=version_of(ground.examples),
    )


def _family_folds(examples: Sequence[Example]) -> NDArray[np.int64]:
    return np.array([zlib.crc32(one.together.encode()) % FOLDS for one in examples])


def _crossed(ground: Ground, folds: NDArray[np.int64]) -> Matrix:
    """Return the scores (mails, WIDTH) that models without the mail's own fold give it."""
    scores = np.zeros((len(folds), WIDTH))
    for fold in sorted(set(folds.tolist())):
        out = folds == fold
        if out.all():
            continue
        fitted = _fitted(ground, ~out)
        scores[out] = ground.rows[out] @ fitted[:-1] + fitted[-1]
    return scores


def _fitted(ground: Ground, kept: NDArray[np.bool_]) -> Matrix:
    """Return the weights (dimensions + 1, WIDTH) of the three tasks, learnt from the mails that are kept."""
    examples = [one for one, keep in zip(ground.examples, kept, strict=True) if keep]
    rows = ground.rows[kept]
    intents = np.array([INTENTS.index(one.intent) for one in examples])
    matters = _held(examples)
    disputes = np.array([one.reason is not None for one in examples])
    reasons = np.array([REASONS.index(one.reason) for one in examples if one.reason is not None], dtype=int)
    return np.hstack(
        [
            fit_one_of(rows, intents, len(INTENTS), PULLS[0], _shares(intents)),
            fit_each(rows, matters, PULLS[1]),
            fit_one_of(rows[disputes], reasons, len(REASONS), PULLS[2], _shares(reasons))
            if disputes.any()
            else np.zeros((rows.shape[1] + 1, len(REASONS))),
        ]
    )


def _held(examples: Sequence[Example]) -> Matrix:
    """Return (mails, intents): 1 where the mail holds that matter."""
    return np.array([[float(one is e.intent or one in e.also) for one in INTENTS] for e in examples])


def _in_sentences(examples: Sequence[Example]) -> Matrix:
    """Return (mails, `MATTERS`): 1 for what some sentence of the mail holds, of a dispute its reason."""
    return np.array(
        [[float(one in (e.intent, e.reason) or one in e.also) for one in MATTERS] for e in examples]
    )


def _shares(labels: NDArray[np.int64]) -> Matrix:
    """Return how much each mail counts, so that a label with many mails does not drown the others.

    Half the training mails dispute, since each reason has its own; of an inbox's mail far fewer do.
    """
    often = np.bincount(labels)[labels]
    share = 1 / np.sqrt(often)
    return np.asarray(share / share.mean())


def _judged(ground: Ground, scores: Matrix, row: int, sharpness: float) -> Judged:
    count = len(INTENTS)
    intents = chosen(scores[:count] * sharpness)
    return Judged(
        dict(zip(INTENTS, intents.tolist(), strict=True)),
        dict(zip(INTENTS, each(scores[count : 2 * count]).tolist(), strict=True)),
        dict(zip(REASONS, chosen(scores[2 * count :]).tolist(), strict=True)),
        ground.known[row],
    )


def _outcome(ground: Ground, row: int, judged: Judged, sure: float) -> Outcome:
    return Outcome(ground.examples[row], judged, sure)


def _terms(ground: Ground, judged: Sequence[Judged]) -> tuple[Matrix, Matrix]:
    values = np.array(
        [
            trust.terms(one, standing, example.subject)
            for one, standing, example in zip(judged, ground.standings, ground.examples, strict=True)
        ]
    )
    right = [
        float(one.route is example.intent.route) for one, example in zip(judged, ground.examples, strict=True)
    ]
    return values, np.array(right)


def _sharpness(ground: Ground, scores: Matrix) -> float:
    """Return the factor under which the intents' log loss on unseen families is least."""
    labels = np.array([INTENTS.index(one.intent) for one in ground.examples])
    rows = np.arange(len(labels))

    def loss(factor: float) -> float:
        told = chosen(scores[:, : len(INTENTS)] * factor)[rows, labels]
        return float(-np.log(np.maximum(told, 1e-9)).mean())

    return float(min(np.arange(0.4, 1.81, 0.05), key=loss))


def _known(blocks: Blocks, features: Features) -> float:
    from router.learned.ngrams import Group

    counts = features.counts[Group.WORDS]
    places, _ = blocks.shelves[Group.WORDS].placed(counts)
    return len(places) / len(counts) if counts else 0.0
