"""Moves a whole installation: to another database or blob store, into a backup, and back out of one."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

import yaml
from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from app.blobs import open_blobs, place_of
from app.service.presence import alone
from app.settings import Settings
from domain.clock import Clock
from domain.codec import from_json, to_json
from domain.errors import ConfigurationError, StoreError
from domain.ports import BlobStore
from jobs.engine import open_queue
from jobs.inventory import OpenJob, open_jobs, shelve_again, submit_again
from pipeline.restored import note_restore
from store import migrations, moving
from store.backups import Snapshot, SnapshotWriter, copied, problems_of
from store.engine import Store, open_store
from store.repositories import settings as switches

Say = Callable[[str], None]
"""Tells the person at the terminal how far it is."""

LEASE = timedelta(minutes=10)
_PASSWORD = re.compile(r"(://[^:/@]*:).*@")
_HOST = re.compile(r"[a-z]+://[^/?]*")
NOT_WHOLE = "the backup is not whole; nothing was restored:"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """One finished backup; `problems` name damaged blobs that are not in it."""

    snapshot: Snapshot
    problems: tuple[str, ...]


def back_up(settings: Settings, folder: Path, clock: Clock, say: Say) -> BackedUp:
    """Write a snapshot of the whole installation while the service goes on. Raises ArdoiseError."""
    if folder.resolve().is_relative_to(settings.data.resolve()):
        raise ConfigurationError(f"{folder} lies in the data folder itself; back up to another place.")
    store = open_store(settings.database_url)
    with _sentences(store):
        revision = _current(store)
        writer = SnapshotWriter(folder, clock.now())
        with moving.one_moment(store) as connection:
            tables = writer.rows(connection)
            jobs = writer.jobs(to_json(job) for job in open_jobs(connection))
    say(f"{sum(each.rows for each in tables.values())} rows of {len(tables)} tables, {jobs.rows} open jobs.")
    blobs, problems = writer.blobs(open_blobs(settings))
    say(f"{blobs.rows} mails, documents and answers.")
    for name, content in _files(settings):
        writer.file(name, content)
    engine = store.url.get_backend_name()
    return BackedUp(writer.finish(revision, engine, tables, jobs, blobs), problems)


def restore(settings: Settings, snapshot: Snapshot, clock: Clock, say: Say) -> None:
    """Fill an empty installation from a snapshot; nothing leaves it until it is released.

    Every hash is checked before the database is touched. Raises ConfigurationError or StoreError; a
    database that was not filled to its end is recognised later.
    """
    with alone(settings.data):
        problems = tuple(problems_of(snapshot, blobs=False))
        if problems:
            raise StoreError("\n".join([NOT_WHOLE, *problems[:20]]))
        _bring_blobs(snapshot, open_blobs(settings), say)
        store = open_store(settings.database_url)
        with _sentences(store):
            _refuse_filled(store)
            migrations.bring_to(settings.database_url, snapshot.manifest.revision)
            _begin(store, f"the restore of {snapshot.path}", clock.now())
            with store.write() as session:
                connection = session.connection()
                tables = {name: snapshot.rows(name) for name in snapshot.manifest.tables}
                _fill(connection, tables, snapshot, clock.now())
            say(f"{sum(each.rows for each in snapshot.manifest.tables.values())} rows, every hash is right.")
            migrations.upgrade(settings.database_url)
            _bring_files(settings, snapshot, say)
            jobs = [_job(line) for line in snapshot.jobs()]
            _finish(store, clock, jobs, restored_at=clock.now())
        say(f"{len(jobs)} open jobs wait again.")


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
    with _sentences(target):
        _refuse_filled(target)
        migrations.upgrade(url)
        _begin(target, "a move", clock.now())
    with _sentences(source):
        _current(source)
        with _frozen(source) as connection:
            tables = {
                table.name: moving.lines_of(connection, table) for table in moving.tables_in(connection)
            }
            with _sentences(target), target.write() as session:
                rows = _fill(session.connection(), tables, None, clock.now())
            jobs = list(open_jobs(connection))
    say(f"{rows} rows of {len(tables)} tables; counts and hashes of both databases agree.")
    with _sentences(target):
        _finish(target, clock, jobs, restored_at=None)
    say(f"{len(jobs)} open jobs.")
    with source.write() as session:
        switches.set_setting(session, switches.HOLD_OUTGOING, True, "migrate", clock.now())
    say("The old database is kept; its outgoing mail is on hold, should it ever be started again.")


def _fill(
    connection: Connection, tables: Mapping[str, Iterable[bytes]], snapshot: Snapshot | None, now: datetime
) -> int:
    """Write all rows and compare what stands there then with what came; return the number of rows."""
    moving.end(connection)
    targets = {table.name: table for table in moving.tables_in(connection)}
    missing = sorted(set(tables) - set(targets))
    if missing:
        raise StoreError(f"the target has no table {', '.join(missing)}; it is no database of this program.")
    total = 0
    for name, table in targets.items():
        if name in tables:
            total += _fill_table(connection, table, tables[name], snapshot)
    moving.set_counters(connection, targets.values())
    moving.mark(connection, "a move or restore", now)
    return total


def _fill_table(
    connection: Connection, table: Table, lines: Iterable[bytes], snapshot: Snapshot | None
) -> int:
    tally = moving.Tally()
    moving.add_lines(connection, table, tally.over(lines))
    wanted = snapshot.manifest.tables[table.name] if snapshot else tally.sum
    stands = moving.sum_of(moving.lines_of(connection, table))
    if not wanted == tally.sum == stands:
        raise StoreError(
            f"{table.name}: {wanted.rows} rows were expected, {tally.sum.rows} came, {stands.rows} stand "
            "there, or their hashes differ; nothing of it counts. Use another snapshot, or report this."
        )
    return stands.rows


def _finish(store: Store, clock: Clock, jobs: list[OpenJob], restored_at: datetime | None) -> None:
    """Queue the open jobs; only then is the database whole. After a restore outgoing mail is on hold."""
    queue = open_queue(store, clock, LEASE)
    shelve_again(queue, jobs)
    with store.write() as session:
        submit_again(queue, jobs, session)
        if restored_at is not None:
            note_restore(session, restored_at)
        moving.end(session.connection())


def _begin(store: Store, what: str, now: datetime) -> None:
    with store.write() as session:
        moving.begin(session.connection(), what, now)


def _refuse_filled(store: Store) -> None:
    """Raise StoreError unless there is nothing in the database, not even a job."""
    with store.read() as session:
        connection = session.connection()
        moving.refuse_half_filled(connection)
        if not moving.is_empty(connection) or moving.has_jobs(connection):
            raise StoreError(
                f"the database {store.url.render_as_string()} holds rows already; give an empty one."
            )


def _current(store: Store) -> str:
    """Return the database's revision. Raises StoreError where this program is not the one that runs it."""
    revision = migrations.current(store)
    if revision != migrations.head():
        raise StoreError(
            f"the database is at revision {revision}, the program at {migrations.head()}; "
            "run `ardoise check --offline` first, which brings it up to date."
        )
    return revision


@contextmanager
def _frozen(store: Store) -> Iterator[Connection]:
    """Yield a connection during which nobody else writes (SQLite), or that sees one moment."""
    if store.url.get_backend_name() == "sqlite":
        with store.write() as session:
            yield session.connection()
        return
    with moving.one_moment(store) as connection:
        yield connection


def _bring_blobs(snapshot: Snapshot, target: BlobStore, say: Say) -> None:
    problems: list[str] = []
    count = sum(1 for _ in copied(snapshot.blob_names(), snapshot.blobs, target, problems))
    if problems:
        raise StoreError("\n".join([NOT_WHOLE, *problems[:20]]))
    say(f"{count} mails, documents and answers are in {place_of(target)}.")


def _files(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield what stands in files: taught layouts, what file sources remember, settings without secrets."""
    for name, folder in _folders(settings).items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"{name}/{path.relative_to(folder).as_posix()}", path.read_bytes()
    told = _without_secrets(settings.model_dump(mode="json"))
    yield "config.yaml", yaml.safe_dump(told, sort_keys=False, allow_unicode=True).encode("utf-8")


def _without_secrets(value: object, name: str = "") -> object:
    """Blank what a URL may hide: a password, a query, and where a webhook's name is its secret, its path."""
    if isinstance(value, dict):
        return {key: _without_secrets(part, f"{name}.{key}") for key, part in value.items()}
    if isinstance(value, list):
        return [_without_secrets(part, name) for part in value]
    if not isinstance(value, str) or "://" not in value:
        return value
    shown = _PASSWORD.sub(r"\1***@", value).partition("?")
    kept = _HOST.match(shown[0]) if name.endswith("webhook.url") else None
    return (kept.group() + "/***" if kept else shown[0]) + ("?***" if shown[2] else "")


def _folders(settings: Settings) -> dict[str, Path]:
    templates = settings.templates or Path("templates_learned")
    return {"templates_learned": templates, "sources": settings.data / "sources"}


def _bring_files(settings: Settings, snapshot: Snapshot, say: Say) -> None:
    """Write back what stood in files; one that is there with other words is left and named."""
    folders = _folders(settings)
    for name, content in snapshot.files():
        place, _, rest = name.partition("/")
        if place not in folders or not rest or {"..", "/"}.intersection(PurePosixPath(rest).parts):
            continue
        path = folders[place] / rest
        if path.exists() and path.read_bytes() != content:
            say(f"{path} is there already with other content and was left as it is.")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _job(line: bytes) -> OpenJob:
    found: OpenJob = from_json(OpenJob, line)
    return found


@contextmanager
def _sentences(store: Store) -> Iterator[None]:
    """Say in one sentence what a database refuses."""
    try:
        yield
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()
        raise StoreError(
            f"the database {store.url.render_as_string()} cannot be used ({reason[0] if reason else error}); "
            "check that it is there and reachable."
        ) from error
