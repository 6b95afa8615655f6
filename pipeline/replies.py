"""A person's own reply, seen in Sent: it stops the answer that waits, is noted in the item, and moves it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.free_mail import is_free_mail
from domain.mail import Mail
from domain.states import OutboxState, Step, WorkState
from domain.words import WRITTEN_KINDS, Route
from pipeline.engines import Engines
from pipeline.mailbox_marks import plan_marks
from responders.subjects import bare_subject
from store.repositories import bounces, outbox, sent, work_items
from store.repositories.history import add_event
from store.session import Session
from store.tables import MailRow, Outbox, SentReply, WorkItemRow

ANSWERED_BY_PERSON = "answered_by_person"
"""Stands in `blocked_by` of an answer to a mail that a person has answered from the mailbox."""
SENTENCE = "A person has answered this mail from the mailbox; look into Sent before you send another answer."

WHO = "sent"
"""Who closed an item that a person answered from the mailbox."""
UNSENT = (OutboxState.QUEUED, OutboxState.DELAYED, OutboxState.HELD)
_SUBJECT_COUNTS_FOR = timedelta(days=30)
_DONE_BY_ANSWER = frozenset({Route.INVOICE_COPY_REQUEST, Route.PO_INQUIRY})
"""What is done once it is answered; of anything else a person says so."""
_LONGEST_ID = 900


@dataclass(frozen=True, slots=True)
class _Answered:
    """One mail that a reply answers."""

    mail: MailRow
    by_thread: bool
    itself: bool
    """False where the reply names an earlier mail of its thread alone: it closes nothing then."""


def note_sent(session: Session, engines: Engines, account: str, mail: Mail, now: datetime) -> int:
    """Note a mail found in Sent as the reply to each mail that it answers; return to how many.

    Our own answers, and what a machine sent, are no person's reply. Noted twice it changes nothing.
    """
    if _is_ours_or_automatic(session, mail):
        return 0
    return sum(_note(session, engines, account, mail, each, now) for each in _answered(session, mail, now))


def stop_answer(session: Session, answer: Outbox, now: datetime) -> None:
    """Make an answer a draft before a person, who is told why; a draft stays one."""
    waited = answer.state in UNSENT
    if waited:
        answer.state, answer.not_before, answer.automatic = OutboxState.DRAFT, None, False
        answer.approved_by = None
        add_event(session, WHO, "answer_stopped", now, answer.work_item_id, {"answer": answer.id})
    if ANSWERED_BY_PERSON not in answer.blocked_by:
        answer.blocked_by = (*answer.blocked_by, ANSWERED_BY_PERSON)
        answer.block_reasons = (*answer.block_reasons, SENTENCE)


def was_told(answer: Outbox) -> bool:
    """Tell whether whoever released the answer knew of the other one."""
    return answer.approved_by is not None and ANSWERED_BY_PERSON in answer.blocked_by


def _is_ours_or_automatic(session: Session, mail: Mail) -> bool:
    if any(value.strip().lower() != "no" for value in mail.all_headers("Auto-Submitted")):
        return True
    return mail.message_id is not None and bounces.answer_of_message(session, mail.message_id) is not None


def _answered(session: Session, mail: Mail, now: datetime) -> tuple[_Answered, ...]:
    """The mails of its thread; of a mail without a known one those of its recipients under its subject.

    Only what went back to whoever wrote counts: a mail that was passed on to somebody else is not answered.
    """
    named = frozenset((*mail.in_reply_to, *mail.references))
    thread = (row for row in sent.mails_of_thread(session, named) if _reaches(row, mail))
    found = tuple(
        _Answered(row, by_thread=True, itself=row.message_id in named)
        for row in thread
        if row.message_id in named or _came_before(row, mail)
    )
    subject = bare_subject(mail.subject)
    if found or not subject:
        return found
    rows = sent.mails_from(session, frozenset(_recipients(mail)), now - _SUBJECT_COUNTS_FOR)
    # Digits count here: who answers about one document has not answered about the next.
    same = (row for row in rows if bare_subject(row.subject) == subject)
    return tuple(_Answered(row, by_thread=False, itself=True) for row in same if _came_before(row, mail))


def _recipients(mail: Mail) -> tuple[str, ...]:
    return tuple(each.email for each in (*mail.to, *mail.cc) if each.email)


def _reaches(row: MailRow, mail: Mail) -> bool:
    """Tell whether the writer, or somebody at the writer's firm, is among the recipients."""
    domain = row.sender.rpartition("@")[2]
    firm = "" if is_free_mail(domain) else domain
    return any(each == row.sender or (firm and each.endswith(f"@{firm}")) for each in _recipients(mail))


def _came_before(row: MailRow, mail: Mail) -> bool:
    return mail.date is None or row.internal_date <= mail.date


def _note(
    session: Session, engines: Engines, account: str, mail: Mail, answered: _Answered, now: datetime
) -> bool:
    row = answered.mail
    items = work_items.items_of_mail(session, row.id)
    first = next((item for item in items if item.parent_id is None), None)
    if first is None:
        return False
    reply = SentReply(
        account=account,
        message_id=(mail.message_id or f"{account}:{mail.raw_sha256}")[:_LONGEST_ID],
        mail_id=row.id,
        work_item_id=first.id,
        sender=mail.sender.email if mail.sender else "",
        subject=mail.subject,
        by_thread=answered.by_thread,
        sent_at=mail.date,
        noted_at=now,
    )
    if not sent.note_reply(session, reply):
        return False
    add_event(session, WHO, "person_replied", now, first.id, {"account": account, "sender": reply.sender})
    _stop_answers(session, row.id, now)
    for item in items:
        _move(session, engines, item, now, itself=answered.itself)
    return True


def _stop_answers(session: Session, mail_id: int, now: datetime) -> None:
    for known in outbox.answers_to_mail(session, mail_id):
        if known.state in (*UNSENT, OutboxState.DRAFT) and not was_told(known):
            stop_answer(session, outbox.change_answer(session, known.id, None, now), now)


def _drop_drafts(session: Session, item_id: int, now: datetime) -> None:
    for draft in outbox.answers_of_item(session, item_id):
        if draft.state is OutboxState.DRAFT and draft.kind not in WRITTEN_KINDS:
            outbox.change_answer(session, draft.id, None, now).state = OutboxState.DROPPED
            add_event(session, WHO, "answer_dropped", now, item_id, {"answer": draft.id})


def _move(session: Session, engines: Engines, item: WorkItemRow, now: datetime, *, itself: bool) -> None:
    """Close what is done by an answer; tell whoever works the rest."""
    done = itself and item.route in _DONE_BY_ANSWER and item.auto and not item.flags
    if item.state is WorkState.WAITING and done:
        row = work_items.change_item(session, item.id, None, now)
        row.state, row.step, row.closed_at, row.closed_by = WorkState.CLOSED, Step.CLOSE, now, WHO
        plan_marks(engines, session, row, now)
        _drop_drafts(session, item.id, now)
        add_event(session, WHO, "closed", now, item.id, {"reason": SENTENCE})
    elif item.state is WorkState.WAITING and SENTENCE not in item.waits_because:
        row = work_items.change_item(session, item.id, None, now)
        row.waits_because = (*row.waits_because, SENTENCE)
