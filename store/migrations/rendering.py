"""How our column types stand in a revision: as plain types, so that old revisions never change."""

from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import BigInteger, Column, DateTime, String, Text
from sqlalchemy.types import TypeDecorator
from sqlmodel.sql.sqltypes import AutoString

from store.tables import METADATA


def plain(kind: Any) -> Any:
    """Return the plain SQLAlchemy type under one of ours."""
    if isinstance(kind, AutoString):
        return String(kind.length)
    if isinstance(kind, TypeDecorator):
        return kind.impl_instance
    return kind


def rendered(category: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    """Write a column type into a new revision; False leaves it to Alembic."""
    if category != "type":
        return False
    kind = plain(item)
    match kind:
        case Text():
            return "sa.Text()"
        case String():
            return f"sa.String({kind.length or ''})"
        case BigInteger():
            return "sa.BigInteger()"
        case DateTime():
            return f"sa.DateTime(timezone={kind.timezone})"
    return False


def comparable(
    context: MigrationContext, found: Column[Any], wanted: Column[Any], found_type: Any, wanted_type: Any
) -> bool | None:
    """Compare the plain types; None leaves the comparison to Alembic."""
    if plain(wanted_type) is wanted_type:
        return None
    differs: bool = context.impl.compare_type(found, Column(wanted.name, plain(wanted_type)))
    return differs


def ours(item: Any, name: str | None, category: str, reflected: bool, compared: Any) -> bool:
    """Leave out of a comparison what procrastinate made."""
    return category != "table" or not (name or "").startswith("procrastinate_")


def included(item: Any, name: str | None, category: str, reflected: bool, compared: Any) -> bool:
    """Leave out of a comparison what SQLite cannot tell about itself: indexes with a descending column."""
    return ours(item, name, category, reflected, compared) and (
        category != "index" or name not in _DESCENDING
    )


_DESCENDING = frozenset(
    index.name
    for table in METADATA.tables.values()
    for index in table.indexes
    if any(not isinstance(part, Column) for part in index.expressions)
)
