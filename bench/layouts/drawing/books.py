"""Writes a sheet as CSV or as a workbook, with text or with typed numbers and days."""

import csv
import io
import random
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Day, Money

Rows = list[list[str]]


def csv_file(sheet: Sheet, rng: random.Random) -> bytes:
    """Return UTF-8 with semicolons or tabs."""
    return _csv(_rows(sheet.blocks), rng.choice([";", "\t", ";"])).encode()


def csv_odd(sheet: Sheet, rng: random.Random) -> bytes:
    """Return another charset, separator and quoting, now and then with an Excel `sep=` line."""
    mark = rng.choice([",", "|", ";", "\t"])
    charset = rng.choice(["cp1252", "utf-16", "utf-8-sig", "latin-1"])
    quoting = csv.QUOTE_ALL if mark == "," else rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    text = _csv(_rows(sheet.blocks), mark, quoting)
    first = f"sep={mark}\r\n" if charset != "utf-16" and rng.random() < 0.25 else ""
    return (first + text).encode(charset, errors="replace")


def text_book(sheet: Sheet, rng: random.Random) -> bytes:
    """Return a workbook of text cells."""
    book = Workbook()
    for number, (name, blocks) in enumerate(_parts(sheet)):
        page: Any = book.active if number == 0 else book.create_sheet()
        page.title = name or page.title
        for row in _rows(blocks):
            page.append([str(cell) for cell in row] or [None])
    return _saved(book)


def typed_book(sheet: Sheet, rng: random.Random) -> bytes:
    """Return a workbook with typed numbers and days, merged titles, and an empty margin."""
    left, top = rng.choice([0, 0, 1, 2]), rng.choice([0, 0, 1, 3])
    book = Workbook()
    for number, (name, blocks) in enumerate(_parts(sheet)):
        page: Any = book.active if number == 0 else book.create_sheet()
        page.title = name or page.title
        at = top + 1
        for block in blocks:
            for n, row in enumerate(_rows([block])):
                for i, cell in enumerate(row):
                    _put(page.cell(at, left + i + 1), cell)
                if len(row) == 1 and row[0] and (block.kind == "text" or n in block.wide):
                    last = get_column_letter(left + 5)
                    page.merge_cells(f"{get_column_letter(left + 1)}{at}:{last}{at}")
                at += 1
    return _saved(book)


def _put(place: Any, cell: str) -> None:
    if isinstance(cell, Money):
        place.value, place.number_format = cell.amount, "#,##0.00"
    elif isinstance(cell, Day):
        place.value, place.number_format = cell.day, "dd/mm/yyyy"
    elif cell:
        place.value = str(cell)


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _parts(sheet: Sheet) -> list[tuple[str, list[Block]]]:
    """Return the blocks by sheet: a block `part` begins a new one."""
    found: list[tuple[str, list[Block]]] = [("", [])]
    for block in sheet.blocks:
        if block.kind == "part":
            found.append((block.lines[0][:30], []))
        else:
            found[-1][1].append(block)
    return [(name, blocks) for name, blocks in found if blocks]


def _csv(rows: Rows, mark: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def _rows(blocks: list[Block]) -> Rows:
    rows: Rows = []
    for block in blocks:
        if block.kind in ("text", "para", "part", "foot"):
            rows += [[line] for line in block.lines]
        elif block.kind == "pairs":
            rows += [[f"{a}: {b}"] if block.place == "colon" else [a, b] for a, b in block.pairs]
        elif block.kind == "grid":
            rows += [list(row[:1]) if n in block.wide else list(row) for n, row in enumerate(block.grid)]
        rows.append([])
    return rows
