"""Sends proofs of delivery, purchase orders, tax forms, contracts and other documents on file."""

from domain.words import Block, Intent, ReplyKind
from responders.asking.delivery_notes import with_delivery_notes
from responders.asking.kinds import asked_besides
from responders.documents import find_documents
from responders.port import Draft, Matter, Shortfall
from responders.request import AnswerRequest
from responders.requested import requested_documents, requested_orders, selected_too


class SupportingDocument:
    """Answers a request for a document other than an invoice copy."""

    name = "supporting_document"
    kind = ReplyKind.SUPPORTING_DOCUMENT

    def matters(self, intent: Intent) -> bool:
        """Tell whether the intent asks for supporting documents."""
        return intent is Intent.SUPPORTING_DOCUMENT_REQUEST

    def compose(self, request: AnswerRequest, matter: Matter) -> Draft:
        """Return the kinds of documents that the mail names, for the numbers that it names."""
        kinds = tuple(dict.fromkeys((*request.understanding.wanted_kinds, *asked_besides(request))))
        orders = requested_orders(request)
        numbers, none_such = selected_too(request, requested_documents(request))
        if not numbers and not orders:
            numbers = with_delivery_notes(request, numbers)
        findings = find_documents(request, kinds, numbers, orders)
        if not request.understanding.wanted_kinds:
            unnamed = Shortfall(Block.NOTHING_NAMED, "kind of document")
            return findings.draft(self.kind, kinds, (unnamed, *none_such))
        return findings.draft(self.kind, kinds, none_such)


PLUGIN = SupportingDocument()
