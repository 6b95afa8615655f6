"""The ledger of the service: imported whole, held in memory while its import stays the newest."""

import logging
from dataclasses import dataclass, field
from pathlib import Path

from domain.clock import Clock
from domain.errors import LedgerError
from domain.ledger import Ledger
from domain.policy import LedgerSettings
from ledger.loading import load
from store.engine import Store
from store.repositories import ledger as ledgers
from store.repositories.history import add_event
from store.session import Session

log = logging.getLogger("ardoise.ledger")

SHOWN_ROWS = 20


@dataclass(frozen=True, slots=True)
class Imported:
    """One finished import."""

    import_id: int
    ledger: Ledger
    warnings: tuple[str, ...]


def import_ledger(store: Store, clock: Clock, folder: Path, settings: LedgerSettings, who: str) -> Imported:
    """Replace the ledger by a CSV folder, all or nothing. Raises LedgerError that names every bad row."""
    now = clock.now()
    ledger, warnings = load(folder, settings.document_pattern, now)
    with store.write() as session:
        number = ledgers.save_ledger(session, ledger, str(folder), warnings, now)
        add_event(session, who, "ledger_imported", now, detail={"import": number})
    log.info("ledger_imported", extra={"import": number, "warnings": len(warnings)})
    return Imported(number, ledger, warnings)


def refresh_ledger(store: Store, clock: Clock, folder: Path, settings: LedgerSettings) -> bool:
    """Import the drop folder by timetable; a broken one changes nothing and says so in the history.

    The ledger's age, which is shown and in the end stops automatic answers, then goes on growing.
    """
    try:
        import_ledger(store, clock, folder, settings, "timetable")
    except LedgerError as error:
        log.error("ledger_refused", extra={"rows": len(error.rows)})
        with store.write() as session:
            sentence = " ".join([str(error), *error.rows[:SHOWN_ROWS]])
            add_event(session, "timetable", "ledger_refused", clock.now(), detail={"error": sentence})
        return False
    return True


@dataclass(slots=True)
class Bookshelf:
    """The newest ledger, loaded again only after another import."""

    store: Store
    _import_id: int | None = field(default=None, init=False)
    _ledger: Ledger | None = field(default=None, init=False)

    def ledger(self) -> Ledger | None:
        """Return the ledger, None before the first import."""
        with self.store.read() as session:
            return self.ledger_in(session)

    def ledger_in(self, session: Session) -> Ledger | None:
        """Return the ledger as that session sees it, None before the first import."""
        newest = ledgers.current_import_id(session)
        if newest != self._import_id:
            self._ledger = ledgers.load_ledger(session)
            self._import_id = newest
        return self._ledger
