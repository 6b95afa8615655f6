"""The files of the ledger folder: their columns, keys, and how a row becomes a value."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from decimal import Decimal
from posixpath import normpath
from typing import Generic, TypeVar

from domain.ledger import Contact, Customer, OpenItem, PurchaseOrder, SupportingDocument
from domain.money import ZERO
from domain.words import DocumentKind, DocumentType
from ledger import cells
from ledger.rows import Columns, Row

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Table(Generic[V]):
    """One file: `key` may stand once, `customer` names the customer that must exist (None: none)."""

    file: str
    columns: Columns
    build: Callable[[Row], V]
    key: Callable[[V], Hashable]
    key_columns: tuple[str, ...]
    customer: Callable[[V], str | None]
    must_exist: bool = False


def _customer(row: Row) -> Customer:
    return Customer(
        customer_id=row.need("customer_id", cells.text, ""),
        # An empty name would stand in every text; the id stands for a name that is not known.
        name=row.take("name", cells.text) or row.cells["customer_id"],
        aliases=row.take("aliases", cells.many) or (),
        country=row.take("country", cells.text),
        language=row.take("language", str.lower),
        currency=row.take("currency", cells.currency),
        email_domains=row.take("email_domains", cells.domains) or (),
        vat_id=row.take("vat_id", cells.text),
        credit_score=row.take("credit_score", cells.score),
        annual_revenue=row.take("annual_revenue", cells.amount),
        account_manager=row.take("account_manager", cells.text),
        ibans=row.take("ibans", cells.many) or (),
        parent_id=row.take("parent_id", cells.text),
        extras=row.extras(),
    )


def _contact(row: Row) -> Contact:
    return Contact(
        customer_id=row.need("customer_id", cells.text, ""),
        email=row.need("email", cells.address, ""),
        name=row.take("name", cells.text) or "",
        role=row.take("role", cells.text) or "",
        may_receive_documents=row.take("may_receive_documents", cells.truth) or False,
        extras=row.extras(),
    )


_document_type = cells.word_of(DocumentType)


def _open_item(row: Row) -> OpenItem:
    amount = row.need("amount", cells.amount, ZERO)
    item = OpenItem(
        document_number=row.need("document_number", cells.text, ""),
        customer_id=row.need("customer_id", cells.text, ""),
        document_type=row.take("document_type", _document_type) or _type_by_sign(amount),
        currency=row.take("currency", cells.currency) or "",
        amount=amount,
        open_amount=row.need("open_amount", cells.amount, ZERO),
        issue_date=row.take("issue_date", cells.day),
        due_date=row.take("due_date", cells.day),
        po_number=row.take("po_number", cells.text),
        delivery_note=row.take("delivery_note", cells.text),
        extras=row.extras(),
    )
    if item.document_type is DocumentType.CREDIT_NOTE:
        _negative(row, "amount", item.amount)
        _negative(row, "open_amount", item.open_amount)
    return item


def _type_by_sign(amount: Decimal) -> DocumentType:
    return DocumentType.CREDIT_NOTE if amount < 0 else DocumentType.INVOICE


def _negative(row: Row, column: str, amount: Decimal) -> None:
    if amount > 0:
        row.fault(column, f'"{amount}" is positive, but amounts of credit notes are negative')


def _purchase_order(row: Row) -> PurchaseOrder:
    return PurchaseOrder(
        po_number=row.need("po_number", cells.text, ""),
        customer_id=row.need("customer_id", cells.text, ""),
        order_date=row.take("order_date", cells.day),
        status=row.take("status", cells.text) or "",
        document_numbers=row.take("document_numbers", cells.many) or (),
        extras=row.extras(),
    )


_document_kind = cells.word_of(DocumentKind)


def _supporting_document(row: Row) -> SupportingDocument:
    return SupportingDocument(
        file=row.need("file", cells.text, ""),
        kind=row.need("kind", _document_kind, DocumentKind.OTHER),
        document_number=row.take("document_number", cells.text),
        customer_id=row.take("customer_id", cells.text),
        extras=row.extras(),
    )


CUSTOMERS = Table(
    "customers.csv",
    Columns(
        (
            "customer_id",
            "name",
            "aliases",
            "country",
            "language",
            "currency",
            "email_domains",
            "vat_id",
            "credit_score",
            "annual_revenue",
            "account_manager",
        ),
        ("ibans", "parent_id"),
    ),
    _customer,
    lambda customer: customer.customer_id,
    ("customer_id",),
    lambda customer: customer.parent_id,
    must_exist=True,
)
CONTACTS = Table(
    "contacts.csv",
    Columns(("customer_id", "email", "name", "role", "may_receive_documents")),
    _contact,
    lambda contact: (contact.customer_id, contact.email),
    ("customer_id", "email"),
    lambda contact: contact.customer_id,
)
OPEN_ITEMS = Table(
    "open_items.csv",
    Columns(
        (
            "document_number",
            "customer_id",
            "document_type",
            "issue_date",
            "due_date",
            "currency",
            "amount",
            "open_amount",
            "po_number",
            "delivery_note",
        )
    ),
    _open_item,
    lambda item: (item.customer_id, item.document_number),
    ("customer_id", "document_number"),
    lambda item: item.customer_id,
    must_exist=True,
)
PURCHASE_ORDERS = Table(
    "purchase_orders.csv",
    Columns(("po_number", "customer_id", "order_date", "status", "document_numbers")),
    _purchase_order,
    lambda order: (order.customer_id, order.po_number),
    ("customer_id", "po_number"),
    lambda order: order.customer_id,
)
SUPPORTING_DOCUMENTS = Table(
    "supporting_documents.csv",
    Columns(("file", "kind", "document_number", "customer_id")),
    _supporting_document,
    # Two spellings of one path are one file: else one paper could belong to two customers.
    lambda document: normpath(document.file),
    ("file",),
    lambda document: document.customer_id,
)
