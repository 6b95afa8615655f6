"""What the queue is chosen by, and working as a team: claims, notes, views, acts on many, words to search by.

Revision 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision: str | None = "0017"
branch_labels = None
depends_on = None

_WORD = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")
_CHOSEN_BY = (
    *("route", "intent", "reason", "customer_id", "assignee", "account", "language"),
    *("amount", "created_at", "postponed_until", "priority", "green"),
)


def upgrade() -> None:
    """Make the tables and add the columns."""
    _columns()
    _team()
    _views()
    _acts()
    _words()


def downgrade() -> None:
    """Drop them."""
    for table in ("search_word", "bulk_act", "saved_view", "mention", "note", "claim"):
        op.drop_table(table)
    op.drop_index("ix_work_item_assignee", table_name="work_item")
    op.create_index("ix_work_item_assignee", "work_item", ["assignee"], unique=False)
    for index in ("ix_work_item_put_off", "ix_work_item_desk"):
        op.drop_index(index, table_name="work_item")
    for column in ("due_at", "green", "risk", "account", "reason"):
        op.drop_column("work_item", column)


def _columns() -> None:
    no = sa.false()
    op.add_column("work_item", sa.Column("reason", sa.String(40), nullable=True))
    op.add_column("work_item", sa.Column("account", sa.String(), nullable=False, server_default=""))
    op.add_column("work_item", sa.Column("risk", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("work_item", sa.Column("green", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("work_item", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE work_item SET due_at = created_at")
    op.execute(sa.text("UPDATE work_item SET risk = true WHERE flags <> '[]'"))
    op.execute(
        "UPDATE work_item SET account = (SELECT account FROM delivery WHERE delivery.id = "
        "work_item.delivery_id) WHERE delivery_id IS NOT NULL"
    )
    chosen: list[str | sa.TextClause] = ["state", sa.text("risk DESC"), "due_at", "id", *_CHOSEN_BY]
    op.create_index("ix_work_item_desk", "work_item", chosen, unique=False)
    off = ["state", "postponed_until", "route"]
    op.create_index("ix_work_item_put_off", "work_item", off, unique=False)
    op.drop_index("ix_work_item_assignee", table_name="work_item")
    op.create_index("ix_work_item_assignee", "work_item", ["assignee", *off], unique=False)


def _team() -> None:
    op.create_table(
        "claim",
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_from", sa.String(100), nullable=True),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_claim_work_item_id_work_item")
        ),
        sa.PrimaryKeyConstraint("work_item_id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_expires_at"), "claim", ["expires_at"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("mentions", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_note_work_item_id_work_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index("ix_note_item", "note", ["work_item_id", "id"], unique=False)
    op.create_table(
        "mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_mention_note_id_note")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
        sa.UniqueConstraint("note_id", "who", name=op.f("uq_mention_note_id_who")),
    )
    op.create_index("ix_mention_who", "mention", ["who", "seen_at", "id"], unique=False)


def _views() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(100), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("owner", "name", name=op.f("uq_saved_view_owner_name")),
    )


def _acts() -> None:
    op.create_table(
        "bulk_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("failed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_act")),
    )
    op.create_index("ix_bulk_act_state", "bulk_act", ["state", "id"], unique=False)
    op.create_index("ix_bulk_act_who", "bulk_act", ["who", "id"], unique=False)


def _words() -> None:
    op.create_table(
        "search_word",
        sa.Column("word", _WORD, nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_search_word_work_item_id_work_item")
        ),
        sa.PrimaryKeyConstraint("word", "work_item_id", name=op.f("pk_search_word")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_word_item", "search_word", ["work_item_id", "word"], unique=False)
