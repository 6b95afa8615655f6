"""Sends copies of the invoices that the mail names, and whatever else it asks for with them."""

from domain.words import DocumentKind, Intent, ReplyKind
from responders.asking.kinds import asked_besides
from responders.documents import find_documents
from responders.port import Draft, Matter
from responders.request import AnswerRequest
from responders.requested import requested_documents, requested_orders, selected_too


class InvoiceCopy:
    """Answers a request for one invoice, several, a range, all open ones, those of a period or an order."""

    name = "invoice_copy"
    kind = ReplyKind.INVOICE_COPY

    def matters(self, intent: Intent) -> bool:
        """Tell whether the intent asks for copies of invoices."""
        return intent is Intent.INVOICE_COPY_REQUEST

    def compose(self, request: AnswerRequest, matter: Matter) -> Draft:
        """Return the copies asked for; further kinds named in the same mail come along or block."""
        kinds = tuple(
            dict.fromkeys(
                (DocumentKind.INVOICE_COPY, *request.understanding.wanted_kinds, *asked_besides(request))
            )
        )
        orders = requested_orders(request)
        numbers, none_such = selected_too(request, requested_documents(request))
        if none_such and not (numbers or orders):
            return Draft(self.kind, "", shortfalls=none_such, kinds=kinds, releases=True)
        return find_documents(request, kinds, numbers, orders).draft(self.kind, kinds, none_such)


PLUGIN = InvoiceCopy()
