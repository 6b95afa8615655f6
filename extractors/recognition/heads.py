"""Reads rows above a group of lines that hold a value of all of them: order, day or kind of document."""

import re
from dataclasses import dataclass

from domain.words import DocumentType
from extractors.recognition.numbers import dated
from extractors.recognition.pieces import Row
from extractors.recognition.words import column_meaning, says, starts_with

_KINDS = (
    ("credit_heads", DocumentType.CREDIT_NOTE),
    ("debit_heads", DocumentType.DEBIT_NOTE),
    ("deduction_heads", DocumentType.DEDUCTION),
    ("invoice_heads", DocumentType.INVOICE),
)
_COUNT = re.compile(r"\s*\(\s*\d{1,4}\s*\)\s*$")
_FIGURE = re.compile(r"\d")
_MOST_WORDS = 6
_DITTO = re.compile(
    r"^[-–—\s]*(?:(?:\"|''|,,|[„“”〃″]|``|´´|do\.|dto\.?|ditto|idem|id\.|ibid\.?)\s*)+[-–—\s]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a row says of the lines under it: "document_date", "due_date", "po" or "type", and the text."""

    concept: str
    text: str
    """The day or order as printed; for a type the value of its DocumentType."""


def head_of(row: Row) -> Head | None:
    """Return what a row without amounts says of the lines under it; None where it is no head."""
    text = _COUNT.sub("", row.text).strip()
    if len(row.pieces) > 2 or len(text.split()) > 2 * _MOST_WORDS:
        return None
    found = dated(text)
    if found is not None:
        label, day = found
        meaning = column_meaning(label.rstrip(" :")) if not _FIGURE.search(label) else None
        known = meaning is not None and meaning.strength >= 0.75
        if known and meaning and meaning.concept in ("document_date", "due_date"):
            return Head(meaning.concept, day)
        return None
    return _type_head(row, text)


def kind_named(text: str) -> DocumentType | None:
    """Return the one kind of document that a heading names; None for none or several."""
    found = [kind for name, kind in _KINDS if says(text, name)]
    return found[0] if len(found) == 1 else None


def is_ditto(text: str) -> bool:
    """Tell whether the text only says "the same as above"."""
    return bool(_DITTO.match(text))


def _type_head(row: Row, text: str) -> Head | None:
    if len(row.pieces) != 1 or _FIGURE.search(text) or not 1 <= len(text.split()) <= _MOST_WORDS:
        return None
    if any(starts_with(text, kind) for kind in ("total", "subtotal", "carried")):
        return None
    kind = kind_named(text.rstrip(" :"))
    return Head("type", kind.value) if kind else None
