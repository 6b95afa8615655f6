"""Texts that people put into their letters, and answers of colleagues to mail that was passed on.

Revision 0025, after 0024.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision: str | None = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "canned_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_text")),
        sa.UniqueConstraint("name", "language", name=op.f("uq_canned_text_name_language")),
    )
    items = (("work_item_id", "work_item"), ("item_id", "work_item"))
    references = (("outbox_id", "outbox"), ("mail_id", "mail"), *items)
    op.create_table(
        "colleague_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name, _ in references),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_colleague_answer_{name}_{table}"))
            for name, table in references
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleague_answer")),
        sa.UniqueConstraint("mail_id", name=op.f("uq_colleague_answer_mail_id")),
    )
    op.create_index(op.f("ix_colleague_answer_work_item_id"), "colleague_answer", ["work_item_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("colleague_answer")
    op.drop_table("canned_text")
