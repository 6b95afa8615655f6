"""The states of an answer on its way out: sent once, never resent blindly."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import DeliveryError, SourceError
from domain.policy import Outgoing
from domain.ports import Job, Submission
from domain.words import OutboxState, WorkState
from pipeline.engines import SETTLE_JOB, Engines
from pipeline.locks import lock_of
from pipeline.observer import Observer, Unobserved
from pipeline.outgoing import submit_send
from pipeline.restored import SentBooks, Since, apply, since_backup
from store.repositories import outbox, settings, work_items
from store.repositories.history import add_event
from store.session import Session
from store.tables import Outbox

log = logging.getLogger("ardoise.outbox")

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
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
            if answer.state not in DUE or answer.blob_sha256 is None:
                self.engines.sending.finish(job, self.worker, transaction=session)
                return
            recipient, blob = answer.recipient, answer.blob_sha256
        self._hand_over(job, answer_id, recipient, blob)

    def settle(self, job: Job) -> None:
        """Find out whether an uncertain answer left: Sent says yes, or nothing can tell and a clerk decides.

        Where the server keeps every sent mail in Sent by itself, not being there is proof that it never left,
        and the same bytes are sent again. So are they into a local folder, where twice is once.
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
        if certain and (self.outgoing.server_keeps_sent or self.outgoing.kind == "folder"):
            answer.state = OutboxState.QUEUED
            submit_send(session, self.engines.sending, answer, None)
            return
        sentence = (
            "Nobody can tell whether the answer left: the connection was lost after the last byte, and it is "
            "not in Sent. Ask the recipient, then mark it as sent or send it again."
        )
        answer.last_error = sentence
        _call_clerk(session, answer, sentence, now)

    def _hand_over(self, job: Job, answer_id: int, recipient: str, blob: str) -> None:
        content = self.engines.blobs.get(blob)
        submission = self.open_submission()
        attempt_id = None
        try:
            self._at("send:entered")
            submission.open(self.address, recipient)
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
            self.engines.sending.finish(job, self.worker, transaction=session)
        self._at("send:committed")
        log.info("sent", extra={"answer": answer_id})

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
                _call_clerk(session, answer, f"The answer was refused: {error}", now)
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
        payload = {"answer": str(answer.id)}
        lock = lock_of(session, answer.work_item_id)
        self.engines.sending.submit(SETTLE_JOB, str(answer.id), payload, lock=lock, transaction=session)
        add_event(session, "ardoise", "answer_uncertain", answer.updated_at, answer.work_item_id)

    def _given_up(self, answer: Outbox, now: datetime) -> bool:
        since = answer.frozen_at or answer.created_at
        return now - since > timedelta(days=self.outgoing.give_up_days)

    def _held(self, session: Session, answer: Outbox) -> bool:
        return answer.automatic and settings.is_on(session, settings.KILL_SWITCH)

    def _kept_back(self, job: Job, answer_id: int) -> bool:
        """Let the answer wait, uncounted, while outgoing mail is on hold; give it to a person when it may
        have left before this installation was restored from a backup."""
        with self.engines.store.read() as session:
            due = outbox.get_answer(session, answer_id).state in DUE
            held = settings.is_on(session, settings.HOLD_OUTGOING)
        if not due or held:
            return due and self._put_off(job, "outgoing mail is on hold")
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


def _call_clerk(session: Session, answer: Outbox, sentence: str, now: datetime) -> None:
    """Bring the work item back before a person."""
    row = work_items.change_item(session, answer.work_item_id, None, now)
    row.waits_because = (*row.waits_because, sentence)
    row.state, row.closed_at, row.closed_by = WorkState.WAITING, None, None
