"""Picking the document that is taught: from the queue, from a payer's history, or by upload."""

from datetime import timedelta

from fastapi import Response

from domain.states import WorkState
from pipeline.records import load_item
from review.refusals import RefusedError
from review.teaching.bench import taught_documents
from review.uploads import choices, chosen, take_file
from review.visits import Here, Number, Posted, Visit
from store.repositories import teachable, work_items

MOST = 40
MOST_PAYERS = 8
LOOK_BACK = timedelta(days=90)


def show(visit: Here) -> Response:
    """Show the ways to a document."""
    return _page(visit)


def receive(visit: Here, posted: Posted) -> Response:
    """Take an uploaded file and go on to it; it waits in the queue like any other."""
    files = [file for file in posted.files("file") if file.filename]
    try:
        if not files:
            raise RefusedError("Choose a file first.")
        company = chosen(visit.office, posted.text("company"))
        taken = take_file(visit.office, files[0], visit.who, company)
        if taken.item_id is None:
            raise RefusedError("The file could not be taken; see the queue.")
    except RefusedError as error:
        return _page(visit, 422, visit.say(error.message, **error.values), posted.text("company"))
    return visit.go(f"/teach/{taken.item_id}")


def open_item(visit: Here, item_id: Number) -> Response:
    """Go on to the document of an item that is most likely taught; wait while it is being read."""
    engines = visit.office.engines
    with engines.store.read() as session:
        row = work_items.get_item(session, item_id)
    item = load_item(engines.store, engines.blobs, item_id)
    found = taught_documents(item)
    if row.state is WorkState.WORKING and not (found and item.remittances):
        return visit.page("teach_wait.html", row=row)
    if not found:
        return visit.page("teach_wait.html", row=row, nothing=True)
    return visit.go(f"/teach/{item_id}/{found[0]}")


def _page(visit: Visit, status: int = 200, refusal: str = "", company: str = "") -> Response:
    words = visit.request.query_params.get("words", "").strip()[:100]
    now = visit.office.engines.clock.now()
    with visit.office.engines.store.read() as session:
        documents = teachable.recent_documents(session, words.replace("\0", ""), MOST)
        costly = teachable.untaught_payers(session, now - LOOK_BACK, MOST_PAYERS)
    return visit.page(
        "teach_choose.html",
        status,
        refusal=refusal,
        searched=words,
        documents=documents,
        costly=costly,
        companies=choices(visit.office),
        company=company,
    )
