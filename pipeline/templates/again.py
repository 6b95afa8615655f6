"""Lets documents that wait for a person be read again once their layout is taught."""

import logging

from domain.errors import ConflictError, NotFoundError
from domain.layouts import LayoutTemplate
from domain.states import Step, WorkState
from domain.taught import CustomerKey
from extractors.layouts.shelf import TemplateShelf
from pipeline.collect import submit_step
from pipeline.engines import Engines
from pipeline.item import WorkItem
from pipeline.records import load_item
from pipeline.templates.proposing import SAME_LAYOUT
from store.repositories import remittances, template_waiting, work_items
from store.repositories.history import add_event

log = logging.getLogger("ardoise.teaching")

MOST = 200
"""Waiting items that are looked at; older ones stay as they are."""
_AGAIN = (Step.EXTRACT, Step.MATCH, Step.DISPUTE, Step.RESPOND)


def read_again(engines: Engines, template: LayoutTemplate, customer: CustomerKey) -> int:
    """Read waiting items again that the layout fits and that nobody worked on; return how many.

    Items that somebody has taken, corrected or answered stay as they are.
    """
    with engines.store.read() as session:
        waiting = template_waiting.untouched(session, customer, MOST)
    shelf, count = TemplateShelf([template]), 0
    for one in waiting:
        try:
            if _concerns(load_item(engines.store, engines.blobs, one.item_id), shelf):
                _extract_again(engines, one.item_id, one.version, template.name)
                count += 1
        except (ConflictError, NotFoundError):
            continue  # somebody works on it now
    if count:
        log.info("read_again", extra={"template": template.name, "items": count})
    return count


def _concerns(item: WorkItem, shelf: TemplateShelf) -> bool:
    """Tell whether a document follows the layout; what first sight proved may still be wrong."""
    if item.understanding is None or not item.share.payments:
        return False
    return any(
        candidate.fit >= SAME_LAYOUT
        for document in item.documents
        for candidate in shelf.candidates(document)
    )


def _extract_again(engines: Engines, item_id: int, version: int, name: str) -> None:
    now = engines.clock.now()
    with engines.store.write() as session:
        row = work_items.change_item(session, item_id, version, now)
        if row.state is not WorkState.WAITING or remittances.is_confirmed(session, item_id):
            raise ConflictError(f"work item {item_id} is worked on by somebody.")
        work_items.forget_results(session, item_id, _AGAIN)
        row.state, row.step = WorkState.WORKING, Step.EXTRACT
        add_event(session, "ardoise", "read_again", now, item_id, {"template": name})
        submit_step(engines.jobs, session, item_id, Step.EXTRACT)
