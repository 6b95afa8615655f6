"""Tables of the ledger: each import replaces the whole; what is no longer listed is closed, never deleted."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from domain.words import DocumentKind, DocumentType
from store.tables.base import Row, key, later, long_text, moment, money, owed, texts, word


def _whose() -> Any:
    """Declare which of several own companies a row belongs to; "" where there is only one."""
    return Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})


class LedgerImport(Row, table=True):
    """One import that loaded; the newest of a company is its ledger."""

    __tablename__ = "ledger_import"
    __table_args__ = (Index("ix_ledger_import_company", "company", "id"),)

    id: int = key()
    imported_at: datetime = moment(index=True)
    source: str
    customers: int = 0
    contacts: int = 0
    open_items: int = 0
    purchase_orders: int = 0
    supporting_documents: int = 0
    warnings: tuple[str, ...] = texts()
    progress: str = long_text("")
    """What its connector remembers of how far it read; blank for one that reads everything."""
    company: str = _whose()


class Listed(Row):
    """What every ledger row has: the import that listed it last, its place there, and when it was closed."""

    import_id: int = Field(foreign_key="ledger_import.id", index=True)
    place: int
    """Position in the import, so that the ledger comes back in its own order."""
    closed_at: datetime | None = later()
    extras: str = long_text("[]")
    """JSON of `domain.ledger.Extras`: the columns that Ardoise does not know."""
    company: str = _whose()


class LedgerCustomer(Listed, table=True):
    """One customer."""

    __tablename__ = "ledger_customer"
    __table_args__ = (UniqueConstraint("company", "customer_id"),)

    id: int = key()
    customer_id: str
    name: str
    aliases: tuple[str, ...] = texts()
    country: str | None = None
    language: str | None = None
    currency: str | None = None
    email_domains: tuple[str, ...] = texts()
    vat_id: str | None = None
    credit_score: int | None = None
    annual_revenue: Decimal | None = money()
    account_manager: str | None = None
    ibans: tuple[str, ...] = texts()
    parent_id: str | None = None


class LedgerContact(Listed, table=True):
    """One registered person of a customer."""

    __tablename__ = "ledger_contact"
    __table_args__ = (UniqueConstraint("company", "customer_id", "email"),)

    id: int = key()
    customer_id: str
    email: str = Field(index=True)
    name: str = ""
    role: str = ""
    may_receive_documents: bool = False


class LedgerOpenItem(Listed, table=True):
    """One invoice, credit note or debit note."""

    __tablename__ = "ledger_open_item"
    __table_args__ = (UniqueConstraint("company", "customer_id", "document_number"),)

    id: int = key()
    customer_id: str
    document_number: str = Field(index=True)
    document_type: DocumentType = word(DocumentType)
    currency: str = Field(max_length=3)
    amount: Decimal = owed()
    open_amount: Decimal = owed()
    issue_date: date | None = None
    due_date: date | None = None
    po_number: str | None = None
    delivery_note: str | None = None


class LedgerPurchaseOrder(Listed, table=True):
    """One order of a customer."""

    __tablename__ = "ledger_purchase_order"
    __table_args__ = (UniqueConstraint("company", "customer_id", "po_number"),)

    id: int = key()
    customer_id: str
    po_number: str = Field(index=True)
    order_date: date | None = None
    status: str = ""
    document_numbers: tuple[str, ...] = texts()


class LedgerSupportingDocument(Listed, table=True):
    """One file that the ledger lists."""

    __tablename__ = "ledger_supporting_document"
    __table_args__ = (UniqueConstraint("company", "file"),)

    id: int = key()
    file: str
    kind: DocumentKind = word(DocumentKind)
    document_number: str | None = Field(default=None, index=True)
    customer_id: str | None = None
    path: str | None = None
