"""One installation put together: database, blobs, jobs, ledger and way out, from its settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.blobs import open_blobs
from app.companies import companies_of
from app.credentials import credential_of
from app.settings import Settings
from domain.clock import Clock, SystemClock
from domain.errors import ArdoiseError, ConfigurationError, SourceError
from domain.mail import DeliveryKey
from domain.mail_ports import SentFolder
from domain.mailbox_policy import Mailbox
from intake.imap_marks import ImapMarks, open_marks
from intake.source_kind import Source
from intake.sources import open_source
from jobs.engine import open_queue
from pipeline.books import Bookshelf
from pipeline.engines import (
    Engines,
)
from pipeline.pauses import patiently
from pipeline.restored import SentBooks
from pipeline.routing.library import RoutingLibrary
from pipeline.templates.library import TemplateLibrary
from store.engine import open_store
from store.migrations import upgrade
from store.moving import refuse_unfinished
from store.repositories import deliveries


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
        private=settings.private_mail,
        hours=settings.office_hours,
        companies=companies_of(settings),
    )
    return Installation(
        settings, engines, Bookshelf(store), TemplateLibrary(store), RoutingLibrary(engines.blobs)
    )
