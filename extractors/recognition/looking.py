"""Looks into a row for document numbers, amounts and days, by form and by the words before them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from domain.dialect import Dialect, parse_amount, parse_date
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import CODES, is_amount_like
from domain.ledger import Ledger
from domain.numbers import number_key
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row, split_typed
from extractors.recognition.words import column_meaning, is_exactly, label_meaning

_SHORT = re.compile(r"^\d+[-/][A-Za-z\d]+$")
"""Such as 3/B: a number only where the words before it say so."""
_WHO_ORDERED = re.compile(r"(?<=\d)(?:,\s|\s[–-]\s|\s\()[^\W\d][^\d]*$")
_SERIES = re.compile(r"^(?!(?:NO|NR|N|NUM)$)[A-Z]{1,4}$")
_LONG_SERIES = 4
_LONG_NUMBER = 5
_IBAN = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$")
_EDGES = " ,;:.()[]*•·-–\"'"
_NOT_NUMBERS = frozenset(
    {
        "po",
        "payment_reference",
        "ignore",
        "payment_date",
        "document_date",
        "due_date",
        "payer",
        "payee",
        "own_number",
    }
)
_WEAK = frozenset({"text", "amount", "total", "currency", "reason"})


@dataclass(slots=True)
class Found:
    """What one row holds, by kind, in order."""

    row: Row
    numbers: list[tuple[str, Piece]] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    """Numbers that are called a reference only; they serve as document numbers where nothing else does."""
    payments: list[tuple[str, Piece]] = field(default_factory=list)
    """Numbers that are called a cheque's, transfer's or payment's."""
    amounts: list[tuple[Decimal, Piece]] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    orders: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    sequence: list[tuple[str, str, Piece]] = field(default_factory=list)
    """("number" | "amount" | "word", text, piece) from left to right."""


def look_into(row: Row, dialect: Dialect, ledger: Ledger | None) -> Found:
    """Return the document numbers, amounts and days of one row."""
    found = Found(row)
    before: list[str] = []
    for piece in (part for whole in row.pieces for part in split_typed(whole)):
        amount = piece.number if piece.number is not None else _money(piece.text, dialect)
        if amount is not None:
            found.amounts.append((amount, piece))
            found.sequence.append(("amount", piece.text, piece))
        elif parse_date(piece.text, dialect) is not None or (
            is_date_like(piece.text) and not piece.text.isdigit()
        ):
            found.days.append(piece.text)
        else:
            _words(piece, found, before, ledger)
            continue
        before = []
    return found


def order_in(row: Row) -> str | None:
    """Return the purchase order of a row that says nothing else: "your order ref BC26-4215".

    Words behind its comma or bracket may tell who ordered: "Order 4211, asked for by the library".
    """
    text = _WHO_ORDERED.sub("", " ".join(piece.text for piece in row.pieces))
    words = [word.strip(_EDGES) for word in text.replace(":", ": ").split()]
    words = [word for word in words if word]
    if not 2 <= len(words) <= 7 or any(looks_like_number(word) for word in words[:-1]):
        return None
    if not looks_like_number(words[-1]):
        return None
    meaning = column_meaning(" ".join(words[:-1]))
    return words[-1] if meaning is not None and meaning.concept == "po" and meaning.strength >= 0.6 else None


def reason_told(text: str) -> str | None:
    """Return the reason that a row of its own states behind its label and a colon: "Reason: D12"."""
    label, _, told = text.partition(":")
    meaning = label_meaning(label) if told.strip() else None
    return " ".join(told.split()) if meaning is not None and meaning.concept == "line_reason" else None


def doubted_numbers(text: str) -> list[str]:
    """Return a doubt about a long number in a note under a line that no word calls a waybill's."""
    words = [word.strip(_EDGES) for word in text.replace(":", ": ").split()]
    return [
        f'"{" ".join(words[max(0, at - 1) : at + 1])}" stands under a line and was not read.'
        for at, word in enumerate(words)
        if len(word) >= _LONG_NUMBER
        and looks_like_number(word)
        and sum(map(str.isdigit, word)) >= _LONG_NUMBER
        and _concept_before(words[:at]) not in _NOT_NUMBERS - {"po"}
    ][:1]


def _money(text: str, dialect: Dialect) -> Decimal | None:
    return parse_amount(text, dialect) if is_amount_like(text) else None


def _words(piece: Piece, found: Found, before: list[str], ledger: Ledger | None) -> None:
    for word in piece.text.split():
        bare = word.strip(_EDGES)
        head, _, tail = bare.rpartition(":")
        if head and tail and looks_like_number(tail):
            before.append(head)
            bare = tail
        bare = with_series(before, bare)
        known = ledger is not None and bool(bare) and number_key(bare) in ledger.items_by_key
        short = bool(_SHORT.match(bare)) and _concept_before(before) == "number"
        if not _IBAN.match(bare) and (
            known or short or looks_like_number(bare.split()[-1] if bare else bare)
        ):
            concept = _concept_before(before)
            if concept == "po":
                found.orders.append(bare)
            elif concept == "payment_reference" and not known:
                found.payments.append((bare, piece))
            elif known or (concept not in _NOT_NUMBERS and (concept == "number" or _is_long(bare))):
                found.numbers.append((bare, piece))
                found.references += [bare] if concept == "reference" and not known else []
                found.sequence.append(("number", bare, piece))
            before.clear()
        else:
            before.append(bare)
            found.words.append(bare)
            found.sequence.append(("word", bare, piece))


def with_series(before: list[str], word: str) -> str:
    """Return "RG 18227" where a label of document numbers stands before both parts, else the word alone."""
    if not before or not _SERIES.match(before[-1]):
        return word
    if not word.isdigit():
        called = looks_like_number(word) and before[-1] not in CODES and _calls_document(before[:-1])
        return f"{before[-1]} {word}" if called else word
    if not any(before[:-1]) and len(word) >= _LONG_SERIES and _may_be_series(before[-1]):
        return f"{before[-1]} {word}"
    if len(before) < 2:
        return word
    return f"{before[-1]} {word}" if _concept_before(before[:-1]) == "number" else word


def _calls_document(words: Sequence[str]) -> bool:
    """Tell whether words end with what a document is called: what follows is all of its number."""
    if _concept_before(words) == "number":
        return True
    return any(
        is_exactly(" ".join(words[at:]), "credit_note") for at in range(max(0, len(words) - 3), len(words))
    )


def _may_be_series(word: str) -> bool:
    """Capitals that begin a row before figures are part of the number, unless they mean something else."""
    meaning = column_meaning(word)
    return meaning is None or meaning.concept == "number"


def _is_long(text: str) -> bool:
    """Three figures without a word before them could be anything."""
    return len(text) >= 4 or any(letter.isalpha() for letter in text)


def _concept_before(words: Sequence[str]) -> str | None:
    """Return what the words right before a number say that it is."""
    for size in (3, 2, 1):
        if len(words) >= size:
            meaning = column_meaning(" ".join(words[-size:]))
            if meaning is None or meaning.concept in _WEAK or meaning.strength < 0.99:
                continue
            # "settles the invoices": the noun right before the number decides.
            if meaning.concept != "ignore" or size == 1 or _concept_before(words[-1:]) != "number":
                return meaning.concept
    return None
