"""Who is on an item, and the notes that colleagues leave each other there."""

from fastapi import Response
from fastapi.responses import JSONResponse

from pipeline import claims, notes
from review.doors import Door, Role
from review.queue_query import kept_query
from review.visits import Here, Number, Posted
from store.repositories import team


def claim(visit: Here, form: Posted, item_id: Number) -> Response:
    """Take an item, renew one's claim, or take it over; a script gets who holds it then as JSON."""
    taken = form.text("take_over") == "yes"
    holder = claims.claim(visit.office.engines, item_id, visit.who, take_over=taken)
    if not form.text("quiet"):
        return visit.go(kept_query(form.text("view")).item(item_id))
    mine = holder.who == visit.who
    return JSONResponse({"mine": mine, "who": holder.who, "taken_from": holder.taken_from})


def release(visit: Here, form: Posted, item_id: Number) -> Response:
    """Give one's own claim back."""
    claims.release(visit.office.engines, item_id, visit.who)
    return Response(status_code=204) if form.text("quiet") else visit.go(kept_query(form.text("view")).back)


def note(visit: Here, form: Posted, item_id: Number) -> Response:
    """Keep a note."""
    notes.add_note(visit.office.engines, item_id, form.text("note"), visit.who)
    return visit.go(kept_query(form.text("view")).item(item_id) + "#notes")


def seen(visit: Here, form: Posted, item_id: Number) -> Response:
    """Note that one has seen the notes of an item; go there."""
    engines = visit.office.engines
    with engines.store.write() as session:
        team.mark_seen(session, visit.who, item_id, engines.clock.now())
    return visit.go(f"/items/{item_id}#notes" if form.text("go") else "/")


DOORS = (
    Door("POST", "/items/{item_id}/claim", claim, Role.CLERK, 10_000),
    Door("POST", "/items/{item_id}/release", release, Role.CLERK, 10_000),
    Door("POST", "/items/{item_id}/notes", note, Role.CLERK, 40_000),
    Door("POST", "/items/{item_id}/notes/seen", seen, Role.CLERK, 10_000),
)
