"""After a restore: whatever may have been answered since the backup is looked up in Sent before it leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import col, select

from domain.errors import StoreError
from domain.policy import Outgoing
from domain.states import OutboxState, WorkState
from pipeline.engines import SEND_JOB, Engines
from store.repositories import mails, outbox, settings, work_items
from store.repositories.history import add_event
from store.session import Session
from store.tables import MailRow, Outbox

RESTORED_AT = "restored_at"
"""Setting: when this installation was last restored from a backup, as ISO 8601."""
COMPARED_FOR = "compared_with_sent"
"""Setting: the `restored_at` after which every answer, drafts too, was compared with Sent."""
FOUND_IN_SENT = "answered_since_backup"
"""Stands in `blocked_by` of an answer that a person must look at; who sends it then has been told."""
CLOCKS = timedelta(minutes=10)
"""How far the mail server's clock and ours may differ."""

ASKABLE = (
    OutboxState.DRAFT,
    OutboxState.QUEUED,
    OutboxState.DELAYED,
    OutboxState.HELD,
    OutboxState.UNCERTAIN,
    OutboxState.FAILED,
)
UNDER_WAY = (OutboxState.QUEUED, OutboxState.DELAYED)

ANSWERED_SENTENCE = (
    "Sent holds an answer to this mail that left after the backup which was restored; look there before you "
    "send another."
)
UNKNOWN_SENTENCE = (
    "Nobody can tell whether this mail was answered after the backup which was restored; look in Sent, or "
    "ask, before you send."
)

Ask = Callable[[str], bool | None]
"""Message-ID -> yes, no, or None where nothing can tell; raises SourceError when it cannot be asked now."""


class Since(StrEnum):
    """What is known of one answer since the backup."""

    FREE = "free"
    """It may leave: it did not leave before, nor did another answer to its mail."""
    SENT = "sent"
    """These very bytes left."""
    ANSWERED = "answered"
    """Another answer to its mail left."""
    UNKNOWN = "unknown"
    """Nothing can tell."""
    LATER = "later"
    """It may have left a moment before the restore and not be in Sent yet."""


@dataclass(frozen=True, slots=True)
class SentBooks:
    """The two questions that Sent can answer, and whether its silence proves anything."""

    has_sent: Ask
    """Whether Sent holds that very Message-ID."""
    has_answered: Ask
    """Whether Sent holds an answer to the mail of that Message-ID."""
    outgoing: Outgoing

    @property
    def complete(self) -> bool:
        """True where every mail that leaves is found in Sent, so that not being there is proof."""
        return self.outgoing.server_keeps_sent or self.outgoing.kind == "folder"


@dataclass(frozen=True, slots=True)
class Released:
    """What `release` did: answers that had left, and answers that go to a person."""

    sent: int = 0
    to_person: int = 0


def note_restore(session: Session, now: datetime) -> None:
    """Put outgoing mail on hold and note from when on nothing of the outside is known."""
    settings.set_setting(session, settings.HOLD_OUTGOING, True, "restore", now)
    settings.set_setting(session, RESTORED_AT, now.isoformat(), "restore", now)
    add_event(session, "restore", "restored", now)


def restored_at(session: Session) -> datetime | None:
    """Return when this installation was last restored, None when it never was."""
    found = settings.get_setting(session, RESTORED_AT)
    return datetime.fromisoformat(found) if isinstance(found, str) else None


def since_backup(engines: Engines, answer_id: int, books: SentBooks) -> Since:
    """Find out whether an answer may leave. Raises SourceError when Sent cannot be asked now."""
    with engines.store.read() as session:
        restored = restored_at(session)
        if restored is None:
            return Since.FREE
        answer = outbox.get_answer(session, answer_id)
        mail = mails.get_mail(session, answer.mail_id) if answer.mail_id is not None else None
    begun = _arrived(mail) if mail is not None else answer.created_at
    if begun > restored + CLOCKS or _was_told(answer):
        return Since.FREE
    left = books.has_sent(answer.message_id) if answer.message_id else False
    if left:
        return Since.SENT
    answered = _answered(answer, mail, books)
    if answered:
        return Since.ANSWERED
    if left is None or answered is None or not books.complete:
        return Since.UNKNOWN
    settled = restored + timedelta(seconds=books.outgoing.settle_seconds)
    return Since.FREE if engines.clock.now() >= settled else Since.LATER


def _answered(answer: Outbox, mail: MailRow | None, books: SentBooks) -> bool | None:
    """Tell whether another answer to its mail left; what a person wrote of her own has no mail to ask about.

    Only its frozen bytes can be found then: nothing tells what became of a draft.
    """
    if mail is None:
        return False if answer.message_id else None
    return books.has_answered(mail.message_id) if mail.message_id else None


def apply(session: Session, answer: Outbox, found: Since, now: datetime) -> None:
    """Note what was found: sent, or a draft before a person with the reason."""
    if found is Since.SENT:
        answer.state, answer.sent_at, answer.last_error = OutboxState.SENT, now, None
        add_event(session, "ardoise", "answer_found_in_sent", now, answer.work_item_id, {"answer": answer.id})
        return
    sentence = ANSWERED_SENTENCE if found is Since.ANSWERED else UNKNOWN_SENTENCE
    released = answer.state in (*UNDER_WAY, OutboxState.HELD)
    if released:
        answer.state, answer.automatic, answer.not_before = OutboxState.DRAFT, False, None
    answer.approved_by = None
    answer.blocked_by = (*answer.blocked_by, FOUND_IN_SENT)
    answer.block_reasons = (*answer.block_reasons, sentence)
    row = work_items.change_item(session, answer.work_item_id, None, now)
    if released or row.state is WorkState.WAITING:
        row.waits_because = (*row.waits_because, sentence)
        row.state, row.closed_at, row.closed_by = WorkState.WAITING, None, None
    add_event(session, "ardoise", "answer_withdrawn", now, answer.work_item_id, {"answer": answer.id})


def release(engines: Engines, books: SentBooks, who: str) -> Released:
    """Compare every answer that has not left with Sent, then end the hold.

    Raises SourceError when Sent cannot be asked now, StoreError when the hold is not on: nothing leaves.
    """
    with engines.store.read() as session:
        if not settings.is_on(session, settings.HOLD_OUTGOING):
            raise StoreError("outgoing mail is not on hold.")
        restored = settings.get_setting(session, RESTORED_AT)
        # Drafts are looked up once; later whoever sends one is told, should Sent hold an answer.
        compared = restored == settings.get_setting(session, COMPARED_FOR)
        states = (*UNDER_WAY, OutboxState.HELD) if compared else ASKABLE
        unsent = tuple(session.exec(select(Outbox.id).where(col(Outbox.state).in_(states))))
    done = Released()
    for answer_id in unsent:
        done = _settle(engines, books, answer_id, done)
    let_go(engines, who)
    with engines.store.write() as session:
        settings.set_setting(session, COMPARED_FOR, restored, who, engines.clock.now())
    return done


def let_go(engines: Engines, who: str) -> None:
    """End the hold: what waits for nothing else leaves now."""
    now = engines.clock.now()
    with engines.store.write() as session:
        settings.set_setting(session, settings.HOLD_OUTGOING, False, who, now)
        waiting = select(Outbox.id).where(
            col(Outbox.state).in_(UNDER_WAY),
            col(Outbox.not_before).is_(None),
            col(Outbox.next_try_at).is_(None),
        )
        for answer_id in session.exec(waiting).all():
            engines.sending.hasten(SEND_JOB, str(answer_id), transaction=session)


def _settle(engines: Engines, books: SentBooks, answer_id: int, done: Released) -> Released:
    found = since_backup(engines, answer_id, books)
    if found in (Since.FREE, Since.LATER):
        return done
    now = engines.clock.now()
    with engines.store.write() as session:
        answer = outbox.change_answer(session, answer_id, None, now)
        if answer.state not in ASKABLE:
            return done
        known = found is Since.UNKNOWN or FOUND_IN_SENT in answer.blocked_by
        if answer.state not in UNDER_WAY and known and found is not Since.SENT:
            # A person looks at these in any case, and was told already.
            return done
        apply(session, answer, found, now)
    if found is Since.SENT:
        return Released(done.sent + 1, done.to_person)
    return Released(done.sent, done.to_person + 1)


def _arrived(mail: MailRow) -> datetime:
    """The earlier of its arrival and its own date: a mailbox that was itself copied knows only the latter."""
    return mail.internal_date if mail.date is None else min(mail.internal_date, mail.date)


def _was_told(answer: Outbox) -> bool:
    return answer.approved_by is not None and FOUND_IN_SENT in answer.blocked_by
