"""Sends the statement of account that the ledger lists for the customer."""

from domain.words import DocumentKind, Intent, ReplyKind
from responders.documents import find_documents
from responders.port import Draft, Matter
from responders.request import AnswerRequest


class Statement:
    """Answers a request for a statement with the listed file of that kind."""

    name = "statement"
    kind = ReplyKind.STATEMENT

    def matters(self, intent: Intent) -> bool:
        """Tell whether the intent asks for a statement."""
        return intent is Intent.STATEMENT_REQUEST

    def compose(self, request: AnswerRequest, matter: Matter) -> Draft:
        """Return the listed statement; without one the draft is blocked as not on file."""
        kinds = (DocumentKind.STATEMENT,)
        return find_documents(request, kinds, (), ()).draft(self.kind, kinds)


PLUGIN = Statement()
