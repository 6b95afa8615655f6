"""Documents for the teaching pages, and a visitor's way through them."""

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from review.office import Office
from tests.review.offices import Visitor, fields_of, work

PAYER = "Marwick Coatings Ltd"
FIRST = (("INV-81137", "102.10"), ("INV-81174", "192.10"), ("INV-81211", "282.10"))
SECOND = (("INV-90001", "55.00"), ("INV-90040", "1200.40"))


PLAIN = ("Invoice number", "Your order", "Amount EUR")
ODD = ("Vorgang A", "Vorgang B", "Spalte C")
"""Heads that say nothing to first-time recognition."""


def advice(
    lines: Sequence[tuple[str, str]], reference: str, marks: str = "", heads: Sequence[str] = PLAIN
) -> bytes:
    """Return an advice as a PDF."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(60, 790, f"Remittance Advice {marks}")
    canvas.setFont("Helvetica", 10)
    for row, text in enumerate((PAYER, f"Payment reference: {reference}", "Payment date: 2026-11-13")):
        canvas.drawString(60, 765 - 15 * row, text)
    for x, head in zip((60, 220, 400), heads, strict=True):
        canvas.drawString(x, 705, head)
    for row, (number, amount) in enumerate(lines):
        canvas.drawString(60, 687 - 18 * row, number)
        canvas.drawString(220, 687 - 18 * row, f"PO-{4400 + row}")
        canvas.drawRightString(460, 687 - 18 * row, f"{float(amount):,.2f}")
    total = sum(float(amount) for _, amount in lines)
    canvas.drawString(60, 675 - 18 * len(lines), "Total")
    canvas.drawRightString(460, 675 - 18 * len(lines), f"{total:,.2f}")
    canvas.save()
    return written.getvalue()


def uploaded(visitor: Visitor, office: Office, content: bytes, name: str = "KW.pdf") -> str:
    """Upload a document on the teaching page, let it be read, and return the address of its page."""
    sent = visitor.client.post(
        "/teach", data={"csrf": visitor.csrf}, files={"file": (name, content, "application/pdf")}
    )
    assert sent.status_code == 303, sent.text[:300]
    waiting = visitor.get(sent.headers["location"])
    assert waiting.status_code == 200 and "being read" in waiting.text
    work(office)
    there = visitor.get(sent.headers["location"])
    assert there.status_code == 303, there.text[:300]
    return str(there.headers["location"])


def taught(visitor: Visitor, office: Office, **more: str) -> str:
    """Teach the first document and return the address of its layout."""
    page = uploaded(visitor, office, advice(FIRST, "KW-1"))
    done = visitor.post(f"{page}/activate", {**fields_of(visitor.get(page).text), **more})
    assert done.status_code == 303, done.text[:300]
    return str(done.headers["location"]).partition("?")[0]
