"""Understands one mail or bare document: route, references, customer, language, warnings."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.decisions import CustomerDecision, References, RouteDecision, Understanding
from domain.ledger import Ledger
from domain.mail import Mail
from domain.pages import Document
from domain.policy import Authentication, Company, Routing
from domain.ports import RuleSubject
from domain.remittance import Remittance
from domain.words import Intent, Look
from router.automatic import automatic_mail
from router.completing import BARE_DOCUMENT, completed_customer, completed_references, document_amounts
from router.customer import customer_of, customers_of_sender
from router.flags import flags_of
from router.language import language_of
from router.reading import bare_subject, reading_of
from router.references import references_of
from router.ruling import BY_RULES
from router.shortened import shortened
from router.table import decide
from router.wanted import wanted_kinds

if TYPE_CHECKING:
    from router.learned.model import Model

_BY_LOOK = {Look.ADVICE: Intent.PAYMENT_ADVICE, Look.INVOICE: Intent.SUPPLIER_INVOICE}
_LOOK_CONFIDENCE = {Look.ADVICE: 0.95, Look.INVOICE: 0.8}
_UNKNOWN_LOOK = 0.5
_FEWEST_WORDS = 3


def understand(
    mail: Mail | None,
    documents: tuple[Document, ...],
    ledger: Ledger | None,
    routing: Routing,
    company: Company,
    authentication: Authentication | None = None,
    model: "Model | None" = None,
    in_thread: frozenset[str] = frozenset(),
) -> Understanding:
    """Return all that can be said before any remittance is read; `mail` None for a bare document.

    `model` None: the one that ships with the program, the rules alone where there is none.
    `in_thread`: the customers to whom the thread's earlier mails belong.
    """
    if mail is None:
        return _bare(documents, routing)
    mail = shortened(mail)
    subject = subject_of_mail(mail, documents, ledger, routing)
    language, references = subject.language, subject.references
    automatic = automatic_mail(mail, company)
    decided = decide(subject, routing, automatic.reason if automatic else None, model or _shipped())
    route = decided.route
    warnings = flags_of(mail, documents, route, ledger, company, routing, authentication, decided.weighed)
    return Understanding(
        route=route,
        references=references,
        customer=customer_of(mail, references, ledger, routing, in_thread),
        language=_spoken(mail, language),
        flags=tuple(flag for flag, _ in warnings),
        flag_reasons=tuple(reason for _, reason in warnings),
        wanted_kinds=wanted_kinds(reading_of(mail, language), route),
        reason=decided.reason,
        reason_confidence=round(decided.reason_confidence, 2),
    )


def subject_of_mail(
    mail: Mail, documents: tuple[Document, ...], ledger: Ledger | None, routing: Routing
) -> RuleSubject:
    """Return the mail as rules and the learned router look at it."""
    mail = shortened(mail)
    language = _language(mail)
    references = references_of(mail, ledger, language, customers_of_sender(mail, ledger, routing))
    return RuleSubject(mail, documents, ledger, references, language)


def complete(
    understanding: Understanding, remittances: Sequence[Remittance], ledger: Ledger | None
) -> Understanding:
    """Add what the remittances say: their lines' numbers, and the payer where no customer was settled."""
    if not remittances:
        return understanding
    references = completed_references(understanding.references, remittances, ledger)
    if BARE_DOCUMENT in understanding.customer.evidence:
        references = replace(references, amounts=document_amounts(remittances))
    customer = completed_customer(understanding.customer, remittances, references, ledger)
    return replace(understanding, references=references, customer=customer)


def _shipped() -> "Model | None":
    from router.learned.files import shipped  # numpy: only what routes mail loads it

    return shipped()


def _bare(documents: tuple[Document, ...], routing: Routing) -> Understanding:
    document = next(
        (one for one in documents if one.look is Look.ADVICE), documents[0] if documents else None
    )
    look = document.look if document else Look.UNKNOWN
    intent = _BY_LOOK.get(look, Intent.GENERAL)
    confidence = _LOOK_CONFIDENCE.get(look, _UNKNOWN_LOOK)
    reason = (
        f"{document.name} reads as {look.value}: {document.look_reason}"
        if document
        else "there is no document"
    )
    route = RouteDecision(
        label=intent.route,
        intent=intent,
        confidence=confidence,
        auto=confidence >= routing.thresholds.get(intent.route, BY_RULES),
        evidence=(reason,),
    )
    nobody = CustomerDecision(None, 0.0, (BARE_DOCUMENT,))
    return Understanding(route, References(), nobody, language_of(document.text) if document else None)


def _language(mail: Mail) -> str | None:
    """Return the language that guides the reading: of the new text, else of subject or quote."""
    subject, _ = bare_subject(mail.subject)
    return (
        language_of(mail.new_text)
        or language_of(f"{subject}\n{mail.new_text}")
        or (language_of(mail.quoted_text) if mail.quoted_text else None)
    )


def _spoken(mail: Mail, reading_language: str | None) -> str | None:
    """Return the language of the new text, None under three words (interface)."""
    return language_of(mail.new_text) or (
        reading_language if len(mail.new_text.split()) >= _FEWEST_WORDS else None
    )
