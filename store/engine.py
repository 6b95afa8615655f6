"""Opens the database and hands out sessions: short writing ones and reading ones."""

import os
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Engine, event, func, select
from sqlalchemy.engine import URL, Dialect, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, Pool
from sqlmodel import Session, create_engine

from domain.errors import ConfigurationError, StoreError
from store.audit_chain import seal

BUSY_SECONDS = 30
"""How long a writer waits for another before it gives up."""

_MIGRATION_KEY = 4_711_000
"""Number of the advisory lock under which PostgreSQL lets one process migrate at a time."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # NORMAL may forget the last commits at a power cut, and with them that a mail was sent.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)


_PATIENCE = {"connect_timeout": 10, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""How soon a PostgreSQL that is cut off is noticed, in seconds; the URL may say otherwise."""

_SESSION = (
    # A machine that vanishes in the middle of a transaction must not hold its locks for hours.
    "SET tcp_keepalives_idle = 30",
    "SET tcp_keepalives_interval = 10",
    "SET tcp_keepalives_count = 3",
    "SET idle_in_transaction_session_timeout = '5min'",
)


class Store:
    """One database. Safe to hold across a fork and to hand to a spawned process."""

    def __init__(self, url: URL, busy_seconds: float = BUSY_SECONDS) -> None:
        self.url = url
        self.busy_seconds = busy_seconds
        self.engine = _engine(url, busy_seconds)
        self._writing = self.engine.execution_options(ardoise_writes=True)
        _forget_connections_after_fork(self.engine)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Yield a session in one writing transaction, committed at the end, rolled back on any error.

        On SQLite the write lock is taken at once, so two writers queue instead of failing half-way.
        What was noted for the audit trail is chained last.
        """
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            session.connection()
            yield session
            seal(session)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session that sees one moment of the database; what it changes is thrown away."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Yield a connection in one writing transaction in which tables may be rebuilt.

        On SQLite foreign keys are off meanwhile, as its documentation asks, and checked before the commit.
        """
        with self._writing.connect() as connection:
            sqlite = connection.dialect.name == "sqlite"
            if sqlite:
                _foreign_keys(connection, "OFF")
            try:
                with connection.begin():
                    if not sqlite:
                        connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_KEY)))
                    yield connection
                    if sqlite:
                        _refuse_dangling(connection)
            finally:
                if sqlite:
                    _foreign_keys(connection, "ON")

    def close(self) -> None:
        """Give back every connection; the store may be used again."""
        self.engine.dispose()

    def __reduce__(self) -> tuple[Callable[[str, float], "Store"], tuple[str, float]]:
        """Let a spawned process open the same database with connections of its own."""
        return open_store, (self.url.render_as_string(hide_password=False), self.busy_seconds)


def open_store(url: str, busy_seconds: float = BUSY_SECONDS) -> Store:
    """Open the database under that URL (`sqlite:///path` or `postgresql+psycopg://…`).

    On SQLite a writer waits `busy_seconds` for another. Raises ConfigurationError for a URL that is not one,
    or an engine that is not served.
    """
    return Store(checked_url(url), busy_seconds)


def shown(url: URL) -> str:
    """Return a URL for people to read: without a password, in its place or among its options."""
    hidden = {name: "hidden" for name in url.query if "pass" in name.lower()}
    return url.update_query_dict(hidden).render_as_string()


def checked_url(url: str) -> URL:
    """Return the parsed URL. Raises ConfigurationError where it cannot be used."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigurationError(
            "the database URL cannot be read; write it as sqlite:///path/to/ardoise.db"
        ) from error
    engine = parsed.get_backend_name()
    if engine not in ("sqlite", "postgresql"):
        raise ConfigurationError(f"the database engine {engine!r} is not served; use sqlite or postgresql")
    if engine == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise ConfigurationError(
            "a database in memory keeps nothing; give it a file: sqlite:///path/to/ardoise.db"
        )
    if engine == "postgresql" and parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed


def _engine(url: URL, busy_seconds: float) -> Engine:
    postgresql = url.get_backend_name() == "postgresql"
    patience = {name: value for name, value in _PATIENCE.items() if postgresql and name not in url.query}
    try:
        # What a row holds is mail: an error must not carry it into logs and histories.
        engine = create_engine(url, pool_pre_ping=postgresql, connect_args=patience, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"the driver {error.name} is not installed; install Ardoise with its extra `postgresql` "
            "and write the URL as postgresql+psycopg://…"
        ) from error
    if postgresql:
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    busy = f"PRAGMA busy_timeout={int(busy_seconds * 1000)}"
    event.listen(engine, "do_connect", _private_file)
    event.listen(engine, "connect", lambda connection, record: _prepare_sqlite(connection, busy))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _private_file(
    dialect: Dialect, record: ConnectionPoolEntry, arguments: list[str], options: dict[str, object]
) -> None:
    """Make a missing database readable for its owner alone; SQLite gives its side files the same rights."""
    if options.get("uri"):
        return
    # What keeps the file from being made (a folder that is read-only or full) SQLite meets and says itself.
    with suppress(OSError):
        os.close(os.open(arguments[0], os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))


def _prepare_postgresql(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for statement in _SESSION:
        cursor.execute(statement)
    cursor.close()
    connection.commit()


def _prepare_sqlite(connection: sqlite3.Connection, busy: str) -> None:
    # The driver would begin transactions by itself, and never IMMEDIATE.
    connection.isolation_level = None
    for pragma in (busy, *_PRAGMAS):
        connection.execute(pragma).close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("ardoise_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _foreign_keys(connection: Connection, value: str) -> None:
    # The switch does nothing inside a transaction, so it goes past SQLAlchemy, which begins one.
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={value}")
    cursor.close()


def _refuse_dangling(connection: Connection) -> None:
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if dangling is not None:
        raise StoreError(
            f"after the migration a row of {dangling[0]} would name a missing row of {dangling[2]}; "
            "nothing was changed. Restore the database from a backup, or report this."
        )


_left_to_the_parent: list[Pool] = []


def _forget_connections_after_fork(engine: Engine) -> None:
    """Make a forked child open its own connections; closing the inherited ones would disturb the parent."""
    reference: weakref.ref[Any] = weakref.ref(engine)

    def forget() -> None:
        alive = reference()
        if alive is not None:
            _left_to_the_parent.append(alive.pool)
            alive.dispose(close=False)

    os.register_at_fork(after_in_child=forget)
