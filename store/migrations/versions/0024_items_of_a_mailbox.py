"""An index by which dashboards tell what belongs to a mailbox.

Revision 0024, after 0023.
"""

from alembic import op

revision = "0024"
down_revision: str | None = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_work_item_box", "work_item", ["account", "id"], unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_work_item_box", table_name="work_item")
