"""Mails that came with their header alone, because the server refused them, and are given at last."""

from collections.abc import Sequence
from datetime import datetime

from domain.mail import Delivered
from domain.states import Step, WorkState
from store.repositories import refused, work_items
from store.repositories.history import add_event
from store.session import Session
from store.tables import Delivery

_OPEN = (WorkState.WAITING, WorkState.SHELVED)
"""What a person has settled stays settled; the whole mail is then worked beside it."""


def complete_refused(
    session: Session, stored: Sequence[tuple[Delivered, str]], now: datetime
) -> tuple[list[int], list[tuple[Delivery, Delivered]]]:
    """Give refused deliveries their content.

    Returns the items that begin anew at PARSE, and the deliveries that need a new item.
    """
    again: list[int] = []
    fresh: list[tuple[Delivery, Delivered]] = []
    for delivered, sha256 in stored:
        before = refused.find(session, delivered.key) if delivered.incomplete is None else None
        item_id = work_items.item_of_delivery(session, before.id) if before is not None else None
        state = work_items.get_item(session, item_id).state if item_id is not None else None
        if before is None or state is WorkState.WORKING:
            continue  # asked for again at the next comparison
        refused.complete(session, before, delivered.size, sha256)
        if item_id is None or state not in _OPEN:
            fresh.append((before, delivered))
            continue
        _begin_again(session, item_id, now)
        again.append(item_id)
    return again, fresh


def _begin_again(session: Session, item_id: int, now: datetime) -> None:
    row = work_items.change_item(session, item_id, None, now)
    header_alone, row.mail_id = row.mail_id, None
    row.step, row.state = Step.PARSE, WorkState.WORKING
    row.error, row.waits_because = None, ()
    work_items.forget_results(session, row.id, tuple(Step))
    if header_alone is not None:
        refused.forget_mail(session, header_alone)
    add_event(session, "ardoise", "given_at_last", now, row.id)
