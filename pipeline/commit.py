"""Saves what a step made of a work item: result, effects and next job in one short write."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from domain.codec import to_json
from domain.job_ports import JobQueue
from domain.states import Step, WorkState
from domain.taught import UseOutcome
from domain.words import Route
from intake.delivery_report import DeliveryReport
from pipeline.bounces import report_of, tie_bounce
from pipeline.elsewhere import bring_back, came_elsewhere
from pipeline.engines import Engines
from pipeline.forwarding import tie_answer
from pipeline.item import Outcome, WorkItem
from pipeline.linked import begin_matters, drop_other_payments
from pipeline.mailbox_marks import plan_late_marks, plan_marks
from pipeline.outgoing import Frozen, StaleDecisionError, queue_reply
from pipeline.payments import keep_payments
from pipeline.placing import place
from pipeline.private_mail import mark_by_rule
from pipeline.promises import keep_case
from pipeline.records import Readings, keep_readings, store_readings
from pipeline.results import result_of
from pipeline.search_words import words_of
from pipeline.templates.trust import note_reading
from store.repositories import deliveries, mails, reviewed_routes, search, slips, template_samples, work_items
from store.repositories.history import add_event
from store.session import Session
from store.tables import WorkItemRow

URGENT = 90
"""Priority of an item that carries a flag: it outranks every dispute but the gravest."""

FOUND_BY = (Step.PARSE, Step.RESPOND)
"""After these steps something new can be searched by: the mail's words, then what was read from it."""

Continue = Callable[[Session, Step | None], None]
"""Ends the job in the transaction and takes the follow-up for that step, if any."""


def save_step(
    engines: Engines,
    item_id: int,
    step: Step,
    outcome: Outcome,
    frozen: Frozen | None,
    go_on: Continue,
) -> bool:
    """Save one step's outcome: bytes are made durable first, then one transaction does the rest.

    False when the mail was known already and its second work item is gone. Raises ConflictError when the
    lease was lost, StaleDecisionError when what the release rules relied on has changed.
    """
    item, now = outcome.item, engines.clock.now()
    readings = store_readings(engines.blobs, item.documents) if step is Step.READ else ()
    report = report_of(engines, item) if step is Step.RESPOND else None
    with engines.store.write() as session:
        row = work_items.change_item(session, item_id, None, now)
        if step is Step.PARSE and not _settle_identity(engines, session, row, item, now):
            go_on(session, None)
            return False
        tied = step is Step.PARSE and _parsed(engines, session, row, item, now)
        _save_result(session, item_id, step, item, readings, now)
        _take_over(row, item)
        place(row, item, engines.hours)
        _note_found(session, item_id, step, item, now)
        next_step = Step.CLOSE if tied else outcome.next_step
        if step is Step.EXTRACT:
            begin_matters(session, engines.jobs, row, item, outcome.matters, now)
            note_reading(session, item_id, item, outcome.changed_forms, now)
        if step is Step.RESPOND:
            next_step = _responded(engines, session, row, outcome, frozen, report, now)
        _move(row, next_step, now)
        if row.state is WorkState.CLOSED:
            plan_marks(engines, session, row, now)
        add_event(session, "ardoise", f"step_{step.value}", now, item_id)
        go_on(session, row.step if row.state is WorkState.WORKING else None)
    return True


def _parsed(engines: Engines, session: Session, row: WorkItemRow, item: WorkItem, now: datetime) -> bool:
    """Keep whose mail it is; True when it is a colleague's answer that belongs to another item."""
    row.company = item.company
    mark_by_rule(session, engines.private, row, item, now)
    return tie_answer(session, row, item, now)


def _note_found(session: Session, item_id: int, step: Step, item: WorkItem, now: datetime) -> None:
    """Keep what routing said, and the words that the item can be searched by."""
    if step is Step.ROUTE and item.understanding is not None:
        said = item.understanding.route
        reviewed_routes.note_said(session, item_id, said.label, said.confidence, said.auto, now)
    if step in FOUND_BY:
        search.add_words(session, item_id, words_of(item))


def _settle_identity(
    engines: Engines, session: Session, row: WorkItemRow, item: WorkItem, now: datetime
) -> bool:
    """Link the delivery to its mail; a mail that is known already makes no second work item."""
    delivery = deliveries.get_delivery(session, row.delivery_id) if row.delivery_id else None
    if delivery is None or (item.mail is None and item.error is None):
        return True
    if item.mail is not None:
        mail, new = mails.find_or_add_mail(session, item.mail, delivery, now, _thread(item))
    else:
        mail, new = mails.find_or_add_broken_mail(session, delivery, item.error or "", now)
    if not new:
        return _another_delivery(engines, session, row, mail.id, now)
    row.mail_id = mail.id
    return True


def _another_delivery(
    engines: Engines, session: Session, row: WorkItemRow, mail_id: int, now: datetime
) -> bool:
    owners = [other for other in work_items.items_of_mail(session, mail_id) if other.id != row.id]
    if row.mail_id == mail_id or not owners:
        row.mail_id = mail_id
        return True
    add_event(session, "ardoise", "delivered_again", now, owners[0].id, {"delivery": row.delivery_id})
    delivery_id = row.delivery_id
    work_items.remove_item(session, row.id, owners[0].id)
    plan_late_marks(engines, session, owners[0], delivery_id, now)
    bring_back(engines, session, owners[0].id, now)
    return False


def _thread(item: WorkItem) -> str | None:
    """The oldest Message-ID of the thread, so that its mails find each other."""
    if item.mail is None:
        return None
    known = (*item.mail.references, *item.mail.in_reply_to, item.mail.message_id)
    return next((identifier for identifier in known if identifier), None)


def _save_result(
    session: Session, item_id: int, step: Step, item: WorkItem, readings: Readings, now: datetime
) -> None:
    body = result_of(step, item)
    if step is Step.READ:
        keep_readings(session, item.documents, readings, now)
        body = to_json(readings, Readings).decode("utf-8")
    if body is not None:
        work_items.save_result(session, item_id, step, body, now)


def _take_over(row: WorkItemRow, item: WorkItem) -> None:
    """Copy what lists and filters show onto the row."""
    row.error = item.error
    row.waits_because = item.waits_because
    found = item.understanding
    if found is not None:
        row.route, row.intent, row.auto = found.route.label, found.route.intent, found.route.auto
        row.confidence_permille = round(found.route.confidence * 1000)
        row.customer_id = found.customer.customer_id
        row.language = found.language
        row.flags = tuple(flag.value for flag in found.flags)
    totals = [payment for payment in item.remittances if payment.total_amount is not None]
    if totals and item.share.payments:
        largest = max(totals, key=lambda payment: payment.total_amount or 0)
        row.amount, row.currency = largest.total_amount, largest.currency
    row.priority = _priority(item)


def _priority(item: WorkItem) -> int:
    if item.understanding is not None and item.understanding.flags:
        return URGENT if item.dispute is None else max(URGENT, item.dispute.priority)
    if item.dispute is not None and Route.DISPUTE not in item.share.elsewhere:
        return item.dispute.priority
    label = item.understanding.route.label if item.understanding else Route.OTHER
    return {Route.PAYMENT_ADVICE: 50, Route.OTHER: 20}.get(label, 40)


def _responded(
    engines: Engines,
    session: Session,
    row: WorkItemRow,
    outcome: Outcome,
    frozen: Frozen | None,
    report: DeliveryReport | None,
    now: datetime,
) -> Step | None:
    """Keep payments, answer and case; return where the item goes: to a person where anything asks one."""
    elsewhere = came_elsewhere(engines, session, row)
    if elsewhere is not None:
        row.waits_because = (*row.waits_because, elsewhere)
        outcome = replace(outcome, next_step=Step.REVIEW)
    next_step = _respond(session, engines.sending, row, outcome, frozen, now)
    came_back = tie_bounce(session, row, outcome.item, report, engines.outgoing) if report else None
    if came_back is not None:
        row.waits_because, next_step = (*row.waits_because, came_back), Step.REVIEW
    keep_case(session, row, outcome.item, now)
    if outcome.chosen and next_step is Step.REVIEW:
        # Confirmed together with others nobody would look at it.
        row.green = False
        slips.keep_check(session, row, now)
    return next_step


def _respond(
    session: Session,
    sending: JobQueue,
    row: WorkItemRow,
    outcome: Outcome,
    frozen: Frozen | None,
    now: datetime,
) -> Step | None:
    """Keep payments and answer; return where the item goes."""
    item, next_step = outcome.item, outcome.next_step
    if item.reply is not None and item.mail is not None:
        kept_back = queue_reply(session, sending, row, item.mail, item.reply, item.understanding, frozen, now)
        if kept_back is not None:
            row.waits_because, next_step = (*row.waits_because, kept_back), Step.REVIEW
    holds = drop_other_payments(session, row)
    if holds != item.share.payments:
        # Judged as another's payments they would be confirmed without a proof.
        raise StaleDecisionError("which item of the mail holds its payments has changed")
    if holds:
        keep_payments(session, row.id, item, confirmed=next_step is Step.CLOSE, now=now)
        if next_step is Step.CLOSE:
            template_samples.settle_use(session, row.id, None, UseOutcome.PROVED, (), now)
    return next_step


def _move(row: WorkItemRow, next_step: Step | None, now: datetime) -> None:
    row.step = next_step or Step.REVIEW
    if next_step is None or next_step is Step.REVIEW:
        row.state = WorkState.WAITING
    elif next_step is Step.CLOSE:
        row.state, row.closed_at, row.closed_by = WorkState.CLOSED, now, "ardoise"
    else:
        row.state = WorkState.WORKING
