"""Tables of payments: remittances as read and as confirmed, their lines, and where they were applied."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from domain.states import RemittanceState
from domain.words import DocumentType, How, Layout, PaymentMethod, ResidualKind
from store.tables.base import Row, key, later, long_text, moment, money, owed, texts, word


class RemittanceRow(Row, table=True):
    """One payment of one work item; `state` tells the reader's values from the confirmed ones."""

    __tablename__ = "remittance"
    __table_args__ = (
        UniqueConstraint("work_item_id", "ordinal"),
        Index("ix_remittance_confirmed", "state", "confirmed_at", "id"),
        Index("ix_remittance_reference", "payment_reference"),
        # Dashboards add payments up off these two alone.
        Index("ix_remittance_cash", "confirmed_at", "currency", "total_amount", "work_item_id", "ordinal"),
    )

    id: int = key()
    work_item_id: int = Field(foreign_key="work_item.id")
    ordinal: int
    state: RemittanceState = word(RemittanceState, RemittanceState.READ)
    confirmed_at: datetime | None = later()
    confirmed_by: str | None = None
    document: str
    layout: Layout = word(Layout)
    template: str | None = None
    payer_name: str | None = None
    payee_name: str | None = None
    payment_reference: str | None = None
    payment_method: PaymentMethod | None = word(PaymentMethod, None)
    payment_date: date | None = None
    currency: str | None = Field(default=None, max_length=3)
    total_amount: Decimal | None = money()
    confidence_permille: int = 0
    needs_review: bool = True
    also_in: tuple[str, ...] = texts()
    problems: tuple[str, ...] = texts()
    fields: str = long_text("{}")
    """JSON object of `domain.remittance.Evidence` by field name."""


class RemittanceLineRow(Row, table=True):
    """One line of a remittance."""

    __tablename__ = "remittance_line"
    __table_args__ = (
        UniqueConstraint("remittance_id", "ordinal"),
        Index("ix_line_number", "document_number"),
    )

    id: int = key()
    remittance_id: int = Field(foreign_key="remittance.id", ondelete="CASCADE")
    ordinal: int
    currency: str | None = Field(default=None, max_length=3)
    document_number: str | None = None
    document_type: DocumentType = word(DocumentType, DocumentType.INVOICE)
    document_date: date | None = None
    po_number: str | None = None
    gross_amount: Decimal | None = money()
    discount_amount: Decimal | None = money()
    deduction_amount: Decimal | None = money()
    deduction_reason: str | None = None
    net_amount: Decimal | None = money()
    confidence_permille: int = 0
    place: str = long_text("{}")
    """JSON object with page, box and cell."""
    proofs: tuple[str, ...] = texts()


class Allocation(Row, table=True):
    """One remittance line applied to one open item; `state` as for the remittance."""

    __tablename__ = "allocation"
    __table_args__ = (
        UniqueConstraint("work_item_id", "ordinal"),
        Index("ix_allocation_document", "customer_id", "document_number"),
        Index("ix_allocation_cash", "work_item_id", "remittance", "amount"),
    )

    id: int = key()
    work_item_id: int = Field(foreign_key="work_item.id")
    ordinal: int
    remittance: int
    """Ordinal of the remittance in the item, from 0."""
    line: int
    """Ordinal of the line in the remittance, from 0."""
    document_number: str
    customer_id: str = ""
    currency: str | None = Field(default=None, max_length=3)
    amount: Decimal = owed()
    discount: Decimal | None = money()
    deduction: Decimal | None = money()
    residual: Decimal = owed()
    residual_kind: ResidualKind | None = word(ResidualKind, None)
    how: How = word(How)
    state: RemittanceState = word(RemittanceState, RemittanceState.READ)


class ExportBatch(Row, table=True):
    """One export of one day; `uid` is the id that the file carries."""

    __tablename__ = "export_batch"
    __table_args__ = (Index("ix_export_batch_day", "kind", "day"),)

    id: int = key()
    uid: str = Field(unique=True, max_length=64)
    day: date
    kind: str = Field(max_length=40)
    format: str = Field(max_length=10)
    created_at: datetime = moment()
    who: str
    rows: int = 0
    file_sha256: str | None = Field(default=None, max_length=64)
    """The stored bytes of the file, so that it can be fetched again unchanged."""


class ExportRow(Row, table=True):
    """One exported thing: what stands here is not exported again unless asked."""

    __tablename__ = "export_row"
    __table_args__ = (UniqueConstraint("kind", "work_item_id", "ordinal"),)

    id: int = key()
    batch_id: int = Field(foreign_key="export_batch.id", index=True)
    kind: str = Field(max_length=40)
    work_item_id: int = Field(foreign_key="work_item.id")
    ordinal: int
