"""What the item page shows for writing: contacts, colleagues, canned texts, and what colleagues answered."""

from dataclasses import dataclass
from datetime import datetime

from domain.ledger import Ledger
from pipeline.forwarding import parts_of
from pipeline.item import WorkItem
from pipeline.messages.wishes import own_domains
from pipeline.records import load_item
from pipeline.written import colleagues_of
from review.private import hidden_from
from review.visits import Visit
from store.repositories import canned, colleagues
from store.tables import CannedText, ColleagueAnswer, WorkItemRow

MOST_CONTACTS = 100
MOST_ANSWERS = 20


@dataclass(frozen=True, slots=True)
class Answered:
    """What one colleague answered; `item_id` is the answer's own item."""

    item_id: int
    sender: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Writing:
    """What `item_write.html` shows."""

    contacts: tuple[tuple[str, str], ...]
    """Address and name of the customer's registered contacts."""
    colleagues: tuple[tuple[str, str], ...]
    """Name and address."""
    domains: tuple[str, ...]
    texts: tuple[CannedText, ...]
    parts: tuple[str, ...]
    """What of the mail may be passed on."""
    answered: tuple[Answered, ...]
    reply: bool
    """True where the mail has one sender."""


def writing(visit: Visit, row: WorkItemRow, item: WorkItem) -> Writing:
    """Return what stands in the section for writing."""
    domains = domains_of(visit)
    with visit.office.engines.store.read() as session:
        texts = canned.texts(session)
        people = colleagues_of(session, domains, visit.who)
        hidden = frozenset(hidden_from(session, visit.visitor))
        answers = colleagues.answers_in(session, row.id)[-MOST_ANSWERS:]
    return Writing(
        contacts=_contacts(visit.office.ledger_of(row), row.customer_id),
        colleagues=people,
        domains=domains,
        texts=texts,
        parts=tuple(each.file for each in parts_of(item)),
        answered=tuple(_answered(visit, each) for each in answers if each.item_id not in hidden),
        reply=item.mail is not None and len(item.mail.senders) == 1,
    )


def domains_of(visit: Visit) -> tuple[str, ...]:
    """Return the mail domains of our own firm."""
    office = visit.office
    return own_domains(office.company, office.outgoing, office.digest)


def _contacts(ledger: Ledger | None, customer_id: str | None) -> tuple[tuple[str, str], ...]:
    known = ledger.contacts if ledger is not None and customer_id is not None else ()
    found = ((each.email, each.name) for each in known if each.customer_id == customer_id)
    return tuple(found)[:MOST_CONTACTS]


def _answered(visit: Visit, answer: ColleagueAnswer) -> Answered:
    mail = load_item(visit.office.engines.store, visit.office.engines.blobs, answer.item_id).mail
    text = (mail.new_text.strip() or mail.text.strip()) if mail else ""
    return Answered(answer.item_id, answer.sender, answer.noted_at, text)
