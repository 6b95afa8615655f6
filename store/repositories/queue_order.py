"""The orders in which the queue is read, each with its place to go on from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, literal, true, tuple_

from domain.money import from_storage, to_storage
from store.columns import MoneyColumn
from store.dialect import table_of
from store.tables import WorkItemRow

_ITEM = table_of(WorkItemRow)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = int((datetime(9999, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds()) * 1_000_000
_PLACE = re.compile(r"([01])\.(-?\d{1,18})\.(\d{1,10})")
_LARGEST_ID = 2**31 - 1
_NO_AMOUNT = Decimal("-900000000000")
"""Stands for an unknown amount, below every real one."""


class Order(StrEnum):
    """What comes first."""

    RISK = "risk"
    """What carries a flag, then what is due first."""
    DUE = "due"
    AMOUNT = "amount"
    """The largest; amounts of several currencies are compared as plain numbers."""
    AGE = "age"
    """The oldest."""
    PRIORITY = "priority"
    CHANGED = "changed"
    """What was changed last."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: what its last row was ordered by, and its number."""

    risk: bool
    by: int
    """Microseconds since 1970, ten-thousandths of an amount, or a priority."""
    id: int

    def __str__(self) -> str:
        """Write it as `parsed` reads it."""
        return f"{int(self.risk)}.{self.by}.{self.id}"


def place_of(row: WorkItemRow, order: Order) -> Place:
    """Return the place behind a row."""
    match order:
        case Order.AMOUNT:
            by = to_storage(_NO_AMOUNT if row.amount is None else row.amount)
        case Order.PRIORITY:
            by = row.priority
        case Order.AGE:
            by = _micros(row.created_at)
        case Order.CHANGED:
            by = _micros(row.updated_at)
        case _:
            by = _micros(row.due_at or row.created_at)
    return Place(row.risk, by, row.id)


def parsed(text: str, order: Order) -> Place | None:
    """Return the place that such a text means, None for any other."""
    found = _PLACE.fullmatch(text) if text.isascii() else None
    if found is None:
        return None
    place = Place(found[1] == "1", int(found[2]), int(found[3]))
    limits = {Order.AMOUNT: 10**17, Order.PRIORITY: _LARGEST_ID}
    least = 0 if order not in limits else -limits[order]
    good = least <= place.by <= limits.get(order, _LATEST) and place.id <= _LARGEST_ID
    return place if good else None


def in_order(order: Order) -> Sequence[ColumnElement[Any]]:
    """Return what to order by."""
    item, by = _ITEM.c, _by(order)
    match order:
        case Order.RISK:
            return (item.risk.desc(), by, item.id)
        case Order.DUE | Order.AGE:
            return (by, item.id)
        case Order.CHANGED:
            return (by.desc(), item.id.desc())
        case _:
            return (by.desc(), item.id)


def further(order: Order, after: Place | None) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions whose rows, one after the other, follow a place.

    Each is one stretch of an index: a page far down costs no more than the first.
    """
    if after is None and order is not Order.RISK:
        return (true(),)
    item, by = _ITEM.c, _by(order)
    if order is Order.RISK:
        flagged, others = item.risk == literal(True), item.risk == literal(False)
        if after is None:
            return (flagged, others)
        rest = tuple_(by, item.id) > (_value(order, after.by), after.id)
        return (flagged & rest, others) if after.risk else (others & rest,)
    assert after is not None
    value = _value(order, after.by)
    if order is Order.CHANGED:
        return (tuple_(by, item.id) < (value, after.id),)
    if order in (Order.DUE, Order.AGE):
        return (tuple_(by, item.id) > (value, after.id),)
    return ((by == value) & (item.id > after.id), by < value)


def _by(order: Order) -> ColumnElement[Any]:
    columns: dict[Order, ColumnElement[Any]] = {
        Order.AMOUNT: func.coalesce(_ITEM.c.amount, literal(_NO_AMOUNT, MoneyColumn), type_=MoneyColumn),
        Order.AGE: _ITEM.c.created_at,
        Order.PRIORITY: _ITEM.c.priority,
        Order.CHANGED: _ITEM.c.updated_at,
    }
    return columns.get(order, _ITEM.c.due_at)


def _value(order: Order, by: int) -> object:
    if order is Order.AMOUNT:
        return from_storage(by)
    if order is Order.PRIORITY:
        return by
    return _EPOCH + timedelta(microseconds=by)


def _micros(moment: datetime) -> int:
    whole = moment - _EPOCH
    return (whole.days * 86_400 + whole.seconds) * 1_000_000 + whole.microseconds
