"""Waiting items that nobody worked on yet, which a newly taught layout may read."""

from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlmodel import Session

from domain.states import WorkState
from domain.taught import CustomerKey
from domain.words import Route
from store.dialect import table_of
from store.tables import Correction, Outbox, RemittanceRow, WorkItemRow

_ITEM = table_of(WorkItemRow)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting item as it was seen."""

    item_id: int
    version: int


def untouched(session: Session, customer: CustomerKey, limit: int) -> tuple[Waiting, ...]:
    """Return waiting items with payments that nobody has taken, corrected or answered, the newest first.

    Items of other customers than the given one are left out, and those of other companies.
    """
    correction, answer, payment = table_of(Correction), table_of(Outbox), table_of(RemittanceRow)
    wanted = select(_ITEM.c.id, _ITEM.c.version).where(
        _ITEM.c.state == WorkState.WAITING,
        _ITEM.c.assignee.is_(None),
        or_(
            _ITEM.c.route == Route.PAYMENT_ADVICE,
            exists().where(payment.c.work_item_id == _ITEM.c.id),
        ),
        ~exists().where(correction.c.work_item_id == _ITEM.c.id),
        ~exists().where(answer.c.work_item_id == _ITEM.c.id),
    )
    if customer.number is not None:
        wanted = wanted.where(
            _ITEM.c.company == customer.company,
            or_(_ITEM.c.customer_id.is_(None), _ITEM.c.customer_id == customer.number),
        )
    rows = session.execute(wanted.order_by(_ITEM.c.id.desc()).limit(limit))
    return tuple(Waiting(*row) for row in rows)
