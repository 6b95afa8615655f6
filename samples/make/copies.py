"""PDFs of our own: invoice and note copies, proofs of delivery, certificates, orders and contracts."""

import io
from decimal import Decimal

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from samples.make import firm
from samples.make.books import Item, Order

TITLES = {
    "invoice": {"en": "INVOICE", "fr": "FACTURE", "de": "RECHNUNG", "es": "FACTURA"},
    "credit_note": {"en": "CREDIT NOTE", "fr": "AVOIR", "de": "GUTSCHRIFT", "es": "NOTA DE ABONO"},
    "debit_note": {
        "en": "DEBIT NOTE",
        "fr": "NOTE DE DÉBIT",
        "de": "LASTSCHRIFTANZEIGE",
        "es": "NOTA DE CARGO",
    },
}


def canvas(title: str, size: tuple[float, float] = A4, author: str = "") -> tuple[Canvas, io.BytesIO]:
    """Return an empty PDF that comes out the same each time, and the buffer it goes to."""
    rl_config.invariant = 1
    rl_config.useA85 = 0
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=size, invariant=1, pageCompression=0)
    page.setTitle(title)
    page.setAuthor(author)
    return page, buffer


def invoice_copy(item: Item) -> bytes:
    """Draw the copy of one invoice, credit note or debit note."""
    page, buffer = canvas(item.number, author=firm.NAME)
    _letterhead(page)
    title = TITLES[item.kind][item.customer.language]
    _lines(page, 48, 700, [item.customer.name, f"{item.customer.customer_id} / {item.customer.country}"])
    page.setFont("Helvetica-Bold", 15)
    page.drawString(48, 640, f"{title} {item.number}")
    facts = [f"Date {item.issued}", f"Due {item.due}", f"Order {item.po or '-'}"]
    _lines(page, 380, 700, [*facts, f"Delivery note {item.delivery or '-'}"])
    _positions(page, item)
    page.showPage()
    page.save()
    return buffer.getvalue()


def _positions(page: Canvas, item: Item) -> None:
    page.setFont("Helvetica-Bold", 9)
    for x, word in ((48, "Goods"), (330, "Quantity"), (410, "Price"), (490, "Amount")):
        page.drawString(x, 600, word)
    page.line(48, 595, 547, 595)
    page.setFont("Helvetica", 9)
    y = 580
    for row in item.rows:
        page.drawString(48, y, row.goods)
        page.drawRightString(370, y, str(row.quantity))
        page.drawRightString(440, y, f"{row.price}")
        page.drawRightString(540, y, f"{row.amount:,.2f}")
        y -= 16
    sums = [("Tax", item.tax), ("Total " + item.currency, item.amount)]
    for label, amount in sums if item.tax else sums[1:]:
        y -= 16
        page.drawString(410, y, label)
        page.drawRightString(540, y, f"{amount:,.2f}")


def proof_of_delivery(item: Item) -> bytes:
    """Draw the signed delivery note of one invoice."""
    page, buffer = canvas(item.delivery, author=firm.NAME)
    _letterhead(page)
    page.setFont("Helvetica-Bold", 14)
    page.drawString(48, 660, f"Proof of delivery {item.delivery}")
    rows = [f"{row.quantity} x {row.goods}" for row in item.rows]
    consignee = [f"Consignee: {item.customer.name}", f"Invoice: {item.number}", f"Order: {item.po or '-'}"]
    _lines(page, 48, 630, [*consignee, "", *rows, "", "Received complete and undamaged."])
    page.bezier(330, 470, 350, 510, 370, 440, 420, 490)
    page.drawString(330, 455, "Signature of receiver")
    page.showPage()
    page.save()
    return buffer.getvalue()


def order_paper(order: Order, customer_name: str) -> bytes:
    """Draw a customer's purchase order as we filed it."""
    said = [f"Buyer: {customer_name}", f"Supplier: {firm.NAME}", f"Ordered on {order.ordered}"]
    return plain_paper(
        f"Purchase order {order.number}", [*said, "Delivery as agreed, part delivery allowed."]
    )


def plain_paper(title: str, said: list[str]) -> bytes:
    """Draw one page with a title and some lines under our letterhead."""
    page, buffer = canvas(title, author=firm.NAME)
    _letterhead(page)
    page.setFont("Helvetica-Bold", 14)
    page.drawString(48, 660, title)
    _lines(page, 48, 630, said)
    page.showPage()
    page.save()
    return buffer.getvalue()


def _letterhead(page: Canvas) -> None:
    page.setFont("Helvetica-Bold", 12)
    page.drawString(48, 790, firm.NAME)
    _lines(page, 48, 775, [firm.STREET, firm.TOWN, f"VAT {firm.VAT_ID}  {firm.MAILBOX}"], size=8)


def _lines(page: Canvas, x: float, y: float, said: list[str], size: float = 10) -> None:
    page.setFont("Helvetica", size)
    for line in said:
        page.drawString(x, y, line)
        y -= size + 4


def money(amount: Decimal) -> str:
    """Write an amount the way our own papers do."""
    return f"{amount:,.2f}"
