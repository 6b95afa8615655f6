"""Reads separated values: any separator, charset and quoting; one table with every row of the file."""

import csv
import re
from collections.abc import Sequence

from domain.errors import ReadingError
from domain.pages import Cell, Page, Table, Token
from domain.words import Medium
from extractors.charsets import decoded
from extractors.fixed_width import rows_by_gutters
from extractors.geometry.words import seen_lines
from extractors.limits import check_rows
from extractors.separated import Rows, likely_separator, rejoined, rows_of, told_separator

_KEPT_AS_TEXT = re.compile(r'^\s*="([^"]*)"\s*$')


class CsvReader:
    """The reader of CSV and tab-separated files; title rows above the header stay rows."""

    name = "csv"
    medium = Medium.CSV
    content_types = frozenset({"text/csv", "text/tab-separated-values"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page with one Table. Raises ReadingError: empty, broken, too_large."""
        rows = [[seen_lines(_told(field)) for field in row] for row in _rows(decoded(content), name)]
        if not any(any(row) for row in rows):
            raise ReadingError("empty", f"{name} holds no values; ask the sender what was meant to be in it.")
        check_rows(sum(1 for row in rows if any(row)), name)
        return (_page(rows),)


def _rows(text: str, name: str) -> Rows:
    told, text = told_separator(text)
    separator = told or likely_separator(text)
    if separator is None and (parted := rows_by_gutters(text.split("\n"))) is not None:
        return parted
    try:
        rows = rows_of(text, separator or ";")
    except csv.Error as error:
        raise ReadingError(
            "broken", f"{name} is not a readable CSV file ({error}); export it again."
        ) from error
    return rejoined(rows) if separator == "," else rows


def _told(field: str) -> str:
    """Return 0060834 for ="0060834": programs write so what no other program is to take for an amount."""
    told = _KEPT_AS_TEXT.match(field)
    return told[1] if told else field


def _page(rows: Sequence[Sequence[str]]) -> Page:
    cells = tuple(
        Cell(row, column, text, ref=f"row {row + 1} column {column + 1}")
        for row, fields in enumerate(rows)
        for column, text in enumerate(fields)
        if text
    )
    tokens = tuple(Token(cell.text, row=cell.row, column=cell.column) for cell in cells)
    text = "\n".join("  ".join(" ".join(field.split()) for field in row if field) for row in rows)
    return Page(1, tokens, tables=(Table(cells, len(rows), max(map(len, rows))),), text=text)


PLUGIN = CsvReader()
