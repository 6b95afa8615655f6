"""Takes mail in as the poller does and parses it as a worker does, on a database and blobs of its own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlmodel import select

from domain.clock import Clock
from domain.errors import SourceError
from domain.mail_ports import Batch
from domain.mailbox_policy import Mailbox
from domain.states import Step
from intake.mime import parse_mail
from intake.sources.imap import ImapSource
from jobs.table import LeasedJobs
from pipeline.collect import Collected, collect, store_batch
from pipeline.commit import save_step
from pipeline.counting import counted_batches
from pipeline.engines import Engines
from pipeline.item import Outcome
from pipeline.records import load_item
from store.blobs import BlobFolder
from store.engine import Store
from store.tables import Delivery, MailRow, WorkItemRow
from tests.servers.scripted_imap import PASSWORD

LEASE = timedelta(seconds=60)


class Office:
    """One installation's way in; `clock` is ours and the mail server's alike."""

    def __init__(self, store: Store, folder: Path, clock: Clock, *, durable: bool = True) -> None:
        self.clock = clock
        self.state_dir = folder / "sources"
        jobs = LeasedJobs(store, clock, LEASE)
        blobs = BlobFolder(folder / "blobs") if durable else BlobFolder(folder / "blobs", lambda path: True)
        self.engines = Engines(store=store, blobs=blobs, jobs=jobs, sending=jobs, clock=clock)

    def source(self, port: int, user: str, **settings: object) -> ImapSource:
        """Open an account of a server on loopback, named as its user."""
        usual = {"name": user, "host": "127.0.0.1", "port": port, "security": "none", "user": user}
        box = Mailbox.model_validate(usual | {"timeout_seconds": 20, "idle": False} | settings)
        return ImapSource(box, PASSWORD, self.clock, self.state_dir)

    def poll(self, source: ImapSource, folder: str = "INBOX") -> Collected:
        """Visit the folder once and parse what came."""
        collected = collect(self.engines, source, folder)
        self.parse(source.name)
        return collected

    def parse(self, account: str) -> None:
        """Take the PARSE step of every item of that account."""
        with self.engines.store.read() as session:
            wanted = (
                select(WorkItemRow.id)
                .join(Delivery, Delivery.id == WorkItemRow.delivery_id)  # type: ignore[arg-type]
                .where(Delivery.account == account, WorkItemRow.step == Step.PARSE)
                .order_by(WorkItemRow.id)  # type: ignore[arg-type]
            )
            ids = session.exec(wanted).all()
        for item_id in ids:
            item = load_item(self.engines.store, self.engines.blobs, item_id)
            done = Outcome(replace(item, mail=parse_mail(item.raw)), None)
            save_step(self.engines, item_id, Step.PARSE, done, None, lambda session, step: None)

    def worked(self, account: str) -> Counter[str]:
        """Return how many work items there are by subject; of older mail "older: subject"."""
        found: Counter[str] = Counter()
        with self.engines.store.read() as session:
            wanted = (
                select(MailRow.subject, Delivery.backfill, Delivery.problem)
                .join(WorkItemRow, WorkItemRow.mail_id == MailRow.id)  # type: ignore[arg-type]
                .join(Delivery, Delivery.id == WorkItemRow.delivery_id)  # type: ignore[arg-type]
                .where(Delivery.account == account)
            )
            for subject, older, problem in session.exec(wanted):
                found[("incomplete: " if problem else "older: " if older else "") + subject] += 1
        return found

    def poll_once_and_die(self, source: ImapSource, folder: str = "INBOX") -> None:
        """Store the first batch of a visit and go no further."""
        batches = self._batches(source, folder)
        try:
            first = next(batches, None)
        except SourceError:
            return
        if first is not None:
            store_batch(self.engines, first)
        batches.close()

    def poll_beside(self, late: ImapSource, other: ImapSource, folder: str = "INBOX") -> None:
        """Let one poller stop in the middle of a visit while another makes a whole one, then go on."""
        batches = self._batches(late, folder)
        try:
            first = next(batches, None)
            collect(self.engines, other, folder)
            if first is not None:
                store_batch(self.engines, first)
            for batch in batches:
                store_batch(self.engines, batch)
        finally:
            other.close()
        self.parse(late.name)

    def _batches(self, source: ImapSource, folder: str) -> Iterator[Batch]:
        return counted_batches(self.engines, source, folder)
