"""Reads labels of an order as the payment's own where the document calls itself an order to pay."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.recognition.pieces import Row
from extractors.recognition.words import Meaning, fold, label_meaning, says

Meant = Callable[[str], Meaning | None]
_OF_BANKS = ("opdracht", "auftrag", "orden", "ordine", "ordem")
"""What orders to banks and to suppliers are both called; other words for an order mean purchases alone."""
_OTHERS = frozenset({"DOC", "OUR", "YOUR", "PAYER", "PAYEE", "PARTY", "PAID", "AMOUNT"})
_SURELY = 0.99
_RANK = 2


def meanings_in(rows: Sequence[Row]) -> Meant:
    """Return what labels mean in a document of these rows.

    In one that says "Zahlungsauftrag" and labels one number an order's, that is the number of the payment.
    """
    if not any(says(row.text, "payment_order") for row in rows):
        return label_meaning
    labels = [label for row in rows for piece in row.pieces if (label := _label(piece.text))]
    numbers = [label for label in labels if (told := _as_payments(label)) and told.concept != "payment_date"]
    return _as_told if len(numbers) <= 1 else label_meaning


def _as_told(text: str) -> Meaning | None:
    return _as_payments(text) or label_meaning(text)


def _label(text: str) -> str:
    return text.split("\n")[0].split(":")[0].rstrip(" :.")


def _as_payments(text: str) -> Meaning | None:
    meaning = label_meaning(text)
    if meaning is None or meaning.strength < _SURELY or meaning.components & _OTHERS:
        return None
    if "ORDER" not in meaning.components or not any(word in fold(text) for word in _OF_BANKS):
        return None
    if "DATE" in meaning.components:
        return replace(meaning, concept="payment_date", rank=_RANK)
    return (
        replace(meaning, concept="payment_reference", rank=_RANK)
        if meaning.components & {"NUM", "REF"}
        else None
    )
