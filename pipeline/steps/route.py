"""ROUTE: what the mail is about, and who it comes from."""

from dataclasses import replace

from domain.ledger import Ledger
from domain.numbers import number_key
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.states import Step
from domain.words import Look, Medium
from extractors.extraction import BODY, extract
from extractors.layouts.choosing import fits_taught_layout
from extractors.recognition.unnamed import NOBODY_IS_PAID, NOBODY_PAYS
from pipeline.desk import Desk
from pipeline.item import Outcome, WorkItem
from pipeline.steps.extract import own_name
from router.understanding import understand


def route(item: WorkItem, desk: Desk) -> Outcome:
    """Decide route, intent, references, customer and flags."""
    seen = looked_into(item, desk)
    believed = desk.answering.authentication
    model = desk.routing_model()
    understanding = understand(
        item.mail,
        seen,
        desk.ledger,
        desk.routing,
        desk.company,
        believed,
        model,
        desk.in_thread(item),
    )
    return Outcome(replace(item, documents=seen, understanding=understanding), Step.EXTRACT)


def looked_into(item: WorkItem, desk: Desk) -> tuple[Document, ...]:
    """Return the documents as ROUTE sees them: what reads as an advice is called one."""
    aids = ReadingAids(desk.ledger, item.mail, company_name=own_name(desk.company), templates=desk.templates)
    return tuple(_looked_into(document, aids) for document in item.documents)


def _looked_into(document: Document, aids: ReadingAids) -> Document:
    """Call a document without a telling word an advice when it reads as one, by its sums or the ledger.

    A mail's plain words are left to the routing rules: a dispute names numbers and amounts, too.
    """
    if document.look is not Look.ADVICE and document.name != BODY and fits_taught_layout(document, aids):
        return replace(document, look=Look.ADVICE, look_reason="follows a taught layout")
    if document.look is not Look.UNKNOWN or document.medium is Medium.TEXT:
        return document
    for payment in extract((document,), aids, advice_expected=True):
        reason = _reads_as_payment(payment, aids.ledger)
        if reason:
            return replace(document, look=Look.ADVICE, look_reason=reason)
    return document


def _reads_as_payment(payment: Remittance, ledger: Ledger | None) -> str | None:
    proven = payment.adds_up and not set(payment.problems) - {NOBODY_PAYS, NOBODY_IS_PAID}
    if payment.lines and (proven or not payment.needs_review):
        return f"its {len(payment.lines)} lines add up to the payment it states"
    if ledger is None:
        return None
    paid = [line for line in payment.lines if line.document_number and line.net_amount is not None]
    ours = [line for line in paid if number_key(line.document_number or "") in ledger.items_by_key]
    if ours and 2 * len(ours) > len(payment.lines):
        return f"{len(ours)} of its {len(payment.lines)} lines are open items with an amount paid"
    return None
