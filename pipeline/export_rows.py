"""The reconciliation file's rows: one per remittance line, with where it was applied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.decisions import Application
from domain.remittance import Remittance

Value = str | int | Decimal | date | datetime | None

COLUMNS = (
    "export_id",
    "line_id",
    "work_item",
    "customer_id",
    "payer_name",
    "payment_reference",
    "payment_method",
    "payment_date",
    "currency",
    "total_amount",
    "document_number",
    "number_as_read",
    "document_type",
    "amount",
    "discount",
    "deduction",
    "deduction_reason",
    "residual",
    "residual_kind",
    "how",
    "confirmed_by",
    "confirmed_at",
    "source",
)
"""`line_id` names a line for ever; `document_number` is the open item's, blank where none was applied."""


@dataclass(frozen=True, slots=True)
class ConfirmedPayment:
    """One confirmed remittance with the applications of its lines, by line index."""

    work_item: int
    ordinal: int
    remittance: Remittance
    applied: Mapping[int, Application]
    customer_id: str | None
    confirmed_by: str
    confirmed_at: datetime
    source: str


def rows_of(payment: ConfirmedPayment, export_id: str) -> Iterator[dict[str, Value]]:
    """Yield one row a line, keyed by `COLUMNS`; a payment without lines gives one row of its own."""
    remittance = payment.remittance
    shared: dict[str, Value] = {
        "export_id": export_id,
        "work_item": payment.work_item,
        "customer_id": payment.customer_id,
        "payer_name": remittance.payer_name,
        "payment_reference": remittance.payment_reference,
        "payment_method": remittance.payment_method.value if remittance.payment_method else None,
        "payment_date": remittance.payment_date,
        "currency": remittance.currency,
        "total_amount": remittance.total_amount,
        "confirmed_by": payment.confirmed_by,
        "confirmed_at": payment.confirmed_at,
        "source": payment.source,
    }
    identity = f"{payment.work_item}.{payment.ordinal}"
    for index in range(max(1, len(remittance.lines))):
        line = _line(payment, index) if remittance.lines else {}
        yield {column: {**shared, "line_id": f"{identity}.{index}", **line}.get(column) for column in COLUMNS}


def _line(payment: ConfirmedPayment, index: int) -> dict[str, Value]:
    line = payment.remittance.lines[index]
    applied = payment.applied.get(index)
    values: dict[str, Value] = {
        "number_as_read": line.document_number,
        "document_type": line.document_type.value,
        "amount": line.net_amount,
        "discount": line.discount_amount,
        "deduction": line.deduction_amount,
        "deduction_reason": line.deduction_reason,
    }
    if applied is not None:
        values |= {
            "document_number": applied.document_number,
            "customer_id": applied.customer_id or payment.customer_id,
            "amount": applied.amount,
            "residual": applied.residual,
            "residual_kind": applied.residual_kind.value if applied.residual_kind else None,
            "how": applied.how.value,
        }
    return values
