"""What lay in a folder at its first connection, and how it was renumbered and compared since.

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision: str | None = "0007"
branch_labels = None
depends_on = None

_LATER = ("read_at", "reconciled_at", "fresh_from")


def upgrade() -> None:
    """Make the table and the columns."""
    op.create_table(
        "folder_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uids", sa.Text(), nullable=False),
        sa.Column("prints", sa.Text(), nullable=False),
        sa.Column("older_than", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folder_history")),
        sa.UniqueConstraint("account", "folder", name=op.f("uq_folder_history_account_folder")),
    )
    with op.batch_alter_table("folder_state") as table:
        table.add_column(sa.Column("recount_uid", sa.BigInteger(), nullable=False, server_default="0"))
        for name in _LATER:
            table.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("folder_state") as table:
        for name in ("recount_uid", *_LATER):
            table.drop_column(name)
    op.drop_table("folder_history")
