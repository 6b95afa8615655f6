"""Tells which purchase order an invoice belongs to, and which invoices and status an order has."""

from domain.ledger import OpenItem, PurchaseOrder
from domain.words import Block, Intent, ReplyKind
from responders.holdings import Holdings, holdings_of
from responders.paragraphs import item_label, language_of
from responders.port import Draft, Matter, Shortfall
from responders.request import AnswerRequest
from responders.requested import requested_documents, requested_orders
from responders.wording.texts import bullets, fill, has_label, label


class PoInformation:
    """Answers a question about purchase orders, from the customer's own items only."""

    name = "po_information"
    kind = ReplyKind.PO_INFORMATION

    def matters(self, intent: Intent) -> bool:
        """Tell whether the intent is a question about a purchase order."""
        return intent is Intent.PO_INQUIRY

    def compose(self, request: AnswerRequest, matter: Matter) -> Draft:
        """Return what our books say of each number that the mail names."""
        numbers, orders = requested_documents(request), requested_orders(request)
        asked = (*numbers, *orders)
        holdings = holdings_of(request)
        told = [_of_document(request, holdings, number) for number in numbers]
        told += [_of_order(request, holdings, number) for number in orders]
        lines = tuple(dict.fromkeys(each for each in told if isinstance(each, str)))
        missing = tuple(each for each in told if isinstance(each, Shortfall))
        if not asked:
            missing = (Shortfall(Block.NOTHING_NAMED, "invoice or purchase order"),)
        text = fill(language_of(request), self.name, {"relations": bullets(lines)}) if lines else ""
        return Draft(self.kind, text, shortfalls=missing, numbers=asked, releases=True)


def _of_document(request: AnswerRequest, holdings: Holdings | None, number: str) -> str | Shortfall:
    item = holdings.item(number) if holdings else None
    if holdings is None or item is None:
        return Shortfall(Block.NOT_OWNED, number)
    orders = holdings.orders_of(item)
    if not orders:
        return Shortfall(Block.NOT_ON_FILE, f"purchase order of {number}")
    language = language_of(request)
    values = {"document": item_label(language, item), "orders": ", ".join(orders)}
    return label(language, "order_of_document", values)


def _of_order(request: AnswerRequest, holdings: Holdings | None, number: str) -> str | Shortfall:
    order = holdings.order(number) if holdings else None
    if holdings is None or order is None:
        return Shortfall(Block.NOT_OWNED, number)
    documents = _items(holdings, order)
    if not documents and not order.status:
        return Shortfall(Block.NOT_ON_FILE, f"invoice for purchase order {number}")
    language = language_of(request)
    named = ", ".join(item_label(language, item) for item in documents)
    values = {"number": order.po_number, "document": named or label(language, "no_invoice_yet")}
    told = label(language, "documents_of_order", values)
    if not order.status:
        return told
    status = label(language, "status", {"status": _status(language, order.status)})
    return f"{told} ({status})"


def _status(language: str, status: str) -> str:
    """Return the status in the reader's words where it is a common one, else as our books spell it."""
    name = f"status.{'_'.join(status.lower().replace('-', ' ').split())}"
    return label(language, name) if has_label(language, name) else status


def _items(holdings: Holdings, order: PurchaseOrder) -> tuple[OpenItem, ...]:
    items = (holdings.item(number) for number in order.document_numbers)
    return tuple(item for item in items if item is not None)


PLUGIN = PoInformation()
