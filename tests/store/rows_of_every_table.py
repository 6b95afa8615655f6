"""One row in each table, made from the metadata so that a new table is never forgotten."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, insert
from sqlmodel import Session

from store.columns import MoneyColumn, TextsColumn, UtcColumn, WordColumn
from store.tables import METADATA


def fill(session: Session) -> None:
    """Add a row with every column set to each table; references name row 1."""
    for table in METADATA.sorted_tables:
        values = {column.name: _sample(column) for column in table.columns if column.name != "id"}
        values.pop("parent_id", None)
        session.execute(insert(table).values(values))


def _sample(column: Column[Any]) -> object:
    kind = column.type
    if column.foreign_keys:
        return 1
    match kind:
        case MoneyColumn():
            return Decimal("12.34")
        case UtcColumn():
            return datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
        case WordColumn():
            return next(iter(kind.words))
        case TextsColumn():
            return ("a", "b")
        case Date():
            return date(2026, 11, 16)
        case Boolean():
            return True
        case Integer():
            return 3_000_000_000 if column.name in ("uidvalidity", "last_uid") else 7
    return "[]" if column.name == "extras" else "EUR" if column.name == "currency" else "x"
