"""What people sent themselves, bounces of answers, and how many foreign numbers a mail asked for.

Revision 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision: str | None = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the column."""
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("misses", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.create_table(
        "sent_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_mark")),
        sa.UniqueConstraint("account", name=op.f("uq_sent_mark_account")),
    )
    op.create_table(
        "sent_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("by_thread", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_sent_reply_mail_id_mail")),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_sent_reply_work_item_id_work_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_reply")),
        sa.UniqueConstraint("mail_id", "message_id", name=op.f("uq_sent_reply_mail_id_message_id")),
    )
    op.create_index(op.f("ix_sent_reply_work_item_id"), "sent_reply", ["work_item_id"], unique=False)
    op.create_table(
        "bounce",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("hard", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_bounce_mail_id_mail")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_bounce_outbox_id_outbox")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bounce")),
        sa.UniqueConstraint("outbox_id", "mail_id", name=op.f("uq_bounce_outbox_id_mail_id")),
    )
    op.create_index("ix_bounce_recipient", "bounce", ["recipient", "noted_at"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("bounce")
    op.drop_table("sent_reply")
    op.drop_table("sent_mark")
    with op.batch_alter_table("outbox") as table:
        table.drop_column("misses")
