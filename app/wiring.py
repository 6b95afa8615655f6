"""Joins settings and rooms: the only place that knows which part serves which port."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.companies import companies_of
from app.link_keys import passing_key
from app.settings import Settings, own_company, secret_value
from domain.clock import Clock, SystemClock
from domain.errors import ConfigurationError, LedgerError
from domain.ledger import Ledger
from domain.pages import Document
from domain.policy import Answering
from domain.words import Mode
from extractors.fence import Fence, InProcessFence
from extractors.layouts.folder import load_folder
from extractors.layouts.shelf import TemplateShelf
from extractors.readers.text import PLUGIN as TEXT
from extractors.reading import read, unpack
from ledger.connectors.sql import ErpDatabase
from ledger.loading import load as load_csv_ledger
from ledger.sql.connection import holds_password
from pipeline.companies import ledger_settings_of, side_of
from pipeline.desk import Desk

SHOWN_ROWS = 50


@dataclass(frozen=True, slots=True)
class FencedReader:
    """`pipeline.desk.ReadDocument` over one fence."""

    fence: Fence | InProcessFence

    def __call__(self, content: bytes, name: str, content_type: str) -> Document:
        """Read one document; a bad one carries its problem."""
        return read(content, name, content_type, self.fence)


@dataclass(frozen=True, slots=True)
class FencedUnpacker:
    """`domain.ports.Unpack` over one fence."""

    fence: Fence | InProcessFence

    def __call__(self, content: bytes, name: str, content_type: str) -> bytes:
        """Open one Outlook file. Raises ReadingError."""
        return unpack(content, name, content_type, self.fence)


@contextmanager
def dry_desk(
    settings: Settings,
    ledger_folder: Path | None,
    templates: Path | None,
    trusted_authserv_id: str | None,
    mode: Mode | None,
) -> Iterator[Desk]:
    """Yield the desk of `ardoise process`: no database, no network, no history.

    Raises ConfigurationError for a ledger or a template that cannot be loaded.
    """
    clock = SystemClock()
    shelf = template_shelf(templates or settings.templates, given=templates is not None)
    if settings.companies and ledger_folder is not None:
        raise ConfigurationError(
            "several companies are configured, each with its ledger; leave the ledger's folder out, "
            "and set it under `ledger` of each entry of `companies`."
        )
    ledger = csv_ledger(settings, ledger_folder or settings.ledger.folder, clock)
    answering = trusting(settings.answering, trusted_authserv_id)
    with Fence(settings.reading) as fence:
        desk = desk_of(settings.model_copy(update={"answering": answering}), fence, ledger, clock, mode)
        yield _told_apart(replace(desk, templates=shelf), settings, clock)


def desk_of(
    settings: Settings, fence: Fence, ledger: Ledger | None, clock: Clock, mode: Mode | None = None
) -> Desk:
    """Return a desk without history over a running fence."""
    return Desk(
        read=FencedReader(fence),
        read_text=text_reader(settings),
        ledger=ledger,
        now=clock.now,
        company=own_company(settings),
        routing=settings.routing,
        answering=settings.answering,
        disputes=settings.disputes,
        matching=settings.matching,
        ledger_settings=settings.ledger,
        outgoing=settings.outgoing,
        unpack=FencedUnpacker(fence),
        links=settings.links,
        link_key=passing_key(),
        mode=mode,
    )


def _told_apart(desk: Desk, settings: Settings, clock: Clock) -> Desk:
    """Return a desk that leads to the desk of each company; it is itself that of nobody, without a ledger."""
    companies = companies_of(settings)
    if not companies.several:
        return desk
    desks: dict[str, Desk] = {}
    for one in companies.listed:
        company, outgoing = side_of(companies, one.name, desk.company, desk.outgoing)
        wanted = ledger_settings_of(companies, one.name, settings.ledger)
        desks[one.name] = replace(
            desk,
            ledger=csv_ledger(settings, wanted.folder, clock, wanted.document_pattern),
            company=company,
            outgoing=outgoing,
            ledger_settings=wanted,
            companies=companies,
            company_name=one.name,
        )
    nobodys = replace(desk, companies=companies)
    return replace(nobodys, of_company=lambda name: desks.get(name, nobodys))


def template_shelf(folder: Path | None, *, given: bool) -> TemplateShelf:
    """Return the taught layouts of a folder; none for one that is not there, unless it was asked for.

    Raises ConfigurationError that names a file that is no template.
    """
    if folder is None:
        return TemplateShelf(())
    if given and folder.exists() and not folder.is_dir():
        raise ConfigurationError(
            f"{folder} is no folder of templates; give the folder that holds PAYER/NAME.yaml."
        )
    return TemplateShelf([stored.template for stored in load_folder(folder)])


def text_reader(settings: Settings) -> FencedReader:
    """Return the reader of plain text, in this process: there is nothing in it to parse."""
    return FencedReader(InProcessFence(settings.reading, readers=(TEXT,)))


def csv_ledger(
    settings: Settings, folder: Path | None, clock: Clock, pattern: str | None = None
) -> Ledger | None:
    """Return the ledger of a CSV folder, None without a folder; `pattern` None: that of the settings.

    Raises ConfigurationError that names the bad rows: without its ledger nothing can be judged.
    """
    if folder is None:
        return None
    try:
        ledger, _ = load_csv_ledger(folder, pattern or settings.ledger.document_pattern, clock.now())
    except LedgerError as error:
        raise ConfigurationError("\n".join([str(error), *error.rows[:SHOWN_ROWS]])) from None
    return ledger


def needed_erp(settings: Settings, clock: Clock, company: str = "") -> ErpDatabase:
    """Return the connector to a company's ERP database; nothing is connected yet.

    Raises ConfigurationError where none is set, and for a secret that is missing or open to everybody.
    """
    wanted = ledger_settings_of(companies_of(settings), company, settings.ledger)
    sql = wanted.sql
    if sql is None:
        raise ConfigurationError("ledger.sql is not set; name the ERP's database and queries there.")
    if wanted.folder is not None:
        raise ConfigurationError(
            "ledger.folder and ledger.sql are both set; keep the one that is the ledger."
        )
    if sql.url and holds_password(sql.url):
        raise ConfigurationError(
            "ledger.sql.url holds a password; take it out and name with ledger.sql.password where it is kept."
        )
    return ErpDatabase(
        settings=sql,
        url=secret_value(sql.url_from, "address of the ERP's database"),
        password=secret_value(sql.password, "password of the ERP's database"),
        document_pattern=wanted.document_pattern,
        clock=clock,
    )


def trusting(answering: Answering, authserv_id: str | None) -> Answering:
    """Return the policy with that receiving server trusted; unchanged for None."""
    if authserv_id is None:
        return answering
    authentication = answering.authentication.model_copy(update={"trusted_authserv_id": authserv_id})
    return answering.model_copy(update={"authentication": authentication})
