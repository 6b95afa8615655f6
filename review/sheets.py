"""A table as CSV or XLSX for a spreadsheet; no cell of it can become a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from domain.money import as_text
from pipeline.export_files import harmless

FORMS = ("csv", "xlsx")
Cell = str | int | Decimal | None


def sheet(form: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the file's bytes; `form` is one of `FORMS`. Numbers stay numbers, texts stay texts."""
    return _csv(columns, rows) if form == "csv" else _xlsx(columns, rows)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in columns])
    writer.writerows([_for_csv(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _for_csv(cell: Cell) -> str | int | Decimal:
    if isinstance(cell, Decimal):
        return as_text(cell)
    return harmless(_plain(cell)) if isinstance(cell, str) else "" if cell is None else cell


def _xlsx(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet("list")
    page.append(list(columns))
    for row in rows:
        cells = []
        for value in row:
            shown = _plain(value)[:32_000] if isinstance(value, str) else value
            cell = WriteOnlyCell(page, value=shown)  # type: ignore[arg-type] # its stubs know no Decimal
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        page.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _plain(text: str) -> str:
    """Drop control characters, which no sheet can hold; line ends become blanks."""
    return "".join(sign if sign >= " " else " " for sign in text if sign >= " " or sign in "\t\n\r")
