"""Writes a backup of a whole installation, and fills an empty one from it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from app.blobs import open_blobs, place_of
from app.filling import begin, current_revision, fill, finish, refuse_filled, sentences
from app.service.presence import alone
from app.settings import Settings
from domain.clock import Clock
from domain.codec import from_json, to_json
from domain.errors import ConfigurationError, StoreError
from domain.ports import BlobStore
from jobs.inventory import OpenJob, open_jobs
from store import migrations, moving
from store.backups import Snapshot, SnapshotWriter, copied, problems_of
from store.engine import Store, open_store

Say = Callable[[str], None]
"""Tells the person at the terminal how far it is."""

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
    with sentences(store):
        revision = current_revision(store)
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
        jobs = [_job(line) for line in snapshot.jobs()]
        store = open_store(settings.database_url)
        if _is_there(store):
            # Before hours of copying, and before anything of another installation lies among its blobs.
            with sentences(store):
                refuse_filled(store)
        _bring_blobs(snapshot, open_blobs(settings), say)
        with sentences(store):
            refuse_filled(store)
            migrations.bring_to(settings.database_url, snapshot.manifest.revision)
            begin(store, f"the restore of {snapshot.path}", clock.now())
            with store.write() as session:
                connection = session.connection()
                tables = {name: snapshot.rows(name) for name in snapshot.manifest.tables}
                fill(connection, tables, snapshot.manifest.tables, clock.now())
            say(f"{sum(each.rows for each in snapshot.manifest.tables.values())} rows, every hash is right.")
            migrations.upgrade(settings.database_url)
            _bring_files(settings, snapshot, say)
            finish(store, clock, jobs, restored_at=clock.now())
        say(f"{len(jobs)} open jobs wait again.")


def _is_there(store: Store) -> bool:
    """False for a file that opening would make."""
    return store.url.get_backend_name() != "sqlite" or Path(store.url.database or "").exists()


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
        if place not in folders or not rest:
            continue
        path = folders[place] / rest
        if path.exists() and path.read_bytes() != content:
            say(f"{path} is there already with other content and was left as it is.")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _job(line: bytes) -> OpenJob:
    try:
        found: OpenJob = from_json(OpenJob, line)
    except ValueError:
        raise StoreError("a line of the backup's open jobs is no job; use another snapshot.") from None
    return found
