"""Sends copies of the invoices that the mail names, and whatever else it asks for with them."""

from domain.words import DocumentKind, Intent, ReplyKind
from responders.documents import find_documents
from responders.port import Draft, Matter
from responders.request import AnswerRequest
from responders.requested import requested_documents, requested_orders


class InvoiceCopy:
    """Answers an invoice-copy request; an order number alone asks for the invoices of that order."""

    name = "invoice_copy"
    kind = ReplyKind.INVOICE_COPY

    def matters(self, intent: Intent) -> bool:
        """Tell whether the intent asks for copies of invoices."""
        return intent is Intent.INVOICE_COPY_REQUEST

    def compose(self, request: AnswerRequest, matter: Matter) -> Draft:
        """Return the copies asked for; further kinds named in the same mail come along or block."""
        kinds = tuple(dict.fromkeys((DocumentKind.INVOICE_COPY, *request.understanding.wanted_kinds)))
        numbers, orders = requested_documents(request), requested_orders(request)
        return find_documents(request, kinds, numbers, orders).draft(self.kind, kinds)


PLUGIN = InvoiceCopy()
