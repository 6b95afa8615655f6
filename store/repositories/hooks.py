"""How far each webhook was told of the audit trail, and what it could not be told."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from store.dialect import insert_into, table_of
from store.repositories import audit
from store.repositories.audit import Line
from store.tables import AuditDetail, AuditEntry, HookDead, HookRow

_ENTRY, _DETAIL = table_of(AuditEntry), table_of(AuditDetail)


def standing(session: Session, name: str) -> HookRow:
    """Return how far a webhook is; a new one begins at the end of the trail."""
    row = session.get(HookRow, name)
    if row is None:
        number, _ = audit.head(session)
        first = insert_into(session, HookRow).values(name=name, position=number, attempts=0)
        session.execute(first.on_conflict_do_nothing())
        row = session.exec(rows_of(HookRow).where(col(HookRow.name) == name)).one()
    return row


def known(session: Session) -> dict[str, HookRow]:
    """Return every webhook that was ever told, by name."""
    return {row.name: row for row in session.exec(rows_of(HookRow))}


def due(session: Session, position: int, events: Iterable[str], limit: int) -> tuple[Line, ...]:
    """Return the next acts after a position."""
    wanted = select(_ENTRY).where(_ENTRY.c.id > position).order_by(_ENTRY.c.id).limit(limit)
    chosen = list(events)
    if chosen:
        wanted = wanted.where(_ENTRY.c.action.in_(chosen))
    return tuple(audit.bare(row) for row in session.execute(wanted))


def entry(session: Session, number: int) -> Line | None:
    """Return one act, None where there is none."""
    row = session.execute(select(_ENTRY).where(_ENTRY.c.id == number)).first()
    return None if row is None else audit.bare(row)


def handed_to(session: Session, number: int) -> str | None:
    """Return whom an item was given to; None for nobody in particular, or where the detail was erased."""
    wanted = select(_DETAIL.c.body).where(_DETAIL.c.entry_id == number)
    body = session.execute(wanted).scalar_one_or_none()
    to = json.loads(body).get("to") if body else None
    return str(to) if to else None


def give_up(session: Session, name: str, number: int, problem: str, now: datetime) -> None:
    """Note an act that a webhook could not be told of."""
    session.add(HookDead(hook=name, entry_id=number, problem=problem, at=now))


def given_up(session: Session, name: str, *, again: bool = False, limit: int = 50) -> tuple[HookDead, ...]:
    """Return what was given up, the newest first; `again`: what a person wants tried once more."""
    wanted = rows_of(HookDead).where(col(HookDead.hook) == name)
    if again:
        wanted = wanted.where(col(HookDead.problem) == "")
    return tuple(session.exec(wanted.order_by(col(HookDead.id).desc()).limit(limit)))
