"""Writes rows into workbooks and separated files; no form stands here."""

import csv
import io
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from bench.layouts.speech import Day, Money, Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import CENT

Rows = Sequence[Sequence[object]]


def put(page: Any, row: int, column: int, value: object, money: str = "#,##0.00") -> None:
    """Write a value into a cell: amounts as numbers, days as days."""
    place = page.cell(row, column)
    if isinstance(value, Money):
        place.value, place.number_format = value.amount, money
    elif isinstance(value, Day):
        place.value, place.number_format = value.day, "dd-mm-yyyy"
    elif value not in ("", None):
        place.value = value


def fill(page: Any, rows: Rows, top: int = 1, left: int = 1) -> int:
    """Write rows and return the row below them."""
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            put(page, top + r, left + c, value)
    return top + len(rows)


def book_of(title: str) -> tuple[Workbook, Any]:
    """Return a workbook and its first sheet."""
    book = Workbook()
    page: Any = book.active
    page.title = tab(title)
    return book, page


def tab(title: str) -> str:
    """Return a name that a sheet may bear."""
    return "".join(sign for sign in title if sign not in "[]:*?/\\")[:30]


def bold(page: Any, *places: str) -> None:
    """Print cells in bold."""
    for place in places:
        page[place].font = Font(bold=True)


def xlsx(book: Workbook) -> tuple[str, bytes]:
    """Return the workbook's kind and bytes."""
    out = io.BytesIO()
    book.save(out)
    return "xlsx", out.getvalue()


def separated(
    rows: Rows, mark: str = ";", charset: str = "utf-8", quoting: int = csv.QUOTE_MINIMAL, end: str = "\r\n"
) -> tuple[str, bytes]:
    """Return a separated file's kind and bytes."""
    out = io.StringIO()
    csv.writer(out, delimiter=mark, quoting=quoting, lineterminator=end).writerows(rows)  # type: ignore[arg-type]
    return "csv", out.getvalue().encode(charset)


def take_off(pay: Payment, name: str, percent: str, every: float, rng: random.Random) -> None:
    """Take a share of the gross off some lines as their discount or deduction; the net and the sum follow."""
    for x in pay.lines:
        if rng.random() < every:
            setattr(x, name, share(x, percent))
            x.net = (x.gross or Decimal(0)) - (x.discount or Decimal(0)) - (x.deduction or Decimal(0))
    pay.total = pay.sum


def share(x: Line, percent: str) -> Decimal:
    """Return so many hundredths of a line's gross."""
    return max(CENT, ((x.gross or Decimal(0)) * Decimal(percent) / 100).quantize(CENT))


def worded(say: Speech, words: str, at: int) -> str:
    """Return the word at a place of a list parted by commas, the first one after the last."""
    listed = words.split(",")
    return listed[at % len(listed)]
