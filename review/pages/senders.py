"""Senders that people added to customers: from an item by one click, agreed to, ended."""

from fastapi import Response

from domain.ledger import Ledger
from pipeline.known_senders import agree, end, register
from review.doors import Door, Role
from review.visits import Here, Number, Posted
from store.repositories import known_senders, work_items


def show(visit: Here) -> Response:
    """List what was added and what waits for a second person."""
    ledgers = visit.office.ledgers()
    with visit.office.engines.store.read() as session:
        found = known_senders.open_ones(session)
    names = {one.id: _name(ledgers[one.company], one.customer_id) for one in found if one.company in ledgers}
    return visit.page("senders.html", found=found, names=names)


def add(visit: Here, form: Posted, item_id: Number) -> Response:
    """Add the sender of an item's mail to its customer."""
    office = visit.office
    with office.engines.store.read() as session:
        row = work_items.get_item(session, item_id)
    counts = register(
        office.engines,
        item_id,
        form.text("kind"),
        office.ledger_of(row),
        office.side_of(row)[0],
        visit.who,
        second_person=office.web.second_person,
    )
    return visit.go(f"/items/{item_id}?done={'sender_added' if counts else 'sender_asked'}")


def _name(ledger: Ledger, customer_id: str) -> str | None:
    known = ledger.customer_by_id.get(customer_id)
    return known.name if known else None


def decide(visit: Here, form: Posted) -> Response:
    """Agree to one, or end it."""
    act = agree if form.text("agreed") == "yes" else end
    act(visit.office.engines, form.whole("sender"), visit.who)
    return visit.go("/senders")


DOORS = (
    Door("GET", "/senders", show, Role.CLERK),
    Door("POST", "/senders", decide, Role.CLERK, 10_000),
    Door("POST", "/items/{item_id}/sender", add, Role.CLERK, 10_000),
)
