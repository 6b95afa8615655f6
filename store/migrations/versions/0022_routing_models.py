"""The installation's own models of the router, and what was said of each mail at first.

Revision 0022, after 0021.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision: str | None = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "routing_model",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("shipped", sa.String(80), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("own_mails", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routing_model")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_routing_model_state", "routing_model", ["state", "id"], unique=False)
    op.create_table(
        "route_said",
        sa.Column("work_item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("route", sa.String(40), nullable=False),
        sa.Column("confidence_permille", sa.Integer(), nullable=False),
        sa.Column("auto", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("work_item_id", name=op.f("pk_route_said")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("route_said")
    op.drop_table("routing_model")
