"""A work item's number never comes again, so that a form which is old never meets another mail's item.

Revision 0012, after 0011. PostgreSQL never gives a number twice; SQLite does unless it is told not to.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision: str | None = "0011"
branch_labels = None
depends_on = None

_QUEUE: list[str | sa.ColumnElement[Any]] = ["state", sa.literal_column("priority DESC"), "id"]
_ROUTE: list[str | sa.ColumnElement[Any]] = ["state", "route", sa.literal_column("priority DESC"), "id"]


def upgrade() -> None:
    """Make the table anew with numbers that go on counting."""
    _rebuilt(sqlite_autoincrement=True)


def downgrade() -> None:
    """Make the table anew without."""
    _rebuilt(sqlite_autoincrement=False)


def _rebuilt(*, sqlite_autoincrement: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    # Indexes with a descending column cannot be read back from SQLite, so they are made by hand.
    for name in ("ix_work_item_queue", "ix_work_item_route"):
        op.drop_index(name, "work_item")
    options = {"sqlite_autoincrement": sqlite_autoincrement}
    with op.batch_alter_table("work_item", recreate="always", table_kwargs=options):
        pass
    op.create_index("ix_work_item_queue", "work_item", _QUEUE, unique=False)
    op.create_index("ix_work_item_route", "work_item", _ROUTE, unique=False)
