"""Explains money that no line took: sums of lines, parts of the total, taxes, shares, what is not paid."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, combinations, groupby, pairwise
from typing import TYPE_CHECKING

from domain.numbers import number_key
from extractors.recognition.asides import rows_aside, says_aside
from extractors.recognition.entries import Entry
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import fold, label_meaning

if TYPE_CHECKING:
    from extractors.recognition.reader import Payment

_ZERO, _CENT = Decimal(0), Decimal("0.01")
_MOST_GROUPED = 120
"""In lines: of more, only sums from the first line on count as sums of groups."""
_MOST_IN_ROW = 12
_PERCENT = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?) ?%")
_RATE = re.compile(r"(?<![\d.,])\d{1,4}[.,]\d{3,6}(?![\d.,])")
_TIMES = re.compile(r"\d\s?(?:[x×@]|à)\s?$", re.IGNORECASE)
_IGNORED = 0.6
"""Share of a label's words that must be known where it announces nothing of a payment."""


@dataclass(frozen=True, slots=True)
class Loose:
    """An amount that no value of the reading is; `at` is the index of its row."""

    at: int
    piece: Piece
    amount: Decimal


def unexplained(loose: Sequence[Loose], rows: Sequence[Row], payments: Sequence["Payment"]) -> list[Loose]:
    """Return the amounts that neither arithmetic nor words of the document explain."""
    entries = [entry for payment in payments for entry in payment.entries]
    sums = {total for payment in payments for total in sums_of(payment.entries)}
    left = [one for one in loose if one.amount not in sums and not _by_words(one, rows)]
    if not left:
        return []
    aside = aside_where_proven(rows, payments)
    totals = {abs(payment.proof.total.amount) for payment in payments if payment.proof.total}
    by_row = {at: list(group) for at, group in groupby(left, key=lambda one: one.at)}
    gone = {at for at in by_row if at in aside or _by_row(rows[at], by_row[at], totals, entries)}
    gone |= _shares(by_row, rows, entries) | _recaps(by_row, rows, entries)
    return [one for one in left if one.at not in gone]


def aside_where_proven(rows: Sequence[Row], payments: Sequence["Payment"]) -> frozenset[int]:
    """Return the rows that lie aside of payments whose sums hold; none where one does not."""
    if not all(payment.proof.sum_holds for payment in payments):
        return frozenset()
    return rows_aside(rows, [entry for payment in payments for entry in payment.entries])


def sums_of(entries: Sequence[Entry]) -> set[Decimal]:
    """Return what neighbouring lines, or all that count for or against the payment, make in one column."""
    found: set[Decimal] = set()
    for name in ("gross", "discount", "deduction", "net"):
        values = [getattr(entry, name) or _ZERO for entry in entries]
        found |= {abs(value) for value in values}
        starts = range(len(values)) if len(values) <= _MOST_GROUPED else range(1)
        found |= {abs(total) for start in starts for total in accumulate(values[start:])}
        found |= {abs(sum((v for v in values if (v > 0) is above), _ZERO)) for above in (True, False)}
    return found


def _by_words(one: Loose, rows: Sequence[Row]) -> bool:
    """Explain what words beside or above it call no part of a payment: a price of one, a balance."""
    row = rows[one.at]
    before, found, _ = row.text.partition(one.piece.text)
    if found and _TIMES.search(before):
        return True
    return says_aside(row.text) or _under_ignored(one, rows)


def _under_ignored(one: Loose, rows: Sequence[Row]) -> bool:
    if one.at == 0 or rows[one.at].page != rows[one.at - 1].page:
        return False
    above = [
        piece
        for piece in rows[one.at - 1].pieces
        if piece.left < one.piece.right and one.piece.left < piece.right
    ]
    meaning = label_meaning(above[0].text.rstrip(" :.")) if len(above) == 1 else None
    return meaning is not None and meaning.concept == "ignore" and meaning.strength >= _IGNORED


def _by_row(row: Row, loose: Sequence[Loose], totals: set[Decimal], entries: Sequence[Entry]) -> bool:
    """Explain a row whose amounts make the total, are a tax with its base, or the total in other money."""
    numbers = {number_key(entry.number) for entry in entries if entry.number}
    if any(number_key(word) in numbers for piece in row.pieces for word in piece.text.split()):
        return False
    amounts = [one.amount for one in loose][:_MOST_IN_ROW]
    parts_make_total = len(entries) > 1 and len(amounts) > 1 and sum(amounts, _ZERO) in totals
    return parts_make_total or _is_tax(row, amounts) or _is_exchanged(row, amounts, totals)


def _is_tax(row: Row, amounts: Sequence[Decimal]) -> bool:
    """Tell whether a row states a base, its tax at a rate of the row, and both together."""
    rates = [Decimal(rate.replace(",", ".")) for rate in _PERCENT.findall(row.text)]
    return len(amounts) == 3 and any(
        base + tax in amounts and abs(base * rate / 100 - tax) <= _CENT
        for pair in combinations(amounts, 2)
        for base, tax in (pair, pair[::-1])
        for rate in rates
    )


def _is_exchanged(row: Row, amounts: Sequence[Decimal], totals: set[Decimal]) -> bool:
    rates = [Decimal(rate.replace(",", ".")) for rate in _RATE.findall(row.text)]
    return len(amounts) == 1 and any(
        min(abs(total * rate - amounts[0]), abs(total / rate - amounts[0])) <= _CENT
        for total in totals
        for rate in rates
        if rate
    )


def _shares(by_row: dict[int, list[Loose]], rows: Sequence[Row], entries: Sequence[Entry]) -> set[int]:
    """Return the rows below a line that share its amount out under the same words: cost centres, plants."""
    wholes = {abs(value) for entry in entries for value in (entry.net, entry.gross) if value}
    gone: set[int] = set()
    for run in _runs([at for at in sorted(by_row) if len(by_row[at]) == 1]):
        told = {_words(rows[at]) for at in run}
        if len(run) > 1 and len(told) == 1 and _names_no_part(told.pop()):
            gone |= set(run) if sum((by_row[at][0].amount for at in run), _ZERO) in wholes else set()
    return gone


def _recaps(by_row: dict[int, list[Loose]], rows: Sequence[Row], entries: Sequence[Entry]) -> set[int]:
    """Return the rows that sum up the lines of one plant, shop or order, named as in a cell of theirs."""
    numbers = {entry.number: entry for entry in entries if entry.number}
    lines = [
        ({piece.text for piece in row.pieces}, numbers[piece.text])
        for row in rows
        for piece in row.pieces
        if piece.text in numbers
    ]
    gone: set[int] = set()
    for at, loose in by_row.items():
        held = [entry for cells, entry in lines if rows[at].pieces[0].text in cells]
        gone |= {at} if held and {one.amount for one in loose} <= sums_of(held) else set()
    return gone


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    run = list(places[:1])
    for one, other in pairwise(places):
        if other != one + 1:
            yield run
            run = []
        run.append(other)
    if run:
        yield run


def _words(row: Row) -> str:
    return " ".join(word for word in fold(row.text).split() if not any(map(str.isdigit, word)))


def _names_no_part(words: str) -> bool:
    """Tell whether words name something, and no gross amount, discount or deduction of the line."""
    meaning = label_meaning(words) if words else None
    return bool(words) and (meaning is None or meaning.concept in ("ignore", "account"))
