"""The history and the corrections: rows that are only added, and noted in the audit trail."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col
from sqlmodel import select as rows_of

from store.audit_chain import Act, note
from store.tables import Correction, Event

Detail = Mapping[str, str | int | bool | None]

_ROUTINE = frozenset(
    {"delivered_again", "mailbox_marked", "read_again", "fetch_problem", "given_at_last", "form_changed"}
)
"""What the program does all day and decides nothing; steps are routine, too."""
_NAMED_BY = ("import", "export", "answer")
"""Numbers in a detail that say what was acted on where no item does; names of firms never do."""


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
    """Add a line to the history, and to the audit trail unless it is routine.

    `action` is a fixed word; `detail` holds ids and words, no mail text.
    """
    text = json.dumps(dict(detail or {}), ensure_ascii=False)
    session.add(Event(work_item_id=item_id, at=now, who=who, action=action, detail=text))
    if action not in _ROUTINE and not action.startswith("step_"):
        note(session, Act(now, who, action, _subject(item_id, action, detail or {}), detail or {}))


def events_of(session: Session, item_id: int) -> tuple[Event, ...]:
    """Return the history of a work item, oldest first."""
    wanted = rows_of(Event).where(col(Event.work_item_id) == item_id).order_by(col(Event.id))
    return tuple(session.exec(wanted))


def events_named(session: Session, action: str, limit: int) -> tuple[Event, ...]:
    """Return the newest lines of the history under one word."""
    wanted = rows_of(Event).where(col(Event.action) == action).order_by(col(Event.id).desc()).limit(limit)
    return tuple(session.exec(wanted))


def add_corrections(
    session: Session, item_id: int, changes: tuple[Change, ...], who: str, now: datetime
) -> None:
    """Keep what a clerk changed."""
    if changes:
        before_after = {f"{each.kind}.{each.field}": [each.before, each.after] for each in changes}
        note(session, Act(now, who, "values_changed", _subject(item_id, "", {}), before_after))
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


def _subject(item_id: int | None, action: str, detail: Detail) -> str:
    if item_id is not None:
        return f"item:{item_id}"
    if action == "setting_changed":
        return f"setting:{detail.get('name')}"
    return next((f"{name}:{detail[name]}" for name in _NAMED_BY if name in detail), "")
