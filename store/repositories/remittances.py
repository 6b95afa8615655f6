"""Remittances and allocations: domain values to rows and back."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.codec import from_json, to_json
from domain.decisions import Application
from domain.errors import ConflictError
from domain.remittance import Evidence, Remittance, RemittanceLine
from domain.states import RemittanceState
from store.dialect import table_of
from store.tables import Allocation, RemittanceLineRow, RemittanceRow

_REMITTANCE = table_of(RemittanceRow)
_LINE = table_of(RemittanceLineRow)
_ALLOCATION = table_of(Allocation)
_MILLE = 1000


def save_remittances(
    session: Session,
    item_id: int,
    remittances: Sequence[Remittance],
    *,
    confirmed_by: str | None = None,
    now: datetime | None = None,
) -> None:
    """Replace the remittances of a work item; with `confirmed_by` (and `now`) they count as confirmed.

    Raises ConflictError when confirmed ones would be replaced by read ones.
    """
    if confirmed_by is not None and now is None:
        raise ValueError("a confirmation needs its moment")
    if confirmed_by is None and is_confirmed(session, item_id):
        raise ConflictError(
            f"the remittances of work item {item_id} are confirmed; read values do not replace them."
        )
    session.execute(delete(_LINE).where(_LINE.c.remittance_id.in_(_ids(item_id))))
    session.execute(delete(_REMITTANCE).where(_REMITTANCE.c.work_item_id == item_id))
    state = RemittanceState.READ if confirmed_by is None else RemittanceState.CONFIRMED
    at = None if confirmed_by is None else now
    shared = {"work_item_id": item_id, "state": state, "confirmed_by": confirmed_by, "confirmed_at": at}
    for ordinal, remittance in enumerate(remittances):
        _insert(session, remittance, {**shared, "ordinal": ordinal})


def forget(session: Session, item_id: int) -> None:
    """Forget the payments of a work item that another item of the mail holds; confirmed ones stay."""
    if not is_confirmed(session, item_id):
        save_remittances(session, item_id, ())
        session.execute(delete(_ALLOCATION).where(_ALLOCATION.c.work_item_id == item_id))


def load_remittances(session: Session, item_id: int) -> tuple[Remittance, ...]:
    """Return the remittances of a work item in order, as they were saved."""
    headers = session.exec(
        rows_of(RemittanceRow)
        .where(col(RemittanceRow.work_item_id) == item_id)
        .order_by(col(RemittanceRow.ordinal))
    ).all()
    lines = session.exec(
        rows_of(RemittanceLineRow)
        .where(_LINE.c.remittance_id.in_(_ids(item_id)))
        .order_by(_LINE.c.remittance_id, _LINE.c.ordinal)
    ).all()
    return tuple(
        _remittance(header, tuple(_domain_line(line) for line in lines if line.remittance_id == header.id))
        for header in headers
    )


def is_confirmed(session: Session, item_id: int) -> bool:
    """Tell whether the remittances of a work item are confirmed."""
    wanted = select(func.count()).where(
        _REMITTANCE.c.work_item_id == item_id, _REMITTANCE.c.state == RemittanceState.CONFIRMED
    )
    return bool(session.execute(wanted).scalar_one())


def confirmed_by(session: Session, item_id: int) -> str | None:
    """Return who confirmed the remittances of a work item, None when they are not."""
    wanted = select(_REMITTANCE.c.confirmed_by).where(
        _REMITTANCE.c.work_item_id == item_id, _REMITTANCE.c.state == RemittanceState.CONFIRMED
    )
    return session.execute(wanted.order_by(_REMITTANCE.c.ordinal).limit(1)).scalar_one_or_none()


def confirm(session: Session, item_id: int, who: str, now: datetime) -> None:
    """Count remittances and allocations of a work item as confirmed; those that are stay as they were."""
    session.execute(
        update(_REMITTANCE)
        .where(_REMITTANCE.c.work_item_id == item_id, _REMITTANCE.c.state == RemittanceState.READ)
        .values(state=RemittanceState.CONFIRMED, confirmed_by=who, confirmed_at=now)
    )
    session.execute(
        update(_ALLOCATION)
        .where(_ALLOCATION.c.work_item_id == item_id)
        .values(state=RemittanceState.CONFIRMED)
    )


def reopen(session: Session, item_id: int) -> None:
    """Take a confirmation back."""
    session.execute(
        update(_REMITTANCE)
        .where(_REMITTANCE.c.work_item_id == item_id)
        .values(state=RemittanceState.READ, confirmed_by=None, confirmed_at=None)
    )
    session.execute(
        update(_ALLOCATION).where(_ALLOCATION.c.work_item_id == item_id).values(state=RemittanceState.READ)
    )


def save_allocations(
    session: Session,
    item_id: int,
    applied: Sequence[Application],
    currencies: Sequence[str | None],
    state: RemittanceState = RemittanceState.READ,
) -> None:
    """Replace the allocations of a work item; `currencies` are those of its remittances, in order."""
    session.execute(delete(_ALLOCATION).where(_ALLOCATION.c.work_item_id == item_id))
    rows = [
        {
            "work_item_id": item_id,
            "ordinal": ordinal,
            "state": state,
            "currency": currencies[one.remittance],
            **{name: getattr(one, name) for name in Application.__slots__},
        }
        for ordinal, one in enumerate(applied)
    ]
    if rows:
        session.execute(insert(_ALLOCATION), rows)


def load_allocations(session: Session, item_id: int) -> tuple[Application, ...]:
    """Return the allocations of a work item in order."""
    wanted = (
        rows_of(Allocation).where(col(Allocation.work_item_id) == item_id).order_by(col(Allocation.ordinal))
    )
    names = Application.__slots__
    return tuple(Application(**{name: getattr(row, name) for name in names}) for row in session.exec(wanted))


def _insert(session: Session, remittance: Remittance, shared: Mapping[str, object]) -> None:
    values = {**_header(remittance), **shared}
    number = session.execute(insert(_REMITTANCE).values(values).returning(_REMITTANCE.c.id)).scalar_one()
    lines = [_line(line, remittance.currency, number, place) for place, line in enumerate(remittance.lines)]
    if lines:
        session.execute(insert(_LINE), lines)


def _ids(item_id: int) -> Any:
    return select(_REMITTANCE.c.id).where(_REMITTANCE.c.work_item_id == item_id)


_SAME_IN_HEADER = (
    "document",
    "layout",
    "template",
    "payer_name",
    "payee_name",
    "payment_reference",
    "payment_method",
    "payment_date",
    "currency",
    "total_amount",
    "needs_review",
    "also_in",
    "problems",
)
_SAME_IN_LINE = (
    "document_number",
    "document_type",
    "document_date",
    "po_number",
    "gross_amount",
    "discount_amount",
    "deduction_amount",
    "deduction_reason",
    "net_amount",
    "proofs",
)


def _header(remittance: Remittance) -> dict[str, object]:
    return {
        **{name: getattr(remittance, name) for name in _SAME_IN_HEADER},
        "confidence_permille": round(remittance.confidence * _MILLE),
        "fields": to_json(dict(remittance.fields), Mapping[str, Evidence]).decode(),
    }


def _remittance(row: RemittanceRow, lines: tuple[RemittanceLine, ...]) -> Remittance:
    return Remittance(
        **{name: getattr(row, name) for name in _SAME_IN_HEADER},
        lines=lines,
        confidence=row.confidence_permille / _MILLE,
        fields=from_json(dict[str, Evidence], row.fields),
    )


def _line(line: RemittanceLine, currency: str | None, remittance_id: int, ordinal: int) -> dict[str, object]:
    return {
        **{name: getattr(line, name) for name in _SAME_IN_LINE},
        "remittance_id": remittance_id,
        "ordinal": ordinal,
        "currency": currency,
        "confidence_permille": round(line.confidence * _MILLE),
        "place": json.dumps({"page": line.page, "box": line.box, "cell": line.cell}),
    }


def _domain_line(row: RemittanceLineRow) -> RemittanceLine:
    place = json.loads(row.place)
    return RemittanceLine(
        **{name: getattr(row, name) for name in _SAME_IN_LINE},
        confidence=row.confidence_permille / _MILLE,
        page=place["page"],
        box=tuple(place["box"]) if place["box"] is not None else None,
        cell=place["cell"],
    )
