"""The ledger as a value: customers, open items and documents on file, with its look-ups."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from domain.numbers import digit_tail, number_key
from domain.words import DocumentKind, DocumentType

K = TypeVar("K")
V = TypeVar("V")

Extras = tuple[tuple[str, str], ...]
"""Columns of the source that we do not know, as (name, text), blank ones left out."""


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer of ours."""

    customer_id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    language: str | None = None
    currency: str | None = None
    email_domains: tuple[str, ...] = ()
    vat_id: str | None = None
    credit_score: int | None = None
    """0-100, higher is safer."""
    annual_revenue: Decimal | None = None
    account_manager: str | None = None
    ibans: tuple[str, ...] = ()
    parent_id: str | None = None
    extras: Extras = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """One registered person of a customer; `email` is lower case."""

    customer_id: str
    email: str
    name: str = ""
    role: str = ""
    may_receive_documents: bool = False
    extras: Extras = ()


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One invoice, credit note or debit note; a paid one stays with `open_amount` 0.00."""

    document_number: str
    customer_id: str
    document_type: DocumentType
    currency: str
    """ISO 4217; "" where the ledger does not say it."""
    amount: Decimal
    open_amount: Decimal
    issue_date: date | None = None
    due_date: date | None = None
    po_number: str | None = None
    delivery_note: str | None = None
    extras: Extras = ()


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """One order of a customer as our books know it."""

    po_number: str
    customer_id: str
    order_date: date | None = None
    status: str = ""
    document_numbers: tuple[str, ...] = ()
    extras: Extras = ()


@dataclass(frozen=True, slots=True)
class SupportingDocument:
    """One file that the ledger lists; `path` is None when it is not on file.

    A blank customer (None) means our own firm's document, e.g. our W-9.
    """

    file: str
    kind: DocumentKind
    document_number: str | None = None
    customer_id: str | None = None
    path: str | None = None
    """Absolute path of a file that exists, is not empty and lies inside the documents folder."""
    extras: Extras = ()


@dataclass(frozen=True)
class Ledger:
    """A whole ledger at one moment; look-ups are dictionaries, so they do not slow down with size.

    Invoice copies found by name pattern stand among `supporting_documents` like listed ones.
    """

    customers: tuple[Customer, ...] = ()
    contacts: tuple[Contact, ...] = ()
    open_items: tuple[OpenItem, ...] = ()
    purchase_orders: tuple[PurchaseOrder, ...] = ()
    supporting_documents: tuple[SupportingDocument, ...] = ()
    imported_at: datetime | None = None
    added_domains: frozenset[str] = frozenset()
    """Mail domains that a person added to customers: they tell whose mail it is, and entitle to nothing."""

    @cached_property
    def customer_by_id(self) -> dict[str, Customer]:
        """Customers by customer_id."""
        return {customer.customer_id: customer for customer in self.customers}

    @cached_property
    def contacts_by_email(self) -> dict[str, tuple[Contact, ...]]:
        """Contacts by lower-case address; several where customers share one, which proves neither."""
        return _grouped((contact.email, contact) for contact in self.contacts)

    @cached_property
    def customers_by_domain(self) -> dict[str, tuple[Customer, ...]]:
        """Customers by registered e-mail domain, lower case."""
        return _grouped(
            (domain.lower(), customer) for customer in self.customers for domain in customer.email_domains
        )

    @cached_property
    def items_by_number(self) -> dict[str, tuple[OpenItem, ...]]:
        """Open items by exact document number."""
        return _grouped((item.document_number, item) for item in self.open_items)

    @cached_property
    def items_by_key(self) -> dict[str, tuple[OpenItem, ...]]:
        """Open items by `number_key`."""
        return _grouped((number_key(item.document_number), item) for item in self.open_items)

    @cached_property
    def items_by_tail(self) -> dict[str, tuple[OpenItem, ...]]:
        """Open items by `digit_tail`, a hint only."""
        return _grouped((digit_tail(item.document_number), item) for item in self.open_items)

    @cached_property
    def items_by_customer(self) -> dict[str, tuple[OpenItem, ...]]:
        """Open items by customer_id."""
        return _grouped((item.customer_id, item) for item in self.open_items)

    @cached_property
    def items_by_amount(self) -> dict[tuple[str, Decimal], tuple[OpenItem, ...]]:
        """Items with something open by (customer_id, open_amount)."""
        return _grouped(
            ((item.customer_id, item.open_amount), item) for item in self.open_items if item.open_amount
        )

    @cached_property
    def orders_by_key(self) -> dict[str, tuple[PurchaseOrder, ...]]:
        """Purchase orders by `number_key` of their number."""
        return _grouped((number_key(order.po_number), order) for order in self.purchase_orders)

    @cached_property
    def items_by_order_key(self) -> dict[str, tuple[OpenItem, ...]]:
        """Open items by `number_key` of the purchase order they name."""
        return _grouped((number_key(item.po_number), item) for item in self.open_items if item.po_number)

    @cached_property
    def orders_by_document(self) -> dict[str, tuple[PurchaseOrder, ...]]:
        """Purchase orders by each document number that they list."""
        return _grouped(
            (number, order) for order in self.purchase_orders for number in order.document_numbers
        )

    @cached_property
    def documents_by_number(self) -> dict[str, tuple[SupportingDocument, ...]]:
        """Documents on file by exact document number."""
        return _grouped(
            (document.document_number, document)
            for document in self.supporting_documents
            if document.document_number
        )

    @cached_property
    def documents_by_customer(self) -> dict[str | None, tuple[SupportingDocument, ...]]:
        """Documents by customer_id; None holds our own firm's."""
        return _grouped((document.customer_id, document) for document in self.supporting_documents)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
