"""Asking for a copy of an invoice, or saying that it never came without refusing to pay."""

from collections.abc import Sequence

from domain.ports import RuleSubject, Vote
from domain.words import Intent
from router.voting import by_words, reading, vote

_STATEMENT_WEIGHT = 0.8
_BESIDE_REFUSAL = 0.4


class CopyRequestsRule:
    """A bare request is an invoice_copy_request; beside a refusal it is a part of the dispute."""

    name = "copy_requests"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return at most one vote for invoice_copy_request."""
        read = reading(subject)
        found = by_words(read, Intent.INVOICE_COPY_REQUEST, self.name)
        if not found:
            return []
        ballot = found[0]
        asks, _ = read.about(Intent.INVOICE_COPY_REQUEST.value)
        only_states = all(f.weight < _STATEMENT_WEIGHT for f in asks)
        if only_states and read.about("refusal")[0]:
            return [
                vote(Intent.INVOICE_COPY_REQUEST, ballot.weight * _BESIDE_REFUSAL, ballot.reason, self.name)
            ]
        return found


PLUGIN = CopyRequestsRule()
