"""What is done to mails in their mailboxes once their work is done.

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision: str | None = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "mailbox_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("move_to", sa.String(), nullable=True),
        sa.Column("copy_only", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("flag_outcomes", sa.Text(), nullable=False),
        sa.Column("target_uidvalidity", sa.BigInteger(), nullable=True),
        sa.Column("target_next_uid", sa.BigInteger(), nullable=True),
        sa.Column("copy_uid", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox_mark")),
        sa.UniqueConstraint("delivery_id", name=op.f("uq_mailbox_mark_delivery_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_mailbox_mark_delivery_id_delivery")
        ),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_mailbox_mark_mail_id_mail")),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_mailbox_mark_work_item_id_work_item")
        ),
    )
    op.create_index("ix_mailbox_mark_due", "mailbox_mark", ["account", "state", "id"], unique=False)
    op.create_index("ix_mailbox_mark_mail", "mailbox_mark", ["mail_id", "account"], unique=False)
    op.create_index(op.f("ix_mailbox_mark_work_item_id"), "mailbox_mark", ["work_item_id"], unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("mailbox_mark")
