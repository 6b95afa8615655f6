"""What is done to many items of the queue at once, and how it is taken back."""

from datetime import date, datetime

from fastapi import Response

from domain.office_hours import opening_on
from domain.states import BulkAction
from pipeline import bulk
from review.doors import Door, Role
from review.private import hidden_from
from review.queue_query import query_of
from review.refusals import ForbiddenError, RefusedError
from review.visits import Form, Here, Number, Posted, Visit
from store.repositories import users

LONGEST_REASON = 500


def act(visit: Here, form: Posted) -> Response:
    """Do what the pressed button says to the ticked items; come back to the same list."""
    chosen = tuple(pair for text in form.several("item") if (pair := _pair(text)) is not None)
    if not 0 < len(chosen) <= bulk.MOST:
        raise RefusedError("Tick 1 to %(most)s items first.", most=bulk.MOST)
    action = form.text("action")
    engines = visit.office.engines
    with engines.store.read() as session:
        if not {item_id for item_id, _ in chosen}.isdisjoint(hidden_from(session, visit.visitor)):
            raise ForbiddenError("This mail is private; it is shown only to whoever may open private mail.")
    failed: tuple[str, ...] = ()
    if action == "confirm":
        bulk.begin(engines, BulkAction.CONFIRM, chosen, visit.who)
    elif action == "archive":
        reason = form.text("reason").strip()[:LONGEST_REASON]
        if not reason:
            raise RefusedError("Say why the items are archived.")
        bulk.begin(engines, BulkAction.ARCHIVE, chosen, visit.who, reason)
    elif action == "assign":
        failed = bulk.assign(engines, chosen, _colleague(visit, form.text("to")), visit.who)
    elif action == "snooze":
        failed = bulk.snooze(engines, chosen, _until(visit, form), visit.who)
    else:
        raise RefusedError("Choose what is to be done with the items.")
    if failed:
        return visit.page(
            "together.html", 409, failed=failed, done=len(chosen) - len(failed), back=_back(form)
        )
    return visit.go(_back(form))


def undo(visit: Here, form: Posted, act_id: Number) -> Response:
    """Take the last act back before it takes effect."""
    bulk.undo(visit.office.engines, act_id, visit.who)
    return visit.go(_back(form))


def _pair(text: str) -> tuple[int, int] | None:
    number, _, version = text.partition(":")
    sound = all(part.isascii() and part.isdigit() and len(part) < 10 for part in (number, version))
    return (int(number), int(version)) if sound else None


def _colleague(visit: Visit, name: str) -> str | None:
    with visit.office.engines.store.read() as session:
        known = {user.name for user in users.list_users(session) if user.active}
    if name and name not in known:
        raise RefusedError("There is no colleague of that name; choose one of the list.")
    return name or None


def _until(visit: Visit, form: Form) -> datetime:
    try:
        day = date.fromisoformat(form.text("until").strip())
        return opening_on(visit.office.engines.hours, day)
    except (ValueError, OverflowError):
        raise RefusedError("Choose the day until which the items are put off.") from None


def _back(form: Form) -> str:
    """Return the list as it was; only what the queue understands of it, so it leads nowhere else."""
    names = {name.removeprefix("list_"): value for name, value in form.texts().items() if name[:5] == "list_"}
    return query_of(names).address()


DOORS = (
    Door("POST", "/queue/together", act, Role.CLERK, 100_000),
    Door("POST", "/queue/together/{act_id}/undo", undo, Role.CLERK, 20_000),
)
