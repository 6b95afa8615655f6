"""DISPUTE: what is disputed, why, and how urgent it is."""

from dataclasses import replace

from disputes.assessment import assess
from domain.states import Step
from domain.words import Route
from pipeline.desk import Desk
from pipeline.item import Outcome, WorkItem
from pipeline.steps.extract import labels


def dispute(item: WorkItem, desk: Desk) -> Outcome:
    """Assess the dispute of a mail that holds one."""
    if item.mail is None or item.understanding is None or Route.DISPUTE not in labels(item):
        return Outcome(item, Step.RESPOND)
    assessed = assess(item.mail, item.understanding, item.match, desk.ledger, desk.disputes)
    return Outcome(replace(item, dispute=assessed), Step.RESPOND)
