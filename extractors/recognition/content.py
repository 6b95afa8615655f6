"""Settles what columns mean where their content contradicts their headers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like, is_number
from domain.ledger import Ledger
from domain.numbers import number_key
from extractors.recognition.bodies import number_columns
from extractors.recognition.headers import AMOUNTS, Column
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row, without_rate
from extractors.recognition.placing import Streams, placed
from extractors.recognition.words import components, fold, label_meaning, says

NUMBER_CONCEPTS = ("your_number", "number", "reference", "own_number")
_TAKEN_OFF = re.compile(r"^\W{0,4}[-−–(]|[-−–)]\W{0,4}$")
_CODE = 4
"""In letters and figures: what is no longer may be a code."""
_ANY_RUN = 4
"""The rank from which a label names a run or anything else that payments are made in."""
_SEVERAL = 2
_SURELY = 0.99
_PAYMENTS = frozenset({"PAID", "TRANSFER", "CHEQUE"})
_NAMES = frozenset({"payer", "payee", "method"})
_POSITION = re.compile(r"^0\d{2,4}$")
_FIGURE = re.compile(r"\d")
_CENTS = re.compile(r"\d[.,]\d\d(?!\d)")


def settled_by_content(rows: Sequence[Row], columns: Sequence[Column], ledger: Ledger | None) -> list[Column]:
    """Settle headers that content contradicts: a counting column, references, an item column of text."""
    columns = [_of_payments(column, rows) for column in columns]
    streams = Streams()
    texts: list[list[str]] = [[] for _ in columns]
    cells = [placed(row, columns, streams) for row in rows[:60]]
    for held_in_row in cells:
        for index, pieces in held_in_row.items():
            texts[index].extend(piece.text for piece in pieces)
    settled = [_settled(column, held) for column, held in zip(columns, texts, strict=True)]
    settled = _numbers_of_notes(settled, cells)
    settled = _no_money_at_all(settled, texts)
    settled = _money_under_names(_money_among_numbers(settled, texts), texts)
    return _one_date(_one_number(settled, texts, ledger), texts)


def _money_among_numbers(columns: list[Column], texts: Sequence[Sequence[str]]) -> list[Column]:
    """Under "Number, Date, Invoiced, Paid" the third column holds money, as its content shows."""
    numbers = [index for index, column in enumerate(columns) if column.concept in NUMBER_CONCEPTS]
    money = [i for i in numbers if _all_money(texts[i]) and "NUM" not in components(columns[i].header)[0]]
    if not money or len(money) == len(numbers):
        return columns
    # Beside credits, "Invoices" is the other side of what is paid, not what was billed.
    concept = "debit" if any(column.concept == "credit" for column in columns) else "gross"
    return [replace(c, concept=concept) if at in money[:1] else c for at, c in enumerate(columns)]


def _no_money_at_all(columns: list[Column], texts: Sequence[Sequence[str]]) -> list[Column]:
    """Under "Paid in run" stand the numbers of runs, no amounts, as its content and another column show."""
    money = [
        column.concept in AMOUNTS and _states_money(held) for column, held in zip(columns, texts, strict=True)
    ]
    return [
        replace(column, concept="text")
        if column.concept in AMOUNTS and any(money) and not paid and _names_things(held)
        else column
        for column, held, paid in zip(columns, texts, money, strict=True)
    ]


def _states_money(texts: Sequence[str]) -> bool:
    """Tell whether amounts stand in a column, and not just that of a sum below more numbers."""
    amounts = sum(is_amount_like(without_rate(text)) for text in texts)
    numbers = sum(looks_like_number(text) and not text.isdigit() for text in texts)
    worded = sum(sum(map(str.isalpha, text)) > _CODE and not is_amount_like(text) for text in texts)
    return amounts > 0 and amounts >= numbers and 2 * amounts >= worded


def _names_things(texts: Sequence[str]) -> bool:
    """Tell whether most texts are words or long numbers, which no amounts beside others would be."""
    texts = [text for text in texts if not is_amount_like(without_rate(text))]
    named = [text for text in texts if not is_number(text) or (text.isdigit() and len(text) > _CODE + 1)]
    sure = len(texts) > 1 or any(looks_like_number(text) and not text.isdigit() for text in texts)
    return sure and len(named) == len(texts)


def _of_payments(column: Column, rows: Sequence[Row]) -> Column:
    """Numbers right under "Payment" are those of payments and no amounts; days under "Valuta" are theirs."""
    if not column.header or column.concept not in AMOUNTS | {"currency"}:
        return column
    under = [piece.text for row in rows[:60] for piece in row.pieces if _stands_under(piece, column)]
    if column.concept == "currency":
        return replace(column, concept="payment_date") if under and _all_days(under) else column
    if not _may_name_payments(column.header) or len(under) < _SEVERAL:
        return column
    numbers = all(looks_like_number(text) and not is_amount_like(text) for text in under) and not _adds_up(
        under
    )
    return replace(column, concept="payment_reference") if numbers else column


def _adds_up(texts: Sequence[str]) -> bool:
    """Tell whether the last of bare figures sums up those above, or all are too short for numbers."""
    if not all(text.isdigit() for text in texts):
        return False
    figures = [int(text) for text in texts]
    return figures[-1] == sum(figures[:-1]) or all(len(text) < _CODE for text in texts)


def _stands_under(piece: Piece, column: Column) -> bool:
    return min(piece.right, column.right) > max(piece.left, column.left)


def _may_name_payments(header: str) -> bool:
    meaning = label_meaning(header)
    called = meaning is not None and meaning.concept == "payment_reference" and meaning.rank < _ANY_RUN
    return called or components(header)[0] <= _PAYMENTS


def _numbers_of_notes(columns: list[Column], cells: Sequence[Mapping[int, Sequence[Piece]]]) -> list[Column]:
    """Numbers under "Our debit note" where every amount is taken off: the lines are those notes.

    Another column of numbers then names the invoices that they concern.
    """
    named = [at for at, column in enumerate(columns) if _may_name_notes(column)]
    lines = [row for row in cells if named and named[0] in row and len(row) > 1]
    notes = [piece.text for row in lines for piece in row[named[0]]]
    if len(named) != 1 or not _all_numbers(notes) or not all(_is_taken_off(row) for row in lines):
        return columns
    return [
        replace(c, concept="your_number" if at in named else "ignore")
        if at in named or (c.concept in NUMBER_CONCEPTS and not _holds_day(lines, at))
        else c
        for at, c in enumerate(columns)
    ]


def _may_name_notes(column: Column) -> bool:
    """Under "Debit note" or "Chargeback" may stand numbers, as what is under it shows."""
    return column.concept == "deduction" or (column.concept == "reason" and says(column.header, "debit_note"))


def _holds_day(lines: Sequence[Mapping[int, Sequence[Piece]]], index: int) -> bool:
    return _all_days([piece.text for row in lines for piece in row.get(index, ())])


def _is_taken_off(row: Mapping[int, Sequence[Piece]]) -> bool:
    """Tell whether a row states money, and none that is not negative."""
    money = [piece.text for pieces in row.values() for piece in pieces if is_amount_like(piece.text)]
    money = [text for text in money if not text.isdigit()]
    return bool(money) and all(_TAKEN_OFF.search(text) for text in money)


def _all_numbers(texts: Sequence[str]) -> bool:
    """Tell whether a column holds a document number of its own in every row, and no codes that return."""
    alike = all(len(text) > _CODE and looks_like_number(text) for text in texts)
    return alike and 0 < len(set(texts)) == len(texts)


def _money_under_names(columns: list[Column], texts: Sequence[Sequence[str]]) -> list[Column]:
    """Under "Paid to you" stands no name but what is paid, as its content shows."""
    paid = any(column.concept == "net" for column in columns)
    return [
        replace(column, concept="unknown" if paid else "net")
        if column.concept in _NAMES and _all_money(held)
        else column
        for column, held in zip(columns, texts, strict=True)
    ]


def _all_money(texts: Sequence[str]) -> bool:
    stated = [text for text in texts if _FIGURE.search(text)]
    like = sum(is_amount_like(text) for text in stated)
    return bool(stated) and all(is_number(text) for text in stated) and like >= 0.3 * len(stated)


def _one_date(columns: list[Column], texts: Sequence[Sequence[str]]) -> list[Column]:
    """A column of days under a header that says nothing holds the documents' days, where no other does."""
    if any(column.concept == "document_date" for column in columns):
        return columns
    dates = [
        index
        for index, column in enumerate(columns)
        if column.concept in ("unknown", "text", "type") and _all_days(_stated(column, texts[index]))
    ]
    if len(dates) != 1:
        return columns
    return [replace(c, concept="document_date") if at == dates[0] else c for at, c in enumerate(columns)]


def _stated(column: Column, texts: Sequence[str]) -> Sequence[str]:
    """Leave out words under a header that says nothing: labels of what stands below the table."""
    return [text for text in texts if _FIGURE.search(text)] if column.concept == "unknown" else texts


def _all_days(texts: Sequence[str]) -> bool:
    days = sum(is_date_like(text) and not text.isdigit() for text in texts)
    return days > 0 and days >= 0.6 * len(texts)


def _settled(column: Column, texts: Sequence[str]) -> Column:
    if not texts:
        return column
    if column.concept in ("reason", "text", "type") and _all_money(texts) and all(map(_CENTS.search, texts)):
        return replace(column, concept="unknown")  # "Fee note" heads what was charged, not notes
    counting = all(text.rstrip(".").isdigit() and len(text) <= 4 for text in texts)
    if column.concept in NUMBER_CONCEPTS and counting:
        running = [int(text.rstrip(".")) for text in texts]
        if running == list(range(running[0], running[0] + len(running))) and running[0] <= 1:
            return replace(column, concept="ignore")
    figures = sum(bool(_FIGURE.search(text)) for text in texts)
    if column.concept in ("number", "reference") and figures == 0:
        return replace(column, concept="text")
    stated = [text for text in texts if _FIGURE.search(text)]
    if column.concept in ("number", "reference") and _all_days([t for t in stated if not is_amount_like(t)]):
        return replace(column, concept="document_date")
    if (
        column.concept == "net"
        and stated
        and all(is_date_like(text) and not is_number(text) for text in stated)
    ):
        return replace(column, concept="payment_date")
    return column


def _one_number(columns: list[Column], texts: Sequence[Sequence[str]], ledger: Ledger | None) -> list[Column]:
    """Leave one column of document numbers: the one our ledger knows, else ours by header wording."""
    ranked = number_columns(columns)
    if ranked:
        best = [columns[index] for index in ranked if columns[index].concept == columns[ranked[0]].concept]
        ranked.sort(key=lambda index: columns[index] not in best or _says_less(columns[index], best))
    if ledger is not None and len(ranked) > 1:
        ranked.sort(key=lambda index: -_known(texts[index], ledger))
    ranked.sort(key=lambda index: _counts_positions(texts[index]))
    ranked.sort(key=lambda index: _is_of_run(columns[index], texts[index]))
    if ranked:
        return [
            replace(column, concept=_of_others(column, texts[index])) if index in ranked[1:] else column
            for index, column in enumerate(columns)
        ]
    for index, column in enumerate(columns):
        if column.concept in ("text", "unknown", "type", "ignore") and _numberish(texts[index]):
            return [replace(c, concept="number") if at == index else c for at, c in enumerate(columns)]
    return columns


def _is_of_run(column: Column, texts: Sequence[str]) -> bool:
    """Tell whether the numbers of runs or payments, each of several lines, stand under "Run/document"."""
    numbers = [text for text in texts if looks_like_number(text)]
    return "RUN" in components(column.header)[0] and 2 * len(set(numbers)) <= len(numbers)


def _says_less(column: Column, others: Sequence[Column]) -> bool:
    """ "Doc." says less than "Document no.": beside that it heads the sender's own entries."""
    word = fold(column.header).strip(" .")
    return any(len(fold(other.header)) > len(word) and word in fold(other.header) for other in others)


def _counts_positions(texts: Sequence[str]) -> bool:
    """Short figures filled up with noughts count the items of an order: "00170"; no document's number."""
    return bool(texts) and all(_POSITION.match(text) for text in texts)


def _of_others(column: Column, texts: Sequence[str]) -> str:
    """A column of references that says the same in every row names the payment beside the documents."""
    if _is_of_run(column, texts):
        return "payment_reference"
    same = len(set(texts)) == 1 and len(texts) > 1 and looks_like_number(texts[0])
    sure = column.concept == "reference" and column.strength >= _SURELY
    return "payment_reference" if same and sure else "ignore"


def _known(texts: Sequence[str], ledger: Ledger) -> int:
    return sum(number_key(text) in ledger.items_by_key for text in texts)


def _numberish(texts: Sequence[str]) -> bool:
    held = [
        text for text in texts if _FIGURE.search(text) and not is_amount_like(text) and not is_date_like(text)
    ]
    held = [text for text in held if "%" not in text]
    return len(held) >= 1 and len(held) >= 0.6 * len(texts) and not all(len(text) < 3 for text in held)
