"""What a clerk does with a work item: correct route, customer and values, confirm, close, reopen, try again.

Every function takes the version that the clerk saw and raises ConflictError when it is no longer the
stored one; every correction is kept as a fact (field, before, after, who, when).
"""

from dataclasses import replace
from datetime import datetime

from domain.decisions import CustomerDecision, RouteDecision, Understanding
from domain.errors import ConflictError
from domain.ledger import Ledger
from domain.policy import Matching
from domain.remittance import Remittance
from domain.states import OutboxState, Step, WorkState
from domain.words import Intent
from matching.matching import match
from pipeline.clerk_company import refuse_nobodys
from pipeline.clerk_desk import refuse_alone
from pipeline.clerk_values import marked
from pipeline.collect import submit_step
from pipeline.corrections import text_changes
from pipeline.engines import STEP_JOB, Engines
from pipeline.item import WorkItem
from pipeline.linked import share_of
from pipeline.mailbox_marks import plan_marks, withdraw_marks
from pipeline.payments import keep_payments
from pipeline.placing import is_green
from pipeline.records import load_item
from pipeline.results import result_of
from pipeline.search_words import words_of
from pipeline.templates.later import learn_later
from pipeline.waiting import reasons_to_wait
from store.repositories import outbox, remittances, revisions, search, work_items
from store.repositories.history import Change, add_corrections, add_event
from store.session import Session
from store.tables import WorkItemRow

_AFTER_ROUTE = (Step.EXTRACT, Step.MATCH, Step.DISPUTE, Step.RESPOND)
"""What they found rests on the route, their understanding of it included."""

_SAID = {
    revisions.CHANGE: "values_corrected",
    revisions.UNDO: "values_undone",
    revisions.REDO: "values_done_again",
}

UNSENT = (OutboxState.DELAYED, OutboxState.QUEUED, OutboxState.HELD)
"""States in which an answer can still be stopped."""


def correct_route(engines: Engines, item_id: int, version: int, intent: Intent, who: str) -> None:
    """Set what the mail is about; everything that follows from it is worked again."""
    item = load_item(engines.store, engines.blobs, item_id)
    found = _understood(item)
    evidence = (f"set by {who}", *found.route.evidence)
    also = tuple(further for further in found.route.also if further.intent is not intent)
    route = RouteDecision(intent.route, intent, 1.0, True, also, evidence, found.route.automatic_mail)
    change = Change("route", "route.intent", _quoted(found.route.intent.value), _quoted(intent.value))
    _work_again(
        engines, item_id, version, replace(item, understanding=replace(found, route=route)), change, who
    )


def correct_customer(engines: Engines, item_id: int, version: int, customer_id: str | None, who: str) -> None:
    """Set whom the mail comes from; everything that follows from it is worked again."""
    item = load_item(engines.store, engines.blobs, item_id)
    found = _understood(item)
    before = found.customer.customer_id
    customer = CustomerDecision(customer_id, 1.0 if customer_id else 0.0, (f"set by {who}",))
    change = Change("customer", "customer.customer_id", _quoted(before), _quoted(customer_id))
    changed = replace(item, understanding=replace(found, customer=customer))
    _work_again(engines, item_id, version, changed, change, who)


def correct_values(
    engines: Engines,
    item_id: int,
    version: int,
    values: tuple[Remittance, ...],
    ledger: Ledger | None,
    matching: Matching,
    who: str,
) -> WorkItem:
    """Replace the payments of an item by what a clerk says they are, and match them anew."""
    item = load_item(engines.store, engines.blobs, item_id)
    values = marked(item.remittances, values)
    return store_values(engines, item, item_id, version, values, ledger, matching, who)


def store_values(
    engines: Engines,
    item: WorkItem,
    item_id: int,
    version: int,
    values: tuple[Remittance, ...],
    ledger: Ledger | None,
    matching: Matching,
    who: str,
    action: str = revisions.CHANGE,
) -> WorkItem:
    """Put the payments in the place of the item's, keep those for an undo, and match anew."""
    changes = text_changes(item.remittances, values)
    customer_id = _understood(item).customer.customer_id
    corrected = replace(item, remittances=values, match=match(values, ledger, customer_id, matching))
    corrected = replace(corrected, waits_because=reasons_to_wait(corrected))
    now = engines.clock.now()
    with engines.store.write() as session:
        row = _open_row(session, engines, item_id, version)
        if remittances.is_confirmed(session, item_id):
            raise ConflictError(f"the payments of work item {item_id} are confirmed; reopen it first.")
        if not share_of(session, row).payments:
            raise ConflictError(
                f"the payments of this mail are worked in another of its items, not in {item_id}; "
                "nothing was changed."
            )
        revisions.keep(session, item_id, version, result_of(Step.EXTRACT, item) or "null", who, now, action)
        for step in (Step.EXTRACT, Step.MATCH, Step.RESPOND):
            work_items.save_result(session, item_id, step, result_of(step, corrected) or "null", now)
        keep_payments(session, item_id, corrected, confirmed=False, now=now)
        row.waits_because = corrected.waits_because
        row.green = is_green(corrected)
        search.add_words(session, item_id, words_of(corrected))
        add_corrections(session, item_id, changes, who, now)
        add_event(session, who, _SAID[action], now, item_id, {"fields": len(changes)})
    return corrected


def confirm(engines: Engines, item_id: int, version: int, who: str, attested: tuple[str, ...] = ()) -> None:
    """Say that the item is right as it stands: its payments may be exported, and it is closed.

    `attested` names what the clerk vouched for besides, as fixed words of the history.
    """
    now = engines.clock.now()
    with engines.store.write() as session:
        row = _open_row(session, engines, item_id, version)
        refuse_nobodys(engines, row)
        remittances.confirm(session, item_id, who, now)
        if remittances.is_confirmed(session, item_id):
            learn_later(engines, session, row)
        _close(session, row, engines, who)
        add_event(session, who, "confirmed", now, item_id, {word: True for word in attested})


def close(
    engines: Engines, item_id: int, version: int, reason: str, who: str, attested: tuple[str, ...] = ()
) -> None:
    """Close an item without confirming anything, with a reason; `attested` as for `confirm`."""
    now = engines.clock.now()
    with engines.store.write() as session:
        row = _open_row(session, engines, item_id, version)
        _close(session, row, engines, who)
        vouched = {word: True for word in attested}
        add_event(session, who, "closed", now, item_id, {"reason": reason, **vouched})


def reopen(engines: Engines, item_id: int, version: int, who: str) -> None:
    """Bring a closed item back; its payments count as read again unless they were exported."""
    now = engines.clock.now()
    with engines.store.write() as session:
        row = work_items.change_item(session, item_id, version, now)
        if row.state is not WorkState.CLOSED:
            raise ConflictError(f"work item {item_id} is not closed.")
        remittances.reopen(session, item_id)
        row.state, row.closed_at, row.closed_by = WorkState.WAITING, None, None
        row.step = Step.REVIEW
        withdraw_marks(session, row)
        add_event(session, who, "reopened", now, item_id)


def try_again(engines: Engines, item_id: int, who: str) -> None:
    """Work a shelved item again from the step that failed."""
    now = engines.clock.now()
    with engines.store.write() as session:
        row = work_items.change_item(session, item_id, None, now)
        if row.state is not WorkState.SHELVED:
            raise ConflictError(f"work item {item_id} is not shelved.")
        row.state, row.error, row.waits_because = WorkState.WORKING, None, ()
        add_event(session, who, "tried_again", now, item_id)
        engines.jobs.retry_shelved(STEP_JOB, f"{item_id}:{row.step.value}", transaction=session)


def _work_again(
    engines: Engines, item_id: int, version: int, item: WorkItem, change: Change, who: str
) -> None:
    now = engines.clock.now()
    with engines.store.write() as session:
        row = _open_row(session, engines, item_id, version)
        if before := work_items.results(session, item_id).get(Step.EXTRACT):
            revisions.keep(session, item_id, version, before, who, now)
        work_items.save_result(session, item_id, Step.ROUTE, result_of(Step.ROUTE, item) or "null", now)
        work_items.forget_results(session, item_id, _AFTER_ROUTE)
        _withdraw(session, row, who, now)
        row.state, row.step = WorkState.WORKING, Step.EXTRACT
        add_corrections(session, item_id, (change,), who, now)
        add_event(session, who, "worked_again", now, item_id, {"field": change.field})
        submit_step(engines.jobs, session, item_id, Step.EXTRACT)


def _withdraw(session: Session, row: WorkItemRow, who: str, now: datetime) -> None:
    """Stop an answer that waits to leave by itself: it rests on what was just corrected."""
    for answer in outbox.answers_of_item(session, row.id):
        if answer.automatic and answer.state in UNSENT:
            stopped = outbox.change_answer(session, answer.id, None, now)
            stopped.state, stopped.not_before, stopped.automatic = OutboxState.DRAFT, None, False
            add_event(session, who, "answer_stopped", now, row.id)


def _open_row(session: Session, engines: Engines, item_id: int, version: int) -> WorkItemRow:
    row = work_items.change_item(session, item_id, version, engines.clock.now())
    if row.state is not WorkState.WAITING:
        raise ConflictError(f"work item {item_id} does not wait for a person now ({row.state.value}).")
    return row


def _close(session: Session, row: WorkItemRow, engines: Engines, who: str) -> None:
    refuse_alone(session, row, who)
    now = engines.clock.now()
    row.postponed_until = None
    row.state, row.step = WorkState.CLOSED, Step.CLOSE
    row.closed_at, row.closed_by = now, who
    plan_marks(engines, session, row, now)


def _understood(item: WorkItem) -> Understanding:
    if item.understanding is None:
        raise ConflictError(f"{item.source} was not read; it can only be closed or tried again.")
    return item.understanding


def _quoted(text: str | None) -> str | None:
    return None if text is None else f'"{text}"'
