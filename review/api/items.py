"""Work items as JSON."""

from typing import Annotated

from fastapi import Query, Response
from fastapi.responses import JSONResponse

from domain.money import as_text
from domain.words import Route, WorkState
from pipeline.records import load_item
from pipeline.view import view
from review.doors import Door, Role
from review.paging import ranked
from review.private import hidden_from
from review.refusals import RefusedError
from review.visits import Here, Number
from store.repositories import work_items
from store.repositories.work_items import QueuePlace
from store.tables import WorkItemRow


def listed(
    visit: Here,
    state: Annotated[str, Query(json_schema_extra={"enum": list(WorkState)})] = WorkState.WAITING.value,
    route: Annotated[str | None, Query(json_schema_extra={"enum": list(Route)})] = None,
    after: str = "",
) -> Response:
    """Return a page of items: `state` (waiting), `route`, `after` (the `next` of the page before)."""
    if state not in list(WorkState) or (route is not None and route not in list(Route)):
        raise RefusedError("state or route is none of the known words.")
    place = ranked(after)
    with visit.office.engines.store.read() as session:
        found = work_items.queue(
            session,
            WorkState(state),
            route=Route(route) if route else None,
            after=QueuePlace(*place) if place else None,
        )
        unseen = frozenset(hidden_from(session, visit.visitor))
    last = found.rows[-1] if found.more else None
    body = {
        "items": [summary(row) for row in found.rows if row.id not in unseen],
        "next": f"{last.priority}.{last.id}" if last else None,
    }
    return JSONResponse(body)


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
        "customer_id": row.customer_id,
        "amount": None if row.amount is None else as_text(row.amount),
        "currency": row.currency,
        "priority": row.priority,
        "flags": list(row.flags),
        "waits_because": list(row.waits_because),
        "error": row.error,
        "version": row.version,
        "created_at": row.created_at.isoformat(),
        "updated_at": row.updated_at.isoformat(),
    }


DOORS = (
    Door("GET", "/api/items", listed, Role.CLERK),
    Door("GET", "/api/items/{item_id}", one, Role.CLERK),
)
