"""Earlier states of an item's payments: a stack of what can be undone, and of what can be done again."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from store.dialect import table_of
from store.tables import Revision

_REVISION = table_of(Revision)


def keep(session: Session, item_id: int, version: int, body: str, who: str, now: datetime) -> None:
    """Keep the state that stood under that version before a change; what was undone is gone then."""
    undone = delete(_REVISION).where(_REVISION.c.work_item_id == item_id, _REVISION.c.undone.is_(True))
    session.execute(undone)
    session.add(Revision(work_item_id=item_id, version=version, body=body, who=who, at=now))


def forget(session: Session, item_id: int) -> None:
    """Forget every state, e.g. because the documents were read anew."""
    session.execute(delete(_REVISION).where(_REVISION.c.work_item_id == item_id))


def last_change(session: Session, item_id: int) -> Revision | None:
    """Return what the next undo brings back, None when nothing can be undone."""
    return _one(session, item_id, undone=False)


def last_undone(session: Session, item_id: int) -> Revision | None:
    """Return what can be done again, None when nothing was undone since the last change."""
    return _one(session, item_id, undone=True)


def state_at(session: Session, item_id: int, version: int) -> str | None:
    """Return the payments as they stood under that version, None when they stand so still.

    The first change from that version on kept them; a later undo may have brought them back.
    """
    wanted = select(_REVISION.c.body).where(
        _REVISION.c.work_item_id == item_id, _REVISION.c.version >= version, _REVISION.c.undone.is_(False)
    )
    found: str | None = session.execute(wanted.order_by(_REVISION.c.id).limit(1)).scalar_one_or_none()
    return found


def _one(session: Session, item_id: int, *, undone: bool) -> Revision | None:
    wanted = rows_of(Revision).where(col(Revision.work_item_id) == item_id, col(Revision.undone).is_(undone))
    order = col(Revision.id) if undone else col(Revision.id).desc()
    return session.exec(wanted.order_by(order).limit(1)).one_or_none()
