"""Two routing models side by side, each by its figures on mails that it had not learnt from."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import ConfigurationError
from pipeline.routing.retraining import shipped_proof, stored_proof
from router.learned.figures import Figures
from router.learned.gate import Proof
from store.repositories import routing_models
from store.session import Session

_SINGLE = (
    ("routes, macro-F1", "macro_f1"),
    ("intents right", "intents_right"),
    ("dispute reasons, macro-F1", "reasons_macro_f1"),
    ("further matters, precision", "also_precision"),
    ("further matters, recall", "also_recall"),
    ("error of the confidence", "calibration_error"),
    ("changed bank details, recall", "bank_recall"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of both models, as text; "-" where one does not have it."""

    name: str
    one: str
    other: str


def differences_between(session: Session, one: int, other: int) -> tuple[Difference, ...]:
    """Return every figure of two models. Raises NotFoundError."""
    left, right = _told(_proof(session, one)), _told(_proof(session, other))
    names = [*left, *(name for name in right if name not in left)]
    return tuple(Difference(name, left.get(name, "-"), right.get(name, "-")) for name in names)


def _proof(session: Session, number: int) -> Proof:
    if number == routing_models.SHIPPED:
        return Proof(shipped_proof()[1], {})
    row = routing_models.get(session, number)
    try:
        return stored_proof(row)
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            f"the figures of routing model {number} were kept by another version ({error})."
        ) from error


def _told(proof: Proof) -> Mapping[str, str]:
    figures: Figures = proof.shipped
    found = {title: f"{float(getattr(figures, name)):.3f}" for title, name in _SINGLE}
    found |= {f"F1 of {route}": f"{value:.3f}" for route, value in figures.by_route.items()}
    found |= {f"macro-F1, {language}": f"{value:.3f}" for language, value in figures.by_language.items()}
    found |= {
        f"wanted precision {wanted}": f"{met:.3f}/{share:.2f}"
        for wanted, (met, share) in figures.sure.items()
    }
    own = proof.own
    found["own mails right"] = f"{sum(own.values())}/{len(own)}" if own else "-"
    return found
