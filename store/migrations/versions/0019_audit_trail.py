"""The audit trail: entries that nothing can change or remove, and details that nothing can change.

Revision 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision: str | None = "0018"
branch_labels = None
depends_on = None

_SAID = "the audit trail is only added to"
_SQLITE = (
    "CREATE TRIGGER audit_entry_kept BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, '{said}'); END",
    "CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, '{said}'); END",
    # INSERT OR REPLACE removes the old row without asking the trigger above.
    "CREATE TRIGGER audit_entry_once BEFORE INSERT ON audit_entry "
    "WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, '{said}'); END",
    "CREATE TRIGGER audit_detail_kept BEFORE UPDATE ON audit_detail BEGIN SELECT RAISE(ABORT, '{said}'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION ardoise_only_added() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '{said}'; END $$",
    "CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry "
    "FOR EACH ROW EXECUTE FUNCTION ardoise_only_added()",
    "CREATE TRIGGER audit_entry_stays BEFORE TRUNCATE ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION ardoise_only_added()",
    "CREATE TRIGGER audit_detail_kept BEFORE UPDATE ON audit_detail "
    "FOR EACH ROW EXECUTE FUNCTION ardoise_only_added()",
)


def upgrade() -> None:
    """Make the tables and their triggers."""
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"], unique=False)
    for column in ("who", "action", "subject"):
        op.create_index(f"ix_audit_entry_{column}", "audit_entry", [column, "id"], unique=False)
    op.create_table(
        "audit_detail",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["audit_entry.id"], name=op.f("fk_audit_detail_entry_id_audit_entry")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_audit_detail")),
    )
    for statement in _POSTGRESQL if _on_postgresql() else _SQLITE:
        op.execute(statement.format(said=_SAID))


def downgrade() -> None:
    """Drop them."""
    op.drop_table("audit_detail")
    op.drop_table("audit_entry")
    if _on_postgresql():
        op.execute("DROP FUNCTION ardoise_only_added()")


def _on_postgresql() -> bool:
    return bool(op.get_bind().dialect.name == "postgresql")
