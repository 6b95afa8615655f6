"""Moves an installation to another database, or its blobs to another store."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from app.backups import Say
from app.blobs import place_of
from app.filling import begin, current_revision, fill, finish, refuse_filled, sentences
from app.settings import Settings
from domain.clock import Clock
from domain.errors import ConfigurationError, StoreError
from domain.ports import BlobStore
from jobs.inventory import open_jobs
from store import migrations, moving
from store.backups import copied
from store.engine import Store, open_store
from store.repositories import settings as switches


def migrate_blobs(source: BlobStore, target: BlobStore, say: Say) -> None:
    """Copy every blob and read it back; may be begun again at any time. Raises StoreError."""
    problems: list[str] = []
    count = 0
    for name in copied(source.names(), source, target, problems):
        target.get(name)
        count += 1
    if problems:
        raise StoreError("\n".join(["not every blob can be copied; restore these first:", *problems[:20]]))
    say(f"{count} blobs are in {place_of(target)}, each read back and checked by its hash.")


def migrate_database(settings: Settings, url: str, clock: Clock, say: Say) -> None:
    """Copy every row and open job into an empty database, compare both, and put the old one on hold.

    Raises ConfigurationError or StoreError; the old one is unchanged then.
    """
    source, target = open_store(settings.database_url), open_store(url)
    if source.url == target.url:
        raise ConfigurationError("the installation is in that database already; name another.")
    with sentences(target):
        refuse_filled(target)
        migrations.upgrade(url)
        begin(target, "a move", clock.now())
    with sentences(source):
        current_revision(source)
        with _frozen(source) as connection:
            tables = {
                table.name: moving.lines_of(connection, table) for table in moving.tables_in(connection)
            }
            with sentences(target), target.write() as session:
                rows = fill(session.connection(), tables, None, clock.now())
            jobs = list(open_jobs(connection))
    say(f"{rows} rows of {len(tables)} tables; counts and hashes of both databases agree.")
    with sentences(target):
        finish(target, clock, jobs, restored_at=None)
    say(f"{len(jobs)} open jobs.")
    with source.write() as session:
        switches.set_setting(session, switches.HOLD_OUTGOING, True, "migrate", clock.now())
    say("The old database is kept; its outgoing mail is on hold, should it ever be started again.")


@contextmanager
def _frozen(store: Store) -> Iterator[Connection]:
    """Yield a connection during which nobody else writes (SQLite), or that sees one moment."""
    if store.url.get_backend_name() == "sqlite":
        with store.write() as session:
            yield session.connection()
        return
    with moving.one_moment(store) as connection:
        yield connection
