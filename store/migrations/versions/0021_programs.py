"""Tokens of the API, webhooks, changes that wait for a second person, and who signs in by whose word.

Revision 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision: str | None = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and add the column."""
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_api_token_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_index("ix_api_token_user_id", "api_token", ["user_id"], unique=False)
    _hooks()
    op.create_table(
        "asked_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_change")),
    )
    op.create_index("ix_asked_change_open", "asked_change", ["decided_at", "id"], unique=False)
    with op.batch_alter_table("users") as table:
        table.add_column(sa.Column("subject", sa.String(500), nullable=True))
        table.create_unique_constraint(op.f("uq_users_subject"), ["subject"])


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("users") as table:
        table.drop_constraint(op.f("uq_users_subject"), type_="unique")
        table.drop_column("subject")
    for table_name in ("asked_change", "hook_dead", "hook", "api_token"):
        op.drop_table(table_name)


def _hooks() -> None:
    op.create_table(
        "hook",
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_hook")),
    )
    op.create_table(
        "hook_dead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hook", sa.String(100), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hook_dead")),
    )
    op.create_index("ix_hook_dead_hook", "hook_dead", ["hook", "id"], unique=False)
