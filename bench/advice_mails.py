"""Mails that carry a payment advice over open items of the sample ledger, one PDF page each, no two alike."""

import io
import random
from email.message import EmailMessage
from email.policy import SMTP

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from bench.figure import SEED
from domain.ledger import Contact, Ledger, OpenItem
from domain.words import DocumentType

LINES = 8


def made_up_advice_mails(ledger: Ledger, count: int) -> list[bytes]:
    """Return so many mails, each from a customer who pays up to eight of its items."""
    chance = random.Random(SEED)
    payers = [(contact, items) for contact in ledger.contacts if len(items := _payable(ledger, contact)) >= 3]
    mails = []
    for number in range(count):
        contact, items = payers[number % len(payers)]
        paid = chance.sample(items, min(LINES, len(items)))
        mails.append(_mail(contact, _advice(ledger, contact, paid, number), number))
    return mails


def _payable(ledger: Ledger, contact: Contact) -> list[OpenItem]:
    """Return the open invoices of the contact's customer, in its first currency."""
    items = [
        item
        for item in ledger.items_by_customer.get(contact.customer_id, ())
        if item.open_amount > 0 and item.document_type is DocumentType.INVOICE
    ]
    return [item for item in items if item.currency == items[0].currency]


def _advice(ledger: Ledger, contact: Contact, items: list[OpenItem], number: int) -> bytes:
    payer = ledger.customer_by_id[contact.customer_id].name
    styles = getSampleStyleSheet()
    rows = [("Invoice", "Date", "Gross", "Net")]
    rows += [(i.document_number, str(i.issue_date), f"{i.amount:,}", f"{i.open_amount:,}") for i in items]
    rows.append(("Total paid", "", "", f"{sum(item.open_amount for item in items):,}"))
    said = [
        Paragraph("Remittance Advice", styles["Title"]),
        Paragraph(payer, styles["Normal"]),
        Paragraph(f"Payment reference: PAY-{70_000 + number}", styles["Normal"]),
        Paragraph(f"Payment date: 2026-11-16  Currency: {items[0].currency}", styles["Normal"]),
        Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])),
    ]
    made = io.BytesIO()
    SimpleDocTemplate(made, pagesize=A4, invariant=1).build(said)
    return made.getvalue()


def _mail(contact: Contact, advice: bytes, number: int) -> bytes:
    mail = EmailMessage(policy=SMTP)
    domain = contact.email.rpartition("@")[2]
    mail["Authentication-Results"] = f"mx.tarvenne.example; dmarc=pass header.from={domain}"
    mail["From"], mail["To"] = contact.email, "ar@tarvenne.example"
    mail["Subject"], mail["Message-ID"] = f"Remittance advice {number}", f"<{SEED}.{number}@{domain}>"
    mail["Date"] = "Mon, 16 Nov 2026 10:12:00 +0100"
    mail.set_content(f"Hello,\n\nplease find our remittance advice PAY-{70_000 + number} attached.\n")
    mail.add_attachment(advice, maintype="application", subtype="pdf", filename=f"advice-{number}.pdf")
    return mail.as_bytes()
