"""Tells texts that may name somebody from labels, captions, amounts, days and ways of paying."""

import re
from collections.abc import Sequence

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import CODES, is_amount_like
from extractors.recognition.firm_words import public_bodies, public_endings
from extractors.recognition.methods import is_method
from extractors.recognition.pieces import Row
from extractors.recognition.words import (
    Meaning,
    components,
    fold,
    is_exactly,
    label_meaning,
    says,
    starts_with,
)

_PREPOSITIONS = {
    "payer": frozenset({"von", "durch", "de", "par", "da", "di", "dal", "van", "door", "by", "from", "por"}),
    "payee": frozenset({"an", "a", "aan", "to", "para", "al"}),
}
OF_PAYMENTS = frozenset({"TOTAL", "AMOUNT", "PAID", "DOC", "DATE", "DUE", "ADVICE"})
"""What titles and captions are made of, not names."""
_WHOLLY = 0.99
_LONGEST_BODY = 9
"""In words: the longest name of a town or office."""
_LETTER = re.compile(r"[^\W\d_]")


def is_label(text: str) -> bool:
    """Tell whether a text is nothing but a label or title of the trade, not a value."""
    found, share = components(text.rstrip(" :"))
    return bool(found) and share >= 0.75


def announces_payee(word: str) -> bool:
    """Tell whether a word alone announces who is paid: "Aan", "Para"; shorter ones begin names too."""
    meaning = label_meaning(word)
    return len(word) > 2 and meaning is not None and meaning.strength >= 1 and meaning.concept == "payee"


def is_typed(text: str) -> bool:
    """Tell whether a text is an amount or a day and no bare number."""
    return (is_amount_like(text) or is_date_like(text)) and not text.isdigit()


def may_name(text: str) -> bool:
    """Tell whether what stands at a label of payer or payee may be a name."""
    if not 2 < len(text) <= 80 or len(_LETTER.findall(text)) < 3 or len(text.split()) > 9:
        return False
    if starts_with(text, "closing") or is_exactly(text, "greeting"):
        return False
    if text in CODES or (text.islower() and " " not in text):
        return False  # a currency, or a word that a wrapped line left alone
    if ":" in text and (
        label_meaning(text.partition(":")[0]) is not None or is_label(text.partition(":")[0])
    ):
        return False  # a label of its own, with its value
    return (
        not is_label(text)
        and not is_method(text)
        and not is_typed(text)
        and not text.endswith(":")
        and "@" not in text
    )


def names_public_body(name: str) -> bool:
    """Tell whether a name is a town's or an office's by its first or last words: "City of Stokeby"."""
    words = fold(name).split()
    if not 2 <= len(words) <= _LONGEST_BODY or re.search(r"[\d:]", name) or not name[:1].isupper():
        return False
    if is_label(name) or says(name, "not_advice") or components(name)[0] & OF_PAYMENTS:
        return False
    begins = {" ".join(words[:size]) for size in (1, 2)}
    ends = {" ".join(words[-size:]) for size in (1, 2)}
    return bool(begins & public_bodies() or ends & public_endings())


def announced_party(meaning: Meaning, label: str) -> str | None:
    """Return "payer" for "Paiement de" or "Betaald door", "payee" for "Pagato a"; what no amount follows."""
    of_payment = meaning.concept == "payment_method" or meaning.components & {"PAID", "TRANSFER"}
    if meaning.concept not in ("total", "payment_method") or not of_payment:
        return None
    if meaning.strength < _WHOLLY:
        return None  # "Prepared by" names who wrote
    last = set(fold(label).split()[-1:])
    return next((concept for concept, words in _PREPOSITIONS.items() if last & words), None)


def heads_list(meaning: Meaning, rows: Sequence[Row]) -> bool:
    """Tell whether a title alone in the first of two rows, "Paid invoices", stands over a row of a list."""
    if meaning.concept != "payment_reference" or not rows[1:] or len(rows[0].pieces) > 1:
        return False
    below = rows[1].pieces
    return len(below) > 1 and any(is_amount_like(piece.text) and not piece.text.isdigit() for piece in below)
