"""The queue: everything that waits for a person, and why; its counts, and the next item for somebody."""

from dataclasses import replace

from fastapi import Response
from fastapi.responses import JSONResponse

from domain.errors import NotFoundError
from domain.states import BulkState
from domain.words import DisputeReason, Intent, Route
from pipeline import claims
from pipeline.bulk import chosen_of
from pipeline.records import load_item
from review.doors import Door, Role
from review.notices import notices
from review.private import hidden_from
from review.queue_list import being_done, choice_of, kinds_there, listed, looking_of
from review.queue_query import AGES, DUES, Query, kept_query, query_of
from review.viewer import first_pictures
from review.visits import Here, Number, Posted, Visit
from store.repositories import private, queue, settings, team, users, work_items
from store.repositories.queue import Choice, Tray
from store.repositories.queue_order import Order, place_of
from store.tables import WorkItemRow

SWITCHES = frozenset({settings.KILL_SWITCH, settings.HOLD_OUTGOING})
WAITS = (Tray.WAITING, Tray.MINE, Tray.POSTPONED)
"""Trays whose items a clerk works one after the other."""
SORTED_BY = (Order.RISK, Order.DUE, Order.AMOUNT, Order.AGE)


def show(visit: Here) -> Response:
    """Show one page of the queue; what is chosen, its order and place come from the address."""
    query, office = query_of(visit.request.query_params), visit.office
    choice = choice_of(office, query, visit.who)
    with office.engines.store.read() as session:
        found = listed(session, visit, query)
        counted = queue.counts(session, choice, looking_of(session, visit))
        mailboxes, languages = kinds_there(session, office)
        colleagues = [user.name for user in users.list_users(session) if user.active]
        views = team.views_for(session, visit.who)
        unseen = set(hidden_from(session, visit.visitor))
        called = [note for note in team.unseen_notes(session, visit.who) if note.work_item_id not in unseen]
        act = team.last_act(session, visit.who)
    return visit.page(
        "queue.html",
        query=query,
        tray=query.tray,
        entries=found.entries,
        order=found.order,
        further=found.further,
        counted=counted,
        most_closed=queue.MOST_CLOSED,
        trays=list(Tray),
        routes=list(Route),
        intents=list(Intent),
        reasons=list(DisputeReason),
        orders=SORTED_BY,
        mailboxes=mailboxes,
        companies=office.engines.companies.names if office.engines.companies.several else (),
        languages=languages,
        ages=AGES,
        dues=DUES,
        colleagues=colleagues,
        views=views,
        called=called,
        act_count=len(chosen_of(act)) if act else 0,
        act=act if act and _is_news(visit, act.due_at.timestamp(), act.state) else None,
        notices=notices(office),
        now=office.engines.clock.now(),
    )


def counts(visit: Here) -> Response:
    """Return the counts of an address as JSON, and who is on what, for a page that stays open."""
    query = query_of(visit.request.query_params)
    choice = choice_of(visit.office, query, visit.who)
    with visit.office.engines.store.read() as session:
        looking = looking_of(session, visit)
        counted = queue.counts(session, choice, looking)
        others = team.claims_by_others(session, visit.who, looking.now)
        others = {number: who for number, who in others.items() if number not in looking.hidden}
    body = {
        "trays": {tray.value: _shown(tray, number) for tray, number in counted.by_tray.items()},
        "routes": {route.value: counted.by_route.get(route, 0) for route in Route},
        "claims": {str(number): who for number, who in others.items()},
    }
    return JSONResponse(body)


def take_next(visit: Here, form: Posted) -> Response:
    """Claim the first item that is nobody else's and open it; the queue again where there is none."""
    query = query_of({name: value for name, value in form.texts().items() if name not in ("csrf", "after")})
    choice = choice_of(visit.office, query, visit.who)
    for row in _for_me(visit, choice, query.order, None):
        if claims.claim(visit.office.engines, row.id, visit.who).who == visit.who:
            return visit.go(query.item(row.id))
    return visit.go(query.address())


def switch(visit: Here, form: Posted, name: str) -> Response:
    """Turn a switch of the whole house on or off."""
    if name not in SWITCHES:
        raise NotFoundError(f"there is no switch {name}.")
    engines = visit.office.engines
    with engines.store.write() as session:
        settings.set_setting(session, name, form.text("on") == "yes", visit.who, engines.clock.now())
    return visit.go("/")


def ahead(visit: Here, item_id: Number) -> Response:
    """Return the pictures that the next item of the list shows first, for a page that fetches them ahead."""
    with visit.office.engines.store.read() as session:
        row = work_items.get_item(session, item_id)
    following = next_item(visit, row, kept_query(visit.request.query_params.get("view", "")))
    with visit.office.engines.store.read() as session:
        # Each opening of private mail is noted; fetching ahead is none.
        is_private = following is not None and private.mark_of(session, following) is not None
    if following is None or is_private:
        return JSONResponse({"item": following, "pictures": []})
    item = load_item(visit.office.engines.store, visit.office.engines.blobs, following)
    return JSONResponse({"item": following, "pictures": first_pictures(following, item)})


def next_waiting(visit: Visit, after: WorkItemRow, query: Query | None = None, **more: str) -> str:
    """Return the address of the next waiting item of a list; the list's own where there is none.

    `more` are further parameters of the item's address.
    """
    query = query or query_of({})
    following = next_item(visit, after, query)
    return query.address() if following is None else query.item(following, **more)


def next_item(visit: Visit, after: WorkItemRow, query: Query) -> int | None:
    """Return the next item of a list, from the top again at the end; None where there is no other.

    Items that were put off, are a colleague's or are just being looked at by one are passed over.
    """
    if query.tray not in WAITS:
        query = query_of({**query.given, "state": Tray.WAITING.value})
    choice = choice_of(visit.office, query, visit.who)
    for start in (after, None):
        for row in _for_me(visit, choice, query.order, start):
            if row.id != after.id:
                return row.id
    return None


def _for_me(visit: Visit, choice: Choice, order: Order, after: WorkItemRow | None) -> tuple[WorkItemRow, ...]:
    with visit.office.engines.store.read() as session:
        looking = looking_of(session, visit)
        others = team.claims_by_others(session, visit.who, looking.now)
        without = (*being_done(session), *others)
        settled = queue.settled_order(session, choice, order)
        free = replace(choice, free_for=visit.who)
        start = place_of(after, settled) if after else None
        return queue.page_of(session, free, looking, settled, start, without=without).rows


def _shown(tray: Tray, number: int) -> str:
    return f"{number}+" if tray is Tray.CLOSED and number >= queue.MOST_CLOSED else str(number)


def _is_news(visit: Visit, due: float, state: BulkState) -> bool:
    """Tell whether what was done to many items is still worth a line: for ten minutes."""
    recent = visit.office.engines.clock.now().timestamp() - due < 600
    return recent or state in (BulkState.PENDING, BulkState.WORKING)


DOORS = (
    Door("GET", "/", show, Role.CLERK),
    Door("GET", "/queue/counts", counts, Role.CLERK),
    Door("GET", "/items/{item_id}/ahead", ahead, Role.CLERK),
    Door("POST", "/queue/next", take_next, Role.CLERK, 20_000),
    Door("POST", "/switches/{name}", switch, Role.ADMIN, 10_000),
)
