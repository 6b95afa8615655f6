"""The reconciliation file as CSV, XLSX or JSON; no cell of it can become a formula."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from domain.money import as_text
from pipeline.export_rows import COLUMNS, Value

Rows = Sequence[dict[str, Value]]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
_WIDE = "\uff1d\uff0b\uff0d\uff20"
"""Full-width =, +, - and @: some spreadsheets take them for the narrow ones."""
FORMATS = ("csv", "xlsx", "json")
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def export_file(rows: Rows, form: str) -> bytes:
    """Return the file's bytes; `form` is one of `FORMATS`. Raises ValueError for any other."""
    writers = {"csv": _csv, "xlsx": _xlsx, "json": _json}
    if form not in writers:
        raise ValueError(f"{form} is no export format; choose one of {', '.join(FORMATS)}")
    return writers[form](rows)


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would compute, blanks before it or not."""
    start = text.lstrip(" \u00a0\n\u3000\ufeff")[:1]
    dangerous = text.startswith(FORMULA_STARTS) or start in (*FORMULA_STARTS, *_WIDE)
    return f"'{text}" if start and dangerous else text


def _csv(rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(row[column]) for column in COLUMNS] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(rows: Rows) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("payments")
    sheet.append(list(COLUMNS))
    for row in rows:
        cells = []
        for column in COLUMNS:
            cell = WriteOnlyCell(sheet, value=_plain(row[column]))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _json(rows: Rows) -> bytes:
    shown = [
        {column: None if row[column] is None else _plain(row[column]) for column in COLUMNS} for row in rows
    ]
    return json.dumps(shown, ensure_ascii=False, indent=1).encode("utf-8")


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return as_text(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return "".join(sign for sign in str(value) if sign >= " " or sign == "\t")


def _harmless(value: Value) -> str:
    text = _plain(value)
    return harmless(text) if isinstance(value, str) else text
