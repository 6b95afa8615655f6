"""Rows as lines of JSON that every engine reads and writes alike, with digests to compare them by."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Table,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

from domain.errors import StoreError
from store.engine import Store
from store.tables import METADATA

LEFT_OUT = frozenset({"alembic_version", "heartbeat", "job"})
"""Not carried over as rows: the revision, signs of life, and jobs, which each engine keeps its own way."""
JOBS_OF_POSTGRESQL = "procrastinate_"
UNFINISHED = "unfinished_move"
"""Setting that stands in a database as long as it is being filled."""
AT_ONCE = 500
"""Rows a statement."""

_WHOLE = 1 << 256


@dataclass(frozen=True, slots=True)
class Sum:
    """How many lines, and a digest that does not depend on their order: engines sort texts apart."""

    rows: int
    digest: str


class Tally:
    """Counts lines as they pass and adds up their SHA-256."""

    def __init__(self) -> None:
        self._rows = 0
        self._total = 0

    def over(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the lines unchanged."""
        for line in lines:
            self._rows += 1
            self._total = (self._total + int.from_bytes(sha256(line).digest())) % _WHOLE
            yield line

    @property
    def sum(self) -> Sum:
        """What passed so far."""
        return Sum(self._rows, f"{self._total:064x}")


def sum_of(lines: Iterable[bytes]) -> Sum:
    """Return the sum of all lines."""
    tally = Tally()
    for _ in tally.over(lines):
        pass
    return tally.sum


@contextmanager
def one_moment(store: Store) -> Iterator[Connection]:
    """Yield a connection that sees one moment of the database while others go on writing."""
    engine = store.engine
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with engine.connect() as connection, connection.begin():
        yield connection


def tables_in(connection: Connection) -> tuple[Table, ...]:
    """Return every table whose rows are carried over, those that others refer to first."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: _is_carried(name))
    return tuple(found.sorted_tables)


def own_tables(connection: Connection) -> tuple[Table, ...]:
    """Return those of them that this program knows: others may share the database."""
    return tuple(table for table in tables_in(connection) if table.name in METADATA.tables)


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """Yield each row as one line of JSON without its end, by primary key; memory stays flat."""
    wanted = select(table).order_by(*table.primary_key.columns)
    names = sorted(column.name for column in table.columns)
    for row in connection.execute(wanted, execution_options={"yield_per": AT_ONCE}).mappings():
        yield line({name: _plain(row[name]) for name in names})


def line(values: dict[str, Any]) -> bytes:
    """Return values as one line of JSON without its end, always the same for the same values."""
    return json.dumps(values, sort_keys=True, separators=(",", ":")).encode("ascii")


def add_lines(connection: Connection, table: Table, lines: Iterable[bytes]) -> None:
    """Add a row for each line. Raises StoreError that names the table."""
    columns = {column.name: column for column in table.columns}
    zoned = connection.dialect.name == "postgresql"
    every = iter(lines)
    try:
        while group := list(islice(every, AT_ONCE)):
            rows = [
                {name: _stored(columns[name], value, zoned) for name, value in json.loads(each).items()}
                for each in group
            ]
            connection.execute(insert(table), rows)
    except (DBAPIError, AttributeError, KeyError, TypeError, ValueError) as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        raise StoreError(f"the rows of {table.name} cannot be stored in the target ({reason}).") from error


def set_counters(connection: Connection, tables: Iterable[Table]) -> None:
    """Let new rows be numbered after those that were carried over; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        if "id" not in table.columns:
            continue
        name = connection.execute(select(func.pg_get_serial_sequence(table.name, "id"))).scalar_one()
        highest = connection.execute(select(func.max(table.columns["id"]))).scalar_one()
        if name is not None and highest is not None:
            connection.execute(select(func.setval(name, highest)))


def is_empty(connection: Connection) -> bool:
    """Tell whether no table holds a row; a database without tables is empty too."""
    for table in tables_in(connection):
        if connection.execute(select(1).select_from(table).limit(1)).first() is not None:
            return False
    return True


def has_jobs(connection: Connection) -> bool:
    """Tell whether a job waits, runs or was shelved in the database's own kind of queue."""
    name = "job" if connection.dialect.name == "sqlite" else f"{JOBS_OF_POSTGRESQL}jobs"
    if not inspect(connection).has_table(name):
        return False
    found = connection.execute(text(f"SELECT 1 FROM {name} LIMIT 1"))  # noqa: S608 - one of two words
    return found.first() is not None


def begin(connection: Connection, what: str, now: datetime) -> None:
    """Note that this empty database is being filled. Raises StoreError when it holds anything."""
    refuse_half_filled(connection)
    if not is_empty(connection):
        raise StoreError("the target holds rows already; give an empty database.")
    mark(connection, what, now)


def mark(connection: Connection, what: str, now: datetime) -> None:
    """Note that this database is not whole yet."""
    table = Table("setting", MetaData(), autoload_with=connection)
    values = {"name": UNFINISHED, "value": json.dumps(what), "changed_at": now, "changed_by": "ardoise"}
    add_lines(connection, table, [line({name: _plain(value) for name, value in values.items()})])


def end(connection: Connection) -> None:
    """Note that the database is whole."""
    connection.execute(text("DELETE FROM setting WHERE name = :name"), {"name": UNFINISHED})


def refuse_unfinished(store: Store) -> None:
    """Raise StoreError for a database that was never filled to the end."""
    with store.read() as session:
        refuse_half_filled(session.connection())


def refuse_half_filled(connection: Connection) -> None:
    """As `refuse_unfinished`, over a connection."""
    if not inspect(connection).has_table("setting"):
        return
    found = connection.execute(text("SELECT value FROM setting WHERE name = :name"), {"name": UNFINISHED})
    what = found.scalar_one_or_none()
    if what is not None:
        raise StoreError(
            f"this database is half filled: {json.loads(what)} did not come to its end. Delete it (the "
            "file, or drop and create the database), then begin again; what it was filled from is unchanged."
        )


def _is_carried(name: str) -> bool:
    return name not in LEFT_OUT and not name.startswith((JOBS_OF_POSTGRESQL, "sqlite_"))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    # PostgreSQL keeps no NUL in a text.
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def _stored(column: Column[Any], value: Any, zoned: bool) -> object:
    if value is None:
        return None
    match column.type:
        case DateTime():
            moment = datetime.fromisoformat(value)
            return moment if zoned else moment.replace(tzinfo=None)
        case Date():
            return date.fromisoformat(value)
        case Boolean():
            return bool(value)
        case LargeBinary():
            return b64decode(value)
    return value
