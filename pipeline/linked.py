"""The linked work items of one mail: which holds what, and making one for a further matter exactly once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.decisions import RouteDecision, Understanding
from domain.job_ports import JobQueue
from domain.states import Step, WorkState
from domain.words import Route
from pipeline.collect import submit_step
from pipeline.item import Share, WorkItem
from pipeline.results import result_of
from store.repositories import exports, remittances, work_items
from store.repositories.history import add_event
from store.session import Session
from store.tables import WorkItemRow


def share_of(session: Session, row: WorkItemRow) -> Share:
    """Return which part of its mail an item holds."""
    items = work_items.items_of_mail(session, row.mail_id) if row.mail_id is not None else ()
    if len(items) < 2:
        return Share()
    others = {other.route for other in items if other.id != row.id and other.route is not None}
    return Share(
        part_of=row.parent_id,
        elsewhere=frozenset(others - {row.route}),
        payments=holder_of_payments(session, items).id == row.id,
        split_by=row.split_by,
    )


def holder_of_payments(session: Session, items: Sequence[WorkItemRow]) -> WorkItemRow:
    """Return the one item of a mail whose payments count, so that none is booked twice.

    The one whose payments were exported or are confirmed, else the oldest payment advice, else the mail's
    first item.
    """
    exported = [item for item in items if exports.was_exported(session, item.id)]
    confirmed = [item for item in items if remittances.is_confirmed(session, item.id)]
    advices = [item for item in items if item.route is Route.PAYMENT_ADVICE]
    first = [item for item in items if item.parent_id is None]
    return next(iter((*exported, *confirmed, *advices, *first, *items)))


def begin_matters(
    session: Session,
    jobs: JobQueue,
    row: WorkItemRow,
    item: WorkItem,
    matters: Sequence[RouteDecision],
    now: datetime,
) -> tuple[int, ...]:
    """Make a work item for each further matter of a mail that has none yet; return the new ones.

    Part of the transaction that keeps the result they follow from. Only a mail's first item has further
    matters; running its step again finds them made.
    """
    if row.parent_id is not None or row.mail_id is None or item.understanding is None:
        return ()
    known = {other.matter for other in work_items.items_of_mail(session, row.mail_id)}
    return tuple(
        begin_part(session, jobs, row, item, decision, decision.intent.value, Step.MATCH, None, now)
        for decision in matters
        if decision.intent.value not in known
    )


def begin_part(
    session: Session,
    jobs: JobQueue,
    first: WorkItemRow,
    item: WorkItem,
    decision: RouteDecision,
    matter: str,
    step: Step,
    split_by: str | None,
    now: datetime,
) -> int:
    """Make one more work item of a mail, which goes on from `step` with what was read already."""
    if item.understanding is None:
        raise ValueError(f"{item.source} was not routed before it was to be parted")
    found = replace(item.understanding, route=decision)
    part = replace(item, understanding=found)
    row = _row_of_part(first, found, matter, step, now)
    row.split_by = split_by
    number = work_items.add_item(session, row)
    results = (Step.ROUTE, Step.EXTRACT) if step is Step.MATCH else (Step.ROUTE,)
    for done in results:
        work_items.save_result(session, number, done, result_of(done, part) or "null", now)
    who = split_by or "ardoise"
    add_event(session, who, "part_begun", now, number, {"of": first.id, "matter": matter})
    add_event(session, who, "part_split_off", now, first.id, {"item": number, "matter": matter})
    submit_step(jobs, session, number, step)
    return number


def drop_other_payments(session: Session, row: WorkItemRow) -> bool:
    """Tell whether this item's payments count; if so those of the mail's other items go.

    To be asked in the transaction that keeps payments: no two items of a mail keep theirs at once.
    """
    if row.mail_id is None:
        return True
    work_items.one_item_of_mail_at_a_time(session, row.mail_id)
    items = work_items.items_of_mail(session, row.mail_id)
    if len(items) < 2:
        return True
    if holder_of_payments(session, items).id != row.id:
        return False
    for other in items:
        if other.id != row.id:
            remittances.forget(session, other.id)
    return True


def _row_of_part(
    first: WorkItemRow, found: Understanding, matter: str, step: Step, now: datetime
) -> WorkItemRow:
    route = found.route
    return WorkItemRow(
        delivery_id=first.delivery_id,
        mail_id=first.mail_id,
        parent_id=first.id,
        matter=matter,
        source_name=first.source_name,
        account=first.account,
        company=first.company,
        step=step,
        state=WorkState.WORKING,
        route=route.label,
        intent=route.intent,
        confidence_permille=round(route.confidence * 1000),
        auto=route.auto,
        customer_id=found.customer.customer_id,
        language=found.language,
        flags=tuple(flag.value for flag in found.flags),
        risk=bool(found.flags),
        created_at=first.created_at,
        updated_at=now,
    )
