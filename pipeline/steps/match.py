"""MATCH: remittance lines meet open items."""

from dataclasses import replace

from domain.states import Step
from matching.matching import match as match_remittances
from pipeline.desk import Desk
from pipeline.item import Outcome, WorkItem


def match(item: WorkItem, desk: Desk) -> Outcome:
    """Apply the remittances of the item to the ledger."""
    customer = item.understanding.customer.customer_id if item.understanding else None
    matched = match_remittances(item.remittances, desk.ledger, customer, desk.matching)
    return Outcome(replace(item, match=matched), Step.DISPUTE)
