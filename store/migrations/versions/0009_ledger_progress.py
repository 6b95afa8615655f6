"""How far an import of the ledger read, so that the next one reads only what changed.

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision: str | None = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; imports so far read everything."""
    with op.batch_alter_table("ledger_import") as table:
        table.add_column(sa.Column("progress", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("ledger_import") as table:
        table.alter_column("progress", server_default=None)


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("ledger_import") as table:
        table.drop_column("progress")
