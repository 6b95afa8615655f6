"""Doubts about whole columns: figures under headers that say nothing, and numbers of unknown owners."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from extractors.recognition.amounts import Roles
from extractors.recognition.bodies import Record
from extractors.recognition.entries import Entry
from extractors.recognition.headers import Column
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Row
from extractors.recognition.words import column_meaning, components

_WORDS = frozenset({"unknown", "text", "reason", "type"})
_LONG_NUMBER = re.compile(r"^[A-Z]{0,4}[-/ ]?\d[\d\-/.]{4,}$")
_FEWEST_HEADINGS = 3
_FIGURES = re.compile(r"\d+")
_LONGEST_CODE = 5
_CENTS = re.compile(r"\d[.,]\d\d(?!\d)")
_UNSURE = {
    "unknown": frozenset({"ignore", "discount", "deduction"}),
    "ignore": frozenset({"discount", "deduction"}),
    "discount": frozenset({"ignore"}),
    "deduction": frozenset({"ignore"}),
}
"""Parts that arithmetic alone gave a column whose header says nothing, or something else."""


def unread_columns(
    columns: Sequence[Column],
    lines: Sequence[Record],
    amounts: Sequence[Mapping[int, Decimal]],
    roles: Roles,
) -> list[str]:
    """Name columns of money or days under headers that nobody knows and that fed no field."""
    doubts = []
    for index, column in enumerate(columns):
        if not column.header:
            continue
        texts = [record.text(index) for record in lines]
        if column.concept in _WORDS and (_holds_numbers(texts) or _holds_own_numbers(texts)):
            doubts.append(f'Nothing says whose the numbers under "{column.header}" are.')
        if column.concept == "ignore" and _may_hold_orders(column, texts):
            doubts.append(f'The numbers under "{column.header}" may be those of orders.')
        if column.concept in _WORDS | {"ignore"} and _holds_cents(
            [record.text(index) for record in lines], lines
        ):
            doubts.append(f'Nothing says what the figures under "{column.header}" are.')
        if column.concept not in _UNSURE:
            continue
        unsure = roles.role_of.get(index) in _UNSURE[column.concept]
        printed = any(is_amount_like(record.text(index)) for record in lines)
        money = unsure and printed and any(values.get(index) for values in amounts)
        days = [record for record in lines if is_date_like(record.text(index))]
        if money or (column.concept == "unknown" and 2 * len(days) > len(lines)):
            doubts.append(f'Nothing says what the column "{column.header}" holds.')
    return doubts


def rival_numbers(columns: Sequence[Column], lines: Sequence[Record]) -> list[str]:
    """Doubt numbers that stand beside others of their own under a header that means the same.

    Bookkeeping screens show the sender's entry and the document of its partner; only one is ours.
    """
    chosen = {column_meaning(c.header) for c in columns if c.concept in ("number", "your_number")}
    concepts = {meaning.concept for meaning in chosen if meaning}
    rivals = [
        column.header
        for index, column in enumerate(columns)
        if column.concept == "ignore"
        and (meaning := column_meaning(column.header)) is not None
        and meaning.concept in concepts
        and _holds_rivals([record.text(index) for record in lines])
    ]
    return [f'The numbers under "{header}" may be those of the documents.' for header in rivals]


def _holds_rivals(texts: Sequence[str]) -> bool:
    return 0 < len(texts) == len(set(texts)) and all(
        len(text) >= _LONGEST_CODE and looks_like_number(text) for text in texts
    )


def _holds_numbers(texts: Sequence[str]) -> bool:
    """Tell whether most cells of a column of words hold long numbers: orders, documents, accounts."""
    held = [text for text in texts if text]
    numbers = [text for text in held if _LONG_NUMBER.match(text) and not is_amount_like(text)]
    return len(numbers) > 0.6 * len(held) and len(set(numbers)) > 0.5 * len(numbers)


def _may_hold_orders(column: Column, texts: Sequence[str]) -> bool:
    """Tell whether long numbers stand under a header that names orders and something else: "PO / line"."""
    held = [text for text in texts if text]
    long = [text for text in held if any(_is_long(word) for word in text.split())]
    return "ORDER" in components(column.header)[0] and len(long) > 0.6 * len(held)


def _is_long(word: str) -> bool:
    return looks_like_number(word) and sum(map(str.isdigit, word)) >= _LONGEST_CODE


def _holds_own_numbers(texts: Sequence[str]) -> bool:
    """Tell whether every row has a number of letters and figures of its own there: no code, no remark."""
    held = [text for text in texts if text]
    forms = {_FIGURES.sub("9", text) for text in held}
    return (
        len(held) == len(texts) == len(set(held))
        and len(forms) == 1
        and all(len(text) > _LONGEST_CODE and looks_like_number(text) for text in held)
    )


def _holds_cents(texts: Sequence[str], lines: Sequence[Record]) -> bool:
    """Two figures in every row, beside amounts that all are whole: perhaps their hundredths."""
    if not all(len(text) == 2 and text.isdigit() for text in texts):
        return False
    return not any(_CENTS.search(row.text) for record in lines for row in record.rows)


def unread_headings(rows: Sequence[Row], entries: Sequence[Entry]) -> list[str]:
    """Doubt words that head values of lines, where no table was found under them and no line states one.

    Discounts, deductions and reasons may well be empty; what was billed, days and orders seldom are.
    """
    stated = {
        "gross": any(entry.gross is not None for entry in entries),
        "document_date": any(entry.day is not None for entry in entries),
        "po": any(entry.po is not None for entry in entries),
    }
    headings = [
        (piece.text, meaning)
        for row in rows
        for piece in row.pieces
        if (meaning := column_meaning(piece.text.strip())) is not None and meaning.strength >= 1
    ]
    if not entries or len({meaning.concept for _, meaning in headings}) < _FEWEST_HEADINGS:
        return []
    return [
        f'"{text}" heads values of lines; none was read.'
        for text, meaning in headings
        if not stated.get(meaning.concept, True)
        and (meaning.concept != "document_date" or "DOC" in meaning.components)
    ][:1]


def doubt_lone_reductions(entries: Sequence[Entry]) -> None:
    """A reduction without its gross, where other lines state both, may stand in the wrong column.

    So may a gross amount that only some lines state, and that nothing ties to what is paid.
    """
    if not any(entry.gross is not None for entry in entries):
        return
    some = any(entry.gross is None for entry in entries)
    for entry in entries:
        if some and _is_paid_otherwise(entry):
            entry.problems.append(f"Nothing says why {entry.number or 'a row'} is not paid with its amount.")
        if entry.gross is None and (entry.discount or entry.deduction):
            entry.problems.append(f"{entry.number or 'A row'} states a reduction but no gross amount.")


def _is_paid_otherwise(entry: Entry) -> bool:
    if entry.gross is None or entry.net is None or entry.discount or entry.deduction:
        return False
    return abs(entry.gross) != abs(entry.net)
