"""Leaves the job that learns from a confirmed work item: a clerk never waits for it."""

from pipeline.engines import LEARN_JOB, Engines
from store.repositories import private
from store.session import Session
from store.tables import WorkItemRow

_ONE_AT_A_TIME = "teaching"
"""Two that learn at once would change the same layout from the same version."""


def learn_later(engines: Engines, session: Session, row: WorkItemRow) -> None:
    """Queue learning from an item, in the transaction that confirms it; each confirmation teaches anew."""
    if private.mark_of(session, row.id) is not None:
        return  # a sample shows the document to everybody who teaches
    key, payload = f"{row.id}:{row.version}", {"item": str(row.id)}
    engines.jobs.submit(LEARN_JOB, key, payload, lock=_ONE_AT_A_TIME, transaction=session)
