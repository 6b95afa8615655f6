"""ROUTE: what the mail is about, and who it comes from."""

from dataclasses import replace

from domain.words import Step
from pipeline.desk import Desk
from pipeline.item import Outcome, WorkItem
from router.understanding import understand


def route(item: WorkItem, desk: Desk) -> Outcome:
    """Decide route, intent, references, customer and flags."""
    understanding = understand(item.mail, item.documents, desk.ledger, desk.routing, desk.company)
    return Outcome(replace(item, understanding=understanding), Step.EXTRACT)
