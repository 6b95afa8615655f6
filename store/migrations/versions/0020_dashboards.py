"""What dashboards count by, proved items put before a clerk, and who wants which mails.

Revision 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision: str | None = "0019"
branch_labels = None
depends_on = None

_PLACE = ("work_item_id", "ordinal")
_INDEXES = (
    ("ix_work_item_arrived", "work_item", ["created_at", "account", "route", "reason"]),
    ("ix_work_item_done", "work_item", ["closed_at", "account", "route", "closed_by", "created_at", "id"]),
    ("ix_correction_made", "correction", ["kind", "at", "field", "work_item_id"]),
    ("ix_outbox_made", "outbox", ["created_at", "state", "automatic", "work_item_id", "blocked_by"]),
    ("ix_remittance_cash", "remittance", [*("confirmed_at", "currency", "total_amount"), *_PLACE]),
    ("ix_allocation_cash", "allocation", ["work_item_id", "remittance", "amount"]),
    ("ix_template_use_made", "template_use", ["at", "template_id", "outcome"]),
)


def upgrade() -> None:
    """Make the tables and indexes."""
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns, unique=False)
    _checks()
    _mails()


def downgrade() -> None:
    """Drop them."""
    for table in ("assignee_notice", "message_wish", "spot_check"):
        op.drop_table(table)
    for name, table, _ in _INDEXES:
        op.drop_index(name, table_name=table)


def _checks() -> None:
    op.create_table(
        "spot_check",
        sa.Column("work_item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("route", sa.String(40), nullable=True),
        sa.Column("account", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("work_item_id", name=op.f("pk_spot_check")),
    )
    op.create_index(op.f("ix_spot_check_chosen_at"), "spot_check", ["chosen_at"], unique=False)


def _mails() -> None:
    op.create_table(
        "message_wish",
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("hour", sa.String(5), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("assigned", sa.Boolean(), nullable=False),
        sa.Column("sent_for", sa.Date(), nullable=True),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("who", name=op.f("pk_message_wish")),
    )
    op.create_table(
        "assignee_notice",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("event_id", "channel", name=op.f("pk_assignee_notice")),
    )
    op.create_index(op.f("ix_assignee_notice_due_at"), "assignee_notice", ["due_at"], unique=False)
