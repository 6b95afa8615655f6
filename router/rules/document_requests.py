"""Asking for a proof of delivery, a tax form, a contract or another supporting document."""

from collections.abc import Sequence

from domain.ports import RuleSubject, Vote
from domain.words import Intent
from router.voting import by_words, reading


class DocumentRequestsRule:
    """Listens for the documents' names in clauses that ask."""

    name = "document_requests"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return at most one vote for supporting_document_request."""
        return by_words(reading(subject), Intent.SUPPORTING_DOCUMENT_REQUEST, self.name)


PLUGIN = DocumentRequestsRule()
