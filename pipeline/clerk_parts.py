"""What a clerk does with the parts of a mail: split one off, put it back, hand an item to somebody."""

from dataclasses import replace
from datetime import datetime

from domain.decisions import RouteDecision
from domain.errors import ConflictError
from domain.states import Step, WorkState
from domain.words import Intent
from pipeline.engines import Engines
from pipeline.item import WorkItem
from pipeline.linked import begin_part, drop_other_payments, share_of
from pipeline.payments import keep_payments
from pipeline.private_mail import refuse_blind
from pipeline.records import load_item
from pipeline.waiting import reasons_to_wait
from store.repositories import remittances, work_items
from store.repositories.history import add_event, corrections_of
from store.session import Session
from store.tables import WorkItemRow

MOST_PARTS = 20
"""Items of one mail; nobody needs more, and each is worked."""


def split(engines: Engines, item_id: int, version: int, intent: Intent, who: str) -> int:
    """Make a further matter of an item's mail a work item of its own and return its number.

    The new item is worked from what was read already and waits for a person. The mail keeps its one
    answer, with its first item. Raises ConflictError when the item changed, does not wait, or is no mail's,
    or when another item holds the payments that this one would hold, too.
    """
    first_id, first_version = _first_of(engines, item_id, version)
    item = load_item(engines.store, engines.blobs, first_id)
    decision = RouteDecision(intent.route, intent, 1.0, True, (), (f"split off by {who}",))
    now = engines.clock.now()
    with engines.store.write() as session:
        row = _waiting_row(session, item_id, version, now)
        first = row if first_id == item_id else work_items.change_item(session, first_id, first_version, now)
        if row.mail_id is None or item.understanding is None:
            raise ConflictError(f"work item {item_id} is no mail that was read; it cannot be split.")
        work_items.one_item_of_mail_at_a_time(session, row.mail_id)
        items = work_items.items_of_mail(session, row.mail_id)
        _refuse_second_payments(items, intent)
        matter = _free_matter(items, intent)
        # An advice that nobody took for one was not looked through for its payments.
        step = Step.EXTRACT if intent is Intent.PAYMENT_ADVICE and not item.remittances else Step.MATCH
        part_id = begin_part(session, engines.jobs, first, item, decision, matter, step, who, now)
        _judge_again(session, first, item)
    return part_id


def put_back(engines: Engines, item_id: int, version: int, who: str) -> int:
    """Undo a split: the item goes, and its matter is its mail's first item's again; return that one's number.

    Raises ConflictError for an item that no person split off, or that somebody worked on since: that one is
    closed instead.
    """
    first_id, first_version = _first_of(engines, item_id, version)
    item = load_item(engines.store, engines.blobs, first_id)
    now = engines.clock.now()
    with engines.store.write() as session:
        row = _waiting_row(session, item_id, version, now)
        if row.split_by is None or row.parent_id is None:
            raise ConflictError(f"work item {item_id} was not split off by hand; close it instead.")
        if corrections_of(session, item_id) or remittances.is_confirmed(session, item_id):
            raise ConflictError(
                f"somebody worked on item {item_id} since it was split off; close it instead."
            )
        first = work_items.change_item(session, first_id, first_version, now)
        add_event(session, who, "part_put_back", now, first_id, {"item": item_id, "matter": row.matter})
        remittances.forget(session, item_id)
        work_items.remove_item(session, item_id, first_id)
        if first.state is WorkState.WAITING:
            _judge_again(session, first, item)
            if drop_other_payments(session, first):
                keep_payments(session, first.id, item, confirmed=False, now=now)
    return first_id


def hand(engines: Engines, item_id: int, version: int, to: str | None, who: str) -> None:
    """Give an item to somebody, or to nobody in particular; its mail's other items stay whose they are."""
    now = engines.clock.now()
    with engines.store.write() as session:
        row = work_items.change_item(session, item_id, version, now)
        refuse_blind(session, item_id, to)
        row.assignee = to
        add_event(session, who, "handed", now, item_id, {"to": to})


def _first_of(engines: Engines, item_id: int, version: int) -> tuple[int, int]:
    """Return the number of the mail's first item and the version that the following reads are of."""
    with engines.store.read() as session:
        row = work_items.get_item(session, item_id)
        first = row if row.parent_id is None else work_items.get_item(session, row.parent_id)
        return first.id, version if first.id == item_id else first.version


def _waiting_row(session: Session, item_id: int, version: int, now: datetime) -> WorkItemRow:
    row = work_items.change_item(session, item_id, version, now)
    if row.state is not WorkState.WAITING:
        raise ConflictError(f"work item {item_id} does not wait for a person now ({row.state.value}).")
    return row


def _refuse_second_payments(items: tuple[WorkItemRow, ...], intent: Intent) -> None:
    holders = [other for other in items if other.route is intent.route]
    if intent is Intent.PAYMENT_ADVICE and holders:
        raise ConflictError(
            f"the payments of this mail are worked in item {holders[0].id} already; look at them there."
        )


def _free_matter(items: tuple[WorkItemRow, ...], intent: Intent) -> str:
    """Return a name that no matter of the mail has: "dispute", "dispute#2"."""
    if len(items) >= MOST_PARTS:
        raise ConflictError(f"this mail has {len(items)} work items already; close some instead.")
    known = {item.matter for item in items} | {item.intent.value for item in items if item.intent}
    names = (
        f"{intent.value}#{number}" if number > 1 else intent.value for number in range(1, MOST_PARTS + 2)
    )
    return next(name for name in names if name not in known)


def _judge_again(session: Session, first: WorkItemRow, item: WorkItem) -> None:
    """Let the first item wait for what is still its own; it stays with the clerk whatever that is."""
    session.flush()
    share = share_of(session, first)
    if not share.payments:
        remittances.forget(session, first.id)
    if first.state is WorkState.WAITING:
        reasons = reasons_to_wait(replace(item, share=share))
        first.waits_because = reasons or ("What is left of the mail after a part was split off.",)
