"""Finds the customer that a mail comes from; evidence that contradicts itself settles nothing."""

from dataclasses import dataclass

from domain.decisions import CustomerDecision, References
from domain.free_mail import is_free_mail
from domain.ledger import Customer, Ledger
from domain.mail import Address, Forwarded, Mail
from domain.numbers import number_key
from domain.policy import Routing
from router.names import named_customers
from router.registered import by_iban, by_vat_id

_CONTACT, _DOMAIN, _NUMBERS, _ORDERS, _VAT, _IBAN, _NAME = 0.97, 0.93, 0.85, 0.8, 0.9, 0.9, 0.7
_THREAD = 0.85
_AGREED = 0.99
_ENOUGH = 0.6
_CONTRADICTED = 0.35
"""How much of its confidence a customer keeps when other evidence names another."""
_RETOLD = 0.92
"""Share of its weight that an address keeps when it is told by a forwarded header."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One piece of evidence for one customer."""

    customer_id: str
    weight: float
    reason: str


def customer_of(
    mail: Mail,
    references: References,
    ledger: Ledger | None,
    routing: Routing,
    in_thread: frozenset[str] = frozenset(),
) -> CustomerDecision:
    """Return the customer by contact, domain, numbers, VAT id and IBAN; else by thread or name.

    `in_thread` are the customers of the thread's earlier mails. A thread is only told by whoever answers in
    it: it outweighs nothing, and who may be answered never depends on it.
    """
    if ledger is None:
        return CustomerDecision(None, 0.0, ("no ledger to look in",))
    signs = [
        *sender_signs(mail, ledger, routing),
        *forwarded_signs(mail, ledger, routing),
        *number_signs(references, ledger),
        *_account_signs(mail, ledger),
    ]
    if not signs:
        signs = _thread_signs(in_thread, ledger)
    if not signs:
        text = "\n".join((*_names(mail), mail.subject, mail.new_text, *_signatures(mail)))
        signs = [
            Sign(key, _NAME, f"the mail names {name}") for key, name in named_customers(text[:6000], ledger)
        ]
    return settle(signs)


def customers_of_sender(mail: Mail, ledger: Ledger | None, routing: Routing) -> frozenset[str]:
    """Return the customers for which the address of the sender, or of the mail passed on, alone speaks."""
    if ledger is None:
        return frozenset()
    signs = (*sender_signs(mail, ledger, routing), *forwarded_signs(mail, ledger, routing))
    return frozenset(sign.customer_id for sign in signs)


def settle(signs: list[Sign]) -> CustomerDecision:
    """Weigh the signs: agreement strengthens, contradiction weakens or leaves the question open."""
    if not signs:
        return CustomerDecision(None, 0.0, ("nothing in the mail names a customer of the ledger",))
    missing: dict[str, float] = {}
    for sign in signs:
        missing[sign.customer_id] = missing.get(sign.customer_id, 1.0) * (1 - sign.weight)
    ranked = sorted(missing, key=lambda key: missing[key])
    best, rest = ranked[0], ranked[1:]
    confidence = min(_AGREED, 1 - missing[best])
    reasons = tuple(f"{sign.reason} ({sign.customer_id})" if rest else sign.reason for sign in signs)[:6]
    if rest:
        rival = 1 - missing[rest[0]]
        if confidence - rival < 0.1 and rival >= _ENOUGH:
            return CustomerDecision(None, 0.0, ("the evidence contradicts itself", *reasons))
        confidence *= 1 - rival * _CONTRADICTED
    if confidence < _ENOUGH:
        return CustomerDecision(None, round(confidence, 2), reasons)
    return CustomerDecision(best, round(confidence, 2), reasons)


def sender_signs(mail: Mail, ledger: Ledger, routing: Routing) -> list[Sign]:
    """Return what the From address says; a shared contact, a shared domain and free mail say nothing."""
    if len(mail.senders) != 1:
        return []
    return _address_signs(mail.senders[0], "", ledger, routing)


def forwarded_signs(mail: Mail, ledger: Ledger, routing: Routing) -> list[Sign]:
    """Return what the sender of a mail passed on says; of any forwarded one where nobody else is known.

    It counts for less, for whoever forwards may have written it; who may be answered never depends on it.
    """
    told: tuple[Forwarded, ...]
    if mail.original is not None:
        told = (mail.original,)
    elif not sender_signs(mail, ledger, routing):
        told = tuple(one for one in mail.forwarded if one.depth == 1)
    else:
        return []
    senders = {one.sender.email: one.sender for one in told if one.sender is not None and one.sender.email}
    if len(senders) != 1:
        return []
    signs = _address_signs(next(iter(senders.values())), "forwarded from ", ledger, routing)
    return [Sign(sign.customer_id, sign.weight * _RETOLD, sign.reason) for sign in signs]


def _address_signs(sender: Address, how: str, ledger: Ledger, routing: Routing) -> list[Sign]:
    signs = []
    contacts = {contact.customer_id for contact in ledger.contacts_by_email.get(sender.email, ())}
    if len(contacts) == 1:
        signs.append(Sign(contacts.pop(), _CONTACT, f"{how}{sender.email} is a registered contact"))
    if sender.domain and not is_free_mail(sender.domain, routing.free_mail_domains):
        owners = {customer.customer_id for customer in _by_domain(sender.domain, ledger)}
        if len(owners) == 1:
            signs.append(Sign(owners.pop(), _DOMAIN, f"{how}sender domain {sender.domain}"))
    return signs


def _thread_signs(in_thread: frozenset[str], ledger: Ledger) -> list[Sign]:
    """Return what a thread says whose mails belong to one customer alone, who is still in the ledger."""
    if len(in_thread) != 1 or not any(one.customer_id in in_thread for one in ledger.customers):
        return []
    return [Sign(next(iter(in_thread)), _THREAD, "thread: its earlier mails are theirs")]


def _names(mail: Mail) -> tuple[str, ...]:
    senders = (mail.sender, mail.original.sender if mail.original else None)
    return tuple(sender.name for sender in senders if sender is not None)


def _signatures(mail: Mail) -> tuple[str, ...]:
    return (mail.signature, mail.original.signature if mail.original else "")


def number_signs(references: References, ledger: Ledger) -> list[Sign]:
    """Return the sole owners of the documents and orders that the mail names."""
    signs = []
    for number in references.invoice_numbers:
        owners = {item.customer_id for item in ledger.items_by_number.get(number, ())}
        if len(owners) == 1:
            signs.append(Sign(owners.pop(), _NUMBERS, f"{number} is theirs"))
    for number in references.po_numbers:
        held = ledger.orders_by_key.get(number_key(number), ())
        owners = {order.customer_id for order in held if order.po_number == number}
        if len(owners) == 1:
            signs.append(Sign(owners.pop(), _ORDERS, f"order {number} is theirs"))
    return _one_each(signs)


def _one_each(signs: list[Sign]) -> list[Sign]:
    """Many numbers of one customer are one sign: they come from one list."""
    first: dict[tuple[str, float], Sign] = {}
    for sign in signs:
        first.setdefault((sign.customer_id, sign.weight), sign)
    return list(first.values())


def _by_domain(domain: str, ledger: Ledger) -> tuple[Customer, ...]:
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        found = ledger.customers_by_domain.get(".".join(labels[start:]), ())
        if found:
            return found
    return ()


def _account_signs(mail: Mail, ledger: Ledger) -> list[Sign]:
    """Return what VAT ids and IBANs in the text say; one that two customers share says nothing."""
    text = "\n".join((mail.new_text, *_signatures(mail)))[:20_000]
    vats, ibans = by_vat_id(text, ledger), by_iban(text, ledger)
    signs = []
    if len(vats) == 1:
        reason = f"the mail states their VAT id {vats[0].vat_id}"
        signs.append(Sign(vats[0].customer_id, _VAT, reason))
    if len(ibans) == 1:
        signs.append(Sign(ibans[0].customer_id, _IBAN, "the mail states an IBAN of theirs"))
    return signs
