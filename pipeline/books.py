"""The ledger of the service: imported whole, held in memory while its import stays the newest."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from domain.clock import Clock
from domain.errors import ConfigurationError, ConflictError, LedgerError
from domain.ledger import Ledger
from domain.policy import LedgerSettings
from domain.ports import ResumableLedger
from ledger.loading import load
from pipeline.known_senders import with_added
from store.engine import Store
from store.repositories import known_senders
from store.repositories import ledger as ledgers
from store.repositories.history import Detail, add_event
from store.repositories.known_senders import Stamp
from store.session import Session

log = logging.getLogger("ardoise.ledger")

SHOWN_ROWS = 20


@dataclass(frozen=True, slots=True)
class Imported:
    """One finished import."""

    import_id: int
    ledger: Ledger
    warnings: tuple[str, ...]
    whole: bool = True
    """False when only what changed was read."""


def import_ledger(
    store: Store, clock: Clock, folder: Path, settings: LedgerSettings, who: str, company: str = ""
) -> Imported:
    """Replace a company's ledger by a CSV folder, all or nothing.

    Raises LedgerError that names every bad row.
    """
    now = clock.now()
    ledger, warnings = load(folder, settings.document_pattern, now)
    with store.write() as session:
        number = ledgers.save_ledger(session, ledger, str(folder), warnings, now, company=company)
        told: Detail = {"import": number, **_named(company)}
        add_event(session, who, "ledger_imported", now, detail=told)
    log.info("ledger_imported", extra={"import": number, "warnings": len(warnings)})
    return Imported(number, ledger, warnings)


def import_from_erp(
    store: Store, clock: Clock, erp: ResumableLedger, who: str, *, whole: bool = False, company: str = ""
) -> Imported:
    """Bring a company's ledger up to what the ERP says now, all or nothing: what changed, or everything.

    Raises LedgerError that names every bad row, ConflictError when another import came in between.
    """
    with store.read() as session:
        before = ledgers.current_import(session, company)
        number, progress = (before.id, before.progress) if before else (None, "")
        last = ledgers.load_ledger(session, company) if progress and not whole else None
    reading = erp.resume(last, progress, whole=whole)
    now = reading.ledger.imported_at or clock.now()
    with store.write() as session:
        if ledgers.current_import_id(session, company) != number:
            raise ConflictError("the ledger was imported by somebody else meanwhile; import again.")
        imported = ledgers.save_ledger(
            session, reading.ledger, erp.source, reading.warnings, now, reading.progress, company
        )
        detail: Detail = {"import": imported, "whole": reading.whole}
        add_event(session, who, "ledger_imported", now, detail={**detail, **_named(company)})
    log.info("ledger_imported", extra={"import": imported, "warnings": len(reading.warnings)})
    return Imported(imported, reading.ledger, reading.warnings, reading.whole)


def refresh_ledger(
    store: Store, clock: Clock, folder: Path, settings: LedgerSettings, company: str = ""
) -> bool:
    """Import the drop folder by timetable; see `_refreshed`."""
    return _refreshed(
        store, clock, company, lambda: import_ledger(store, clock, folder, settings, "timetable", company)
    )


def refresh_from_erp(
    store: Store, clock: Clock, erp: Callable[[], ResumableLedger], company: str = ""
) -> bool:
    """Import from the ERP's database by timetable; see `_refreshed`."""
    return _refreshed(
        store, clock, company, lambda: import_from_erp(store, clock, erp(), "timetable", company=company)
    )


def _named(company: str) -> Detail:
    return {"company": company} if company else {}


def _refreshed(store: Store, clock: Clock, company: str, run: Callable[[], Imported]) -> bool:
    """Run an import; a broken one changes nothing and says so in the history.

    The ledger's age, which is shown and in the end stops automatic answers, then goes on growing.
    """
    try:
        run()
    except ConflictError:
        return True  # a newer ledger is there already
    except (LedgerError, ConfigurationError) as error:
        rows = error.rows if isinstance(error, LedgerError) else ()
        log.error("ledger_refused", extra={"rows": len(rows)})
        with store.write() as session:
            sentence = " ".join([str(error), *rows[:SHOWN_ROWS]])
            detail: Detail = {"error": sentence, **_named(company)}
            add_event(session, "timetable", "ledger_refused", clock.now(), detail=detail)
        return False
    return True


@dataclass(slots=True)
class _Kept:
    """One company's ledger in memory."""

    import_id: int | None = None
    added: Stamp = ()
    listed: Ledger | None = None
    """As it was imported."""
    ledger: Ledger | None = None
    """With what people added."""


@dataclass(slots=True)
class Bookshelf:
    """The newest ledger of each company with what people added to it, loaded again only after an import."""

    store: Store
    _kept: dict[str, _Kept] = field(default_factory=dict, init=False)

    def ledger(self, company: str = "") -> Ledger | None:
        """Return a company's ledger, None before the first import."""
        with self.store.read() as session:
            return self.ledger_in(session, company)

    def ledger_in(self, session: Session, company: str = "") -> Ledger | None:
        """Return a company's ledger as that session sees it, None before the first import."""
        newest, added = ledgers.current_import_id(session, company), known_senders.stamp(session)
        kept = self._kept.get(company) or _Kept()
        if (newest, added) == (kept.import_id, kept.added):
            return kept.ledger
        listed = kept.listed if newest == kept.import_id else ledgers.load_ledger(session, company)
        ledger = with_added(listed, known_senders.active(session, company)) if listed else None
        # Replaced whole: no thread sees a half of it.
        self._kept[company] = _Kept(newest, added, listed, ledger)
        return ledger
