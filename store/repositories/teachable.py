"""What teaching looks at: documents of payers, how layouts did over time, payers without a layout."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlmodel import Session

from domain.states import RemittanceState, WorkState
from domain.taught import CustomerKey, UseOutcome
from store.dialect import table_of
from store.repositories.private import hidden
from store.tables import Correction, RemittanceRow, TemplateUse, WorkItemRow

_ITEM = table_of(WorkItemRow)
_PAYMENT = table_of(RemittanceRow)
_USE = table_of(TemplateUse)
_CORRECTION = table_of(Correction)
_MACHINE = "ardoise"
"""Who confirms what proves itself; only what people confirmed costs their time."""
MOST_USES = 50_000
MOST_UNTAUGHT = 5_000


@dataclass(frozen=True, slots=True)
class PayerDocument:
    """One document that a payment was read from."""

    item_id: int
    document: str
    payer: str
    customer_id: str | None
    company: str
    state: WorkState
    template: str | None
    confirmed: bool
    """True where a person confirmed what was read."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Used:
    """One document that a layout read: what became of it, which values were corrected, when."""

    template_id: int
    outcome: UseOutcome
    fields: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Untaught:
    """A payer whose documents people confirm without any layout."""

    payer: str
    documents: int
    corrections: int
    newest_item: int


def documents_of_payer(
    session: Session, payer: str, customer: CustomerKey, limit: int
) -> tuple[PayerDocument, ...]:
    """Return the documents of a payer by name or customer, the newest first."""
    same: list[ColumnElement[bool]] = [func.lower(_PAYMENT.c.payer_name) == payer.lower()]
    if customer.number:
        same.append(and_(_ITEM.c.customer_id == customer.number, _ITEM.c.company == customer.company))
    return _documents(session, [or_(*same)], limit)


def recent_documents(session: Session, words: str, limit: int) -> tuple[PayerDocument, ...]:
    """Return documents whose payer, customer or name holds the words ("": any), the newest first."""
    wanted: list[ColumnElement[bool]] = []
    if words:
        told = f"%{words.lower().replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
        columns = (_PAYMENT.c.payer_name, _ITEM.c.customer_id, _PAYMENT.c.document, _ITEM.c.source_name)
        wanted = [or_(*(func.lower(column).like(told, escape="!") for column in columns))]
    return _documents(session, wanted, limit)


def uses_since(session: Session, since: datetime) -> tuple[Used, ...]:
    """Return what became of what layouts read since a moment, the newest first."""
    wanted = select(_USE.c.template_id, _USE.c.outcome, _USE.c.fields, _USE.c.at).where(_USE.c.at >= since)
    rows = session.execute(wanted.order_by(_USE.c.id.desc()).limit(MOST_USES))
    return tuple(Used(row[0], row[1], tuple(row[2] or ()), row[3]) for row in rows)


def untaught_payers(session: Session, since: datetime, limit: int) -> tuple[Untaught, ...]:
    """Return the payers that cost people most corrections and documents and have no layout."""
    wanted = (
        select(_PAYMENT.c.payer_name, _PAYMENT.c.work_item_id)
        .where(
            _PAYMENT.c.template.is_(None),
            _PAYMENT.c.payer_name.is_not(None),
            _PAYMENT.c.state == RemittanceState.CONFIRMED,
            _PAYMENT.c.confirmed_at >= since,
            _PAYMENT.c.confirmed_by != _MACHINE,
            _PAYMENT.c.work_item_id.not_in(hidden()),
        )
        .order_by(_PAYMENT.c.id.desc())
        .limit(MOST_UNTAUGHT)
    )
    rows = [(str(name), int(item)) for name, item in session.execute(wanted)]
    corrected = _corrections(session, sorted({item for _, item in rows}))
    items: dict[str, list[int]] = {}
    for name, item in rows:
        items.setdefault(name, []).append(item)
    found = [
        Untaught(name, len(own), sum(corrected.get(item, 0) for item in set(own)), max(own))
        for name, own in items.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.corrections, -one.documents, one.payer))[:limit])


def _documents(
    session: Session, wanted: Sequence[ColumnElement[bool]], limit: int
) -> tuple[PayerDocument, ...]:
    statement = (
        select(
            _PAYMENT.c.work_item_id,
            _PAYMENT.c.document,
            func.coalesce(func.max(_PAYMENT.c.payer_name), ""),
            func.max(_ITEM.c.customer_id),
            func.max(_ITEM.c.company),
            func.max(_ITEM.c.state),
            func.max(_PAYMENT.c.template),
            func.max(_PAYMENT.c.confirmed_by),
            func.max(_ITEM.c.created_at),
        )
        .join(_ITEM, _ITEM.c.id == _PAYMENT.c.work_item_id)
        .where(*wanted, _PAYMENT.c.work_item_id.not_in(hidden()))
        .group_by(_PAYMENT.c.work_item_id, _PAYMENT.c.document)
        .order_by(_PAYMENT.c.work_item_id.desc(), _PAYMENT.c.document)
        .limit(limit)
    )
    rows = session.execute(statement)
    return tuple(
        PayerDocument(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7] not in (None, _MACHINE), r[8])
        for r in rows
    )


def _corrections(session: Session, items: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for first in range(0, len(items), 500):
        wanted = select(_CORRECTION.c.work_item_id, func.count()).where(
            _CORRECTION.c.work_item_id.in_(items[first : first + 500]), _CORRECTION.c.kind == "value"
        )
        found |= {item: count for item, count in session.execute(wanted.group_by(_CORRECTION.c.work_item_id))}
    return found
