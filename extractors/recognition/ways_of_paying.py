"""Chooses the way of paying of one payment: stated at a label, else told by words, with its doubt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.recognition.labels import Labelled, by_concept
from extractors.recognition.methods import payment_method_in, told_methods
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import components, label_meaning

_SURELY = 0.99


@dataclass(frozen=True, slots=True)
class Way:
    """How a payment was made, with the piece that says so; `doubts` in words."""

    method: str | None = None
    piece: Piece | None = None
    confidence: float = 0.0
    proof: str = ""
    doubts: tuple[str, ...] = ()


def way_of_paying(
    rows: Iterable[Row], found: Sequence[Labelled], own: str | None, reference: str | None
) -> Way:
    """Return the way of paying; `own` is what the lines' column says, `reference` the payment's number."""
    hits = by_concept(found, "payment_method")
    if own and payment_method_in(own):
        return Way(payment_method_in(own))
    if hits:
        return Way(hits[0].text, hits[0].piece, 0.95, "label")
    told = told_methods(rows, reference)
    if not told or "cheque" in told:
        told = _cheque(found) or told
    if len(told) > 1:
        return Way(doubts=(f"Several ways of paying are named: {', '.join(sorted(told))}.",))
    return next(
        (Way(method, piece, 0.8, "words", _doubt(method, piece)) for method, piece in told.items()), Way()
    )


def _doubt(method: str, piece: Piece) -> tuple[str, ...]:
    """The name of another value is weak evidence: "Date du virement" may stand on every form of a firm."""
    meaning = label_meaning(piece.text.split(":")[0].rstrip(" ."))
    dated = meaning is not None and meaning.concept == "payment_date" and meaning.strength >= _SURELY
    return (
        (f'Nothing but "{piece.text}" says that the payment was a {method.replace("_", " ")}.',)
        if dated
        else ()
    )


def _cheque(found: Sequence[Labelled]) -> dict[str, Piece]:
    """Whoever states a cheque's number pays by cheque."""
    hits = by_concept(found, "payment_reference")[:1]
    cheques = [hit for hit in hits if "CHEQUE" in components(hit.label)[0]]
    return {"cheque": cheques[0].piece} if cheques else {}
