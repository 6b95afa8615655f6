"""Answers on their way into the outbox: frozen, checked again, and queued with the step that made them."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.codec import to_json
from domain.decisions import Reply, Understanding
from domain.errors import ConflictError
from domain.job_ports import JobQueue
from domain.ledger import Ledger
from domain.mail import Mail
from domain.policy import Answering, Company, Outgoing
from domain.ports import BlobStore
from domain.states import OutboxState
from domain.words import Mode
from pipeline.breaker import trip_when_full
from pipeline.engines import SEND_JOB
from pipeline.history import history_of, subject_key
from pipeline.locks import lock_of
from pipeline.promises import keep_promises
from pipeline.replies import SENTENCE, stop_answer
from responders.message import checked_bytes, freeze, sender_address
from responders.release.limits import reached
from responders.request import History, read_path
from responders.reverification import reverify
from store.repositories import known_senders, outbox, sent, settings
from store.repositories import ledger as ledgers
from store.repositories.history import events_of
from store.session import Session
from store.tables import Outbox, WorkItemRow

CHANGED = "A person changed the answer; it was not written anew as the mail was worked again."
STOPPED = "A person stopped an earlier answer to this mail; only a person sends this one."


ANSWER_CHANGED, ANSWER_ANEW = "answer_changed", "answer_written_anew"
"""The history says so of an answer that a person changed, or had composed once more."""


class StaleDecisionError(ConflictError):
    """What the release rules relied on changed before the answer could be queued; the step runs again."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The final bytes of one answer, stored, and what the release rules relied on."""

    message_id: str
    blob_sha256: str
    history: History | None
    ledger_import: int | None
    senders: known_senders.Stamp
    """What people had added to that ledger, and ended."""
    ledger: Ledger | None
    """The ledger of that import."""
    answering: Answering
    """What the limits are; `per_hour` releases in an hour trip the breaker, 0 never does."""


def freeze_reply(
    reply: Reply,
    mail: Mail | None,
    company: Company,
    outgoing: Outgoing,
    blobs: BlobStore,
    now: datetime,
    *,
    automatic: bool,
    read_file: Callable[[str], bytes] = read_path,
) -> tuple[str, str]:
    """Store the final bytes of an answer; return its Message-ID and the SHA-256 of the bytes.

    `now` is the Date that it states. Raises ConflictError when a document changed, ConfigurationError
    without a usable sender.
    """
    message_id = new_message_id(company, outgoing)
    content = freeze(reply, mail, company, outgoing, message_id, now, read_file, automatic=automatic)
    # What is offered for download lies ready before anybody has the link.
    offered = [checked_bytes(each, read_file) for each in reply.attachments if each.link is not None]
    return message_id, blobs.put([content, *offered])[0]


def _let_go(answer: Outbox, reply: Reply, frozen: Frozen, now: datetime) -> None:
    """Note on a row that every rule lets this answer leave by itself, in these bytes."""
    answer.automatic = True
    answer.message_id, answer.blob_sha256 = frozen.message_id, frozen.blob_sha256
    answer.frozen_at, answer.not_before = now, reply.not_before
    answer.state = OutboxState.DELAYED if reply.mode is Mode.DELAYED else OutboxState.QUEUED


def new_message_id(company: Company, outgoing: Outgoing) -> str:
    """Return a Message-ID that nobody can guess. Raises ConfigurationError without a usable sender."""
    return f"<{uuid.uuid4().hex}@{sender_address(company, outgoing).rpartition('@')[2]}>"


def queue_reply(
    session: Session,
    jobs: JobQueue,
    row: WorkItemRow,
    mail: Mail,
    reply: Reply,
    understanding: Understanding | None,
    frozen: Frozen | None,
    now: datetime,
) -> str | None:
    """Put an answer into the outbox: queued with its frozen bytes, or as a draft.

    Returns why a person must release it although every rule let it go, None otherwise. Raises
    StaleDecisionError when switches, ledger or a document changed or a limit was reached meanwhile.
    """
    if not reply.to:
        return None
    answer = _answer(row, mail, reply, understanding, now)
    told = _answered_by_person(session, row, answer)
    stopped = frozen is not None and _was_stopped(session, row, reply.to[0])
    if frozen is not None and not stopped and not told:
        _still_true(session, row, mail, reply, understanding, frozen, now)
        _let_go(answer, reply, frozen, now)
    stored, new = outbox.add_answer(session, answer)
    if not new and stored.state is OutboxState.DRAFT:
        if changed_by_person(session, stored):
            stored.customer_id = answer.customer_id
            if told:
                stop_answer(session, stored, now)
            return SENTENCE if told else CHANGED
        _rewrite(stored, answer)
    elif not new:
        return None
    if stopped or told:
        return SENTENCE if told else STOPPED
    if frozen is not None:
        keep_promises(session, stored, reply, "ardoise", now)
        submit_send(session, jobs, stored, reply.not_before)
        trip_when_full(session, frozen.answering.per_hour, now)
    return None


def submit_send(session: Session, jobs: JobQueue, answer: Outbox, not_before: datetime | None) -> None:
    """Queue the sending of a frozen answer."""
    payload = {"answer": str(answer.id)}
    new = jobs.submit(
        SEND_JOB,
        str(answer.id),
        payload,
        not_before=not_before,
        lock=lock_of(session, answer.work_item_id),
        transaction=session,
    )
    if not new:
        # It waited for another time; the sender itself looks at the one that counts now.
        jobs.hasten(SEND_JOB, str(answer.id), transaction=session)


def _answer(
    row: WorkItemRow, mail: Mail, reply: Reply, understanding: Understanding | None, now: datetime
) -> Outbox:
    return Outbox(
        work_item_id=row.id,
        mail_id=row.mail_id,
        recipient=reply.to[0],
        kind=reply.kind,
        subject=reply.subject,
        subject_key=subject_key(mail, understanding),
        documents=len(reply.attachments),
        misses=reply.misses,
        draft_json=to_json(reply).decode("utf-8"),
        blocked_by=reply.blocked_by,
        block_reasons=reply.block_reasons,
        created_at=now,
        updated_at=now,
        customer_id=row.customer_id,
    )


REWRITTEN = (
    "kind",
    "subject",
    "documents",
    "misses",
    "draft_json",
    "blocked_by",
    "block_reasons",
    "customer_id",
    "automatic",
    "message_id",
    "blob_sha256",
    "frozen_at",
    "not_before",
    "state",
    "updated_at",
)


def _rewrite(draft: Outbox, answer: Outbox) -> None:
    """Let a draft that nobody has released say what the item says now; that it was stopped is kept."""
    stopped_at = draft.frozen_at
    for name in REWRITTEN:
        setattr(draft, name, getattr(answer, name))
    draft.frozen_at = answer.frozen_at or stopped_at
    draft.version += 1


def changed_by_person(session: Session, draft: Outbox) -> bool:
    """Tell whether somebody changed the words of a draft since it was last composed."""
    changes = (
        each.action == ANSWER_CHANGED
        for each in reversed(events_of(session, draft.work_item_id))
        if each.action in (ANSWER_CHANGED, ANSWER_ANEW) and json.loads(each.detail).get("answer") == draft.id
    )
    return next(changes, False)


def _answered_by_person(session: Session, row: WorkItemRow, answer: Outbox) -> bool:
    """Tell whether a person replied from the mailbox already; the answer says so then."""
    if row.mail_id is None or not sent.replies_to_mail(session, row.mail_id):
        return False
    stop_answer(session, answer, answer.updated_at)
    return True


def _was_stopped(session: Session, row: WorkItemRow, recipient: str) -> bool:
    """Tell whether an answer to this mail waited to leave and was made a draft by a person."""
    known = outbox.answers_to_mail(session, row.mail_id) if row.mail_id else ()
    return any(
        each.recipient == recipient and each.state is OutboxState.DRAFT and each.frozen_at is not None
        for each in known
    )


def _still_true(
    session: Session,
    row: WorkItemRow,
    mail: Mail,
    reply: Reply,
    understanding: Understanding | None,
    frozen: Frozen,
    now: datetime,
) -> None:
    if settings.is_on(session, settings.KILL_SWITCH):
        raise StaleDecisionError("the kill switch was turned on")
    outbox.one_release_at_a_time(session)
    if frozen.ledger_import != ledgers.current_import_id(session, row.company):
        raise StaleDecisionError("the ledger was imported anew")
    if frozen.senders != known_senders.stamp(session):
        raise StaleDecisionError("somebody added a sender or ended one")
    history = history_of(session, row.mail_id, mail, understanding, now)
    # Answers that left meanwhile change the counts of all that wait; only what leaves no room is judged anew.
    if frozen.history != history and reached(history, frozen.answering, len(reply.attachments), now):
        raise StaleDecisionError("other answers left in the meantime")
    changed = reverify(reply, frozen.ledger, read_path)
    if changed:
        raise StaleDecisionError(" ".join(changed))
