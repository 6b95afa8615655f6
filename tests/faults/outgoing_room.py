"""An outbox full of frozen answers and a sender that hands them to a server of the test's choice."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.clock import Clock, SetClock
from domain.codec import to_json
from domain.decisions import Reply
from domain.policy import Outgoing
from domain.ports import Submission
from domain.states import OutboxState, Step, WorkState
from domain.words import ReplyKind
from jobs.table import LeasedJobs
from pipeline.engines import SEND_JOB, SETTLE_JOB, Engines
from pipeline.outbox import HasSent, Sender
from pipeline.outgoing import submit_send
from responders.delivery.smtp import SmtpSubmission
from store.blobs import BlobFolder
from store.engine import Store
from store.repositories import outbox, work_items
from store.tables import Outbox, WorkItemRow

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
LEASE = timedelta(minutes=15)
_DRAFT = Reply(ReplyKind.INVOICE_COPY, ("a@b.example",), "Re: Copy", "Enclosed.", "en")
BODY = "Subject: Re: Copy\r\nFrom: ar@tarvenne.example\r\nTo: {to}\r\nMessage-ID: {id}\r\n\r\n{text}\r\n"


def way_out(port: int, **more: object) -> Outgoing:
    """Return a server on loopback."""
    values: dict[str, object] = {"kind": "smtp", "host": "127.0.0.1", "port": port, "security": "none"}
    return Outgoing(**{**values, "timeout_seconds": 10, "data_timeout_seconds": 10, **more})  # type: ignore[arg-type]


@dataclass
class Room:
    """One outbox; `work` sends what is due."""

    store: Store
    folder: Path
    outgoing: Outgoing
    has_sent: HasSent = lambda message_id: None
    clock: Clock | None = None
    worker: str = "w"

    def __post_init__(self) -> None:
        """Open everything."""
        self.clock = self.clock or SetClock(NOON)
        jobs = LeasedJobs(self.store, self.clock, LEASE)
        self.engines = Engines(self.store, BlobFolder(self.folder / "blobs"), jobs, jobs, self.clock)
        self.sender = Sender(
            self.worker,
            self.engines,
            self.outgoing,
            "ar@tarvenne.example",
            self._open,
            lambda message_id: self.has_sent(message_id),
        )

    def _open(self) -> Submission:
        return SmtpSubmission(self.outgoing)

    def queue(self, number: int, text: str = ".leading dot\r\n", times: int = 40) -> int:
        """Put one frozen answer into the outbox and return its number."""
        assert self.clock is not None
        now, to, message_id = (
            self.clock.now(),
            f"r{number}@haldenbridge.example",
            f"<{number}@tarvenne.example>",
        )
        content = BODY.format(to=to, id=message_id, text=text * times + str(number)).encode()
        (blob,) = self.engines.blobs.put([content])
        with self.store.write() as session:
            item = WorkItemRow(step=Step.CLOSE, state=WorkState.CLOSED, created_at=now, updated_at=now)
            answer = Outbox(
                work_item_id=work_items.add_item(session, item),
                recipient=to,
                kind="invoice_copy",
                draft_json=to_json(_DRAFT).decode("utf-8"),
                message_id=message_id,
                blob_sha256=blob,
                state=OutboxState.QUEUED,
                automatic=True,
                frozen_at=now,
                created_at=now,
                updated_at=now,
            )
            stored, _ = outbox.add_answer(session, answer)
            submit_send(session, self.engines.sending, stored, None)
            return stored.id

    def one_job(self) -> bool:
        """Do one job of sending that is due; False when there is none."""
        job = self.engines.sending.claim((SEND_JOB, SETTLE_JOB), self.worker)
        if job is None:
            return False
        (self.sender.send if job.kind == SEND_JOB else self.sender.settle)(job)
        return True

    def work(self, hours: float = 0) -> None:
        """Do everything that is due within so many hours, minute by minute."""
        assert self.clock is not None
        for _ in range(int(hours * 12) + 1):
            while self.one_job():
                pass
            if hours:
                self.clock.sleep(300)

    def answer(self, number: int) -> Outbox:
        """Return one answer."""
        with self.store.read() as session:
            return outbox.get_answer(session, number)
