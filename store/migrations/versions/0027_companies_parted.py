"""Whose customers taught a layout, of several own companies; indexes to count by company.

Revision 0027, after 0026.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision: str | None = "0026"
branch_labels = None
depends_on = None

_TABLES = ("template", "template_sample", "template_proposal")
_COUNTED_BY = {
    "ix_work_item_arrived": ["created_at", "account", "route", "reason"],
    "ix_work_item_done": ["closed_at", "account", "route", "closed_by", "created_at", "id"],
}


def upgrade() -> None:
    """Add the column and the indexes."""
    for table in _TABLES:
        op.add_column(table, sa.Column("company", sa.String(200), nullable=False, server_default=""))
    op.create_index("ix_work_item_company", "work_item", ["company", "id"], unique=False)
    _count_by("company")


def downgrade() -> None:
    """Drop them."""
    _count_by()
    op.drop_index("ix_work_item_company", table_name="work_item")
    for table in _TABLES:
        op.drop_column(table, "company")


def _count_by(*further: str) -> None:
    for name, columns in _COUNTED_BY.items():
        op.drop_index(name, table_name="work_item")
        op.create_index(name, "work_item", [*columns, *further], unique=False)
