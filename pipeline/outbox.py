"""The states of an answer on its way out: sent once, never resent blindly."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import DeliveryError, SourceError
from domain.job_ports import Job
from domain.policy import Outgoing
from domain.ports import Submission
from domain.states import OutboxState
from pipeline.books import Bookshelf
from pipeline.bounces import envelope_sender
from pipeline.ending_links import stopped_by_ended_links
from pipeline.engines import COPY_JOB, SETTLE_JOB, Engines
from pipeline.late_owners import stopped_by_owners
from pipeline.locks import lock_of
from pipeline.observer import Observer, Unobserved
from pipeline.outgoing import submit_send
from pipeline.restored import SentBooks, Since, apply, since_backup
from pipeline.sent_watch import Replies, answered_meanwhile
from pipeline.uncertain import UNKNOWN, call_clerk, may_leave_again, waited_too_long
from store.repositories import outbox, settings, work_items
from store.repositories.history import add_event
from store.session import Session
from store.tables import Outbox

log = logging.getLogger("ardoise.outbox")

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
DUE = (OutboxState.QUEUED, OutboxState.DELAYED)

HasSent = Callable[[str], bool | None]
"""Message-ID -> whether some Sent folder holds it; None when none can be asked."""


@dataclass(slots=True)
class Sender:
    """Sends queued answers and settles uncertain ones; both are job handlers of a worker."""

    worker: str
    engines: Engines
    outgoing: Outgoing
    address: str
    open_submission: Callable[[], Submission]
    has_sent: HasSent
    observer: Observer | None = None
    books: SentBooks | None = None
    """Asked after a restore; None: nothing can tell what left since the backup."""
    replies: Replies | None = None
    """Asked right before the bytes go; None: no Sent can be asked."""
    shelf: Bookshelf | None = None
    """Whose documents are, once more before they leave; None: as they were queued."""
    answer_within: timedelta | None = None
    """The mail of an automatic answer that never was tried may be so old; None: however old."""

    def send(self, job: Job) -> None:
        """Send one answer. The attempt is committed before the bytes go; then it is certain, or said.

        An attempt that a dead worker left open may have arrived: it is settled, never simply repeated.
        """
        answer_id = int(job.payload["answer"])
        if self._kept_back(job, answer_id):
            return
        with self.engines.store.write() as session:
            answer = outbox.change_answer(session, answer_id, None, self.engines.clock.now())
            if answer.state is OutboxState.SENDING:
                self._uncertain(session, answer, "the sender died before the server's answer was noted")
            elif answer.state in DUE and self._held(session, answer):
                answer.state = OutboxState.HELD
            elif answer.state in DUE:
                self._outlived(session, answer)
            if answer.state not in DUE or answer.blob_sha256 is None:
                self.engines.sending.finish(job, self.worker, transaction=session)
                return
            sender = envelope_sender(self._address_of(session, answer), answer.message_id, self.outgoing)
            envelope, blob, automatic = (sender, answer.recipient), answer.blob_sha256, answer.automatic
        self._hand_over(job, answer_id, envelope, blob, automatic=automatic)

    def _address_of(self, session: Session, answer: Outbox) -> str:
        """Return from which address an answer leaves: its company's where there are several."""
        if not self.engines.companies.several:
            return self.address
        row = work_items.get_item(session, answer.work_item_id)
        company = self.engines.companies.named(row.company)
        return company.ours[0] if company else self.address

    def settle(self, job: Job) -> None:
        """Find out whether an uncertain answer left: Sent says yes, or nothing can tell and a clerk decides.

        Where the server keeps every sent mail in Sent by itself, not being there is proof that it never left,
        and the same bytes are sent again; so are they, once, where the policy calls that harmless.
        """
        answer_id = int(job.payload["answer"])
        with self.engines.store.read() as session:
            answer = outbox.get_answer(session, answer_id)
            message_id, since = answer.message_id or "", answer.updated_at
        found = self.has_sent(message_id)
        now = self.engines.clock.now()
        settled = now - since >= timedelta(seconds=self.outgoing.settle_seconds)
        with self.engines.store.write() as session:
            answer = outbox.get_answer(session, answer_id)
            if answer.state is not OutboxState.UNCERTAIN:
                self.engines.sending.finish(job, self.worker, transaction=session)
            elif found:
                _sent(session, outbox.change_answer(session, answer_id, None, now), "found in Sent", now)
                self.engines.sending.finish(job, self.worker, transaction=session)
            elif not settled:
                self.engines.sending.fail(
                    job, self.worker, "not in Sent yet", retry_at=now + FIRST_PAUSE, transaction=session
                )
            else:
                self._settled_as_lost(session, job, answer_id, certain=found is False, now=now)

    def _settled_as_lost(
        self, session: Session, job: Job, answer_id: int, *, certain: bool, now: datetime
    ) -> None:
        self.engines.sending.finish(job, self.worker, transaction=session)
        answer = outbox.change_answer(session, answer_id, None, now)
        if may_leave_again(session, answer, self.outgoing, proved_lost=certain):
            answer.state = OutboxState.QUEUED
            submit_send(session, self.engines.sending, answer, None)
            return
        answer.last_error = UNKNOWN
        call_clerk(session, answer, UNKNOWN, now)

    def _hand_over(
        self, job: Job, answer_id: int, envelope: tuple[str, str], blob: str, *, automatic: bool
    ) -> None:
        content = self.engines.blobs.get(blob)
        submission = self.open_submission()
        attempt_id = None
        try:
            self._at("send:entered")
            submission.open(*envelope)
            if not self._sent_was_asked(job, answer_id, automatic=automatic):
                return
            attempt_id = self._begin(job, answer_id, blob)
            if attempt_id is None:
                return
            self._at("send:attempt")
            answered = submission.data(content)
            self._at("send:data")
        except DeliveryError as error:
            self._failed(job, answer_id, blob, attempt_id, error)
            return
        finally:
            submission.close()
        now = self.engines.clock.now()
        with self.engines.store.write() as session:
            answer = outbox.change_answer(session, answer_id, None, now)
            outbox.end_attempt(session, attempt_id, now, answer=answered)
            _sent(session, answer, answered, now)
            if self.outgoing.sent_copy is not None:
                payload = {"answer": str(answer_id)}
                self.engines.jobs.submit(COPY_JOB, str(answer_id), payload, transaction=session)
            self.engines.sending.finish(job, self.worker, transaction=session)
        self._at("send:committed")
        log.info("sent", extra={"answer": answer_id})

    def _sent_was_asked(self, job: Job, answer_id: int, *, automatic: bool) -> bool:
        """Look for a person's own reply; False where what stands there must be known first and is not.

        What a person released leaves also when Sent cannot be asked.
        """
        if self.replies is None:
            return True
        try:
            answered_meanwhile(self.engines, answer_id, self.replies)
        except SourceError as error:
            return not (automatic and self._put_off(job, f"Sent cannot be asked: {error}"))
        return True

    def _begin(self, job: Job, answer_id: int, blob: str) -> int | None:
        """Commit the attempt; None where the answer was stopped while the server was rung."""
        now = self.engines.clock.now()
        with self.engines.store.write() as session:
            answer = outbox.change_answer(session, answer_id, None, now)
            if answer.state in DUE and self._held(session, answer):
                answer.state = OutboxState.HELD
            if not _to_be_sent(answer, blob) or settings.is_on(session, settings.HOLD_OUTGOING):
                self._let_go(session, job, answer)
                return None
            answer.state = OutboxState.SENDING
            answer.attempts += 1
            return outbox.begin_attempt(session, answer_id, now)

    def _let_go(self, session: Session, job: Job, answer: Outbox) -> None:
        """End the job without sending; bytes that were released in its place are taken up anew."""
        self.engines.sending.finish(job, self.worker, transaction=session)
        if answer.state in DUE:
            submit_send(session, self.engines.sending, answer, answer.not_before)

    def _failed(
        self, job: Job, answer_id: int, blob: str, attempt_id: int | None, error: DeliveryError
    ) -> None:
        now = self.engines.clock.now()
        with self.engines.store.write() as session:
            answer = outbox.change_answer(session, answer_id, None, now)
            if attempt_id is None and not _to_be_sent(answer, blob):
                self._let_go(session, job, answer)
                return
            answer.last_error = str(error)
            if attempt_id is not None:
                outbox.end_attempt(session, attempt_id, now, error=str(error))
            if error.uncertain:
                self._uncertain(session, answer, str(error))
            elif error.permanent or self._given_up(answer, now):
                answer.state = OutboxState.FAILED
                call_clerk(session, answer, f"The answer was refused: {error}", now)
            else:
                answer.state = OutboxState.QUEUED
                answer.next_try_at = now + _pause(job.attempts)
                self.engines.sending.fail(
                    job, self.worker, str(error), retry_at=answer.next_try_at, transaction=session
                )
                log.warning("put_off", extra={"answer": answer_id, "until": answer.next_try_at})
                return
            self.engines.sending.finish(job, self.worker, transaction=session)
        log.warning("not_sent", extra={"answer": answer_id, "uncertain": error.uncertain})

    def _uncertain(self, session: Session, answer: Outbox, reason: str) -> None:
        answer.state = OutboxState.UNCERTAIN
        answer.last_error = reason
        outbox.note_uncertain(session, answer.id)
        payload = {"answer": str(answer.id)}
        lock = lock_of(session, answer.work_item_id)
        self.engines.sending.submit(SETTLE_JOB, str(answer.id), payload, lock=lock, transaction=session)
        add_event(session, "ardoise", "answer_uncertain", answer.updated_at, answer.work_item_id)

    def _given_up(self, answer: Outbox, now: datetime) -> bool:
        since = max(answer.frozen_at or answer.created_at, answer.not_before or answer.created_at)
        return now - since > timedelta(days=self.outgoing.give_up_days)

    def _outlived(self, session: Session, answer: Outbox) -> bool:
        """Give an answer to a person whose mail grew old, or whose links or documents were lost meanwhile."""
        now = self.engines.clock.now()
        return (
            waited_too_long(session, answer, self.answer_within, now)
            or stopped_by_ended_links(session, answer, now)
            or stopped_by_owners(session, answer, self.shelf, now)
        )

    def _held(self, session: Session, answer: Outbox) -> bool:
        return answer.automatic and settings.is_on(session, settings.KILL_SWITCH)

    def _kept_back(self, job: Job, answer_id: int) -> bool:
        """Let the answer wait, uncounted, while outgoing mail is on hold; give it to a person when it may
        have left before this installation was restored from a backup."""
        with self.engines.store.read() as session:
            answer = outbox.get_answer(session, answer_id)
            due, not_before = answer.state in DUE, answer.not_before
            held = settings.is_on(session, settings.HOLD_OUTGOING)
        if not due or held:
            return due and self._put_off(job, "outgoing mail is on hold")
        if not_before is not None and not_before > self.engines.clock.now():
            # Planned anew while the job of an earlier plan waited.
            self.engines.sending.hand_back(job, self.worker, "its time has not come", retry_at=not_before)
            return True
        books = self.books or SentBooks(self.has_sent, lambda message_id: None, self.outgoing)
        try:
            found = since_backup(self.engines, answer_id, books)
        except SourceError as error:
            return self._put_off(job, str(error))
        if found is Since.LATER:
            return self._put_off(job, "it may have left just before the restore and not be in Sent yet")
        if found is Since.FREE:
            return False
        now = self.engines.clock.now()
        with self.engines.store.write() as session:
            answer = outbox.change_answer(session, answer_id, None, now)
            if answer.state in DUE:
                apply(session, answer, found, now)
            self.engines.sending.finish(job, self.worker, transaction=session)
        log.warning("kept_back", extra={"answer": answer_id, "since_backup": found.value})
        return True

    def _put_off(self, job: Job, reason: str) -> bool:
        retry_at = self.engines.clock.now() + FIRST_PAUSE
        self.engines.sending.hand_back(job, self.worker, reason, retry_at=retry_at)
        return True

    def _at(self, point: str) -> None:
        (self.observer or Unobserved()).at(point)


def _to_be_sent(answer: Outbox, blob: str) -> bool:
    """Tell whether these very bytes are still to be sent."""
    return answer.state in DUE and answer.blob_sha256 == blob


def _pause(attempts: int) -> timedelta:
    doublings = min(max(attempts - 1, 0), 10)
    return min(LONGEST_PAUSE, timedelta(seconds=FIRST_PAUSE.total_seconds() * (1 << doublings)))


def _sent(session: Session, answer: Outbox, answered: str, now: datetime) -> None:
    answer.state, answer.sent_at, answer.last_error = OutboxState.SENT, now, None
    add_event(session, "ardoise", "answer_sent", now, answer.work_item_id, {"answer": answer.id})
