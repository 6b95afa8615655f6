"""A remittance advice as read: the payment, its lines, and where each value came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.pages import Box
from domain.words import DocumentType, Layout, PaymentMethod


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a header value stands, who read it and what proves it."""

    page: int | None = None
    box: Box | None = None
    cell: str | None = None
    confidence: float = 0.0
    by: str = ""
    """E.g. "general reader", "template acme-corp-1", "clerk"."""
    proofs: tuple[str, ...] = ()
    """E.g. "sum_of_lines", "open_item_found", "label"."""


@dataclass(frozen=True, slots=True)
class RemittanceLine:
    """One line of an advice; values that the document does not state are None.

    discount and deduction are positive when they reduce the payment;
    net = gross - discount - deduction where all are stated, net is what the line adds to the payment.
    """

    document_number: str | None = None
    document_type: DocumentType = DocumentType.INVOICE
    document_date: date | None = None
    po_number: str | None = None
    gross_amount: Decimal | None = None
    discount_amount: Decimal | None = None
    deduction_amount: Decimal | None = None
    deduction_reason: str | None = None
    net_amount: Decimal | None = None
    confidence: float = 0.0
    page: int | None = None
    box: Box | None = None
    cell: str | None = None
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remittance:
    """One payment as a document announces it."""

    document: str
    layout: Layout
    lines: tuple[RemittanceLine, ...] = ()
    template: str | None = None
    payer_name: str | None = None
    payee_name: str | None = None
    payment_reference: str | None = None
    payment_method: PaymentMethod | None = None
    payment_date: date | None = None
    currency: str | None = None
    total_amount: Decimal | None = None
    fields: Mapping[str, Evidence] = field(default_factory=dict)
    also_in: tuple[str, ...] = ()
    confidence: float = 0.0
    needs_review: bool = True
    problems: tuple[str, ...] = ()
    """Why a person must look, in words, one sentence each."""
    notes: tuple[str, ...] = ()
    """What is worth knowing and stops nothing, e.g. that a payer uses a form that was not taught."""

    @property
    def adds_up(self) -> bool:
        """Whether the lines make the stated total, whatever else is asked about."""
        total = self.fields.get("total_amount")
        return total is not None and "sum_of_lines" in total.proofs
