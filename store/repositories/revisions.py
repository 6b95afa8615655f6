"""Earlier states of an item's payments: what can be undone and done again, and what stood under a version."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from store.dialect import table_of
from store.tables import Revision

CHANGE, UNDO, REDO = "change", "undo", "redo"
_REVISION = table_of(Revision)


@dataclass(slots=True)
class Stacks:
    """The states (JSON) that undoing and doing again would bring back, the next one last."""

    undo: list[str] = field(default_factory=list)
    redo: list[str] = field(default_factory=list)


def keep(
    session: Session, item_id: int, version: int, body: str, who: str, now: datetime, action: str = CHANGE
) -> None:
    """Keep the state that stood under that version before the action changed it."""
    session.add(Revision(work_item_id=item_id, version=version, body=body, action=action, who=who, at=now))


def stacks(session: Session, item_id: int) -> Stacks:
    """Return what can be undone and done again, from everything that was done so far."""
    wanted = rows_of(Revision).where(col(Revision.work_item_id) == item_id).order_by(col(Revision.id))
    found = Stacks()
    for row in session.exec(wanted):
        if row.action == UNDO:
            found.undo.pop()
            found.redo.append(row.body)
            continue
        if row.action == REDO:
            found.redo.pop()
        else:
            found.redo.clear()
        found.undo.append(row.body)
    return found


def state_at(session: Session, item_id: int, version: int) -> str | None:
    """Return the payments as they stood under that version, None when nobody changed them since."""
    wanted = select(_REVISION.c.body).where(
        _REVISION.c.work_item_id == item_id, _REVISION.c.version >= version
    )
    found: str | None = session.execute(wanted.order_by(_REVISION.c.id).limit(1)).scalar_one_or_none()
    return found
