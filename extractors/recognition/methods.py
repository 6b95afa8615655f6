"""Tells how a payment was made by the words of the trade."""

from collections.abc import Iterable, Mapping
from functools import cache

from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import (
    LONGEST_WORD,
    column_meaning,
    components,
    fold,
    vocabulary,
)

_HEADINGS = 3
"""Headings of columns in one row: so many head a table."""
_ASKING = ("please", "to", "kindly", "and", "will", "must", "you", "we")


def payment_method_in(text: str) -> str | None:
    """Return the payment method that the text tells, the longest phrase winning; None without one."""
    words = fold(text).split()
    for size in range(5, 0, -1):
        for start in range(len(words) - size + 1):
            phrase = " ".join(words[start : start + size])
            method = _methods().get(phrase) or (_method_of_compound(phrase) if size == 1 else None)
            if method and not _means_another(phrase, words, start, size):
                return method
    return None


def is_method(text: str) -> bool:
    """Tell whether the whole text names a way of paying: "Credit card"."""
    return fold(text) in _methods()


def is_bank_details(text: str) -> bool:
    """Tell bank details from methods: "SWIFT ABCDEF22" says where an account is, not how the money went."""
    return bool({"iban", "bic", "swift", "blz", "rib"} & set(fold(text).split()))


def told_methods(rows: Iterable[Row], reference: str | None = None) -> dict[str, Piece]:
    """Return the ways of paying that rows tell, each with the first piece that does, banks' details apart.

    The letters of the payment's own number, `reference`, tell none: "TRF 597".
    """
    told: dict[str, Piece] = {}
    for row in rows:
        heads = _heads_columns(row)
        for piece in row.pieces:
            text = piece.text.replace(reference, " ") if reference else piece.text
            method = payment_method_in(text)
            if method and not is_bank_details(text) and not (heads and method == "other"):
                told.setdefault(method, piece)
    if len(told) > 1:
        told.pop("other", None)
    return told


def _heads_columns(row: Row) -> bool:
    """In "Document  Cash  Reason  Amount" the rest of "cash discount" stands in another row."""
    meanings = [column_meaning(piece.text) for piece in row.pieces]
    return sum(meaning is not None and meaning.strength >= 1 for meaning in meanings) >= _HEADINGS


def _method_of_compound(word: str) -> str | None:
    """Return the method that a long compound begins with: "uberweisungsbestatigung"."""
    if not 12 <= len(word) <= LONGEST_WORD:
        return None
    sizes = range(len(word) - 1, 8, -1)
    return next((method for size in sizes if (method := _methods().get(word[:size]))), None)


def _means_another(phrase: str, words: list[str], start: int, size: int) -> bool:
    """ "Please check …" and "cash discount" tell no way of paying."""
    if phrase == "check":
        return _is_told_to_check(words, start)
    beside = words[max(0, start - 1) : start] + words[start + size : start + size + 1]
    return any("DISCOUNT" in components(word)[0] for word in beside)


def _is_told_to_check(words: list[str], at: int) -> bool:
    """In "please check the figures" nobody pays by cheque."""
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    return before in _ASKING or after in ("the", "that", "whether", "if", "your", "our", "this", "with")


@cache
def _methods() -> Mapping[str, str]:
    return {
        fold(str(phrase)): method
        for method, languages in vocabulary("methods").items()
        for phrases in languages.values()
        for phrase in phrases
    }
