"""The list of the queue, as it is chosen, as a file for a spreadsheet."""

from collections.abc import Iterator

from fastapi import Response

from domain.errors import NotFoundError
from pipeline.export_files import MEDIA_TYPES
from review.doors import Door, Role
from review.downloads import download
from review.queue_list import Entry, listed
from review.queue_query import Query, query_of
from review.rendering import visible
from review.sentences import reasons
from review.sheets import FORMS, Cell, sheet
from review.visits import Here, Visit

MOST = 100_000
AT_ONCE = 2_000
COLUMNS = (
    *("item", "subject", "sender", "customer_id", "customer", "route", "intent", "reason", "amount"),
    *("currency", "language", "mailbox", "received", "due", "put_off_until", "assignee", "flags", "why"),
)


def fetch(visit: Here, form: str) -> Response:
    """Send the whole list, `MOST` rows at most."""
    if form not in FORMS:
        raise NotFoundError(f"there is no list of the form {form}.")
    query = query_of(visit.request.query_params)
    several = visit.office.engines.companies.several
    columns = (*COLUMNS, "company") if several else COLUMNS
    rows = (_cells(visit, entry)[: len(columns)] for entry in _every(visit, query))
    day = visit.office.engines.clock.now().date().isoformat()
    return download(sheet(form, columns, rows), f"queue-{day}.{form}", MEDIA_TYPES[form])


def _every(visit: Visit, query: Query) -> Iterator[Entry]:
    """Yield every entry, page by page; what is worked on meanwhile may move from page to page."""
    left = MOST
    query = query_of({name: value for name, value in query.given.items() if name != "after"})
    while left > 0:
        with visit.office.engines.store.read() as session:
            found = listed(session, visit, query, min(AT_ONCE, left))
        yield from found.entries
        left -= len(found.entries)
        if found.further is None:
            return
        query = query_of({**query.given, "after": found.further.rpartition("after=")[2]})


def _cells(visit: Visit, entry: Entry) -> tuple[Cell, ...]:
    row = entry.row
    moments = (row.created_at, row.due_at, row.postponed_until)
    return (
        row.id,
        visible(entry.title),
        visible(entry.mail.sender) if entry.mail else None,
        row.customer_id,
        visible(entry.customer),
        *(each.value if each else None for each in (row.route, row.intent, row.reason)),
        row.amount,
        row.currency,
        row.language,
        row.account,
        *(None if each is None else each.isoformat(timespec="minutes") for each in moments),
        row.assignee,
        ", ".join(row.flags),
        visible(" ".join(reasons(visit.words, row.waits_because))),
        visible(row.company),
    )


DOORS = (Door("GET", "/queue/list.{form}", fetch, Role.CLERK),)
