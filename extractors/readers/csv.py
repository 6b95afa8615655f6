"""Reads separated values: any separator, charset and quoting; one table with every row of the file."""

import csv
import io
from collections import Counter
from typing import Literal

from domain.errors import ReadingError
from domain.pages import Cell, Page, Table, Token
from domain.words import Medium
from extractors.charsets import decoded
from extractors.geometry.words import seen_lines

_SEPARATORS = (";", "\t", "|", ",")
_SAMPLE_LINES = 200
_LONGEST_FIELD = 1_000_000


class CsvReader:
    """The reader of CSV and tab-separated files; title rows above the header stay rows."""

    name = "csv"
    medium = Medium.CSV
    content_types = frozenset({"text/csv", "text/tab-separated-values"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page with one Table. Raises ReadingError: empty, broken."""
        text = decoded(content)
        separator, text = _told_separator(text)
        rows = _rows(text, separator or _likely_separator(text), name)
        if not any(any(row) for row in rows):
            raise ReadingError("empty", f"{name} holds no values; ask the sender what was meant to be in it.")
        return (_page(rows),)


def _told_separator(text: str) -> tuple[str | None, str]:
    """Take the line `sep=;` off, by which spreadsheets tell the separator."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"')
    if told.lower().startswith("sep=") and len(told) == 5:
        return told[4], rest
    return None, text


def _likely_separator(text: str) -> str:
    """Return the separator by which most lines fall into the same number of fields."""
    sample = "\n".join(text.split("\n")[:_SAMPLE_LINES])
    return max(_SEPARATORS, key=lambda separator: _fit(sample, separator))


def _fit(sample: str, separator: str) -> float:
    rows = [
        row for row in _parsed(sample, separator, csv.QUOTE_MINIMAL) if any(field.strip() for field in row)
    ]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count / len(rows) + min(width, 20) / 100


def _rows(text: str, separator: str, name: str) -> list[list[str]]:
    try:
        rows = _parsed(text, separator, csv.QUOTE_MINIMAL)
        if _quote_ran_away(rows):
            rows = _parsed(text, separator, csv.QUOTE_NONE)
    except csv.Error as error:
        raise ReadingError(
            "broken", f"{name} is not a readable CSV file ({error}); export it again."
        ) from error
    return [[seen_lines(field) for field in row] for row in rows]


def _parsed(text: str, separator: str, quoting: Literal[0, 3]) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting))


def _quote_ran_away(rows: list[list[str]]) -> bool:
    """An opening quote that nobody closes swallows the rest of the file."""
    return any(field.count("\n") > 20 for row in rows for field in row)


def _page(rows: list[list[str]]) -> Page:
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
