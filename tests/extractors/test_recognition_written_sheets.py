"""Sheets whose one column holds whole lines, set in columns by blanks, are read as the text that they are."""

import io
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl

from domain.pages import Document
from domain.words import Look, Medium
from extractors.readers import xlsx
from extractors.recognition.reader import GeneralReader

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import KNOWN

LINES = """\
REMITTANCE ADVICE   Norvik Pumps AS
Payment date 2026-03-31   Currency EUR
Invoice        Date         Gross        Discount     Net
K/88-1         2026-02-11   1,200.00     24.00        1,176.00
K/88-2         2026-02-14     800.00      0.00          800.00
K/91-4         2026-02-19     410.50      8.21          402.29
Total                       2,410.50     32.21        2,378.29
"""


def test_lines_written_out_in_one_column_are_read_with_their_columns_and_cells() -> None:
    book = openpyxl.Workbook()
    for line in LINES.splitlines():
        book.worksheets[0].append([line])
    saved = io.BytesIO()
    book.save(saved)
    pages = xlsx.PLUGIN.read(saved.getvalue(), "pay.xlsx")
    document = Document("pay.xlsx", "", Medium.SHEET, "", pages, Look.ADVICE)
    (advice,) = GeneralReader().extract(document, KNOWN)
    assert [(line.document_number, line.gross_amount, line.net_amount) for line in advice.lines] == [
        ("K/88-1", Decimal("1200.00"), Decimal("1176.00")),
        ("K/88-2", Decimal("800.00"), Decimal("800.00")),
        ("K/91-4", Decimal("410.50"), Decimal("402.29")),
    ]
    assert (advice.total_amount, advice.needs_review) == (Decimal("2378.29"), False)
    assert advice.fields["total_amount"].cell == "Sheet!A7"
