"""Asking for a proof of delivery, a tax form, a contract or another supporting document."""

from collections.abc import Sequence

from domain.ports import RuleSubject, Vote
from domain.words import Intent
from router.voting import by_words, reading, vote

_IN_TWO_SENTENCES = 0.85


class DocumentRequestsRule:
    """Listens for the documents' names in clauses that ask."""

    name = "document_requests"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return at most one vote for supporting_document_request."""
        read = reading(subject)
        found = by_words(read, Intent.SUPPORTING_DOCUMENT_REQUEST, self.name)
        named, asked = read.about("named_document")[0], read.about("asks_to_send")[0]
        if named and asked and not read.about(Intent.SUPPORTING_DOCUMENT_REQUEST.value)[0]:
            reason = f"the text names «{named[0].sentence}» and asks «{asked[0].sentence}»"
            return [vote(Intent.SUPPORTING_DOCUMENT_REQUEST, _IN_TWO_SENTENCES, reason, self.name)]
        return found


PLUGIN = DocumentRequestsRule()
