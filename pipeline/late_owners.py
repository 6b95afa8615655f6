"""Documents that change hands while their answer waits: a person looks before it leaves."""

from datetime import datetime

from domain.codec import from_json
from domain.decisions import Reply
from pipeline.books import Bookshelf
from pipeline.ending_links import give_to_person
from pipeline.forwarding import is_part
from responders.reverification import still_listed
from store.repositories import outbox, work_items
from store.session import Session
from store.tables import Outbox

OWNER_CHANGED = "owner_changed"
"""Stands in `blocked_by` of an answer whose document was no longer its customer's as it was to leave."""


def stopped_by_owners(session: Session, answer: Outbox, shelf: Bookshelf | None, now: datetime) -> bool:
    """Make an answer a draft whose documents the ledger of this moment no longer lists for its customer.

    Not where an earlier try may have arrived: those very bytes were settled by Sent or by a person.
    """
    reply: Reply = from_json(Reply, answer.draft_json)
    owned = [each for each in reply.attachments if not is_part(each)]
    tries = outbox.attempts_of(session, answer.id)
    if shelf is None or not owned or any(each.phase == outbox.UNCERTAIN for each in tries):
        return False
    row = work_items.get_item(session, answer.work_item_id)
    ledger = shelf.ledger_in(session, row.company)
    lost = [
        each.file
        for each in owned
        if ledger is None or each.customer_id not in (None, row.customer_id) or not still_listed(each, ledger)
    ]
    if not lost:
        return False
    sentence = f"{', '.join(lost)}: no longer listed for this customer as the answer was to leave."
    give_to_person(session, answer, OWNER_CHANGED, sentence, now)
    return True
