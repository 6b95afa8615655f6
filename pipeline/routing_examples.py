"""Brings training mails into the form in which the router meets real ones: parsed, split, read."""

import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from email.message import EmailMessage

from domain.ledger import Customer, Ledger, OpenItem, PurchaseOrder
from domain.mail import Mail
from domain.pages import Document
from domain.words import DocumentType, Intent, Look, Medium
from intake.mime import parse_mail
from pipeline.desk import Desk
from pipeline.item import WorkItem
from pipeline.steps.read import read
from router.learned.example import Example
from router.learned.training import TrainingMail
from router.understanding import subject_of_mail

EVERYDAY = "ordinary"
"""The topic of mails as most of an inbox are."""
_SENDER = "accounts@customer.example"
_CUSTOMER = Customer("C1", "Customer", email_domains=("customer.example",))
_AMOUNT = Decimal("4711.13")
_FOREIGN = (Intent.SUPPLIER_INVOICE, Intent.MARKETING)
_NAMES = {Look.ADVICE: "document-1.pdf", Look.INVOICE: "document-2.pdf", Look.PICTURE: "image001.png"}


def examples(mails: Iterable[TrainingMail], desk: Desk) -> Iterator[Example]:
    """Yield one example a mail; `desk` needs neither ledger nor history.

    Half of the families meet a ledger that holds the documents which their mails name, as most
    installations have one; a supplier's or an advertiser's numbers are never in it.
    """
    for mail in mails:
        parsed = parse_mail(_bytes(mail))
        item = WorkItem(mail.family, b"", internal_date=desk.now(), mail=parsed)
        documents = (*_attached(mail), *read(item, desk).item.documents)
        yield Example(
            subject=subject_of_mail(parsed, documents, _ledger(mail), desk.routing),
            intent=mail.intent,
            reason=mail.reason,
            also=frozenset(mail.also),
            family=mail.family,
            kin=mail.kin,
            everyday=mail.topic == EVERYDAY,
            language=mail.language,
        )


def parsed_mails(mails: Iterable[TrainingMail]) -> Iterator[tuple[TrainingMail, Mail]]:
    """Yield each mail whose numbers are ours beside the mail as it would arrive."""
    for mail in mails:
        if mail.intent not in _FOREIGN:
            yield mail, parse_mail(_bytes(mail))


def _ledger(mail: TrainingMail) -> Ledger | None:
    if zlib.crc32(mail.family.encode("utf-8")) % 2:
        return None
    ours = () if mail.intent in _FOREIGN else mail.invoices
    items = tuple(
        OpenItem(number, _CUSTOMER.customer_id, DocumentType.INVOICE, "EUR", _AMOUNT, _AMOUNT)
        for number in dict.fromkeys((*ours, "ZQ-990001"))
    )
    orders = () if mail.intent in _FOREIGN else tuple(dict.fromkeys(mail.orders))
    return Ledger(
        customers=(_CUSTOMER,),
        open_items=items,
        purchase_orders=tuple(PurchaseOrder(number, _CUSTOMER.customer_id) for number in orders),
    )


def _bytes(mail: TrainingMail) -> bytes:
    message = EmailMessage()
    message["From"] = _SENDER
    message["Subject"] = " ".join(mail.subject.split())
    quoted = "\n".join(f"> {line}" for line in mail.quoted.splitlines())
    message.set_content(f"{mail.text}\n\n{quoted}\n" if quoted else mail.text)
    return message.as_bytes()


def _attached(mail: TrainingMail) -> tuple[Document, ...]:
    return tuple(
        Document(_NAMES.get(look, "document.pdf"), "", Medium.PDF, "application/pdf", look=look)
        for look in mail.attached
    )
