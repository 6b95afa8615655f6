"""Tries a model on labelled mails it has not learnt from, and tells whether another is no worse."""

from collections.abc import Sequence
from dataclasses import dataclass

from router.learned import trust
from router.learned.example import Example
from router.learned.features import features_of_many
from router.learned.figures import Figures, figures
from router.learned.model import Model
from router.learned.outcomes import Outcome
from router.learned.vectors import Encoder
from router.standing import standings

_SLACK = 0.005
"""A figure may fall so far by chance: on some thousand mails the luck of a few."""
_LANGUAGE_SLACK = 0.03
_HONESTY_SLACK = 0.02


@dataclass(frozen=True, slots=True)
class Comparison:
    """`accepted` False: the new model is worse, each reason in one sentence."""

    accepted: bool
    reasons: tuple[str, ...] = ()


def outcomes_of(model: Model, examples: Sequence[Example], encoder: Encoder) -> tuple[Outcome, ...]:
    """Return what a model says of labelled mails; they must not be those it was made of."""
    features = features_of_many([one.subject for one in examples], encoder)
    found = []
    for example, one in zip(examples, features, strict=True):
        judged = model.judge(one)
        values = trust.terms(judged, standings(example.subject), example.subject)
        found.append(Outcome(example, judged, trust.confidence(values, model.trust)))
    return tuple(found)


def evaluate(model: Model, examples: Sequence[Example], encoder: Encoder) -> Figures:
    """Return the figures of a model on labelled mails that it has not learnt from."""
    return figures(outcomes_of(model, examples, encoder), model.also_from, model.doubt.flag_from)


def compare(old: Figures, new: Figures) -> Comparison:
    """Tell whether the new figures, counted on the same mails, are no worse than the old ones."""
    reasons = [
        f"{name} fell from {before:.3f} to {after:.3f}"
        for name, before, after, slack in _pairs(old, new)
        if after < before - slack
    ]
    if new.calibration_error > old.calibration_error + _HONESTY_SLACK:
        reasons.append(
            f"the confidence errs by {new.calibration_error:.3f}, before by {old.calibration_error:.3f}"
        )
    missing = sorted(set(old.by_language) - set(new.by_language))
    reasons += [f"the language {language} is missing" for language in missing]
    return Comparison(not reasons, tuple(reasons))


def _pairs(old: Figures, new: Figures) -> list[tuple[str, float, float, float]]:
    """Return (name, before, after, slack) of everything that must not fall."""
    return [
        ("macro-F1 of the routes", old.macro_f1, new.macro_f1, _SLACK),
        ("the share of right intents", old.intents_right, new.intents_right, _SLACK),
        ("the recall of changed bank details", old.bank_recall, new.bank_recall, _LANGUAGE_SLACK),
        ("the recall of warnings about accounts", old.bank_flag[0], new.bank_flag[0], _LANGUAGE_SLACK),
        *(
            (f"F1 of {route}", value, new.by_route[route], _LANGUAGE_SLACK)
            for route, value in old.by_route.items()
        ),
        *(
            (f"macro-F1 in {language}", value, new.by_language[language], _LANGUAGE_SLACK)
            for language, value in old.by_language.items()
            if language in new.by_language
        ),
    ]
