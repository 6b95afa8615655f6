"""One mail that was worked to its end, in a mailbox of the scripted server whose owner wants it marked."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.after_work import AfterWork
from domain.clock import SetClock
from domain.errors import ConflictError, SourceError
from domain.mail import Delivered, DeliveryKey
from domain.mailbox_marks import MarkOutcome
from domain.mailbox_policy import Mailbox
from domain.states import Step, WorkState
from domain.words import Route
from intake import imap_session
from intake.imap_marks import ImapMarks
from intake.mime import parse_mail
from jobs.table import LeasedJobs
from pipeline import clerk
from pipeline.collect import upload
from pipeline.engines import MARK_JOB, STEP_JOB, Engines
from pipeline.mailbox_marks import Marker
from store.blobs import BlobFolder
from store.engine import Store
from store.repositories import deliveries, mailbox_marks, mails, work_items
from store.tables import MailboxMark, WorkItemRow
from tests.servers.scripted_imap import PASSWORD, ScriptedImap

TAG = "$Done"
SEEN = "\\Seen"
EVERYTHING = AfterWork(tag=TAG, move_to={Route.DISPUTE: "Done"}, mark_read=True)


def raw_mail(number: int = 1) -> bytes:
    """Return one of many mails."""
    head = f"From: a@acme.example\r\nSubject: {number}\r\nMessage-ID: <{number}@acme.example>\r\n\r\n"
    return head.encode() + b"hi\r\n"


class Desk:
    """A store with its job queue, and a scripted server whose INBOX holds the mail under uid 5.

    Beside it lies a mail that somebody else marked as deleted (uid 6), which must never vanish.
    """

    def __init__(self, store: Store, folder: Path, server: ScriptedImap, wishes: AfterWork) -> None:
        self.store, self.server = store, server
        self.clock = SetClock(datetime(2026, 11, 16, 12, tzinfo=UTC))
        jobs = LeasedJobs(store, self.clock, timedelta(minutes=2))
        self.blobs = BlobFolder(folder / "blobs")
        self.engines = Engines(store, self.blobs, jobs, jobs, self.clock, {"ar": wishes})
        self.box = server.mailbox("ar")
        self.done = self.box.folder("Done", uidvalidity=7)
        self.box.inbox.add(raw_mail(), uid=5)
        self.box.inbox.add(raw_mail(99), uid=6, flags=["\\Deleted"])
        self.mailbox = Mailbox(
            name="ar", host=server.host, port=server.port, security="none", user="ar", timeout_seconds=5
        )

    def deliver(self, raw: bytes, uid: int, folder: str = "INBOX", validity: int = 100) -> int:
        """Store a delivery as PARSE leaves it; return its work item."""
        key = DeliveryKey("ar", folder, validity, str(uid))
        item_id = upload(self.engines, Delivered(key, raw, self.clock.now()))
        assert item_id is not None
        with self.store.write() as session:
            row = work_items.change_item(session, item_id, None, self.clock.now())
            delivery = deliveries.get_delivery(session, row.delivery_id or 0)
            assert delivery is not None
            mail, _ = mails.find_or_add_mail(session, parse_mail(raw), delivery, self.clock.now())
            row.mail_id, row.route, row.state, row.step = (
                mail.id,
                Route.DISPUTE,
                WorkState.WAITING,
                Step.REVIEW,
            )
        job = self.engines.jobs.claim((STEP_JOB,), "w")
        assert job is not None
        self.engines.jobs.finish(job, "w")
        return item_id

    def another_matter(self, item_id: int) -> int:
        """Add a second work item of the same mail."""
        now = self.clock.now()
        with self.store.write() as session:
            first = work_items.get_item(session, item_id)
            second = WorkItemRow(
                mail_id=first.mail_id,
                parent_id=item_id,
                matter="second",
                state=WorkState.WAITING,
                step=Step.REVIEW,
                created_at=now,
                updated_at=now,
            )
            return work_items.add_item(session, second)

    def close(self, item_id: int) -> None:
        """Let a clerk close an item."""
        clerk.close(self.engines, item_id, self._version(item_id), "settled", "ida")

    def reopen(self, item_id: int) -> None:
        """Let a clerk open a closed item again."""
        clerk.reopen(self.engines, item_id, self._version(item_id), "ida")

    def work(self, pause: timedelta = timedelta(0)) -> int:
        """Run marking jobs until none is due, each as if in a new process; return how many failed.

        One that failed is due again after the pause.
        """
        failed = 0
        for _ in range(1000):
            job = self.engines.jobs.claim((MARK_JOB,), "w")
            if job is None:
                return failed
            try:
                Marker("w", self.engines, self._open).mark(job)
            except (SourceError, ConflictError) as error:
                failed += 1
                self.engines.jobs.fail(job, "w", str(error), retry_at=self.clock.now() + pause)
        raise AssertionError("the marking never ends")

    def marks(self, item_id: int) -> list[MailboxMark]:
        """Return the marks of an item."""
        with self.store.read() as session:
            return list(mailbox_marks.marks_of_item(session, item_id))

    def outcome(self, item_id: int) -> MarkOutcome | None:
        """Return how the one mark of an item ended."""
        (mark,) = self.marks(item_id)
        return mark.outcome

    def copies(self, raw: bytes) -> tuple[int, int]:
        """Return how often those bytes lie in INBOX and in Done."""
        return (
            sum(one.raw == raw for one in self.box.inbox.messages),
            sum(one.raw == raw for one in self.done.messages),
        )

    def _version(self, item_id: int) -> int:
        with self.store.read() as session:
            return work_items.get_item(session, item_id).version

    def _open(self, account: str) -> ImapMarks | None:
        if account != self.mailbox.name:
            return None
        return ImapMarks(self.mailbox, lambda: imap_session.connect(self.mailbox, PASSWORD))
