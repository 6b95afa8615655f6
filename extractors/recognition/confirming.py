"""Finds the payment's number by its second place: the mail's subject or the document's own name."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.numbers import number_key
from domain.ports import ReadingAids
from extractors.recognition.entries import Entry
from extractors.recognition.labels import Labelled, by_concept
from extractors.recognition.methods import payment_method_in
from extractors.recognition.numbers import looks_like_number, without_sign
from extractors.recognition.signs import total_of
from extractors.recognition.spoken import NAMED, Told

if TYPE_CHECKING:
    from extractors.recognition.reader import Payment

_EDGES = " ,;:.()[]*\"'"
_SHORTEST = 4


def confirmed(payment: "Payment", name: str, aids: ReadingAids) -> list[Told]:
    """Return the numbers of free rows that the mail's subject or the document's name repeats.

    Numbers of the lines, of their orders and of open items are documents', not the payment's.
    """
    mail = aids.mail
    around = f"{mail.subject if mail else ''} {name.rsplit('/', 1)[-1].rsplit('.', 1)[0]}"
    sought = {number_key(word) for word in _numbers(re.sub(r"[_,]", " ", around))}
    for entry in payment.entries:
        sought -= {number_key(text) for text in (entry.number, entry.po) if text}
    sought -= set(aids.ledger.items_by_key) if aids.ledger and sought else set()
    found: dict[str, Told] = {}
    for row in payment.rows if sought else ():
        for piece in row.pieces:
            for word in _numbers(piece.text):
                if number_key(word) in sought:
                    whole = _with_letters(word, piece.text, around)
                    found.setdefault(number_key(word), Told(whole, piece, NAMED))
    return list(found.values())


def _with_letters(number: str, *places: str) -> str:
    """Return "RUN 47/2026" where those capitals stand before the bare figures in both places."""
    if any(map(str.isalpha, number)):
        return number
    before = [re.search(rf"\b([A-Z]{{2,5}}) {re.escape(number)}(?!\w)", place) for place in places]
    letters = {found[1] for found in before if found}
    if len(letters) != 1 or not all(before) or payment_method_in(next(iter(letters))):
        return number
    return f"{letters.pop()} {number}"


def _numbers(text: str) -> list[str]:
    words = [without_sign(word.strip(_EDGES)) for word in text.replace(":", ": ").split()]
    return [word for word in words if len(word) >= _SHORTEST and looks_like_number(word)]


def references_stated(found: Sequence[Labelled], entries: Sequence[Entry]) -> list[Labelled]:
    """Return the labelled numbers of the payment, but for what is its sum: "Payment" heads either."""
    hits = by_concept(found, "payment_reference")
    return [hit for hit in hits if not is_sum(hit.text, entries)]


def is_sum(text: str, entries: Sequence[Entry]) -> bool:
    """Tell whether bare figures are the sum of the lines."""
    return text.isdigit() and Decimal(text) == abs(total_of(entries))
