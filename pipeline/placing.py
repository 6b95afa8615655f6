"""Where an item stands in the queue: its risk, its due time, and whether nothing about it is in doubt."""

from domain.office_hours import OfficeHours, due
from domain.words import Route
from pipeline.item import WorkItem
from pipeline.waiting import doubts
from store.tables import WorkItemRow


def place(row: WorkItemRow, item: WorkItem, hours: OfficeHours) -> None:
    """Copy onto the row what the queue is ordered and chosen by; route and flags stand there already."""
    disputed = item.dispute is not None and Route.DISPUTE not in item.share.elsewhere
    row.reason = item.dispute.reason if item.dispute is not None and disputed else None
    row.risk = bool(row.flags)
    row.green = is_green(item)
    row.due_at = due(hours, row.created_at, row.route, flagged=row.risk)


def is_green(item: WorkItem) -> bool:
    """Tell whether the item holds payments and nothing in it is in doubt, whatever becomes of its answer."""
    return bool(item.remittances) and item.share.payments and not doubts(item)
