"""Writes UBL RemittanceAdvice-2 after its schema, and PDFs that carry it or a remt.001 inside."""

# ruff: noqa: E501

import io
import random
from dataclasses import replace
from decimal import Decimal
from xml.sax.saxutils import escape

from bench.layouts.electronic.truth import Line, Made, Payment, make

_MEANS = {"30": "transfer", "58": "transfer", "20": "cheque", "48": "card", "49": "direct_debit"}
_SPACES = (
    'xmlns="urn:oasis:names:specification:ubl:schema:xsd:RemittanceAdvice-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
)
_REFERENCES = {
    "invoice": "InvoiceDocumentReference",
    "credit_note": "CreditNoteDocumentReference",
    "debit_note": "DebitNoteDocumentReference",
}
FORMS: tuple[str, ...] = (
    "plain", "plain", "pretty", "reversed", "unsigned_credits", "balance", "no_means", "type_code", "wrong_count",
    "legal_name", "no_total", "default_prefix",
)  # fmt: skip


def make_ubl(rng: random.Random, form: str) -> Made:
    """Make a document of one of FORMS."""
    payment = make(
        rng, kinds=("credit_note", "debit_note"), reasons=(), currency=rng.choice(("EUR", "GBP", "NOK"))
    )
    true = replace(payment, lines=[])
    lines = "".join(_line(rng, form, line, true, at) for at, line in enumerate(payment.lines, 1))
    text = _header(rng, form, payment, true) + lines
    xml = f"<RemittanceAdvice {_SPACES}>{text}</RemittanceAdvice>"
    if form == "pretty":
        xml = xml.replace("><", ">\n<")
    if form == "default_prefix":
        xml = xml.replace("<RemittanceAdvice xmlns=", "<r:RemittanceAdvice xmlns:r=").replace(
            "</RemittanceAdvice>", "</r:RemittanceAdvice>"
        )
    return Made("advice.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}'.encode(), [true], form)


def _header(rng: random.Random, form: str, payment: Payment, true: Payment) -> str:
    def party(tag: str, name: str | None) -> str:
        said = f"<cac:PartyName><cbc:Name>{escape(name or '')}</cbc:Name></cac:PartyName>"
        if form == "legal_name":
            said = f"<cac:PartyLegalEntity><cbc:RegistrationName>{escape(name or '')}</cbc:RegistrationName></cac:PartyLegalEntity>"
        return f"<cac:{tag}><cac:Party>{said}</cac:Party></cac:{tag}>"

    code = rng.choice(list(_MEANS))
    text = "<cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:ID>ADV-9</cbc:ID><cbc:IssueDate>2025-12-31</cbc:IssueDate>"
    text += f"<cbc:DocumentCurrencyCode>{payment.currency}</cbc:DocumentCurrencyCode>"
    if form == "no_total":
        true.total = None
    else:
        text += f'<cbc:TotalPaymentAmount currencyID="{payment.currency}">{payment.total:.2f}</cbc:TotalPaymentAmount>'
    count = len(payment.lines) + (2 if form == "wrong_count" else 0)
    text += f"<cbc:LineCountNumeric>{count}</cbc:LineCountNumeric>"
    text += party("AccountingCustomerParty", payment.payer) + party("AccountingSupplierParty", payment.payee)
    if form == "no_means":
        true.reference, true.day = (
            "ADV-9",
            payment.day.replace(year=2025, month=12, day=31) if payment.day else None,
        )
        return text
    true.method = _MEANS[code]
    return text + (
        f"<cac:PaymentMeans><cbc:PaymentMeansCode>{code}</cbc:PaymentMeansCode><cbc:PaymentDueDate>{payment.day}</cbc:PaymentDueDate>"
        f"<cbc:PaymentID>{escape(payment.reference or '')}</cbc:PaymentID></cac:PaymentMeans>"
    )


def _line(rng: random.Random, form: str, line: Line, true: Payment, at: int) -> str:
    said = Line(line.number, line.kind, line.net, day=line.day if rng.random() < 0.7 else None)
    true.lines.append(said)
    net = line.net or Decimal(0)
    debit = net > 0 or form == "unsigned_credits"
    if form == "reversed":
        debit = not debit
    tag = "BalanceAmount" if form == "balance" else "DebitLineAmount" if debit else "CreditLineAmount"
    value = net if form == "balance" else abs(net)
    amount = f'<cbc:{tag} currencyID="{true.currency}">{value:.2f}</cbc:{tag}>'
    reference = _REFERENCES[line.kind]
    day = f"<cbc:IssueDate>{said.day}</cbc:IssueDate>" if said.day else ""
    code = ""
    if form == "type_code":
        reference = "InvoiceDocumentReference"
        code = {"credit_note": "381", "debit_note": "383"}.get(line.kind, "380")
        code = f"<cbc:DocumentTypeCode>{code}</cbc:DocumentTypeCode>"
    inner = f"<cac:{reference}><cbc:ID>{escape(line.number or '')}</cbc:ID>{day}{code}</cac:{reference}>"
    return (
        f"<cac:RemittanceAdviceLine><cbc:ID>{at}</cbc:ID>{amount}"
        f"<cac:BillingReference>{inner}</cac:BillingReference></cac:RemittanceAdviceLine>"
    )


def inside_pdf(made: Made) -> Made:
    """Return a PDF of one page that shows little and carries the document as an attachment."""
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(60, 780, "Remittance advice, see the file inside")
    canvas.save()
    document = pypdfium2.PdfDocument(buffer.getvalue())
    document.new_attachment(made.name).set_data(made.content)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return replace(made, name="advice.pdf", content=out.getvalue())
