"""Senders that people add to a customer from a mail: as contact, by domain, or by name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.errors import ConflictError, NotFoundError
from domain.free_mail import is_free_mail
from domain.ledger import Contact, Customer, Ledger
from domain.policy import Company
from domain.words import Flag
from pipeline.engines import Engines
from pipeline.item import WorkItem
from pipeline.records import load_item
from store.repositories import known_senders, work_items
from store.repositories.history import Detail, add_event
from store.session import Session
from store.tables import KnownSender, WorkItemRow

ROLE = "added in Ardoise"
_FALSE = frozenset({Flag.LOOKALIKE_SENDER.value, Flag.AUTHENTICATION_FAILED.value, Flag.SEVERAL_FROM.value})


class Kind(StrEnum):
    """As what a sender is added."""

    CONTACT = "contact"
    DOMAIN = "domain"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be added from one mail."""

    kind: Kind
    value: str


def offered(
    item: WorkItem, ledger: Ledger | None, customer_id: str | None, company: Company
) -> tuple[Offered, ...]:
    """Return what a mail's sender may be added as: nothing that is known already, nobody of our own."""
    customer = ledger.customer_by_id.get(customer_id or "") if ledger else None
    sender = item.mail.sender if item.mail else None
    if customer is None or ledger is None or sender is None or not sender.email:
        return ()
    email, domain = sender.email.lower(), sender.email.rpartition("@")[2].lower()
    ours = {address.rpartition("@")[2].lower() for address in company.addresses}
    found = []
    if domain not in ours:
        if not any(
            one.customer_id == customer.customer_id for one in ledger.contacts_by_email.get(email, ())
        ):
            found.append(Offered(Kind.CONTACT, email))
        if not is_free_mail(domain) and not ledger.customers_by_domain.get(domain):
            found.append(Offered(Kind.DOMAIN, domain))
    payers = [payment.payer_name for payment in item.remittances if payment.payer_name]
    name = " ".join((payers[0] if payers else sender.name or "").split())
    known = {each.casefold() for each in (customer.name, *customer.aliases)}
    if name and "@" not in name and len(name) <= 200 and name.casefold() not in known:
        found.append(Offered(Kind.ALIAS, name))
    return tuple(found)


def register(
    engines: Engines,
    item_id: int,
    kind: str,
    ledger: Ledger | None,
    company: Company,
    who: str,
    *,
    second_person: bool,
) -> bool:
    """Add an item's sender to its customer; True when it counts, False while a second person must agree.

    Raises ConflictError for what is not offered, and for a sender whose mail may be forged.
    """
    item, now = load_item(engines.store, engines.blobs, item_id), engines.clock.now()
    with engines.store.write() as session:
        row = work_items.get_item(session, item_id)
        value = _wished(session, row, offered(item, ledger, row.customer_id, company), kind)
        made = KnownSender(
            kind=kind,
            value=value,
            customer_id=row.customer_id or "",
            company=row.company,
            asked_by=who,
            asked_at=now,
        )
        if not second_person:
            made.agreed_by, made.agreed_at = who, now
        number = known_senders.add(session, made)
        detail: Detail = {
            "sender": number,
            "kind": kind,
            "value": made.value,
            "customer": made.customer_id,
        }
        add_event(session, who, "sender_asked" if second_person else "sender_added", now, item_id, detail)
    return not second_person


def _wished(session: Session, row: WorkItemRow, choice: tuple[Offered, ...], kind: str) -> str:
    """Return the address, domain or name that is wished, of a customer that is known."""
    if not _FALSE.isdisjoint(row.flags):
        raise ConflictError("this mail may be forged; its sender is not added from here.")
    values = [one.value for one in choice if one.kind.value == kind]
    waiting = {
        (one.kind, one.value, one.customer_id)
        for one in known_senders.open_ones(session)
        if one.company == row.company
    }
    if not values or row.customer_id is None or (kind, values[0], row.customer_id) in waiting:
        raise ConflictError("there is nothing of that to add, or it waits already; nothing was changed.")
    return values[0]


def agree(engines: Engines, number: int, who: str) -> None:
    """Let what another person asked for count."""
    now = engines.clock.now()
    with engines.store.write() as session:
        known = known_senders.open_one(session, number)
        if known is None or known.agreed_at is not None:
            raise NotFoundError(f"no sender {number} waits for a second person.")
        if known.asked_by == who:
            raise ConflictError("a second person must agree to what you asked for.")
        known_senders.agree(session, known, who, now)
        add_event(session, who, "sender_added", now, detail={"sender": number, "asked_by": known.asked_by})


def end(engines: Engines, number: int, who: str) -> None:
    """Let an added sender count no more, or take back what still waits."""
    now = engines.clock.now()
    with engines.store.write() as session:
        known = known_senders.open_one(session, number)
        if known is None:
            raise NotFoundError(f"there is no added sender {number}.")
        known_senders.end(session, known, who, now)
        add_event(session, who, "sender_ended", now, detail={"sender": number})


def with_added(ledger: Ledger, added: Iterable[KnownSender]) -> Ledger:
    """Return the ledger with what people added; what is added to a customer that is gone waits for it."""
    added, customers, contacts = tuple(added), dict(ledger.customer_by_id), list(ledger.contacts)
    for one in added:
        customer = customers.get(one.customer_id)
        if customer is None:
            continue
        if one.kind == Kind.CONTACT:
            if not any((each.customer_id, each.email) == (one.customer_id, one.value) for each in contacts):
                contacts.append(Contact(one.customer_id, one.value, role=ROLE))
        else:
            customers[one.customer_id] = _named(customer, one)
    changed = tuple(customers[customer.customer_id] for customer in ledger.customers)
    # What the ledger names itself keeps all its weight.
    domains = {one.value for one in added if one.kind == Kind.DOMAIN} - ledger.customers_by_domain.keys()
    return replace(ledger, customers=changed, contacts=tuple(contacts), added_domains=frozenset(domains))


def _named(customer: Customer, one: KnownSender) -> Customer:
    if one.kind == Kind.DOMAIN:
        return replace(customer, email_domains=tuple(dict.fromkeys((*customer.email_domains, one.value))))
    return replace(customer, aliases=tuple(dict.fromkeys((*customer.aliases, one.value))))
