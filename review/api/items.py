"""Work items as JSON."""

from typing import Annotated

from fastapi import Query, Response
from fastapi.responses import JSONResponse

from domain.money import as_text
from pipeline.records import load_item
from pipeline.view import view
from review import queue_list
from review.api.wanted import Chosen, Listing
from review.doors import Door, Role
from review.visits import Here, Number
from store.repositories import queue, work_items
from store.tables import WorkItemRow


def listed(visit: Here, asked: Annotated[Listing, Query()]) -> Response:
    """Return a page of items, chosen and ordered as on the page of the queue; `next` begins the next one."""
    query = asked.query
    with visit.office.engines.store.read() as session:
        found = queue_list.listed(session, visit, query, asked.limit)
    shown = [_entry(each) for each in found.entries]
    return JSONResponse({"items": shown, "order": found.order.value, "next": found.next})


def counted(visit: Here, asked: Annotated[Chosen, Query()]) -> Response:
    """Return how many items are chosen in each tray, and in the chosen tray by route."""
    choice = queue_list.choice_of(visit.office, asked.query, visit.who)
    with visit.office.engines.store.read() as session:
        found = queue.counts(session, choice, queue_list.looking_of(session, visit))
    trays = {tray.value: number for tray, number in found.by_tray.items()}
    routes = {route.value if route else "none": number for route, number in found.by_route.items()}
    return JSONResponse({"trays": trays, "routes": routes, "closed_counted_to": queue.MOST_CLOSED})


def one(visit: Here, item_id: Number) -> Response:
    """Return one item: where it stands, why it waits, and the public object of its input."""
    engines = visit.office.engines
    with engines.store.read() as session:
        row = work_items.get_item(session, item_id)
    shown = view(load_item(engines.store, engines.blobs, item_id))
    return JSONResponse({**summary(row), "result": shown.model_dump(mode="json", by_alias=True)})


def summary(row: WorkItemRow) -> dict[str, object]:
    """Return an item's row for programs: where it stands and why it waits."""
    return {
        "id": row.id,
        "source": row.source_name,
        "mail": row.mail_id,
        "part_of": row.parent_id,
        "assignee": row.assignee,
        "state": row.state.value,
        "step": row.step.value,
        "route": row.route.value if row.route else None,
        "intent": row.intent.value if row.intent else None,
        "reason": row.reason.value if row.reason else None,
        "customer_id": row.customer_id,
        "mailbox": row.account or None,
        "company": row.company or None,
        "language": row.language,
        "amount": None if row.amount is None else as_text(row.amount),
        "currency": row.currency,
        "priority": row.priority,
        "green": row.green,
        "flags": list(row.flags),
        "waits_because": list(row.waits_because),
        "error": row.error,
        "version": row.version,
        "due_at": row.due_at.isoformat() if row.due_at else None,
        "postponed_until": row.postponed_until.isoformat() if row.postponed_until else None,
        "created_at": row.created_at.isoformat(),
        "updated_at": row.updated_at.isoformat(),
    }


def _entry(entry: queue_list.Entry) -> dict[str, object]:
    return {
        **summary(entry.row),
        "title": entry.title,
        "sender": entry.mail.sender if entry.mail else None,
        "customer": entry.customer or None,
        "claimed_by": entry.claim.who if entry.claim else None,
        "notes": entry.notes,
    }


DOORS = (
    Door("GET", "/api/items", listed, Role.CLERK),
    Door("GET", "/api/counts", counted, Role.CLERK),
    Door("GET", "/api/items/{item_id}", one, Role.CLERK),
)
