"""Lets the ledger's issue days say which of day and month a document writes first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.dialect import Dialect
from domain.dialect_dates import DateOrder, is_date_like, read_date
from domain.ledger import Ledger
from domain.numbers import number_key
from extractors.recognition.pieces import Row, split_typed

_MOST_ROWS = 400


def with_ledgers_order(dialect: Dialect, rows: Sequence[Row], ledger: Ledger | None) -> Dialect:
    """Return the dialect with the order that fits open items named beside ambiguous days.

    Where the document's own order contradicts the ledger the order is left open, and so are such days.
    """
    if ledger is None:
        return dialect
    orders = {order for row in rows[:_MOST_ROWS] for order in _orders(row, ledger)}
    if len(orders) != 1 or dialect.order in orders:
        return dialect
    if dialect.order is None and not dialect.mixed_dates:
        order = next(iter(orders))
        return replace(dialect, order=order, why=(*dialect.why, f"dates: {order} by the ledger's issue days"))
    return replace(dialect, order=None)


def _orders(row: Row, ledger: Ledger) -> Iterator[DateOrder]:
    words = {word for piece in row.pieces for word in piece.text.split()}
    issued = {
        item.issue_date
        for word in words
        for item in ledger.items_by_key.get(number_key(word), ())
        if item.issue_date is not None
    }
    if not issued:
        return
    for piece in (part for whole in row.pieces for part in split_typed(whole)):
        if not is_date_like(piece.text):
            continue
        days = {order: read_date(piece.text, order) for order in DateOrder}
        fitting = [order for order, day in days.items() if day in issued]
        if len(set(days.values())) == len(days) and len(fitting) == 1:
            yield fitting[0]
