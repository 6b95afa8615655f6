"""One page of the queue made ready to be shown: rows with mail, customer, due time and who is on them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from domain.ledger import Ledger
from domain.office_hours import opening_on
from domain.states import WorkState
from domain.words import Route
from pipeline.bulk import numbers_of
from review.office import Office
from review.private import hidden_from
from review.queue_query import Query
from review.visits import Visit
from store.engine import Store
from store.repositories import mails, queue, team
from store.repositories.paging import PAGE
from store.repositories.queue import Choice, Looking
from store.repositories.queue_order import Order, place_of
from store.session import Session
from store.tables import Claim, MailRow, WorkItemRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the queue."""

    row: WorkItemRow
    mail: MailRow | None
    customer: str
    age: timedelta
    claim: Claim | None = None
    """Who is on it just now."""
    left: timedelta | None = None
    """Until it is due; negative when it is overdue. None where nobody waits for it."""
    notes: int = 0
    company: str = ""
    """Whose it is, where there are several companies."""

    @property
    def title(self) -> str:
        """The mail's subject, or the name of a bare document."""
        return (self.mail.subject if self.mail else "") or self.row.source_name

    @property
    def teachable(self) -> bool:
        """True where a document was read with doubts: teaching its layout would spare the next ones."""
        read = self.row.state in (WorkState.WAITING, WorkState.CLOSED)
        return read and self.row.route is Route.PAYMENT_ADVICE and not self.row.green


Kinds = tuple[tuple[str, ...], tuple[str, ...]]
"""Mailboxes and languages of what waits."""
KNOWN_FOR = timedelta(minutes=1)
_KINDS: "WeakKeyDictionary[Store, tuple[datetime, Kinds]]" = WeakKeyDictionary()


def kinds_there(session: Session, office: Office) -> Kinds:
    """Return the mailboxes and languages to choose from, looked up once a minute: it reads everything."""
    now, store = office.engines.clock.now(), office.engines.store
    known = _KINDS.get(store)
    if known is None or now - known[0] > KNOWN_FOR:
        known = _KINDS[store] = (now, queue.kinds_there(session))
    return known[1]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list."""

    entries: tuple[Entry, ...]
    order: Order
    next: str | None
    """Where the next page begins; None at the end."""
    further: str | None
    """Address of the next page."""


def choice_of(office: Office, query: Query, who: str) -> Choice:
    """Return what the query asks for at this moment."""
    now = office.engines.clock.now()
    ledgers = tuple(office.ledgers(query.given.get("company")).values())
    return query.choice(who, now, _tomorrow(office, now), ledgers)


def looking_of(session: Session, visit: Visit) -> Looking:
    """Return who looks, when, and which private mails are hidden from them."""
    return Looking(visit.who, visit.office.engines.clock.now(), hidden_from(session, visit.visitor))


def listed(session: Session, visit: Visit, query: Query, limit: int = PAGE) -> Listed:
    """Return a page; what is just being confirmed or archived together is not shown."""
    office = visit.office
    choice = choice_of(office, query, visit.who)
    order = queue.settled_order(session, choice, query.order)
    hidden = being_done(session)
    found = queue.page_of(
        session, choice, looking_of(session, visit), order, query.after(order), limit, hidden
    )
    last = found.rows[-1] if found.more else None
    place = str(place_of(last, order)) if last else None
    further = query.address(after=place) if place else None
    return Listed(entries(session, office, found.rows), order, place, further)


def being_done(session: Session) -> tuple[int, ...]:
    """Return the numbers of items that an act on many ends in a moment."""
    return numbers_of(team.pending_acts(session))


def entries(session: Session, office: Office, rows: tuple[WorkItemRow, ...]) -> tuple[Entry, ...]:
    """Return the lines of a list of work items."""
    ledgers, now = office.ledgers(), office.engines.clock.now()
    numbers = [row.id for row in rows]
    subjects = mails.mails_by_id(session, [row.mail_id for row in rows if row.mail_id])
    claims, notes = team.claims_of(session, numbers, now), team.note_counts(session, numbers)
    return tuple(
        Entry(
            row=row,
            mail=subjects.get(row.mail_id or 0),
            customer=_customer_of(ledgers.get(row.company), row),
            company=row.company if office.engines.companies.several else "",
            age=now - row.created_at,
            claim=claims.get(row.id),
            left=row.due_at - now if row.due_at and row.state.value == "waiting" else None,
            notes=notes.get(row.id, 0),
        )
        for row in rows
    )


def _customer_of(ledger: Ledger | None, row: WorkItemRow) -> str:
    known = ledger.customer_by_id.get(row.customer_id or "") if ledger else None
    return known.name if known else row.customer_id or ""


def _tomorrow(office: Office, now: datetime) -> datetime:
    """Return when the day ends in the office's time zone."""
    hours = office.engines.hours
    day = now.astimezone(ZoneInfo(hours.time_zone)).date() + timedelta(days=1)
    midnight = hours.model_copy(update={"opens": "00:00"})
    return opening_on(midnight, day)
