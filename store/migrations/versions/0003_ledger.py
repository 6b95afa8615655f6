"""The ledger and its imports.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels = None
depends_on = None

_TABLES = (
    "ledger_import",
    "ledger_customer",
    "ledger_contact",
    "ledger_open_item",
    "ledger_purchase_order",
    "ledger_supporting_document",
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "ledger_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column("open_items", sa.Integer(), nullable=False),
        sa.Column("purchase_orders", sa.Integer(), nullable=False),
        sa.Column("supporting_documents", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_import")),
    )
    op.create_index("ix_ledger_import_imported_at", "ledger_import", ["imported_at"], unique=False)
    op.create_table(
        "ledger_customer",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extras", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("email_domains", sa.Text(), nullable=False),
        sa.Column("vat_id", sa.String(), nullable=True),
        sa.Column("credit_score", sa.Integer(), nullable=True),
        sa.Column("annual_revenue", sa.BigInteger(), nullable=True),
        sa.Column("account_manager", sa.String(), nullable=True),
        sa.Column("ibans", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["ledger_import.id"], name=op.f("fk_ledger_customer_import_id_ledger_import")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_customer")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_ledger_customer_customer_id")),
    )
    op.create_index("ix_ledger_customer_import_id", "ledger_customer", ["import_id"], unique=False)
    op.create_table(
        "ledger_contact",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extras", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("may_receive_documents", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["ledger_import.id"], name=op.f("fk_ledger_contact_import_id_ledger_import")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_contact")),
        sa.UniqueConstraint("customer_id", "email", name=op.f("uq_ledger_contact_customer_id_email")),
    )
    op.create_index("ix_ledger_contact_email", "ledger_contact", ["email"], unique=False)
    op.create_index("ix_ledger_contact_import_id", "ledger_contact", ["import_id"], unique=False)
    op.create_table(
        "ledger_open_item",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extras", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("document_type", sa.String(40), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("open_amount", sa.BigInteger(), nullable=False),
        sa.Column("issue_date", sa.Date(), nullable=True),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("po_number", sa.String(), nullable=True),
        sa.Column("delivery_note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["ledger_import.id"], name=op.f("fk_ledger_open_item_import_id_ledger_import")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_open_item")),
        sa.UniqueConstraint(
            "customer_id", "document_number", name=op.f("uq_ledger_open_item_customer_id_document_number")
        ),
    )
    op.create_index(
        "ix_ledger_open_item_document_number", "ledger_open_item", ["document_number"], unique=False
    )
    op.create_index("ix_ledger_open_item_import_id", "ledger_open_item", ["import_id"], unique=False)
    op.create_table(
        "ledger_purchase_order",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extras", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("po_number", sa.String(), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("document_numbers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["ledger_import.id"], name=op.f("fk_ledger_purchase_order_import_id_ledger_import")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_purchase_order")),
        sa.UniqueConstraint(
            "customer_id", "po_number", name=op.f("uq_ledger_purchase_order_customer_id_po_number")
        ),
    )
    op.create_index(
        "ix_ledger_purchase_order_import_id", "ledger_purchase_order", ["import_id"], unique=False
    )
    op.create_index(
        "ix_ledger_purchase_order_po_number", "ledger_purchase_order", ["po_number"], unique=False
    )
    op.create_table(
        "ledger_supporting_document",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extras", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("document_number", sa.String(), nullable=True),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("path", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["ledger_import.id"],
            name=op.f("fk_ledger_supporting_document_import_id_ledger_import"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_supporting_document")),
        sa.UniqueConstraint("file", name=op.f("uq_ledger_supporting_document_file")),
    )
    op.create_index(
        "ix_ledger_supporting_document_document_number",
        "ledger_supporting_document",
        ["document_number"],
        unique=False,
    )
    op.create_index(
        "ix_ledger_supporting_document_import_id", "ledger_supporting_document", ["import_id"], unique=False
    )


def downgrade() -> None:
    """Drop them, those that name others first."""
    for table in reversed(_TABLES):
        op.drop_table(table)
