"""Asking for a copy of an invoice, or saying that it never came without refusing to pay."""

from collections.abc import Sequence

from domain.phrases import ReadClause
from domain.ports import RuleSubject, Vote
from domain.sentences import word_set
from domain.words import Intent
from router.reading import Reading
from router.voting import by_words, reading, vote

_STATEMENT_WEIGHT = 0.83
_ASKED_WEIGHT = 0.8
_BESIDE_REFUSAL = 0.4
_BOTH = 0.85
_IN_TWO_SENTENCES = 0.93
_AND = word_set("and et und y e en sowie plus")
_OTHERS = frozenset({"pod", "contract", "po_copy", "w9", "tax_cert"})


class CopyRequestsRule:
    """A bare request is an invoice_copy_request; beside a refusal it is a part of the dispute."""

    name = "copy_requests"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return at most one vote for invoice_copy_request."""
        read = reading(subject)
        found = by_words(read, Intent.INVOICE_COPY_REQUEST, self.name)
        if any(self._names_both(clause) for clause in read.clauses):
            reason = "one sentence asks for an invoice and for another document beside it"
            return [vote(Intent.INVOICE_COPY_REQUEST, _BOTH, reason, self.name)]
        if not found:
            return []
        ballot = found[0]
        asks, _ = read.about(Intent.INVOICE_COPY_REQUEST.value)
        only_states = all(f.weight < _STATEMENT_WEIGHT for f in asks)
        if all(f.weight < _ASKED_WEIGHT for f in asks) and read.about("refusal")[0]:
            return [
                vote(Intent.INVOICE_COPY_REQUEST, ballot.weight * _BESIDE_REFUSAL, ballot.reason, self.name)
            ]
        if only_states and self._sends_it(read, {f.clause.clause.order for f in asks}):
            return [vote(Intent.INVOICE_COPY_REQUEST, _IN_TWO_SENTENCES, ballot.reason, self.name)]
        return found

    def _sends_it(self, read: Reading, stating: set[int]) -> bool:
        """Tell whether the sentence after the one that misses an invoice asks to send "it"."""
        return any(
            finding.clause.clause.order - 1 in stating
            and not any(map(finding.clause.has, (*_OTHERS, "statement")))
            for finding in read.about("asks_to_send")[0]
        )

    def _names_both(self, clause: ReadClause) -> bool:
        """Tell "send the invoice and the POD" from "send the POD for the invoice"."""
        if not clause.has("ask") or clause.has("attached") or clause.has("no_need"):
            return False
        asked = [hit for hit in clause.hits if hit.concept in ("send", "copy") and not hit.negated]
        for bill in (hit for hit in clause.hits if hit.concept == "invoice"):
            after = [hit for hit in clause.hits if hit.concept in _OTHERS and hit.start > bill.start]
            between = clause.clause.words[bill.end : after[0].start] if after else ()
            before = any(hit.concept in _OTHERS and hit.start < bill.start for hit in clause.hits)
            if asked and asked[0].start < bill.start and not before and _AND.intersection(between):
                return True
        return False


PLUGIN = CopyRequestsRule()
