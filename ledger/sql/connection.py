"""Reads the ERP's database: one read-only transaction, one snapshot for all queries, always rolled back."""

import re
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from domain.errors import ConfigurationError, LedgerError
from ledger.sql.marks import Since

CONNECT_SECONDS = 20
_WITH_TIMEOUT = frozenset({"postgresql", "postgresql+psycopg", "postgresql+psycopg2", "mysql+pymysql"})
"""Drivers that take `connect_timeout`; others have their own."""
_CHECKED_AFTER = 20_000
"""SQLite asks after so many of its instructions whether time is up."""
_LONGEST = 300
_PARAMETER = "since"
_READ_ONLY: Mapping[str, str] = {
    "mysql": "SET SESSION TRANSACTION READ ONLY",
    "mariadb": "SET SESSION TRANSACTION READ ONLY",
    "oracle": "SET TRANSACTION READ ONLY",
}
"""What other databases are told first; PostgreSQL and SQLite have ways of their own."""


@dataclass(slots=True)
class Erp:
    """One database of an ERP; nothing is connected before `snapshot`."""

    url: str
    password: str | None
    statement_seconds: int
    batch_rows: int
    most_rows: int
    shown: str = field(init=False)
    """The address without user, password and options, for sentences."""
    _address: URL = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Raise ConfigurationError for an address that cannot be one."""
        try:
            address = make_url(self.url)
        except ArgumentError:
            raise ConfigurationError(
                "the address of ledger.sql is no SQLAlchemy URL; write it like "
                "postgresql+psycopg://reader@erp.example/erp."
            ) from None
        self._address = address.set(password=self.password) if self.password else address
        bare = URL.create(address.drivername, None, None, address.host, address.port, address.database)
        self.shown = bare.render_as_string()

    @contextmanager
    def snapshot(self) -> Iterator["Snapshot"]:
        """Give one view of the database for all queries. Raises LedgerError when it cannot be reached."""
        engine = self._engine()
        try:
            with self._connected(engine) as connection:
                try:
                    yield Snapshot(self, connection)
                finally:
                    connection.rollback()
        except SQLAlchemyError as error:
            raise LedgerError(
                f"The database {self.shown} cannot be read ({self._said(error)}); nothing was loaded, "
                "the ledger stays as it is. Mend the connection and import again."
            ) from None
        finally:
            engine.dispose()

    def _engine(self) -> Engine:
        try:
            if self._address.get_backend_name() == "sqlite":
                return create_engine("sqlite://", creator=self._open_sqlite, poolclass=NullPool)
            return create_engine(self._address, poolclass=NullPool, connect_args=self._connect_arguments())
        except (NoSuchModuleError, ModuleNotFoundError) as error:
            raise ConfigurationError(
                f"ledger.sql needs a driver for {self._address.drivername} that is not installed "
                f"({' '.join(str(error).split())}); install it into Ardoise's environment, PostgreSQL's with "
                "the extra ardoise[postgresql]."
            ) from None

    def _connect_arguments(self) -> dict[str, int]:
        return {"connect_timeout": CONNECT_SECONDS} if self._address.drivername in _WITH_TIMEOUT else {}

    def _open_sqlite(self) -> sqlite3.Connection:
        # mode=ro also keeps SQLite from making an empty file where a path is mistyped.
        path = quote(str(Path(self._address.database or "").absolute()))
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5, isolation_level=None)
        connection.execute("PRAGMA query_only = ON")
        return connection

    @contextmanager
    def _connected(self, engine: Engine) -> Iterator[Connection]:
        backend = engine.dialect.name
        with engine.connect() as plain:
            connection = plain
            if backend == "postgresql":
                connection = plain.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
                connection.exec_driver_sql(f"SET statement_timeout = {self.statement_seconds * 1000}")
            elif backend == "sqlite":
                connection.exec_driver_sql("BEGIN")
            elif backend in _READ_ONLY:
                connection.exec_driver_sql(_READ_ONLY[backend])
            yield connection

    def _said(self, error: SQLAlchemyError) -> str:
        told = " ".join(str(getattr(error, "orig", None) or error).split())
        if password := self._address.password:
            told = told.replace(str(password), "***")
        return told[:_LONGEST]


@dataclass(slots=True)
class Snapshot:
    """The database at one moment."""

    erp: Erp
    _connection: Connection

    def query(
        self, name: str, statement: str, since: Since | None
    ) -> tuple[list[str], Iterator[Sequence[object]]]:
        """Run one query and return its column names and its rows, which are fetched in batches.

        `since` stands for `:since`. Raises LedgerError for a query that fails, takes too long or gives
        too many rows.
        """
        clause = text(statement)
        bound = {_PARAMETER: since} if uses_since(name, statement) else {}
        deadline = time.monotonic() + self.erp.statement_seconds
        self._stop_at(deadline)
        streamed = self._connection.execution_options(stream_results=True, max_row_buffer=self.erp.batch_rows)
        try:
            result = streamed.execute(clause, bound)
        except SQLAlchemyError as error:
            raise self._failed(name, error, deadline) from None
        if not result.returns_rows:
            raise LedgerError(f"The query {name} of ledger.sql returns no rows; write a SELECT.")

        def rows() -> Iterator[Sequence[object]]:
            count = 0
            try:
                while batch := result.fetchmany(self.erp.batch_rows):
                    count += len(batch)
                    if count > self.erp.most_rows:
                        raise self._too_many(name)
                    if time.monotonic() > deadline:
                        raise self._too_slow(name)
                    yield from batch
            except SQLAlchemyError as error:
                raise self._failed(name, error, deadline) from None

        return list(result.keys()), rows()

    def _stop_at(self, deadline: float) -> None:
        raw = self._connection.connection.driver_connection
        if isinstance(raw, sqlite3.Connection):
            raw.set_progress_handler(lambda: time.monotonic() > deadline, _CHECKED_AFTER)

    def _failed(self, name: str, error: SQLAlchemyError, deadline: float) -> LedgerError:
        said = self.erp._said(error)
        if time.monotonic() > deadline or "statement timeout" in said:
            return self._too_slow(name)
        return LedgerError(
            f"The query {name} of ledger.sql failed in {self.erp.shown} ({said}); nothing was loaded, the "
            "ledger stays as it is. Mend the query and import again."
        )

    def _too_slow(self, name: str) -> LedgerError:
        return LedgerError(
            f"The query {name} of ledger.sql took longer than {self.erp.statement_seconds} seconds; nothing "
            "was loaded. Make it faster or raise ledger.sql.statement_seconds."
        )

    def _too_many(self, name: str) -> LedgerError:
        return LedgerError(
            f"The query {name} of ledger.sql gives more than {self.erp.most_rows} rows; nothing was loaded. "
            "Narrow it or raise ledger.sql.most_rows."
        )


def holds_password(url: str) -> bool:
    """Tell whether an address holds a password, in its place or among its options."""
    try:
        address = make_url(url)
    except ArgumentError:
        return False  # refused as no address at all later on
    options = " ".join(f"{name}={value}" for name, value in address.query.items())
    return bool(address.password) or bool(re.search(r"(?i)\b(password|passwd|pwd)\s*=", options))


def uses_since(name: str, statement: str) -> bool:
    """Tell whether a query uses `:since`. Raises ConfigurationError for any other parameter."""
    names = set(text(statement).compile().params)
    if other := names - {_PARAMETER}:
        raise ConfigurationError(
            f"the query {name} of ledger.sql uses :{min(other)}, but only :since can be filled in; "
            "write \\: for a colon of your own."
        )
    return bool(names)
