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
from store.repositories.history import add_event
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


def import_ledger(store: Store, clock: Clock, folder: Path, settings: LedgerSettings, who: str) -> Imported:
    """Replace the ledger by a CSV folder, all or nothing. Raises LedgerError that names every bad row."""
    now = clock.now()
    ledger, warnings = load(folder, settings.document_pattern, now)
    with store.write() as session:
        number = ledgers.save_ledger(session, ledger, str(folder), warnings, now)
        add_event(session, who, "ledger_imported", now, detail={"import": number})
    log.info("ledger_imported", extra={"import": number, "warnings": len(warnings)})
    return Imported(number, ledger, warnings)


def import_from_erp(
    store: Store, clock: Clock, erp: ResumableLedger, who: str, *, whole: bool = False
) -> Imported:
    """Bring the ledger up to what the ERP says now, all or nothing: what changed, or everything.

    Raises LedgerError that names every bad row, ConflictError when another import came in between.
    """
    with store.read() as session:
        before = ledgers.current_import(session)
        number, progress = (before.id, before.progress) if before else (None, "")
        last = ledgers.load_ledger(session) if progress and not whole else None
    reading = erp.resume(last, progress, whole=whole)
    now = reading.ledger.imported_at or clock.now()
    with store.write() as session:
        if ledgers.current_import_id(session) != number:
            raise ConflictError("the ledger was imported by somebody else meanwhile; import again.")
        imported = ledgers.save_ledger(
            session, reading.ledger, erp.source, reading.warnings, now, reading.progress
        )
        detail = {"import": imported, "whole": reading.whole}
        add_event(session, who, "ledger_imported", now, detail=detail)
    log.info("ledger_imported", extra={"import": imported, "warnings": len(reading.warnings)})
    return Imported(imported, reading.ledger, reading.warnings, reading.whole)


def refresh_ledger(store: Store, clock: Clock, folder: Path, settings: LedgerSettings) -> bool:
    """Import the drop folder by timetable; see `_refreshed`."""
    return _refreshed(store, clock, lambda: import_ledger(store, clock, folder, settings, "timetable"))


def refresh_from_erp(store: Store, clock: Clock, erp: Callable[[], ResumableLedger]) -> bool:
    """Import from the ERP's database by timetable; see `_refreshed`."""
    return _refreshed(store, clock, lambda: import_from_erp(store, clock, erp(), "timetable"))


def _refreshed(store: Store, clock: Clock, run: Callable[[], Imported]) -> bool:
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
            add_event(session, "timetable", "ledger_refused", clock.now(), detail={"error": sentence})
        return False
    return True


@dataclass(slots=True)
class Bookshelf:
    """The newest ledger with what people added to it, loaded again only after another import."""

    store: Store
    _import_id: int | None = field(default=None, init=False)
    _added: Stamp = field(default=(), init=False)
    _listed: Ledger | None = field(default=None, init=False)
    """As it was imported."""
    _ledger: Ledger | None = field(default=None, init=False)
    """With what people added."""

    def ledger(self) -> Ledger | None:
        """Return the ledger, None before the first import."""
        with self.store.read() as session:
            return self.ledger_in(session)

    def ledger_in(self, session: Session) -> Ledger | None:
        """Return the ledger as that session sees it, None before the first import."""
        newest, added = ledgers.current_import_id(session), known_senders.stamp(session)
        if newest != self._import_id:
            self._listed = ledgers.load_ledger(session)
        if (newest, added) != (self._import_id, self._added):
            listed = self._listed
            self._ledger = with_added(listed, known_senders.active(session)) if listed else None
            self._import_id, self._added = newest, added
        return self._ledger
