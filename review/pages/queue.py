"""The queue: everything that waits for a person, and why."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from fastapi import Response

from domain.errors import NotFoundError
from domain.words import Route, WorkState
from review.doors import Door, Role
from review.notices import notices
from review.office import Office
from review.paging import ranked, stamp, timed
from review.visits import Here, Posted, Visit
from store.repositories import mails, settings, work_items
from store.repositories.paging import Slice
from store.repositories.work_items import QueuePlace
from store.session import Session
from store.tables import MailRow, WorkItemRow

Word = TypeVar("Word", bound=StrEnum)

SHOWN_STATES = (WorkState.WAITING, WorkState.WORKING, WorkState.SHELVED, WorkState.CLOSED)
SWITCHES = frozenset({settings.KILL_SWITCH, settings.HOLD_OUTGOING})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the queue."""

    row: WorkItemRow
    mail: MailRow | None
    customer: str
    age: timedelta

    @property
    def title(self) -> str:
        """The mail's subject, or the name of a bare document."""
        return (self.mail.subject if self.mail else "") or self.row.source_name


def show(visit: Here) -> Response:
    """Show one page of the queue; state, route and place come from the address."""
    asked = visit.request.query_params
    state = _word(WorkState, asked.get("state")) or WorkState.WAITING
    route = _word(Route, asked.get("route"))
    office = visit.office
    with office.engines.store.read() as session:
        found = _slice(session, state, route, asked.get("after", ""))
        by_state = work_items.counts_by_state(session)
        by_route = work_items.counts_by_route(session, state)
        subjects = mails.mails_by_id(session, [row.mail_id for row in found.rows if row.mail_id])
    return visit.page(
        "queue.html",
        entries=entries(office, found.rows, subjects),
        state=state,
        route=route,
        states=[(each, by_state.get(each, 0)) for each in SHOWN_STATES],
        routes=[(each, by_route.get(each, 0)) for each in Route],
        further=_further(state, route, found),
        notices=notices(office),
    )


def switch(visit: Here, form: Posted, name: str) -> Response:
    """Turn a switch of the whole house on or off."""
    if name not in SWITCHES:
        raise NotFoundError(f"there is no switch {name}.")
    engines = visit.office.engines
    with engines.store.write() as session:
        settings.set_setting(session, name, form.text("on") == "yes", visit.who, engines.clock.now())
    return visit.go("/")


def entries(office: Office, rows: tuple[WorkItemRow, ...], subjects: dict[int, MailRow]) -> list[Entry]:
    """Return the lines of a list of work items."""
    ledger, now = office.shelf.ledger(), office.engines.clock.now()
    known = ledger.customer_by_id if ledger else {}
    return [
        Entry(
            row=row,
            mail=subjects.get(row.mail_id or 0),
            customer=known[row.customer_id].name if row.customer_id in known else row.customer_id or "",
            age=now - row.created_at,
        )
        for row in rows
    ]


def next_waiting(visit: Visit, after: WorkItemRow) -> str:
    """Return the address of the next waiting item, from the top again at the end, else the queue's.

    Items that were put off or are a colleague's are passed over.
    """
    place = QueuePlace(after.priority, after.id)
    now = visit.office.engines.clock.now()
    with visit.office.engines.store.read() as session:
        for start in (place, None):
            for row in work_items.queue(session, after=start).rows:
                put_off = row.postponed_until is not None and row.postponed_until > now
                if row.id != after.id and not put_off and row.assignee in (None, visit.who):
                    return f"/items/{row.id}"
    return "/"


def _slice(session: Session, state: WorkState, route: Route | None, after: str) -> Slice[WorkItemRow]:
    if state is WorkState.CLOSED:
        return work_items.recent(session, state, timed(after), route=route)
    place = ranked(after)
    return work_items.queue(session, state, route=route, after=QueuePlace(*place) if place else None)


def _further(state: WorkState, route: Route | None, found: Slice[WorkItemRow]) -> str | None:
    if not found.more:
        return None
    last = found.rows[-1]
    place = stamp(last.updated_at, last.id) if state is WorkState.CLOSED else f"{last.priority}.{last.id}"
    asked = {"state": state.value, "route": route.value if route else "", "after": place}
    return "/?" + urlencode({name: value for name, value in asked.items() if value})


def _word(words: type[Word], text: str | None) -> Word | None:
    return words(text) if text is not None and text in [each.value for each in words] else None


DOORS = (
    Door("GET", "/", show, Role.CLERK),
    Door("POST", "/switches/{name}", switch, Role.ADMIN, 10_000),
)
