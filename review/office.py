"""What the pages work with: engines, policies and the few functions that other rooms lend them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from domain.alarm_policy import Alarms
from domain.digest_policy import Digest
from domain.hook_policy import Hook
from domain.ledger import Ledger
from domain.mailbox_policy import Mailbox
from domain.policy import Answering, Company, LedgerSettings, Matching, Outgoing, Routing, Service, Web
from domain.sampling_policy import Sampling
from domain.teaching_policy import Teaching
from pipeline.alarms.facts import House
from pipeline.books import Bookshelf
from pipeline.companies import side_of
from pipeline.dashboard.kept import KeptFigures
from pipeline.engines import Engines
from review.single_sign_on import Provider
from store.repositories import work_items
from store.tables import WorkItemRow

PagePicture = Callable[[bytes, int, int, str, float], bytes]
"""(content, page counted from 1, dots an inch, content type, `Page.turn`) -> PNG. Raises ReadingError."""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class ReadingState:
    """What the fence around reading lacks on this machine, in sentences, and what reads scans."""

    weaknesses: tuple[str, ...]
    ocr: str


@dataclass(frozen=True, slots=True)
class Office:
    """Everything a page may use; no page reaches for anything else."""

    engines: Engines
    shelf: Bookshelf
    company: Company
    outgoing: Outgoing
    answering: Answering
    matching: Matching
    ledger_settings: LedgerSettings
    service: Service
    web: Web
    picture: PagePicture
    largest_upload: int
    """Bytes of one uploaded file."""
    mailboxes: tuple[Mailbox, ...] = ()
    """The accounts that are watched, for the health page."""
    alarms: Alarms = field(default_factory=Alarms)
    teaching: Teaching = field(default_factory=Teaching)
    sampling: Sampling = field(default_factory=Sampling)
    digest: Digest = field(default_factory=Digest)
    reading: Callable[[], ReadingState] | None = None
    """How documents are read on this machine, for the health page; None: not known here."""
    figures: KeptFigures = field(default_factory=KeptFigures, compare=False)
    routing: Routing = field(default_factory=Routing)
    """How sure a route must be, for the page of routing."""
    folder: Path | None = None
    """Where mails and documents are kept, to look at the space that is left."""
    metrics_token: str | None = field(default=None, repr=False)
    """What another machine must show to read the metrics; None: only this machine reads them."""
    link_key: bytes = field(default=b"", repr=False)
    """What download links in answers are signed with; b"": none works."""
    hooks: tuple[Hook, ...] = ()
    """Programs that are told of what happens."""
    try_mailbox: Callable[[str], tuple[tuple[bool, str], ...]] | None = None
    """Tries the account of a name: whether each finding is good, and its sentence."""
    sign_on: Provider | None = None
    """By whose word people sign in besides their passwords."""
    hosts: tuple[str, ...] = ()
    """Further host names under which the pages are reached, e.g. that of a proxy."""

    def ledger_of(self, row: WorkItemRow) -> Ledger | None:
        """Return the ledger of the company that an item belongs to."""
        companies = self.engines.companies
        return self.shelf.ledger(row.company) if row.company in companies.names else None

    def ledger_of_item(self, item_id: int) -> Ledger | None:
        """Return the ledger of the company that the item of a number belongs to."""
        with self.engines.store.read() as session:
            return self.ledger_of(work_items.get_item(session, item_id))

    def side_of_item(self, item_id: int) -> tuple[Company, Outgoing]:
        """Return who answers for the item of a number, and from where."""
        with self.engines.store.read() as session:
            return self.side_of(work_items.get_item(session, item_id))

    def ledgers(self, company: str | None = None) -> Mapping[str, Ledger]:
        """Return the ledgers of all companies, or of one; those that were never imported left out."""
        names = self.engines.companies.names
        found = {name: self.shelf.ledger(name) for name in names if company in (None, name)}
        return {name: ledger for name, ledger in found.items() if ledger is not None}

    def side_of(self, row: WorkItemRow) -> tuple[Company, Outgoing]:
        """Return who answers for an item, and from where."""
        return side_of(self.engines.companies, row.company, self.company, self.outgoing)

    @property
    def encrypted(self) -> bool:
        """True when browsers reach the pages over HTTPS, so that cookies may say Secure."""
        behind_tls = self.web.tls_certificate is not None or self.web.trusted_proxy is not None
        return behind_tls or self.web.bind not in LOOPBACK

    @property
    def house(self) -> House:
        """What alarms and metrics look at."""
        return House(
            self.alarms, self.mailboxes, self.service, self.answering, self.ledger_settings, self.folder
        )

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Names that a Host header may carry, lower case, without port."""
        return frozenset(name.lower() for name in (self.web.bind, *LOOPBACK, *self.hosts))
