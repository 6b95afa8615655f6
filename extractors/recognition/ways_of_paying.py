"""Chooses the way of paying of one payment: stated at a label, else told by words, with its doubt."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.recognition.labels import Labelled, by_concept
from extractors.recognition.methods import payment_method_in, told_methods
from extractors.recognition.pieces import Piece, Row, paragraphs
from extractors.recognition.words import components, label_meaning, says

_SURELY = 0.99
_OTHER_VALUES = ("payment_date", "total")
_SENTENCE = 6
"""In words: what is shorter is a title or a label."""
_END = re.compile(r"(?<=[.;!?])\s+")


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
    rows = list(rows)
    told = told_methods(rows, reference)
    if not told or "cheque" in told:
        told = _cheque(found) or told
    if len(told) > 1:
        return Way(doubts=(f"Several ways of paying are named: {', '.join(sorted(told))}.",))
    for method, piece in told.items():
        if _is_aside(method, piece, rows):
            return Way(doubts=(f'"{piece.text}" may not tell how this payment was made.',))
        if _names_another_value(piece, method):
            return Way()
        other = (f'"{piece.text}" may not tell how this payment was made.',) if method == "other" else ()
        return Way(method, piece, 0.8, "words", other)
    return Way()


def _is_aside(method: str, piece: Piece, rows: Sequence[Row]) -> bool:
    """Tell whether every sentence with the method speaks of another time or of no payment at all."""
    text = next((row.text for row in paragraphs(rows) if piece.text in row.text), piece.text)
    sentences = [part for part in _END.split(text) if payment_method_in(part) == method]
    return bool(sentences) and all(map(_says_nothing_of_it, sentences))


def _says_nothing_of_it(sentence: str) -> bool:
    words = sentence.split()
    if len(words) < _SENTENCE:
        return False
    figures = any(character.isdigit() for character in sentence)
    paying = components(sentence)[0] & {"PAID", "TRANSFER", "CHEQUE", "ADVICE", "DEDUCTION"}
    told = figures or paying or ":" in sentence or says(sentence, "charging")
    return says(sentence, "other_time") or not told


def _names_another_value(piece: Piece, method: str) -> bool:
    """Tell whether the word stands in a day's or a sum's name: "Date du virement", "Amount transferred"."""
    label, _, value = piece.text.partition(":")
    meaning = label_meaning(label.rstrip(" ."))
    if meaning is None or meaning.concept not in _OTHER_VALUES or meaning.strength < _SURELY:
        return False
    return payment_method_in(value) != method  # "Paid on: 3 May by bank transfer" states one


def _cheque(found: Sequence[Labelled]) -> dict[str, Piece]:
    """Whoever states a cheque's number pays by cheque."""
    hits = by_concept(found, "payment_reference")[:1]
    cheques = [hit for hit in hits if "CHEQUE" in components(hit.label)[0]]
    return {"cheque": cheques[0].piece} if cheques else {}
