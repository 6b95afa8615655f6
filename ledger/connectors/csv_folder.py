"""The ledger as a folder of CSV files, the form that every ERP can write."""

from dataclasses import dataclass, field
from pathlib import Path

from domain.clock import Clock, SystemClock
from domain.ledger import Ledger
from domain.ports import LedgerConnector
from ledger.loading import load


@dataclass(slots=True)
class CsvFolder:
    """Loads the folder whose layout the interface fixes (`domain.ports.LedgerConnector`)."""

    name: str = "csv"
    document_pattern: str | None = None
    clock: Clock = field(default_factory=SystemClock)

    def load(self, location: Path) -> tuple[Ledger, tuple[str, ...]]:
        """Return the whole ledger and its warnings. Raises LedgerError with every bad row named."""
        return load(location, self.document_pattern, self.clock.now())


PLUGIN: LedgerConnector = CsvFolder()
