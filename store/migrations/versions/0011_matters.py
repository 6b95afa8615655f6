"""Which matter of its mail a work item holds, who split it off, and who has taken it.

Revision 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision: str | None = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; every item there is was the first and only one of its mail."""
    op.add_column("work_item", sa.Column("matter", sa.String(60), server_default="", nullable=False))
    op.add_column("work_item", sa.Column("split_by", sa.String(), nullable=True))
    op.add_column("work_item", sa.Column("assignee", sa.String(), nullable=True))
    op.create_index("ix_work_item_assignee", "work_item", ["assignee"], unique=False)
    op.create_index("uq_work_item_matter", "work_item", ["mail_id", "matter"], unique=True)


def downgrade() -> None:
    """Drop the columns."""
    op.drop_index("uq_work_item_matter", "work_item")
    op.drop_index("ix_work_item_assignee", "work_item")
    for column in ("assignee", "split_by", "matter"):
        op.drop_column("work_item", column)
