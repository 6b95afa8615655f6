"""Which of several own companies a ledger, an added sender and a work item belong to.

Revision 0026, after 0025.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision: str | None = "0025"
branch_labels = None
depends_on = None

_KEYS = {
    "ledger_customer": ("customer_id",),
    "ledger_contact": ("customer_id", "email"),
    "ledger_open_item": ("customer_id", "document_number"),
    "ledger_purchase_order": ("customer_id", "po_number"),
    "ledger_supporting_document": ("file",),
}
_CHOSEN_BY = (
    *("route", "intent", "reason", "customer_id", "assignee", "account", "language"),
    *("amount", "created_at", "postponed_until", "priority", "green"),
)


def upgrade() -> None:
    """Add the column; numbers are unique within a company from now on."""
    for table, key in _KEYS.items():
        with op.batch_alter_table(table) as changed:
            changed.add_column(_whose())
            changed.drop_constraint(_name(table, key), type_="unique")
            changed.create_unique_constraint(_name(table, ("company", *key)), ["company", *key])
    for table in ("ledger_import", "known_sender", "work_item"):
        op.add_column(table, _whose())
    op.create_index("ix_ledger_import_company", "ledger_import", ["company", "id"], unique=False)
    _desk("company")


def downgrade() -> None:
    """Drop it."""
    _desk()
    op.drop_index("ix_ledger_import_company", table_name="ledger_import")
    for table in ("work_item", "known_sender", "ledger_import"):
        op.drop_column(table, "company")
    for table, key in _KEYS.items():
        with op.batch_alter_table(table) as changed:
            changed.drop_constraint(_name(table, ("company", *key)), type_="unique")
            changed.create_unique_constraint(_name(table, key), list(key))
            changed.drop_column("company")


def _desk(*further: str) -> None:
    chosen: list[str | sa.TextClause] = ["state", sa.text("risk DESC"), "due_at", "id", *_CHOSEN_BY]
    op.drop_index("ix_work_item_desk", table_name="work_item")
    op.create_index("ix_work_item_desk", "work_item", [*chosen, *further], unique=False)


def _whose() -> sa.Column[str]:
    return sa.Column("company", sa.String(200), nullable=False, server_default="")


def _name(table: str, key: tuple[str, ...]) -> str:
    return f"uq_{table}_{'_'.join(key)}"
