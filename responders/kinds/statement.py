"""Sends a statement of account: the file that the ledger lists, else the open items as PDF and CSV."""

from domain.words import DocumentKind, Intent, ReplyKind
from responders.documents import find_documents
from responders.port import Draft, Matter
from responders.request import AnswerRequest


class Statement:
    """Answers a request for a statement with the listed file of that kind, else with one made on the spot."""

    name = "statement"
    kind = ReplyKind.STATEMENT

    def matters(self, intent: Intent) -> bool:
        """Tell whether the intent asks for a statement."""
        return intent is Intent.STATEMENT_REQUEST

    def compose(self, request: AnswerRequest, matter: Matter) -> Draft:
        """Return the statement; one of too many items is for a person, blocked as not on file."""
        kinds = (DocumentKind.STATEMENT,)
        return find_documents(request, kinds, (), ()).draft(self.kind, kinds)


PLUGIN = Statement()
