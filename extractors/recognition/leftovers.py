"""Accounts for every amount, and for every day and number beside a line: what nothing explains is a doubt."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from domain.dialect import Dialect, parse_amount, parse_date
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from domain.numbers import number_key
from domain.words import Layout
from extractors.recognition.entries import Entry
from extractors.recognition.explaining import Loose, aside_where_proven, unexplained
from extractors.recognition.labels import Labelled
from extractors.recognition.loose_days import loose_days
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row, flows, split_typed
from extractors.recognition.spoken import SENTENCE, told_references
from extractors.recognition.words import label_meaning

if TYPE_CHECKING:
    from extractors.recognition.reader import Payment

MOST_TOLD = 3
"""Doubts of one kind that are told; more of them say no more."""
_LOOSE = " stands in the document and belongs to nothing that was read."
BESIDE = " stands beside a line and was not read."
_LONG_NUMBER = 5
_OF_PAYMENT = frozenset({"payer", "payee", "payment_reference", "payment_date"})
_SURELY = 0.99
_NAMED = 3
"""The rank up to which a label names the payment's day, not just any."""
_DIGIT = re.compile(r"\d")
_EDGES = " ,;:.()[]*•·\"'"


@dataclass(slots=True)
class _Explained:
    """The values that some part of the reading accounts for."""

    amounts: set[Decimal] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)


def leftovers(
    rows: Sequence[Row], payments: Sequence["Payment"], dialect: Dialect, most: int = MOST_TOLD
) -> list[str]:
    """Return doubts about money that no line, sum or known column took, and about days and numbers that
    stand in the row of a line and mean nothing to it.

    `rows` are all rows of the document, `payments` all that was read from them.
    """
    explained = _explained(payments, dialect)
    of_lines = _amounts_of_lines(payments)
    money: list[Loose] = []
    beside: dict[str, None] = {}
    labels: dict[str, None] = {}
    for at, row in enumerate(rows):
        pieces = [
            part for piece in row.pieces for line in _lines(piece, explained) for part in split_typed(line)
        ]
        ignored = _behind_ignored_labels(row)
        of_line = _holds_line(pieces, of_lines, dialect)
        labels |= dict.fromkeys(_loose_labels(row, explained)) if of_line else {}
        for piece in pieces:
            if piece in ignored:
                continue
            if _is_loose_money(piece, explained, dialect) and not _ends_amount(
                rows, at, piece, explained, dialect
            ):
                money.append(Loose(at, piece, abs(money_in(piece, dialect) or Decimal(0))))
            elif of_line and _is_loose_beside(piece, explained, dialect):
                beside.setdefault(piece.text)
    entries = [entry for payment in payments for entry in payment.entries]
    beside |= dict.fromkeys(loose_days(rows, entries, explained.days, dialect))
    left = unexplained(money, rows, payments) if money else []
    doubts = [loose_doubt(text) for text in dict.fromkeys(one.piece.text for one in left)]
    doubts += [f'"{text}"{BESIDE}' for text in beside]
    doubts += _hundredths(rows, payments, explained, dialect)
    doubts += [f'"{text}" stands beside a line and says something of the payment.' for text in labels]
    doubts += [
        f"{text} looks like the numbers that were read, and no line took it."
        for text in _kin_numbers(_paid_rows(rows, payments), payments, explained)
    ]
    return doubts[:most]


def loose_doubt(text: str) -> str:
    """Return the doubt about money that nothing took."""
    return f"{text}{_LOOSE}"


def is_loose_doubt(doubt: str) -> bool:
    """Tell whether a doubt is one about money that nothing took."""
    return doubt.endswith(_LOOSE)


def _lines(piece: Piece, explained: _Explained) -> list[Piece]:
    """A cell of several lines says something in each: a label, and its value below."""
    if "\n" not in piece.text or number_key(piece.text) in explained.numbers:
        return [piece]
    return [replace(piece, text=line, words=()) for line in piece.text.split("\n")]


def _hundredths(
    rows: Sequence[Row], payments: Sequence["Payment"], explained: _Explained, dialect: Dialect
) -> list[str]:
    """Return a doubt where two figures, its hundredths, stand right behind each whole amount of the lines."""
    found = []
    of_lines = _amounts_of_lines(payments)
    for row in rows:
        pieces = [part for piece in row.pieces for part in split_typed(piece)]
        if not _holds_line(pieces, of_lines, dialect):
            continue
        pairs = [(a.text, b.text) for a, b in pairwise(pieces) if _amount(a, dialect) is not None]
        behind = [pair for pair in pairs if len(pair[1]) == 2 and pair[1].isdigit()]
        behind = [pair for pair in behind if Decimal(pair[1]) not in explained.amounts]
        if not behind or any(_has_cents(piece.text) for piece in pieces):
            return []
        found += behind
    return [f"{amount} may go on with {cents}, its hundredths." for amount, cents in found[:1]]


def money_in(piece: Piece, dialect: Dialect) -> Decimal | None:
    """Return the money that a piece states; None for counts, rates, numbers and words."""
    amount = _amount(piece, dialect)
    return None if piece.number is None and not _has_cents(piece.text) else amount


def _paid_rows(rows: Sequence[Row], payments: Sequence["Payment"]) -> list[Row]:
    aside = aside_where_proven(rows, payments)
    return [row for at, row in enumerate(rows) if at not in aside]


def _kin_numbers(rows: Sequence[Row], payments: Sequence["Payment"], explained: _Explained) -> list[str]:
    """Return words of the same form as two document numbers that were read, or as one with letters."""
    read = [entry.number for payment in payments for entry in payment.entries if entry.number]
    forms = Counter(_form(number) for number in dict.fromkeys(read))
    telling = {form for form, count in forms.items() if count > 1 or any(map(str.isalpha, form))}
    telling = {form for form in telling if len(form) > _LONG_NUMBER and " " not in form}
    words = (word.strip(_EDGES) for row in rows for piece in row.pieces for word in piece.text.split())
    loose = (w for w in words if _form(w) in telling and number_key(w) not in explained.numbers)
    return list(dict.fromkeys(loose))


def _form(number: str) -> str:
    return _DIGIT.sub("9", number)


def _explained(payments: Sequence["Payment"], dialect: Dialect) -> _Explained:
    known = _Explained()
    for payment in payments:
        for entry in payment.entries:
            known.amounts |= _amounts(entry)
            known.days |= {entry.day} if entry.day else set()
            known.numbers |= set(_numbers(entry))
        known.amounts |= {abs(item.amount) for item in payment.stated}
        for hit in payment.found:
            known.amounts |= {abs(hit.amount)} if hit.amount is not None and not _is_lines(hit) else set()
            known.days |= {hit.day} if hit.day and not _is_any_day(hit) else set()
            known.numbers |= {number_key(hit.text)}
        for piece in payment.explained:
            _add(known, piece, dialect)
        known.numbers |= _told_in_prose(payment)
    return known


def _told_in_prose(payment: "Payment") -> set[str]:
    """Return the one number that sentences call the payment's."""
    if payment.layout is not Layout.PROSE:
        return set()
    told = {
        number_key(one.text) for one in told_references(payment.rows, frozenset()) if one.rank <= SENTENCE
    }
    return told if len(told) == 1 else set()


def _is_lines(hit: Labelled) -> bool:
    """An amount under a line's label ("Withheld 12.00") is explained by the line that took it alone."""
    return hit.concept in ("line_gross", "line_discount", "line_deduction")


def _is_any_day(hit: Labelled) -> bool:
    """A day of a line that no line took, or one under a bare word for a day, is not told by its label."""
    return hit.concept == "line_date" or (hit.concept == "payment_date" and hit.rank > _NAMED)


def _add(known: _Explained, piece: Piece, dialect: Dialect) -> None:
    for part in split_typed(piece):
        amount, day = _amount(part, dialect), _day(part, dialect)
        known.amounts |= {abs(amount)} if amount is not None else set()
        known.days |= {day} if day else set()
        known.numbers |= {number_key(word) for word in part.text.split()}


def _amounts(entry: Entry) -> set[Decimal]:
    held = (entry.gross, entry.discount, entry.deduction, entry.net)
    return {abs(amount) for amount in held if amount is not None}


def _amounts_of_lines(payments: Sequence["Payment"]) -> set[Decimal]:
    return {amount for payment in payments for entry in payment.entries for amount in _amounts(entry)}


def _numbers(entry: Entry) -> Iterator[str]:
    for text in (entry.number, entry.po, entry.reason, *entry.extras.values()):
        if text:
            yield number_key(text)
            yield from (number_key(word.strip(_EDGES)) for word in text.split())


def _loose_labels(row: Row, explained: _Explained) -> list[str]:
    """Return labels of the payment that stand with their value in the row of a line, and were not read."""
    return [
        f"{piece.text} {value.text}"
        for piece, value in pairwise(row.pieces)
        if (meaning := label_meaning(piece.text.rstrip(" :."))) is not None
        and meaning.concept in _OF_PAYMENT
        and meaning.strength >= _SURELY
        and any(map(str.isalnum, value.text))
        and number_key(value.text) not in explained.numbers
    ]


def _behind_ignored_labels(row: Row) -> list[Piece]:
    """Return the pieces that a label of no interest announces: "VAT 12.00", "Balance: 3.50"."""
    held: list[Piece] = []
    for place, piece in enumerate(row.pieces):
        meaning = label_meaning(piece.text.split(":")[0].rstrip(" :."))
        if meaning is not None and meaning.concept == "ignore" and meaning.strength >= 0.6:
            held += [part for other in row.pieces[place : place + 2] for part in split_typed(other)]
    return held


def _holds_line(pieces: Iterable[Piece], amounts: Set[Decimal], dialect: Dialect) -> bool:
    """Tell whether a row holds one of these amounts, those of the lines that were read."""
    return any((value := _amount(piece, dialect)) is not None and abs(value) in amounts for piece in pieces)


def _is_loose_money(piece: Piece, explained: _Explained, dialect: Dialect) -> bool:
    amount = money_in(piece, dialect)
    if piece.text.isdigit() and number_key(piece.text) in explained.numbers:
        return False  # a sheet keeps the document's number as a number
    return bool(amount) and abs(amount or 0) not in explained.amounts


def _ends_amount(rows: Sequence[Row], at: int, piece: Piece, explained: _Explained, dialect: Dialect) -> bool:
    """Tell whether figures only go on with an amount that the line above begins: "EUR 13 / 927,26"."""
    if not at or piece.left > rows[at].pieces[0].left or not flows(rows[at - 1], rows[at]):
        return False
    whole = f"{rows[at - 1].text.split()[-1].strip(_EDGES)} {piece.text}"
    amount = parse_amount(whole, dialect) if is_amount_like(whole) else None
    return amount is not None and abs(amount) in explained.amounts


def _has_cents(text: str) -> bool:
    """Two figures behind a mark at the end: money and no count, weight or rate."""
    figures = text.strip(" ()+-−€$£*ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return len(figures) > 3 and figures[-3] in ".," and figures[-2:].isdigit()


def _is_loose_beside(piece: Piece, explained: _Explained, dialect: Dialect) -> bool:
    day = _day(piece, dialect)
    if day is not None:
        return day not in explained.days
    if _amount(piece, dialect) is not None or is_date_like(piece.text) or is_amount_like(piece.text):
        return False
    words = [word.strip(_EDGES) for word in piece.text.split()]
    loose = [w for w in words if looks_like_number(w) and not is_part(number_key(w), explained.numbers)]
    return (
        any(len(word) >= _LONG_NUMBER for word in loose) and number_key(piece.text) not in explained.numbers
    )


def is_part(key: str, numbers: Set[str]) -> bool:
    """Tell whether a number was read, alone or with more before or behind it: "F2026/910/"."""
    return key in numbers or (
        len(key) >= _LONG_NUMBER and any(one.startswith(key) or one.endswith(key) for one in numbers)
    )


def _amount(piece: Piece, dialect: Dialect) -> Decimal | None:
    if piece.number is not None:
        return piece.number
    return parse_amount(piece.text, dialect) if is_amount_like(piece.text) else None


def _day(piece: Piece, dialect: Dialect) -> date | None:
    if piece.day is not None:
        return piece.day
    return parse_date(piece.text, dialect) if is_date_like(piece.text) and not piece.text.isdigit() else None
