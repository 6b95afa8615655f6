import sys
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import Medium
from extractors.readers import csv
from extractors.readers.pdf import PLUGIN
from extractors.recognition.reader import GeneralReader

sys.path.insert(0, str(Path(__file__).parent))
import made_pdfs
from made_documents import KNOWN


def first_of(document: Document) -> Remittance:
    return GeneralReader().extract(document, KNOWN)[0]


def two_panels(ruled: bool) -> Document:
    def paint(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        head = ("Beechwood Example Ltd", "Remittance advice", "Payment date: 31 March 2026", "Currency: EUR")
        for at, text in enumerate(head):
            canvas.drawString(40, 780 - 12 * at, text)
        for panel, x in enumerate((40, 320)):
            canvas.drawString(x, 700, "Invoice")
            canvas.drawString(x + 80, 700, "Date")
            canvas.drawRightString(x + 195, 700, "Amount paid")
            for row in range(5 - panel):
                y = 688 - 12 * row
                canvas.drawString(x, y, f"INV-{panel}00{row}")
                canvas.drawString(x + 80, y, "01.02.2026")
                canvas.drawRightString(x + 195, y, f"{row + 1}0.00")
            if ruled:
                canvas.grid([x - 3, x + 75, x + 130, x + 200], [711 - 12 * i for i in range(7 - panel)])
        canvas.drawString(320, 600, "Total amount")
        canvas.drawRightString(515, 600, "250.00")

    pages = PLUGIN.read(made_pdfs.drawn(paint), "a.pdf")
    return Document("a.pdf", "0", Medium.PDF, "application/pdf", pages)


@pytest.mark.parametrize("ruled", [True, False])
def test_tables_side_by_side_are_read_one_after_the_other(ruled: bool) -> None:
    remittance = first_of(two_panels(ruled))
    assert [line.document_number for line in remittance.lines] == [
        *(f"INV-000{row}" for row in range(5)),
        *(f"INV-100{row}" for row in range(4)),
    ]
    assert not remittance.needs_review


def test_sheets_with_two_tables_side_by_side_are_read_too() -> None:
    text = (
        "Beechwood Example Ltd,,,,\nRemittance advice,,,,\nCurrency,EUR,,,\nInvoice,Amount,,Invoice,Amount\n"
        "INV-1,10.00,,INV-3,35.00\nINV-2,20.00,,,\nTotal,,,,65.00\n"
    )
    pages = csv.PLUGIN.read(text.encode(), "a.csv")
    remittance = first_of(Document("a.csv", "0", Medium.CSV, "text/csv", pages))
    assert [line.document_number for line in remittance.lines] == ["INV-1", "INV-2", "INV-3"]
    assert not remittance.needs_review


def test_a_wide_table_of_words_is_given_up_within_seconds() -> None:
    words = ("invoice", "total", "payment", "lorem", "ipsum", "amount")
    text = "\n".join(",".join(words[(r * 7 + c) % 6] for c in range(120)) for r in range(120))
    pages = csv.PLUGIN.read(text.encode(), "a.csv")
    document = Document("a.csv", "0", Medium.CSV, "text/csv", pages)
    assert GeneralReader().extract(document, ReadingAids()) == ()


def written_abreast(numbers: list[list[str]]) -> Remittance:
    head = "Beechwood Example Ltd;;;\nPayment date;31.03.2026;;\nCurrency;EUR;;\n"
    table = "Invoice no;Amount;Invoice no;Amount\n"
    table += "".join(f"{left};10,00;{right};20,00\n" for left, right in numbers)
    pages = csv.PLUGIN.read((head + table).encode(), "advice.csv")
    return first_of(Document("a.csv", "0", Medium.CSV, "text/csv", pages))


def test_panels_whose_numbers_rise_across_are_read_row_by_row() -> None:
    read = written_abreast([["9001", "9002"], ["9003", "9004"], ["9005", "9006"]])
    assert [line.document_number for line in read.lines] == [f"900{n}" for n in range(1, 7)]


def test_panels_whose_numbers_rise_downwards_are_read_panel_by_panel() -> None:
    read = written_abreast([["9001", "9004"], ["9002", "9005"], ["9003", "9006"]])
    assert [line.document_number for line in read.lines] == [f"900{n}" for n in range(1, 7)]
