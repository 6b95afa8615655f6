"""Mail from those who want something from us: a supplier's invoice, advertising."""

from collections.abc import Sequence

from domain.ports import RuleSubject, Vote
from domain.words import Intent, Look
from router.automatic import automatic_mail
from router.reading import Reading, either
from router.voting import by_words, reading, vote

_INVOICE_ATTACHED = 0.55
_OURS = 0.2
_BULK_WEIGHT = 0.6


class OffersRule:
    """A foreign invoice attached speaks for a supplier; selling words and list headers for advertising."""

    name = "offers"

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return votes for supplier_invoice and marketing."""
        read = reading(subject)
        return [*self._supplier(subject, read), *self._marketing(subject, read)]

    def _supplier(self, subject: RuleSubject, read: Reading) -> list[Vote]:
        said = read.strength(Intent.SUPPLIER_INVOICE.value)
        bills = [document for document in subject.documents if document.look is Look.INVOICE]
        known = bool(subject.ledger) and bool(subject.references.invoice_numbers)
        strength = either(said, _INVOICE_ATTACHED) if bills else said
        if known and self._holds_ours(subject):
            strength *= _OURS
        if not strength:
            return []
        reason = (
            read.reason(Intent.SUPPLIER_INVOICE.value)
            if said
            else f"attachment {bills[0].name} is an invoice"
        )
        return [vote(Intent.SUPPLIER_INVOICE, strength, reason, self.name)]

    def _holds_ours(self, subject: RuleSubject) -> bool:
        books = subject.ledger.items_by_number if subject.ledger else {}
        return any(number in books for number in subject.references.invoice_numbers)

    def _marketing(self, subject: RuleSubject, read: Reading) -> list[Vote]:
        phrases = {
            hit.concept + str((clause.clause.order, hit.start))
            for clause in (*read.clauses, *read.subject_clauses)
            for hit in clause.hits
            if hit.concept == "marketing"
        }
        strength = min(0.93, 1 - 0.6 ** len(phrases)) if phrases else 0.0
        if strength and automatic_mail(subject.mail):
            strength = either(strength, _BULK_WEIGHT)
        if not strength:
            return []
        ballots = by_words(read, Intent.MARKETING, self.name)
        reason = ballots[0].reason if ballots else "the text sells something"
        return [vote(Intent.MARKETING, strength, reason, self.name)]


PLUGIN = OffersRule()
