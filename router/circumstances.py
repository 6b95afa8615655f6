"""What speaks for a matter besides the strength of its words: who else says it, its form, what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.numbers import number_key
from domain.ports import RuleSubject
from domain.words import Intent, Look
from router.reading import Reading
from router.voting import reading

_REQUESTS = frozenset(
    {
        Intent.INVOICE_COPY_REQUEST,
        Intent.SUPPORTING_DOCUMENT_REQUEST,
        Intent.PO_INQUIRY,
        Intent.PAYMENT_LINK_REQUEST,
        Intent.STATEMENT_REQUEST,
        Intent.UNSUBSCRIBE,
    }
)
_OF_DOCUMENTS = frozenset(
    {
        Intent.PAYMENT_ADVICE,
        Intent.DISPUTE,
        Intent.INVOICE_COPY_REQUEST,
        Intent.SUPPORTING_DOCUMENT_REQUEST,
        Intent.PO_INQUIRY,
        Intent.PROMISE_TO_PAY,
        Intent.PAYMENT_LINK_REQUEST,
    }
)
_LOOKS = {Intent.PAYMENT_ADVICE: Look.ADVICE, Intent.SUPPLIER_INVOICE: Look.INVOICE}
_PATIENCE = 12
"""Words that one sentence of evidence explains; what a mail holds beyond them stays unexplained."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Independent witnesses of one matter, each counted once, and the doubts."""

    sentences: int
    """Sentences of the text that speak for it."""
    subject: bool
    """The subject says the same."""
    attachment: bool
    """A document beside the text looks as the matter wants it."""
    form: bool
    """It is asked where it is a request, or told where it is news."""
    numbers: bool
    """The mail names a document, where the matter is about documents."""
    held: bool
    """The ledger holds every number that the mail names."""
    unexplained: float
    """0-1: how much of the text no evidence for the matter touches."""

    @property
    def witnesses(self) -> int:
        """How many independent witnesses speak for the matter."""
        return min(self.sentences, 3) + self.subject + self.attachment + self.held


def circumstances_of(subject: RuleSubject, intent: Intent) -> Circumstances:
    """Return what speaks for the intent, without asking any rule again."""
    read = reading(subject)
    speaking = _speaking(read, intent)
    length = max(read.words, 1)
    wanted = _LOOKS.get(intent)
    numbers = (*subject.references.invoice_numbers, *subject.references.po_numbers)
    return Circumstances(
        sentences=len(speaking),
        subject=_in_subject(read, intent),
        attachment=any(one.look is wanted and one.name != "body" for one in subject.documents),
        form=_fits(read, intent, speaking),
        numbers=bool(numbers) and intent in _OF_DOCUMENTS,
        held=intent in _OF_DOCUMENTS and _held(subject, numbers),
        unexplained=max(0.0, 1 - _PATIENCE * max(len(speaking), 1) / length),
    )


def _speaking(read: Reading, intent: Intent) -> set[int]:
    findings = read.complaints if intent is Intent.DISPUTE else read.about(intent.value)[0]
    return {finding.clause.clause.order for finding in findings}


def _in_subject(read: Reading, intent: Intent) -> bool:
    if intent is Intent.DISPUTE:
        return bool(read.subject_complaints)
    return any(finding.name == intent.value for finding in read.subject_findings)


def _fits(read: Reading, intent: Intent, speaking: set[int]) -> bool:
    spoken = [clause for clause in read.clauses if clause.clause.order in speaking]
    if intent in _REQUESTS:
        return any(clause.has("ask") for clause in read.clauses)
    return any(not clause.has("question") for clause in spoken)


def _held(subject: RuleSubject, numbers: Sequence[str]) -> bool:
    if subject.ledger is None or not numbers:
        return False
    books = subject.ledger
    return all(
        number in books.items_by_number or number_key(number) in books.orders_by_key for number in numbers
    )
