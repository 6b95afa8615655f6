"""The history and the corrections: rows that are only added."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col
from sqlmodel import select as rows_of

from store.tables import Correction, Event

Detail = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One value that a clerk changed; `before` and `after` are JSON, None where nothing stood."""

    kind: str
    field: str
    before: str | None
    after: str | None


def add_event(
    session: Session,
    who: str,
    action: str,
    now: datetime,
    item_id: int | None = None,
    detail: Detail | None = None,
) -> None:
    """Add a line to the history. `action` is a fixed word; `detail` holds ids and words, no mail text."""
    text = json.dumps(dict(detail or {}), ensure_ascii=False)
    session.add(Event(work_item_id=item_id, at=now, who=who, action=action, detail=text))


def events_of(session: Session, item_id: int) -> tuple[Event, ...]:
    """Return the history of a work item, oldest first."""
    wanted = rows_of(Event).where(col(Event.work_item_id) == item_id).order_by(col(Event.id))
    return tuple(session.exec(wanted))


def add_corrections(
    session: Session, item_id: int, changes: tuple[Change, ...], who: str, now: datetime
) -> None:
    """Keep what a clerk changed."""
    for change in changes:
        session.add(
            Correction(
                work_item_id=item_id,
                kind=change.kind,
                field=change.field,
                before=change.before,
                after=change.after,
                who=who,
                at=now,
            )
        )


def corrections_of(session: Session, item_id: int) -> tuple[Correction, ...]:
    """Return what clerks changed in a work item, oldest first."""
    wanted = rows_of(Correction).where(col(Correction.work_item_id) == item_id).order_by(col(Correction.id))
    return tuple(session.exec(wanted))
