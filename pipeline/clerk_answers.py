"""What a clerk does with an answer: change its words, send it, drop it, stop or settle it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.codec import to_json
from domain.decisions import Reply, ReplyAttachment
from domain.errors import ConflictError
from domain.mail import Mail
from domain.policy import Company, Outgoing
from domain.states import OutboxState, Step, WorkState
from domain.words import WRITTEN_KINDS, ReplyKind
from pipeline.answer_words import (
    Words,
    changed_by,
    draft_of,
    note_changes,
    refuse_time,
    refuse_unfilled,
)
from pipeline.books import Bookshelf
from pipeline.clerk_company import refuse_nobodys
from pipeline.collect import submit_step
from pipeline.ending_links import refuse_ended_links
from pipeline.engines import Engines
from pipeline.forwarding import is_part, reader_of, refuse_blind_forward
from pipeline.item import WorkItem
from pipeline.outgoing import ANSWER_ANEW, ANSWER_CHANGED, freeze_reply, submit_send
from pipeline.promises import keep_promises
from pipeline.records import load_item
from responders.request import read_path
from responders.reverification import reverify
from store.repositories import outbox, promises, remittances, work_items
from store.repositories.history import add_event
from store.session import Session
from store.tables import Outbox

CHANGEABLE = (OutboxState.DRAFT, OutboxState.HELD, OutboxState.DELAYED, OutboxState.FAILED)


def approve(
    engines: Engines,
    answer_id: int,
    version: int,
    company: Company,
    outgoing: Outgoing,
    shelf: Bookshelf,
    who: str,
    *,
    body: str | None = None,
    without: frozenset[str] = frozenset(),
    subject: str | None = None,
    not_before: datetime | None = None,
) -> None:
    """Send a draft: its bytes are frozen now, in these words; with `not_before` they leave then.

    `without` names attachments that do not go along; a subject counts only where a person wrote it.
    Raises ConflictError when somebody else changed it, when a document is no longer what it was or whose it
    was, asked in the transaction that queues the bytes, and when a link in it ends.
    """
    with engines.store.read() as session:
        answer = outbox.get_answer(session, answer_id)
    before = draft_of(answer)
    reply = changed_by(before, Words(body, subject, without))
    now = engines.clock.now()
    refuse_time(not_before, now)
    refuse_ended_links(reply, before, not_before or now)
    refuse_unfilled(reply)
    item = load_item(engines.store, engines.blobs, answer.work_item_id)
    frozen = freeze_reply(
        reply,
        _mail(item, reply),
        company,
        outgoing,
        engines.blobs,
        not_before or now,
        automatic=False,
        read_file=reader_of(item),
    )
    with engines.store.write() as session:
        changed = changeable(session, engines, answer_id, version)
        refuse_nobodys(engines, work_items.get_item(session, changed.work_item_id))
        _still_true(session, changed, reply, shelf)
        changed.message_id, changed.blob_sha256 = frozen
        changed.not_before, changed.approved_by = not_before, who
        _let_go(changed, reply, now)
        _note(session, changed, before, reply, who, now)
        keep_promises(session, changed, reply, who, now)
        submit_send(session, engines.sending, changed, not_before)


def keep_draft(
    engines: Engines,
    answer_id: int,
    version: int,
    shelf: Bookshelf,
    who: str,
    words: Words,
    add: Sequence[ReplyAttachment] = (),
) -> None:
    """Keep a draft's words without sending it, with further attachments.

    Raises ConflictError when it left or waits to leave, or when a document is not the customer's.
    """
    now = engines.clock.now()
    with engines.store.write() as session:
        answer = changeable(session, engines, answer_id, version)
        if answer.state is OutboxState.DELAYED:
            raise ConflictError("the answer waits to leave; stop it before it is changed.")
        before = draft_of(answer)
        reply = changed_by(before, words)
        known = {each.file for each in reply.attachments}
        new = tuple(each for each in add if each.file not in known)
        reply = replace(reply, attachments=(*reply.attachments, *new))
        _still_true(session, answer, reply, shelf)
        if answer.kind not in WRITTEN_KINDS:
            # From a draft that a person changed only a person lets it go.
            answer.frozen_at = answer.frozen_at or now
        answer.state, answer.automatic, answer.documents = OutboxState.DRAFT, False, len(reply.attachments)
        answer.draft_json, answer.subject = to_json(reply).decode("utf-8"), reply.subject
        note_changes(session, answer.work_item_id, before, reply, who, now)
        add_event(session, who, ANSWER_CHANGED, now, answer.work_item_id, {"answer": answer.id})


def write_anew(engines: Engines, answer_id: int, version: int, who: str) -> None:
    """Have the answer of a waiting item composed once more, of what is true now; a person sends it.

    Raises ConflictError when somebody else changed it, or its item does not wait for a person.
    """
    now = engines.clock.now()
    with engines.store.write() as session:
        answer = changeable(session, engines, answer_id, version)
        if answer.kind in WRITTEN_KINDS:
            raise ConflictError("a person wrote this; only what was composed can be written anew.")
        row = work_items.change_item(session, answer.work_item_id, None, now)
        if row.state is not WorkState.WAITING or remittances.is_confirmed(session, row.id):
            raise ConflictError(
                f"work item {row.id} does not wait for a person now ({row.state.value}); reopen it first."
            )
        answer.state, answer.not_before, answer.automatic = OutboxState.DRAFT, None, False
        # From a draft that was frozen once only a person lets an answer go.
        answer.frozen_at = answer.frozen_at or now
        work_items.forget_results(session, row.id, (Step.RESPOND,))
        row.state, row.step = WorkState.WORKING, Step.RESPOND
        add_event(session, who, ANSWER_ANEW, now, row.id, {"answer": answer_id})
        submit_step(engines.jobs, session, row.id, Step.RESPOND)


def drop(engines: Engines, answer_id: int, version: int, who: str) -> None:
    """Never send an answer that has not left."""
    with engines.store.write() as session:
        answer = changeable(session, engines, answer_id, version)
        answer.state = OutboxState.DROPPED
        add_event(session, who, "answer_dropped", engines.clock.now(), answer.work_item_id)


def stop(engines: Engines, answer_id: int, version: int, who: str) -> None:
    """Stop an answer that waits to leave: it is a draft again."""
    with engines.store.write() as session:
        answer = outbox.change_answer(session, answer_id, version, engines.clock.now())
        if answer.state not in (OutboxState.DELAYED, OutboxState.QUEUED, OutboxState.HELD):
            raise ConflictError(f"the answer cannot be stopped any more: it is {answer.state.value}.")
        answer.state, answer.not_before, answer.automatic = OutboxState.DRAFT, None, False
        add_event(session, who, "answer_stopped", engines.clock.now(), answer.work_item_id)


def revoke_links(engines: Engines, answer_id: int, who: str) -> None:
    """End every download link of an answer at once."""
    now = engines.clock.now()
    with engines.store.write() as session:
        answer = outbox.get_answer(session, answer_id)
        if promises.revoke_links(session, answer_id, who, now):
            add_event(session, who, "links_revoked", now, answer.work_item_id, {"answer": answer_id})


def settle(engines: Engines, answer_id: int, version: int, who: str, *, left: bool) -> None:
    """Say of an uncertain answer whether it left; if not, the same bytes are sent again."""
    now = engines.clock.now()
    with engines.store.write() as session:
        answer = outbox.change_answer(session, answer_id, version, now)
        if answer.state is not OutboxState.UNCERTAIN:
            raise ConflictError(f"the answer is not uncertain: it is {answer.state.value}.")
        answer.last_error = None
        if left:
            answer.state, answer.sent_at = OutboxState.SENT, now
        else:
            answer.state, answer.next_try_at = OutboxState.QUEUED, None
            submit_send(session, engines.sending, answer, None)
        word = "answer_marked_sent" if left else "answer_sent_again"
        add_event(session, who, word, now, answer.work_item_id)


def changeable(session: Session, engines: Engines, answer_id: int, version: int) -> Outbox:
    """Return an answer to be changed in this transaction. Raises ConflictError for one that left."""
    answer = outbox.change_answer(session, answer_id, version, engines.clock.now())
    if answer.state not in CHANGEABLE:
        raise ConflictError(f"the answer cannot be changed any more: it is {answer.state.value}.")
    return answer


def _let_go(answer: Outbox, reply: Reply, now: datetime) -> None:
    """Note on a row that a person lets this answer leave: now, or at the time that is set already."""
    answer.draft_json, answer.subject = to_json(reply).decode("utf-8"), reply.subject
    answer.frozen_at, answer.automatic, answer.documents = now, False, len(reply.attachments)
    answer.state = OutboxState.DELAYED if answer.not_before else OutboxState.QUEUED
    answer.next_try_at = None


def _still_true(session: Session, answer: Outbox, reply: Reply, shelf: Bookshelf) -> None:
    """Hold every document against the ledger of this moment, and against the item's own customer."""
    refuse_blind_forward(session, answer)
    owned = [each for each in reply.attachments if not (answer.kind is ReplyKind.FORWARD and is_part(each))]
    ledger = shelf.ledger_in(session, work_items.get_item(session, answer.work_item_id).company)
    stale = reverify(replace(reply, attachments=tuple(owned)), ledger, read_path)
    if stale:
        raise ConflictError(" ".join(stale))
    customer = work_items.get_item(session, answer.work_item_id).customer_id
    for each in owned:
        if each.customer_id not in (None, customer):
            raise ConflictError(f"{each.file} is not a document of the item's customer; take it out.")


def _mail(item: WorkItem, reply: Reply) -> Mail | None:
    if item.mail is None and reply.kind is not ReplyKind.NEW_MAIL:
        raise ConflictError(f"{item.source} is no mail; nobody can be answered.")
    return item.mail


def _note(session: Session, answer: Outbox, before: Reply, after: Reply, who: str, now: datetime) -> None:
    note_changes(session, answer.work_item_id, before, after, who, now)
    detail: dict[str, str | int | bool | None] = {"answer": answer.id}
    if answer.kind in WRITTEN_KINDS:
        detail |= {"kind": answer.kind.value, "to": answer.recipient, "documents": answer.documents}
    if answer.not_before is not None:
        detail |= {"not_before": answer.not_before.isoformat()}
    add_event(session, who, "answer_approved", now, answer.work_item_id, detail)
