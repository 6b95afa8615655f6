"""Raises the warnings that a person must see, each with its reason in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.decisions import RouteDecision
from domain.ledger import Ledger
from domain.mail import Mail
from domain.organisation import same_organisation
from domain.pages import Document
from domain.policy import Authentication, Company, Routing
from domain.words import Flag, Intent
from router.bank_news import bank_news
from router.hidden import hidden_text
from router.lookalike import lookalike_of
from router.reading import bare_subject, subject_of
from router.steering import steering_words

BANK_FROM = 0.4
"""Low on purpose: a missed change of bank details costs more than a needless look."""
_BANK_ELSEWHERE = 0.8
"""In quoted text, attachments and hidden text, where letterheads name banks for no reason.

In the new text too where the learned router has weighed its words with all else."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the learned router thinks of the new text: `feared` says what speaks of another bank account."""

    feared: str | None


def flags_of(
    mail: Mail,
    documents: Sequence[Document],
    route: RouteDecision,
    ledger: Ledger | None,
    company: Company,
    routing: Routing,
    authentication: Authentication | None,
    weighed: Weighed | None = None,
) -> tuple[tuple[Flag, str], ...]:
    """Return (flag, reason) pairs, each flag once, in the order of `domain.words.Flag`.

    `weighed` None: no learned router was asked, words alone raise the warning of another bank account.
    """
    reasons = {
        Flag.BANK_DETAILS_CHANGE: _bank(mail, documents, route, weighed),
        Flag.LOOKALIKE_SENDER: _lookalike(mail, ledger, company, routing),
        Flag.REPLY_TO_DIFFERS: _reply_to(mail),
        Flag.AUTHENTICATION_FAILED: _authentication(mail, authentication),
        Flag.SEVERAL_FROM: _several_from(mail),
        Flag.INSTRUCTION_TO_SOFTWARE: _steering(mail, documents),
    }
    return tuple((flag, reason) for flag, reason in reasons.items() if reason)


def _bank(
    mail: Mail, documents: Sequence[Document], route: RouteDecision, weighed: Weighed | None
) -> str | None:
    """Return where another bank account is spoken of, whatever else the mail is about."""
    for where, text, least in _texts(mail, documents, BANK_FROM if weighed is None else _BANK_ELSEWHERE):
        news = bank_news(text)
        if news and news.weight >= least:
            return f"Bank details change or are in doubt: {where} says «{news.sentence}»."
    if weighed is not None and weighed.feared:
        return f"Bank details change or are in doubt: {weighed.feared}."
    if Intent.BANK_DETAILS_CHANGE in (route.intent, *(matter.intent for matter in route.also)):
        return f"Bank details change or are in doubt: {' '.join(route.evidence[:1])}."
    return None


def _texts(mail: Mail, documents: Sequence[Document], least: float) -> Iterator[tuple[str, str, float]]:
    """Yield each text that came with the mail, what it is, and how plain its words must be.

    `least` is for the new text.
    """
    subject, _ = bare_subject(subject_of(mail))
    yield "the text", f"{subject}.\n{mail.new_text}", least
    yield from (("a forwarded mail", one.text, BANK_FROM) for one in mail.forwarded)
    yield "the quoted mail", mail.quoted_text, _BANK_ELSEWHERE
    yield from ((one.name, one.text, _BANK_ELSEWHERE) for one in documents if one.name != "body")
    yield "hidden text", hidden_text(mail.html), _BANK_ELSEWHERE


def _lookalike(mail: Mail, ledger: Ledger | None, company: Company, routing: Routing) -> str | None:
    registered = set(ledger.customers_by_domain) if ledger else set()
    own = {address.rpartition("@")[2].lower() for address in company.addresses}
    passed_on = mail.original.sender if mail.original else None
    for sender in (*mail.senders, *mail.reply_to, *([passed_on] if passed_on else [])):
        like = lookalike_of(sender.domain, registered | own, routing.free_mail_domains)
        if like:
            return f"{sender.domain} looks like {like} but is not it."
    return None


def _reply_to(mail: Mail) -> str | None:
    sender = mail.sender
    if sender is None:
        return None
    for address in mail.reply_to:
        if address.email and address.email != sender.email and not _related(address.domain, sender.domain):
            return f"Answers would go to {address.email}, the mail comes from {sender.email}."
    return None


def _related(one: str, other: str) -> bool:
    return bool(one) and (one == other or same_organisation(one, other))


def _authentication(mail: Mail, authentication: Authentication | None) -> str | None:
    trusted = authentication.trusted_authserv_id if authentication else None
    for results in mail.authentication:
        if trusted and results.authserv_id != trusted.lower():
            continue
        for method in results.methods:
            if method.method == "dmarc" and method.result in ("fail", "permerror"):
                return f"{results.authserv_id} says dmarc={method.result}."
    return None


def _several_from(mail: Mail) -> str | None:
    if mail.from_fields > 1:
        return f"The mail has {mail.from_fields} From fields."
    if len(mail.senders) > 1:
        return f"From names {len(mail.senders)} senders."
    return None


def _steering(mail: Mail, documents: Sequence[Document]) -> str | None:
    parts = (mail.subject, mail.text or mail.new_text, *(one.text for one in mail.forwarded))
    words = steering_words("\n".join(parts), mail.html)
    words = words or next(filter(None, (steering_words(one.text, None) for one in documents)), None)
    return f"The mail addresses a program: «{words}»." if words else None
