"""What a program may do at the desk of a team: put off, split, note, claim, take back, do many at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Annotated

from fastapi import Depends, Response
from fastapi.responses import JSONResponse

from domain.office_hours import opening_on
from domain.states import BulkAction
from pipeline import bulk, claims, clerk_desk, clerk_parts, clerk_undo, notes
from review.api.bodies import Body, BulkDeed, Claimed, Matter, Noted, Snoozed, Together, Versioned, taken
from review.api.items import summary
from review.doors import Door, Role, Scope
from review.private import hidden_from
from review.refusals import ForbiddenError, UnusableError
from review.visits import Here, Number, Visit
from store.repositories import team, users, work_items


def snooze(visit: Here, item_id: Number, asked: Annotated[Snoozed, Depends(taken(Snoozed))]) -> Response:
    """Put an item off until a day, or bring it back now."""
    until = datetime.combine(asked.until, time(0), UTC) if asked.until else None
    clerk_desk.postpone(visit.office.engines, item_id, asked.version, until, visit.who)
    return _standing(visit, item_id)


def split(visit: Here, item_id: Number, asked: Annotated[Matter, Depends(taken(Matter))]) -> Response:
    """Make a further matter of the mail an item of its own; `new` is its number."""
    new = clerk_parts.split(visit.office.engines, item_id, asked.version, asked.intent, visit.who)
    return _standing(visit, item_id, new=new)


def put_back(
    visit: Here, item_id: Number, asked: Annotated[Versioned, Depends(taken(Versioned))]
) -> Response:
    """Undo a split: the item goes; the mail's first item is returned."""
    first = clerk_parts.put_back(visit.office.engines, item_id, asked.version, visit.who)
    return _standing(visit, first)


def undo(visit: Here, item_id: Number, asked: Annotated[Versioned, Depends(taken(Versioned))]) -> Response:
    """Take the last change of values back."""
    office = visit.office
    ledger = office.ledger_of_item(item_id)
    clerk_undo.undo(office.engines, item_id, asked.version, ledger, office.matching, visit.who)
    return _standing(visit, item_id)


def redo(visit: Here, item_id: Number, asked: Annotated[Versioned, Depends(taken(Versioned))]) -> Response:
    """Do again what was undone."""
    office = visit.office
    ledger = office.ledger_of_item(item_id)
    clerk_undo.redo(office.engines, item_id, asked.version, ledger, office.matching, visit.who)
    return _standing(visit, item_id)


def noted(visit: Here, item_id: Number) -> Response:
    """Return the notes of an item, the oldest first."""
    with visit.office.engines.store.read() as session:
        work_items.get_item(session, item_id)
        found = team.notes_of(session, item_id)
    shown = [
        {"who": each.who, "at": each.at.isoformat(), "text": each.body, "calls": list(each.mentions)}
        for each in found
    ]
    return JSONResponse({"notes": shown})


def note(visit: Here, item_id: Number, asked: Annotated[Noted, Depends(taken(Noted))]) -> Response:
    """Keep a note."""
    called = notes.add_note(visit.office.engines, item_id, asked.text, visit.who)
    return JSONResponse({"calls": list(called)})


def claim(visit: Here, item_id: Number, asked: Annotated[Claimed, Depends(taken(Claimed))]) -> Response:
    """Take an item, renew one's claim, or take it over; return who holds it then."""
    holder = claims.claim(visit.office.engines, item_id, visit.who, take_over=asked.take_over)
    mine = holder.who == visit.who
    return JSONResponse({"mine": mine, "who": holder.who, "taken_from": holder.taken_from})


def release(visit: Here, item_id: Number) -> Response:
    """Give one's own claim back."""
    claims.release(visit.office.engines, item_id, visit.who)
    return JSONResponse({})


def together(visit: Here, asked: Annotated[Together, Depends(taken(Together))]) -> Response:
    """Do one thing to many items; what ends them takes effect ten seconds later, and `act` takes it back."""
    engines, chosen = visit.office.engines, asked.items
    _refuse_hidden(visit, chosen)
    if asked.action is BulkDeed.CONFIRM:
        return JSONResponse({"act": bulk.begin(engines, BulkAction.CONFIRM, chosen, visit.who), "failed": []})
    if asked.action is BulkDeed.ARCHIVE:
        if not asked.reason.strip():
            raise UnusableError("Say why the items are archived.")
        act = bulk.begin(engines, BulkAction.ARCHIVE, chosen, visit.who, asked.reason.strip())
        return JSONResponse({"act": act, "failed": []})
    if asked.action is BulkDeed.ASSIGN:
        _refuse_stranger(visit, asked.to)
        failed = bulk.assign(engines, chosen, asked.to, visit.who)
    else:
        failed = bulk.snooze(engines, chosen, _morning(visit, asked.until), visit.who)
    return JSONResponse({"act": None, "failed": list(failed)})


def take_back(visit: Here, act_id: Number) -> Response:
    """Take an act on many items back before it takes effect."""
    bulk.undo(visit.office.engines, act_id, visit.who)
    return JSONResponse({})


def _morning(visit: Visit, day: date | None) -> datetime:
    try:
        reached = opening_on(visit.office.engines.hours, day) if day is not None else None
    except (ValueError, OverflowError):
        reached = None  # no calendar of the office reaches that day
    if reached is None:
        raise UnusableError("Choose the day until which the items are put off.")
    return reached


def _refuse_hidden(visit: Visit, chosen: bulk.Chosen) -> None:
    with visit.office.engines.store.read() as session:
        if not {number for number, _ in chosen}.isdisjoint(hidden_from(session, visit.visitor)):
            raise ForbiddenError("This mail is private; it is shown only to whoever may open private mail.")


def _refuse_stranger(visit: Visit, name: str | None) -> None:
    with visit.office.engines.store.read() as session:
        known = {user.name for user in users.list_users(session) if user.active}
    if name is not None and name not in known:
        raise UnusableError("There is no colleague of that name; choose one of the list.")


def _standing(visit: Visit, item_id: int, **more: object) -> Response:
    with visit.office.engines.store.read() as session:
        return JSONResponse({**summary(work_items.get_item(session, item_id)), **more})


def _door(name: str, act: Callable[..., Response], takes: type[Body] | None) -> Door:
    return Door("POST", f"/api/items/{{item_id}}/{name}", act, Role.CLERK, 100_000, Scope.WORK, takes)


DOORS = (
    _door("snooze", snooze, Snoozed),
    _door("split", split, Matter),
    _door("put-back", put_back, Versioned),
    _door("undo", undo, Versioned),
    _door("redo", redo, Versioned),
    Door("GET", "/api/items/{item_id}/notes", noted, Role.CLERK),
    _door("notes", note, Noted),
    _door("claim", claim, Claimed),
    _door("release", release, None),
    Door("POST", "/api/together", together, Role.CLERK, 100_000, Scope.WORK, Together),
    Door("POST", "/api/together/{act_id}/undo", take_back, Role.CLERK, 10_000, Scope.WORK),
)
