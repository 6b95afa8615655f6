"""What answers promise: cases of disputes, reminders that stop, links to download.

Revision 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision: str | None = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _cases()
    _reminders()
    _links()


def downgrade() -> None:
    """Drop them."""
    for table in ("download_link", "reminder_stop", "dispute_case"):
        op.drop_table(table)


def _cases() -> None:
    op.create_table(
        "dispute_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_case")),
        sa.UniqueConstraint("number", name=op.f("uq_dispute_case_number")),
        sa.UniqueConstraint("work_item_id", name=op.f("uq_dispute_case_work_item_id")),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_dispute_case_work_item_id_work_item")
        ),
    )
    op.create_index(op.f("ix_dispute_case_customer_id"), "dispute_case", ["customer_id"], unique=False)


def _reminders() -> None:
    op.create_table(
        "reminder_stop",
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_by", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_reminder_stop")),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_reminder_stop_work_item_id_work_item")
        ),
    )
    op.create_index(op.f("ix_reminder_stop_work_item_id"), "reminder_stop", ["work_item_id"], unique=False)


def _links() -> None:
    op.create_table(
        "download_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.String(60), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(), nullable=True),
        sa.Column("downloads", sa.Integer(), nullable=False),
        sa.Column("last_download_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_download_link")),
        sa.UniqueConstraint("link_id", name=op.f("uq_download_link_link_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_download_link_outbox_id_outbox")),
    )
    op.create_index(op.f("ix_download_link_outbox_id"), "download_link", ["outbox_id"], unique=False)
