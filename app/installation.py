"""One installation put together: database, blobs, jobs, ledger and way out, from its settings."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.blobs import open_blobs
from app.credentials import credential_of, outgoing_credential, outgoing_of
from app.hooks import targets_of
from app.link_keys import link_key
from app.messages import messenger_of
from app.sent_folders import copied_sent, sent_replies
from app.settings import Settings, own_company
from app.wiring import FencedReader, FencedUnpacker, needed_erp, text_reader
from domain.clock import Clock, SystemClock
from domain.errors import ArdoiseError, ConfigurationError, SourceError
from domain.mail import DeliveryKey
from domain.policy import Mailbox
from domain.ports import Job, SentFolder
from extractors.fence import Fence, InProcessFence
from extractors.readers.text import PLUGIN as TEXT
from intake.imap_marks import ImapMarks, open_marks
from intake.source_kind import Source
from intake.sources import open_source
from jobs.engine import open_queue
from pipeline.books import Bookshelf, refresh_from_erp, refresh_ledger
from pipeline.bulk import BulkWorker
from pipeline.cached_reading import CachedReader
from pipeline.desk import Desk
from pipeline.engines import (
    BULK_JOB,
    COPY_JOB,
    DIGEST_JOB,
    HOOK_JOB,
    LEARN_JOB,
    LEDGER_JOB,
    MARK_JOB,
    RETRAIN_JOB,
    SEND_JOB,
    SETTLE_JOB,
    TIDY_JOB,
    Engines,
)
from pipeline.history import history_of
from pipeline.hooks import Teller
from pipeline.item import WorkItem
from pipeline.mailbox_marks import Marker
from pipeline.mails import KeptUnpacking
from pipeline.observer import Observer
from pipeline.outbox import Sender
from pipeline.overrides import answering_in, routing_in
from pipeline.pauses import patiently
from pipeline.privacy import keep_retention
from pipeline.restored import SentBooks
from pipeline.routing.library import RoutingLibrary
from pipeline.sent_copy import Copier
from pipeline.steps.extract import own_name
from pipeline.templates.again import read_again
from pipeline.templates.learner import Learner
from pipeline.templates.library import TemplateLibrary
from pipeline.tidying import tidy
from pipeline.worker import Worker
from responders.delivery import open_submission
from responders.message import sender_address
from responders.request import History
from store.engine import open_store
from store.migrations import upgrade
from store.moving import refuse_unfinished
from store.repositories import deliveries, mails
from store.repositories import settings as switches

if TYPE_CHECKING:
    from pipeline.routing.retraining import Retrainer


@dataclass(frozen=True, slots=True)
class Installation:
    """Everything that the processes of one installation share; each opens its own."""

    settings: Settings
    engines: Engines
    shelf: Bookshelf
    library: TemplateLibrary
    routing: RoutingLibrary

    @property
    def outbox_folder(self) -> Path:
        """Where `outgoing.kind: folder` writes."""
        return self.settings.data / "outbox"

    def source(self, mailbox: Mailbox) -> Source:
        """Open the source of a mailbox; nothing is connected yet."""
        credential = credential_of(self.settings, self.engines, mailbox)
        state = self.settings.data / "sources"
        return open_source(mailbox, credential, self.engines.clock, state_dir=state, known=self._known)

    def markable(self, account: str) -> ImapMarks | None:
        """Open an account's mailbox to mark mails there; None for one that is no IMAP account of ours."""
        boxes = [box for box in self.settings.mailboxes if box.name == account and box.kind == "imap"]
        return open_marks(boxes[0], credential_of(self.settings, self.engines, boxes[0])) if boxes else None

    def has_sent(self, message_id: str) -> bool | None:
        """Tell whether any account's Sent holds that Message-ID; None: none can tell."""
        if self.settings.outgoing.kind == "folder":
            return False
        answers = [self._sent_of(mailbox, message_id) for mailbox in self.settings.mailboxes]
        return True if True in answers else (False if False in answers else None)

    def sent_books(self) -> SentBooks:
        """Return what can be looked up in Sent; asking raises SourceError when an account cannot be asked.

        Connections are kept from question to question.
        """
        sources: dict[str, Source] = {}
        return SentBooks(
            lambda message_id: self._looked_up(sources, lambda sent: sent.has_sent(message_id)),
            lambda message_id: self._looked_up(sources, lambda sent: sent.has_answered(message_id)),
            self.settings.outgoing,
        )

    def _looked_up(self, sources: dict[str, Source], ask: Callable[[SentFolder], bool | None]) -> bool | None:
        # What is only written into a folder may have been sent from there, or not.
        answers: list[bool | None] = [False] if self.settings.outgoing.kind == "folder" else []
        trouble: ArdoiseError | None = None
        for mailbox in self.settings.mailboxes:
            try:
                if mailbox.name not in sources:
                    sources[mailbox.name] = self.source(mailbox)
                source = sources[mailbox.name]
                with patiently(self.engines, mailbox.name):
                    answers.append(ask(source) if isinstance(source, SentFolder) else None)
            except (SourceError, ConfigurationError) as error:
                trouble = error
        if trouble is not None and True not in answers:
            raise SourceError(f"Sent cannot be asked: {trouble}") from trouble
        return True if True in answers else (False if False in answers else None)

    def _sent_of(self, mailbox: Mailbox, message_id: str) -> bool | None:
        try:
            source = self.source(mailbox)
        except ConfigurationError:
            return None  # its own watcher says so, where the health page looks
        try:
            with patiently(self.engines, mailbox.name):
                return source.has_sent(message_id) if isinstance(source, SentFolder) else None
        except SourceError:
            return None
        finally:
            source.close()

    def _known(self, key: DeliveryKey) -> bool:
        with self.engines.store.read() as session:
            found = deliveries.known_uids(session, key.account, key.folder, key.uidvalidity, [key.uid])
        return key.uid in found


def open_installation(settings: Settings, clock: Clock | None = None) -> Installation:
    """Open an installation, making and upgrading its database. Raises ConfigurationError or StoreError."""
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"the data folder {settings.data} cannot be made ({error.strerror}); set `data` to one that can."
        ) from None
    upgrade(settings.database_url)
    store = open_store(settings.database_url)
    refuse_unfinished(store)
    ticking = clock or SystemClock()
    engines = Engines(
        store=store,
        blobs=open_blobs(settings),
        jobs=open_queue(store, ticking, timedelta(seconds=settings.service.lease_seconds)),
        sending=open_queue(store, ticking, timedelta(seconds=settings.outgoing.lease_seconds)),
        clock=ticking,
        after_work={box.name: box.after_work for box in settings.mailboxes if box.after_work.wanted},
        outgoing=settings.outgoing,
        hours=settings.office_hours,
    )
    return Installation(
        settings, engines, Bookshelf(store), TemplateLibrary(store), RoutingLibrary(engines.blobs)
    )


@contextmanager
def open_worker(installation: Installation, name: str, observer: Observer | None = None) -> Iterator[Worker]:
    """Yield a worker with its own fence of reader processes."""
    settings = installation.settings
    with Fence(settings.reading) as fence:
        yield Worker(
            name,
            installation.engines,
            desk_maker(installation, fence),
            settings.service,
            _handlers(installation, name, observer),
            observer,
        )


def desk_maker(installation: Installation, fence: Fence | InProcessFence) -> Callable[[], Desk]:
    """Return a function that makes a desk of the newest ledger and switches."""
    settings, engines = installation.settings, installation.engines
    read = CachedReader(FencedReader(fence), engines.store, engines.blobs)
    unpack = KeptUnpacking(engines.store, engines.blobs, FencedUnpacker(fence), engines.clock.now)

    signing = link_key(settings)

    def desk() -> Desk:
        with engines.store.read() as session:
            stopped = switches.is_on(session, switches.KILL_SWITCH)
            ledger = installation.shelf.ledger_in(session)
            layouts = installation.library.live_in(session)
            answering = answering_in(session, settings.answering)
            routing = routing_in(session, settings.routing)
            routing_model = installation.routing.model_in(session)
        if stopped:
            answering = answering.model_copy(update={"kill_switch": True})
        return Desk(
            read=read,
            read_text=text_reader(settings),
            ledger=ledger,
            now=engines.clock.now,
            company=own_company(settings),
            routing=routing,
            answering=answering,
            disputes=settings.disputes,
            matching=settings.matching,
            ledger_settings=settings.ledger,
            outgoing=settings.outgoing,
            links=settings.links,
            link_key=signing,
            history=lambda item: _history(engines, item),
            unpack=unpack,
            routing_model=routing_model,
            templates=layouts,
            memory=layouts,
            sampling=settings.sampling,
        )

    return desk


def _history(engines: Engines, item: WorkItem) -> History:
    if item.mail is None or item.understanding is None:
        return History()
    with engines.store.read() as session:
        mail_id = mails.mail_id_of(session, item.mail.identity)
        return history_of(session, mail_id, item.mail, item.understanding, engines.clock.now())


def _handlers(
    installation: Installation, name: str, observer: Observer | None
) -> dict[str, Callable[[Job], None]]:
    settings, engines = installation.settings, installation.engines
    way_out, credential = outgoing_of(settings), outgoing_credential(settings, engines)
    sender = Sender(
        worker=name,
        engines=engines,
        outgoing=settings.outgoing,
        address=_address(settings),
        open_submission=lambda: open_submission(way_out, credential, installation.outbox_folder),
        has_sent=installation.has_sent,
        books=installation.sent_books(),
        replies=sent_replies(engines, settings.mailboxes, installation.source),
        answer_within=timedelta(hours=settings.answering.answer_within_hours),
        observer=observer,
    )

    messenger = messenger_of(
        settings,
        engines,
        name,
        _address(settings),
        lambda: open_submission(way_out, credential, installation.outbox_folder),
    )

    def refresh(job: Job) -> None:
        if settings.ledger.sql is not None:
            refresh_from_erp(engines.store, engines.clock, lambda: needed_erp(settings, engines.clock))
        elif settings.ledger.folder is not None:
            refresh_ledger(engines.store, engines.clock, settings.ledger.folder, settings.ledger)
        engines.jobs.finish(job, name)

    def clean(job: Job) -> None:
        tidy(engines)
        keep_retention(engines, settings.retention)
        engines.jobs.finish(job, name)

    learner = learner_of(installation, name)
    copier = Copier(name, engines, lambda: copied_sent(settings, installation.source))
    marker = Marker(name, engines, installation.markable)
    return {
        SEND_JOB: sender.send,
        SETTLE_JOB: sender.settle,
        LEDGER_JOB: refresh,
        TIDY_JOB: clean,
        MARK_JOB: marker.mark,
        LEARN_JOB: learner.work,
        COPY_JOB: copier.copy,
        BULK_JOB: BulkWorker(name, engines).work,
        DIGEST_JOB: messenger.work,
        HOOK_JOB: Teller(name, engines, targets_of(settings)).work,
        RETRAIN_JOB: lambda job: retrainer_of(installation, name).work(job),
    }


def retrainer_of(installation: Installation, name: str) -> "Retrainer":
    """Return what makes routing models of confirmed mails; it reads plain text alone, in this process."""
    from pipeline.routing.retraining import Retrainer  # numpy: only what retrains loads it

    fence = InProcessFence(installation.settings.reading, readers=(TEXT,))
    desk = desk_maker(installation, fence)
    return Retrainer(name, installation.engines, installation.routing, desk)


def learner_of(installation: Installation, name: str) -> Learner:
    """Return what learns from confirmed work items, for that worker."""
    return Learner(
        worker=name,
        engines=installation.engines,
        library=installation.library,
        settings=installation.settings.teaching,
        company_name=own_name(own_company(installation.settings)),
        read_again=lambda template, customer_id: read_again(installation.engines, template, customer_id),
    )


def _address(settings: Settings) -> str:
    """The address that answers come from; "" where none is set, which only matters once something leaves."""
    try:
        return sender_address(settings.company, settings.outgoing)
    except ConfigurationError:
        return ""
