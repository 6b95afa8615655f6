"""Exports: which confirmed remittances went into which file, so that none goes twice unasked."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.errors import ConflictError, NotFoundError
from domain.states import RemittanceState
from store.dialect import insert_into, table_of
from store.repositories.private import hidden
from store.tables import ExportBatch, ExportRow, RemittanceRow

_REMITTANCE = table_of(RemittanceRow)
_ROW = table_of(ExportRow)


@dataclass(frozen=True, slots=True)
class Exportable:
    """One confirmed remittance."""

    item_id: int
    ordinal: int
    confirmed_by: str
    confirmed_at: datetime


def not_exported(session: Session, kind: str, since: datetime, until: datetime) -> tuple[Exportable, ...]:
    """Return what was confirmed from `since` to before `until` and never exported under that kind."""
    done = and_(
        _ROW.c.kind == kind,
        _ROW.c.work_item_id == _REMITTANCE.c.work_item_id,
        _ROW.c.ordinal == _REMITTANCE.c.ordinal,
    )
    wanted = _confirmed(since, until).where(~select(_ROW.c.id).where(done).exists())
    return _exportables(session, wanted)


def was_exported(session: Session, item_id: int) -> bool:
    """Tell whether any payment of a work item ever went into an export."""
    found = session.execute(select(_ROW.c.id).where(_ROW.c.work_item_id == item_id).limit(1))
    return found.scalar_one_or_none() is not None


def confirmed(session: Session, since: datetime, until: datetime) -> tuple[Exportable, ...]:
    """Return all that was confirmed from `since` to before `until`, exported or not."""
    return _exportables(session, _confirmed(since, until))


def record_export(
    session: Session,
    uid: str,
    kind: str,
    format_: str,
    day: date,
    rows: tuple[Exportable, ...],
    who: str,
    now: datetime,
    *,
    again: bool = False,
    file_sha256: str | None = None,
) -> int:
    """Note an export, what it holds and under which hash its file is stored; return its number.

    Raises ConflictError when one of the rows was exported in the meantime; with `again` such rows stay
    with the file they first went into.
    """
    batch = ExportBatch(
        uid=uid,
        day=day,
        kind=kind,
        format=format_,
        created_at=now,
        who=who,
        rows=len(rows),
        file_sha256=file_sha256,
    )
    session.add(batch)
    session.flush()
    for row in rows:
        values = {"batch_id": batch.id, "kind": kind, "work_item_id": row.item_id, "ordinal": row.ordinal}
        statement = (
            insert_into(session, ExportRow).values(values).on_conflict_do_nothing().returning(_ROW.c.id)
        )
        if session.execute(statement).scalar_one_or_none() is None and not again:
            raise ConflictError(
                f"work item {row.item_id} was exported in the meantime; nothing was written, export again."
            )
    return batch.id


def get_export(session: Session, uid: str) -> ExportBatch:
    """Return one export by the id that its file carries. Raises NotFoundError."""
    batch = session.exec(rows_of(ExportBatch).where(col(ExportBatch.uid) == uid)).one_or_none()
    if batch is None:
        raise NotFoundError(f"there is no export {uid}.")
    return batch


def list_exports(session: Session, kind: str, limit: int = 50) -> tuple[ExportBatch, ...]:
    """Return the newest exports of one kind."""
    wanted = (
        rows_of(ExportBatch)
        .where(col(ExportBatch.kind) == kind)
        .order_by(col(ExportBatch.day).desc(), col(ExportBatch.id).desc())
        .limit(limit)
    )
    return tuple(session.exec(wanted))


def _confirmed(since: datetime, until: datetime) -> Select[tuple[int, int, str, datetime]]:
    columns = _REMITTANCE.c
    return (
        select(columns.work_item_id, columns.ordinal, columns.confirmed_by, columns.confirmed_at)
        .where(
            columns.state == RemittanceState.CONFIRMED,
            columns.confirmed_at >= since,
            columns.confirmed_at < until,
            # What is private leaves in no file; it follows once it is open again.
            columns.work_item_id.not_in(hidden()),
        )
        .order_by(columns.confirmed_at, columns.id)
    )


def _exportables(session: Session, wanted: Select[tuple[int, int, str, datetime]]) -> tuple[Exportable, ...]:
    return tuple(Exportable(*row) for row in session.execute(wanted))
