"""What a clerk does with an item without touching its values: put it off, and vouch for a call back."""

from datetime import datetime

from domain.errors import ConflictError
from domain.states import WorkState
from domain.words import Flag
from pipeline.engines import Engines
from store.repositories import users, work_items
from store.repositories.history import add_event, events_of
from store.session import Session
from store.tables import WorkItemRow

CALLED_BACK = "called_back"
"""The event that says somebody called the customer back on a number from our own files."""


def postpone(engines: Engines, item_id: int, version: int, until: datetime | None, who: str) -> None:
    """Put an item off until a moment, or (None) bring it back now. Raises ConflictError for a past moment."""
    now = engines.clock.now()
    if until is not None and until <= now:
        raise ConflictError(f"work item {item_id} can only be put off until a day that is to come.")
    with engines.store.write() as session:
        row = work_items.change_item(session, item_id, version, now)
        if row.state is not WorkState.WAITING:
            raise ConflictError(f"work item {item_id} does not wait for a person now ({row.state.value}).")
        row.postponed_until = until
        detail = {"until": until.isoformat() if until else None}
        add_event(session, who, "postponed", now, item_id, detail)


def call_back(engines: Engines, item_id: int, version: int, number: str, spoke_to: str, who: str) -> None:
    """Note that somebody called the customer back: on which number of our files, and whom they reached."""
    now = engines.clock.now()
    with engines.store.write() as session:
        work_items.change_item(session, item_id, version, now)
        add_event(session, who, CALLED_BACK, now, item_id, {"number": number, "spoke_to": spoke_to})


def called_back_by(session: Session, item_id: int) -> tuple[str, ...]:
    """Return who called back for an item, the first one first."""
    return tuple(event.who for event in events_of(session, item_id) if event.action == CALLED_BACK)


def refuse_alone(session: Session, row: WorkItemRow, who: str) -> None:
    """Raise ConflictError where bank details are in doubt and nobody else called back.

    Where there is only one account, that person closes alone.
    """
    if Flag.BANK_DETAILS_CHANGE.value not in row.flags:
        return
    callers = called_back_by(session, row.id)
    if not callers:
        raise ConflictError(f"nobody called the customer of work item {row.id} back yet; that comes first.")
    active = [user.name for user in users.list_users(session) if user.active]
    if set(callers) == {who} and active != [who]:
        raise ConflictError(
            f"you called back for work item {row.id} yourself; a second person must look at it and close it."
        )
