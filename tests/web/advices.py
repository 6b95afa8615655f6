"""A mail with an advice of twenty lines as a PDF, and a reading of it in which two cells are wrong."""

import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from email.message import EmailMessage

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from domain.remittance import Remittance, RemittanceLine
from domain.states import Step
from pipeline.item import WorkItem
from pipeline.records import load_item
from pipeline.results import result_of
from review.office import Office
from store.repositories import remittances, work_items
from tests.review.offices import deliver, work
from tests.review.test_items import waiting

LINES = tuple(
    (f"INV-{70_100 + 37 * number}", Decimal(100 * number) + Decimal("12.34")) for number in range(1, 21)
)
TOTAL = sum((amount for _, amount in LINES), Decimal(0))
WRONG_AMOUNT, WRONG_NUMBER = 6, 12
"""Lines (from 0) whose one cell is read wrong."""


def wrongly_read_advice(office: Office) -> int:
    """Deliver the advice, spoil two cells of its reading, and return the waiting item."""
    number = deliver(office.engines, "twenty", _mail())
    assert number is not None
    work(office)
    waiting(office, number)
    item = load_item(office.engines.store, office.engines.blobs, number)
    spoil(office, number, item, _spoilt(item.remittances[0]))
    return number


def spoil(office: Office, number: int, item: WorkItem, payment: Remittance) -> None:
    """Store another reading of the item's first payment."""
    now = office.engines.clock.now()
    changed = replace(item, remittances=(payment,))
    with office.engines.store.write() as session:
        work_items.save_result(session, number, Step.EXTRACT, result_of(Step.EXTRACT, changed) or "", now)
        remittances.save_remittances(session, number, changed.remittances)


def _spoilt(payment: Remittance) -> Remittance:
    assert [(line.document_number, line.net_amount) for line in payment.lines] == list(LINES)
    sure: list[RemittanceLine] = [
        replace(line, confidence=0.99, proofs=("sum_of_lines",)) for line in payment.lines
    ]
    amount, name = sure[WRONG_AMOUNT], sure[WRONG_NUMBER]
    sure[WRONG_AMOUNT] = replace(
        amount, net_amount=Decimal("172.34"), confidence=0.5, proofs=("open_item_found",)
    )
    sure[WRONG_NUMBER] = replace(name, document_number="INV-7O58I", confidence=0.5, proofs=("sum_of_lines",))
    fields = {
        key: replace(found, confidence=0.99, proofs=("label", "sum_of_lines"))
        for key, found in payment.fields.items()
    }
    return replace(payment, lines=tuple(sure), fields=fields)


def _mail() -> bytes:
    message = EmailMessage()
    message["From"] = "Payables <ap@kestwick.example>"
    message["To"] = "ar@tarvenne.example"
    message["Subject"] = "Remittance advice KW-2210"
    message["Date"] = "Mon, 16 Nov 2026 11:30:00 +0000"
    message["Message-ID"] = "<twenty@kestwick.example>"
    message.set_content("Dear all,\nplease find our remittance advice attached.\nKind regards\nPayables\n")
    message.add_attachment(_pdf(LINES), maintype="application", subtype="pdf", filename="KW-2210.pdf")
    return message.as_bytes()


def _pdf(lines: Sequence[tuple[str, Decimal]]) -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(60, 790, "Remittance Advice")
    canvas.setFont("Helvetica", 10)
    for row, text in enumerate(
        ("Kestwick Tooling Ltd", "Payment reference: KW-2210", "Payment date: 2026-11-13")
    ):
        canvas.drawString(60, 765 - 15 * row, text)
    for x, head in ((60, "Invoice number"), (220, "Invoice date"), (400, "Amount EUR")):
        canvas.drawString(x, 705, head)
    for row, (number, amount) in enumerate(lines):
        y = 687 - 18 * row
        canvas.drawString(60, y, number)
        canvas.drawString(220, y, f"2026-10-{row + 1:02}")
        canvas.drawRightString(460, y, f"{amount:,.2f}")
    canvas.drawString(60, 687 - 18 * len(lines) - 6, "Total")
    canvas.drawRightString(460, 687 - 18 * len(lines) - 6, f"{TOTAL:,.2f}")
    canvas.save()
    return written.getvalue()


__all__ = ["LINES", "TOTAL", "WRONG_AMOUNT", "WRONG_NUMBER", "spoil", "wrongly_read_advice"]
