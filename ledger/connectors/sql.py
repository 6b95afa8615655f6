"""The ledger as the ERP's own database: configured queries, read-only, whole or only what changed."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from domain.clock import Clock, SystemClock
from domain.errors import ConfigurationError
from domain.ledger import Ledger, SupportingDocument
from domain.ledger_policy import LedgerQuery, SqlLedger
from domain.ports import LedgerReading
from ledger.assembling import Books, Placed, assembled
from ledger.documents import NamePattern
from ledger.faults import Faults
from ledger.sql.connection import Erp, Snapshot, uses_since
from ledger.sql.marks import Mark, higher
from ledger.sql.reading import TableReading, called, merged, read_table
from ledger.sql.statement import refuse_unless_select
from ledger.tables import CONTACTS, CUSTOMERS, OPEN_ITEMS, PURCHASE_ORDERS, SUPPORTING_DOCUMENTS, Table

V = TypeVar("V")

_TABLES: dict[str, Table[Any]] = {
    "customers": CUSTOMERS,
    "contacts": CONTACTS,
    "open_items": OPEN_ITEMS,
    "purchase_orders": PURCHASE_ORDERS,
    "supporting_documents": SUPPORTING_DOCUMENTS,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the last import read, as it is kept beside it."""

    queries: str = ""
    """Fingerprint of address and queries: marks mean nothing to others."""
    whole_at: str = ""
    """When everything was read last, ISO 8601."""
    listed: int = 0
    """How many of the ledger's documents the query listed; those after them were found by their names."""
    marks: tuple[tuple[str, str, str], ...] = ()
    """(query, kind, value)."""

    def as_text(self) -> str:
        """Return the form that is stored."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__})

    @classmethod
    def from_text(cls, text: str) -> "Progress":
        """Return what was stored; nothing read so far for anything that cannot be understood."""
        try:
            told = json.loads(text)
            marks = tuple((str(query), str(kind), str(value)) for query, kind, value in told["marks"])
            return cls(str(told["queries"]), str(told["whole_at"]), int(told["listed"]), marks)
        except (ValueError, KeyError, TypeError):
            return cls()

    def mark(self, query: str) -> Mark | None:
        """Return how far a query was read."""
        return next((Mark(kind, value) for name, kind, value in self.marks if name == query), None)


@dataclass(slots=True)
class ErpDatabase:
    """Loads the ledger by SQL (`domain.ports.LedgerConnector`, `domain.ports.ResumableLedger`)."""

    name: str = "sql"
    settings: SqlLedger | None = None
    url: str | None = None
    """The whole address where it is kept outside the settings."""
    password: str | None = None
    document_pattern: str | None = None
    clock: Clock = field(default_factory=SystemClock)

    @property
    def source(self) -> str:
        """The address without password, for sentences and for the list of imports."""
        return self._erp().shown

    def load(self, location: Path) -> tuple[Ledger, tuple[str, ...]]:
        """Return the whole ledger and its warnings; the documents lie in `location`/documents.

        Raises LedgerError that names every bad row, ConfigurationError for settings that cannot be used.
        """
        settings = self._settings().model_copy(update={"documents": location / "documents"})
        reading = replace(self, settings=settings).resume(None, "", whole=True)
        return reading.ledger, reading.warnings

    def resume(self, last: Ledger | None, progress: str, *, whole: bool) -> LedgerReading:
        """Return the ledger as it is now: what changed since `progress` laid over `last`, or all of it.

        Raises LedgerError that names every bad row, ConfigurationError for settings that cannot be used.
        """
        settings, now = self._settings(), self.clock.now()
        pattern = NamePattern(self.document_pattern) if self.document_pattern else None
        before = Progress.from_text(progress)
        if whole or last is None or not self._goes_on(before, now):
            last, before = None, Progress(self._fingerprint(), now.isoformat())
        erp, queries, faults = self._erp(), self._queries(), Faults()
        books = Books(erp.shown, called("customers"))
        marks: list[tuple[str, str, str]] = []
        with erp.snapshot() as snapshot:
            for name, query in queries:
                news = _read(snapshot, name, query, before.mark(name), faults)
                partly = last is not None and uses_since(name, query.select)
                rows = _joined(name, last, before, news, faults) if partly else news.rows
                setattr(books, name, _in_order(_TABLES[name], rows))
                if mark := _further(before.mark(name), news.mark):
                    marks.append((name, mark.kind, mark.value))
        ledger, warnings = assembled(books, faults, settings.documents, pattern, now)
        after = replace(before, listed=len(books.supporting_documents), marks=tuple(marks))
        return LedgerReading(ledger, warnings, after.as_text(), whole=last is None)

    def _goes_on(self, before: Progress, now: datetime) -> bool:
        if before.queries != self._fingerprint():
            return False
        age = now - datetime.fromisoformat(before.whole_at)
        return timedelta() <= age < timedelta(days=self._settings().full_days)

    def _settings(self) -> SqlLedger:
        if self.settings is None:
            raise ConfigurationError("ledger.sql is not set; name the ERP's database and queries there.")
        return self.settings

    def _queries(self) -> list[tuple[str, LedgerQuery]]:
        queries = self._settings().queries
        found = [(name, query) for name in _TABLES if (query := getattr(queries, name)) is not None]
        for name, query in found:
            _check(name, query)
        return found

    def _fingerprint(self) -> str:
        what = [self._erp().shown, self._settings().queries.model_dump(mode="json")]
        return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()

    def _erp(self) -> Erp:
        settings = self._settings()
        address = self.url or settings.url
        if not address:
            raise ConfigurationError("ledger.sql.url is not set; name the ERP's database there.")
        return Erp(
            address, self.password, settings.statement_seconds, settings.batch_rows, settings.most_rows
        )


def _check(name: str, query: LedgerQuery) -> None:
    refuse_unless_select(name, query.select)
    if uses_since(name, query.select) != bool(query.changed):
        raise ConfigurationError(
            f"the query {name} of ledger.sql needs both: :since in its text and, as `changed`, the column "
            "that it is compared with; set both or none."
        )


def _read(
    snapshot: Snapshot, name: str, query: LedgerQuery, mark: Mark | None, faults: Faults
) -> TableReading[Any]:
    since = mark.since(query.overlap) if mark else query.start
    columns, found = snapshot.query(name, query.select, since)
    return read_table(name, _TABLES[name], query, columns, found, faults)


def _joined(
    name: str, last: Ledger | None, before: Progress, news: TableReading[Any], faults: Faults
) -> Placed[Any]:
    values: Sequence[Any] = getattr(last, name)
    if name == "supporting_documents":
        # Where they lie is looked up anew; copies found by their names are found again.
        values = [_unplaced(document) for document in values[: before.listed]]
    return merged(name, _TABLES[name], values, news, faults)


def _further(before: Mark | None, now: Mark | None) -> Mark | None:
    if before and now and before.kind != now.kind:
        return now  # the column was given another type
    return higher(before, now)


def _unplaced(document: SupportingDocument) -> SupportingDocument:
    return replace(document, path=None)


def _in_order(table: Table[V], rows: Placed[V]) -> Placed[V]:
    """Sort by key: a database gives rows in any order, and a ledger must not depend on it."""
    return sorted(rows, key=lambda found: repr(table.key(found[1])))


PLUGIN = ErpDatabase()
