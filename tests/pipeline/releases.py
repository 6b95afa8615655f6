"""A desk at which a sample request is answered by itself, with hooks for what others do in between."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.clock import SetClock
from domain.mail import Delivered, DeliveryKey
from domain.policy import (
    Answering,
    Authentication,
    Company,
    DisputeWeights,
    LedgerSettings,
    Matching,
    ModeRule,
    Outgoing,
    ReadingLimits,
    Routing,
    Service,
)
from domain.ports import Submission
from domain.states import Step
from domain.words import Mode, ReplyKind, Route
from extractors.fence import InProcessFence
from extractors.reading import read
from jobs.table import LeasedJobs
from pipeline.books import Bookshelf, import_ledger
from pipeline.collect import upload
from pipeline.desk import Desk
from pipeline.engines import SEND_JOB, SETTLE_JOB, Engines
from pipeline.history import history_of
from pipeline.item import WorkItem
from pipeline.outbox import Sender
from pipeline.worker import Worker
from responders.request import History
from store.blobs import BlobFolder
from store.engine import Store
from store.repositories import mails, outbox, work_items
from store.repositories import settings as switches
from store.tables import Outbox

SAMPLES = Path(__file__).parents[2] / "samples"
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
REQUEST = (SAMPLES / "inbox" / "request-en-one-copy.eml").read_bytes()


@dataclass
class Counter:
    """A submission server that remembers what it was given; `on_open` runs while it is rung."""

    on_open: Callable[[], None] = lambda: None
    on_data: Callable[[], None] = lambda: None
    taken: list[bytes] = field(default_factory=list)

    def open(self, sender: str, recipient: str) -> None:
        """Ring the server."""
        self.on_open()

    def data(self, content: bytes) -> str:
        """Take the bytes."""
        self.taken.append(content)
        self.on_data()
        return "250 taken"

    def close(self) -> None:
        """Hang up."""


@dataclass
class House:
    """One installation in one process."""

    store: Store
    folder: Path
    answering: Answering
    on_judged: Callable[[], None] = lambda: None
    on_desk: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        """Import the sample ledger."""
        self.clock = SetClock(NOON)
        lease = timedelta(minutes=2)
        jobs = LeasedJobs(self.store, self.clock, lease)
        self.engines = Engines(self.store, BlobFolder(self.folder / "blobs"), jobs, jobs, self.clock)
        self.shelf = Bookshelf(self.store)
        self.server = Counter()
        self.import_ledger()
        self.fence = InProcessFence(ReadingLimits())
        sender = Sender("w", self.engines, Outgoing(), "ar@tarvenne.example", self._open, lambda _: None)
        sender.shelf = self.shelf
        handlers = {SEND_JOB: sender.send, SETTLE_JOB: sender.settle}
        self.worker = Worker("w", self.engines, self.desk, Service(), handlers)

    def _open(self) -> Submission:
        return self.server

    def import_ledger(self) -> None:
        """Import the sample ledger anew."""
        import_ledger(self.store, self.clock, SAMPLES / "ledger", LedgerSettings(), "test")

    def desk(self) -> Desk:
        """Make a desk of the newest ledger."""
        ledger = self.shelf.ledger()
        with self.store.read() as session:
            stopped = switches.is_on(session, switches.KILL_SWITCH)
        answering = self.answering.model_copy(update={"kill_switch": True}) if stopped else self.answering
        self.on_desk()
        return Desk(
            read=lambda content, name, kind: read(content, name, kind, self.fence),
            read_text=lambda content, name, kind: read(content, name, kind, self.fence),
            ledger=ledger,
            now=self.clock.now,
            company=Company(name="Tarvenne Fasteners Ltd", addresses=("ar@tarvenne.example",)),
            routing=Routing(thresholds=dict.fromkeys(Route, 0.5)),
            answering=answering,
            disputes=DisputeWeights(),
            matching=Matching(),
            ledger_settings=LedgerSettings(max_age_days=3650),
            outgoing=Outgoing(sender="ar@tarvenne.example"),
            history=self.history,
        )

    def history(self, item: WorkItem) -> History:
        """Count what left before; `on_judged` runs right behind the count."""
        assert item.mail is not None and item.understanding is not None
        with self.store.read() as session:
            mail_id = mails.mail_id_of(session, item.mail.identity)
            counted = history_of(session, mail_id, item.mail, item.understanding, self.clock.now())
        self.on_judged()
        return counted

    def deliver(self, name: str, raw: bytes) -> int:
        """Deliver one mail and return its work item."""
        key = DeliveryKey("desk", "INBOX", 1, name)
        item_id = upload(self.engines, Delivered(key, raw, self.clock.now()))
        assert item_id is not None
        return item_id

    def work(self) -> None:
        """Work everything that is due."""
        for _ in range(200):
            if not self.worker.run_one():
                return
        raise AssertionError("the work never ends")

    def step_of(self, item_id: int) -> Step:
        """Return where an item stands."""
        with self.store.read() as session:
            return work_items.get_item(session, item_id).step

    def answers(self) -> list[Outbox]:
        """Return every answer."""
        with self.store.read() as session:
            found = [outbox.answers_to_mail(session, number) for number in range(1, 1000)]
        return [answer for of_mail in found for answer in of_mail]


def policy(mode: Mode = Mode.AUTOMATIC, **more: object) -> Answering:
    """Return a policy under which the sample request is answered by itself."""
    kinds = (ReplyKind.INVOICE_COPY, ReplyKind.SUPPORTING_DOCUMENT, ReplyKind.PO_INFORMATION)
    return Answering(
        modes=tuple(ModeRule(mode=mode, kind=kind) for kind in kinds),
        authentication=Authentication(trusted_authserv_id="mx.tarvenne.example"),
        first_mail_to_person=False,
        **more,  # type: ignore[arg-type]
    )


def another(number: int) -> bytes:
    """Return a further mail of the same writer about the same thing."""
    return REQUEST.replace(b"Message-ID: <", b"Message-ID: <%d." % number, 1).replace(
        b"Message-Id: <", b"Message-Id: <%d." % number, 1
    )


def the_answer(house: House) -> Outbox:
    """Return the one answer that there is."""
    (answer,) = house.answers()
    return answer


def hold(house: House, on: bool) -> None:
    """Turn the hold on outgoing mail on or off."""
    with house.store.write() as session:
        switches.set_setting(session, switches.HOLD_OUTGOING, on, "ben", house.clock.now())
