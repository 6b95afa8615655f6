"""Joins settings and rooms: the only place that knows which part serves which port."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.settings import Settings, own_company
from domain.clock import Clock, SystemClock
from domain.errors import ConfigurationError, LedgerError
from domain.ledger import Ledger
from domain.pages import Document
from domain.policy import Answering
from domain.words import Mode
from extractors.fence import Fence, InProcessFence
from extractors.readers.text import PLUGIN as TEXT
from extractors.reading import read
from ledger.loading import load as load_csv_ledger
from pipeline.desk import Desk

SHOWN_ROWS = 50


@dataclass(frozen=True, slots=True)
class FencedReader:
    """`pipeline.desk.ReadDocument` over one fence."""

    fence: Fence | InProcessFence

    def __call__(self, content: bytes, name: str, content_type: str) -> Document:
        """Read one document; a bad one carries its problem."""
        return read(content, name, content_type, self.fence)


@contextmanager
def dry_desk(
    settings: Settings,
    ledger_folder: Path | None,
    templates: Path | None,
    trusted_authserv_id: str | None,
    mode: Mode | None,
) -> Iterator[Desk]:
    """Yield the desk of `ardoise process`: no database, no network, no history.

    Raises ConfigurationError for a ledger that cannot be loaded.
    """
    clock = SystemClock()
    ledger = csv_ledger(settings, ledger_folder or settings.ledger.folder, clock)
    answering = trusting(settings.answering, trusted_authserv_id)
    with Fence(settings.reading) as fence:
        yield desk_of(settings.model_copy(update={"answering": answering}), fence, ledger, clock, mode)


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
        mode=mode,
    )


def text_reader(settings: Settings) -> FencedReader:
    """Return the reader of plain text, in this process: there is nothing in it to parse."""
    return FencedReader(InProcessFence(settings.reading, readers=(TEXT,)))


def csv_ledger(settings: Settings, folder: Path | None, clock: Clock) -> Ledger | None:
    """Return the ledger of a CSV folder, None without a folder.

    Raises ConfigurationError that names the bad rows: without its ledger nothing can be judged.
    """
    if folder is None:
        return None
    try:
        ledger, _ = load_csv_ledger(folder, settings.ledger.document_pattern, clock.now())
    except LedgerError as error:
        raise ConfigurationError("\n".join([str(error), *error.rows[:SHOWN_ROWS]])) from None
    return ledger


def trusting(answering: Answering, authserv_id: str | None) -> Answering:
    """Return the policy with that receiving server trusted; unchanged for None."""
    if authserv_id is None:
        return answering
    authentication = answering.authentication.model_copy(update={"trusted_authserv_id": authserv_id})
    return answering.model_copy(update={"authentication": authentication})
