"""Keeps the payments of a work item as rows: read ones, and confirmed ones that may be exported."""

from datetime import datetime

from domain.states import RemittanceState
from pipeline.item import WorkItem
from store.repositories import remittances
from store.session import Session

MACHINE = "ardoise"
"""Who confirmed what every proof held for."""


def keep_payments(session: Session, item_id: int, item: WorkItem, *, confirmed: bool, now: datetime) -> None:
    """Replace the item's payments by what was read; `confirmed` when no person needs to look."""
    if not item.remittances and not remittances.load_remittances(session, item_id):
        return
    by = MACHINE if confirmed else None
    remittances.save_remittances(session, item_id, item.remittances, confirmed_by=by, now=now)
    applied = item.match.applied if item.match else ()
    state = RemittanceState.CONFIRMED if confirmed else RemittanceState.READ
    currencies = [payment.currency for payment in item.remittances]
    remittances.save_allocations(session, item_id, applied, currencies, state)
