"""REVIEW: the item waits for a clerk, who moves it on."""

from pipeline.desk import Desk
from pipeline.item import Outcome, WorkItem


def wait_for_clerk(item: WorkItem, desk: Desk) -> Outcome:
    """Stay where it is; only a person ends this step."""
    return Outcome(item, None)
