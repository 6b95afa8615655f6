"""The settings of a ledger that is read from the ERP's own database."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field

from domain.section import Secret, Section


class LedgerQuery(Section):
    """One SELECT whose columns are named like those of the CSV file."""

    select: str
    """The query; `:since` in it stands for how far the last import read."""
    changed: str | None = None
    """Column that tells changes apart (time or growing number); needed with `:since`."""
    deleted: str | None = None
    """Column that marks a row as deleted: such a row closes what was listed."""
    start: int | datetime | date | str = "1900-01-01 00:00:00"
    """What `:since` stands for when everything is read."""
    overlap: Annotated[float, Field(ge=0)] = 300
    """Seconds (of a time) or units (of a number) that `:since` is moved back, for late commits."""


class LedgerQueries(Section):
    """One query a file of the CSV layout."""

    customers: LedgerQuery
    """Columns of customers.csv."""
    open_items: LedgerQuery
    """Columns of open_items.csv."""
    contacts: LedgerQuery | None = None
    """Columns of contacts.csv."""
    purchase_orders: LedgerQuery | None = None
    """Columns of purchase_orders.csv."""
    supporting_documents: LedgerQuery | None = None
    """Columns of supporting_documents.csv."""


class SqlLedger(Section):
    """The ERP's database; it is only ever read."""

    url: str | None = None
    """SQLAlchemy URL without a password."""
    url_from: Secret = Secret()
    """Where the whole URL is kept, instead of `url`."""
    password: Secret = Secret()
    """Where the password is kept."""
    documents: Path | None = None
    """Folder that the listed documents lie in."""
    statement_seconds: Annotated[int, Field(ge=1)] = 300
    """How long one query may take."""
    most_rows: Annotated[int, Field(ge=1)] = 5_000_000
    """Rows of one query; more are refused."""
    batch_rows: Annotated[int, Field(ge=1)] = 5_000
    """Rows fetched together."""
    full_days: Annotated[float, Field(ge=0)] = 7
    """After so many days everything is read again."""
    queries: LedgerQueries
    """What is read."""
