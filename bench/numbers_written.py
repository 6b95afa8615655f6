"""Ledgers around the numbers that a labelled mail names: its own, near neighbours and strangers' ones."""

import random
import re
from collections.abc import Sequence
from decimal import Decimal
from email.message import EmailMessage

from bench.figure import SEED
from domain.ledger import Customer, Ledger, OpenItem, PurchaseOrder
from domain.mail import Mail
from domain.words import DocumentType, Intent
from intake.mime import parse_mail
from router.learned.training import TrainingMail

SENDER = "accounts@customer.example"
FOREIGN = frozenset({Intent.SUPPLIER_INVOICE, Intent.MARKETING})
"""Matters whose numbers are somebody else's: no ledger of ours holds them."""
_OWN = Customer("C1", "Quillmere Trading", email_domains=("customer.example",))
_STRANGER = Customer("C2", "Ostrava Bay Fittings", email_domains=("ostrava-bay.example",))
_AMOUNT = Decimal("4711.13")
_STRANGERS = 60
"""Numbers of other mails, which stand in the same ledger under another customer."""


def ledger_around(mail: TrainingMail, others: Sequence[TrainingMail]) -> Ledger:
    """Return a ledger that holds the mail's numbers, neighbours of each, and numbers of other mails."""
    ours = () if mail.intent in FOREIGN else mail.invoices
    chance = random.Random(f"{SEED}{mail.family}{mail.subject}{mail.text}")
    strangers = [number for one in chance.sample(list(others), _STRANGERS) for number in one.invoices]
    taken = {*mail.invoices, *mail.orders}
    items = [_item(number, _OWN) for number in dict.fromkeys(ours)]
    for number in ours:
        items += [_item(near, _OWN) for near in _neighbours(number) if near not in taken]
    items += [_item(number, _STRANGER) for number in strangers if number not in taken]
    orders = () if mail.intent in FOREIGN else mail.orders
    return Ledger(
        customers=(_OWN, _STRANGER),
        open_items=tuple({item.document_number: item for item in reversed(items)}.values()),
        purchase_orders=tuple(PurchaseOrder(number, _OWN.customer_id) for number in dict.fromkeys(orders)),
    )


def parsed(mail: TrainingMail) -> Mail:
    """Return the mail as it would arrive, its quoted text below it."""
    message = EmailMessage()
    message["From"] = SENDER
    message["Subject"] = " ".join(mail.subject.split())
    quoted = "\n".join(f"> {line}" for line in mail.quoted.splitlines())
    message.set_content(f"{mail.text}\n\n{quoted}\n" if quoted else mail.text)
    return parse_mail(message.as_bytes())


def _item(number: str, owner: Customer) -> OpenItem:
    return OpenItem(number, owner.customer_id, DocumentType.INVOICE, "EUR", _AMOUNT, _AMOUNT)


def _neighbours(number: str) -> list[str]:
    """Return the numbers before and after, of the same spelling."""
    run = list(re.finditer(r"\d+", number))
    if not run:
        return []
    last, width = run[-1], len(run[-1].group())
    near = [int(last.group()) + step for step in (-3, -1, 1, 2)]
    return [number[: last.start()] + str(one).zfill(width) + number[last.end() :] for one in near if one > 0]
