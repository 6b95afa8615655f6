"""Taught layouts: versions, confirmed samples, uses, proposed changes, forms that changed.

Revision 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision: str | None = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("payer_key", sa.String(80), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("active_version", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
        sa.UniqueConstraint("name", name=op.f("uq_template_name")),
    )
    op.create_index(op.f("ix_template_customer_id"), "template", ["customer_id"], unique=False)
    op.create_index(op.f("ix_template_payer_key"), "template", ["payer_key"], unique=False)
    op.create_table(
        "template_drift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payer_key", sa.String(80), nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_drift")),
        sa.UniqueConstraint("payer_key", name=op.f("uq_template_drift_payer_key")),
    )
    op.create_table(
        "template_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_sha256", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column("document_sha256", sa.String(64), nullable=False),
        sa.Column("sample_sha256", sa.String(64), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("gate", sa.Text(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_proposal")),
        sa.UniqueConstraint(
            "work_item_id",
            "document_sha256",
            "body_sha256",
            name=op.f("uq_template_proposal_work_item_id_document_sha256_body_sha256"),
        ),
    )
    op.create_index("ix_template_proposal_state", "template_proposal", ["state", "id"], unique=False)
    op.create_table(
        "template_sample",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("document_sha256", sa.String(64), nullable=False),
        sa.Column("body_sha256", sa.String(64), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["template.id"], name=op.f("fk_template_sample_template_id_template")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_sample")),
        sa.UniqueConstraint(
            "template_id", "document_sha256", name=op.f("uq_template_sample_template_id_document_sha256")
        ),
    )
    op.create_index(op.f("ix_template_sample_body_sha256"), "template_sample", ["body_sha256"], unique=False)
    op.create_index(op.f("ix_template_sample_customer_id"), "template_sample", ["customer_id"], unique=False)
    op.create_table(
        "template_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_item_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("document_sha256", sa.String(64), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["template.id"], name=op.f("fk_template_use_template_id_template")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_use")),
        sa.UniqueConstraint(
            "work_item_id",
            "document",
            "template_id",
            name=op.f("uq_template_use_work_item_id_document_template_id"),
        ),
    )
    op.create_index("ix_template_use_recent", "template_use", ["template_id", "id"], unique=False)
    op.create_table(
        "template_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("why", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["template.id"], name=op.f("fk_template_version_template_id_template")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_version")),
        sa.UniqueConstraint("template_id", "number", name=op.f("uq_template_version_template_id_number")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("template_version")
    op.drop_table("template_use")
    op.drop_table("template_sample")
    op.drop_table("template_proposal")
    op.drop_table("template_drift")
    op.drop_table("template")
