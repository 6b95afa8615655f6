"""Fills an empty database with the rows and jobs of another, wholly or recognisably not."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from domain.clock import Clock
from domain.errors import StoreError
from jobs.engine import open_queue
from jobs.inventory import OpenJob, shelve_again, submit_again
from pipeline.restored import note_restore
from store import migrations, moving
from store.engine import Store, shown
from store.moving import Sum

LEASE = timedelta(minutes=10)


def refuse_filled(store: Store) -> None:
    """Raise StoreError unless there is nothing in the database, not even a job."""
    with store.read() as session:
        connection = session.connection()
        moving.refuse_half_filled(connection)
        if not moving.is_empty(connection) or moving.has_jobs(connection):
            raise StoreError(f"the database {shown(store.url)} holds rows already; give an empty one.")


def begin(store: Store, what: str, now: datetime) -> None:
    """Note that this empty database is being filled by `what`. Raises StoreError when it holds anything."""
    with store.write() as session:
        moving.begin(session.connection(), what, now)


def fill(
    connection: Connection,
    tables: Mapping[str, Iterable[bytes]],
    wanted: Mapping[str, Sum] | None,
    now: datetime,
) -> int:
    """Write all rows; compare what stands there then with what came, and with the sums where known.

    Returns the number of rows. The database does not count as whole until `finish`. Raises StoreError.
    """
    moving.end(connection)
    targets = {table.name: table for table in moving.tables_in(connection)}
    missing = sorted(set(tables) - set(targets))
    if missing:
        raise StoreError(f"the target has no table {', '.join(missing)}; it is no database of this program.")
    total = 0
    for name, table in targets.items():
        if name in tables:
            total += _fill_table(connection, table, tables[name], wanted[name] if wanted else None)
    moving.set_counters(connection, targets.values())
    moving.mark(connection, "a move or restore", now)
    return total


def finish(store: Store, clock: Clock, jobs: list[OpenJob], restored_at: datetime | None) -> None:
    """Queue the open jobs; only then is the database whole. After a restore outgoing mail is on hold."""
    queue = open_queue(store, clock, LEASE)
    shelve_again(queue, jobs)
    with store.write() as session:
        submit_again(queue, jobs, session)
        if restored_at is not None:
            note_restore(session, restored_at)
        moving.end(session.connection())


def current_revision(store: Store) -> str:
    """Return the database's revision. Raises StoreError where this program is not the one that runs it."""
    revision = migrations.current(store)
    if revision != migrations.head():
        raise StoreError(
            f"the database is at revision {revision}, the program at {migrations.head()}; "
            "run `ardoise check --offline` first, which brings it up to date."
        )
    return revision


@contextmanager
def sentences(store: Store) -> Iterator[None]:
    """Say in one sentence what a database refuses."""
    try:
        yield
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()
        raise StoreError(
            f"the database {shown(store.url)} cannot be used ({reason[0] if reason else error}); "
            "check that it is there and reachable."
        ) from error


def _fill_table(connection: Connection, table: Table, lines: Iterable[bytes], wanted: Sum | None) -> int:
    tally = moving.Tally()
    moving.add_lines(connection, table, tally.over(lines))
    wanted = wanted or tally.sum
    stands = moving.sum_of(moving.lines_of(connection, table))
    if not wanted == tally.sum == stands:
        raise StoreError(
            f"{table.name}: {wanted.rows} rows were expected, {tally.sum.rows} came, {stands.rows} stand "
            "there, or their hashes differ; nothing of it counts. Use another snapshot, or report this."
        )
    return stands.rows
