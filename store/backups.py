"""Backups in a folder: snapshots of the rows in a form of our own, over one growing pile of blobs.

FOLDER/blobs/ab/abcd…            every blob once, whatever number of snapshots needs it
FOLDER/snapshots/TIME/tables/*.jsonl.gz, jobs.jsonl.gz, blobs.txt.gz, files/…, manifest.json (written last)
"""

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Connection

from domain.errors import ConfigurationError, NotFoundError, StoreError
from domain.ports import BlobStore
from store.blobs import BlobFolder
from store.moving import LEFT_OUT, Sum, Tally, lines_of, own_tables, sum_of

FORMAT = 1
NOT_KEPT = LEFT_OUT | {"web_session"}
"""Sign-ins end with a restore: one that was ended since must not come back."""
LOT_BYTES = 16_000_000
"""Blobs are copied in lots of about this size, so that memory stays flat."""
LOT = 200
LONGEST_LINE = 256_000_000
"""Bytes of one row; what unpacks to more is no row of ours, and must not fill the memory."""
_MANIFEST = "manifest.json"


class Manifest(BaseModel):
    """What a snapshot must hold; table sums and blobs as `store.moving.Sum`, files by their SHA-256."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int
    made_at: datetime
    revision: str
    engine: str
    tables: dict[str, Sum]
    jobs: Sum
    blobs: Sum
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot of a backup folder."""

    path: Path
    manifest: Manifest

    @property
    def blobs(self) -> BlobFolder:
        """The blobs of the whole backup folder."""
        return BlobFolder(self.path.parent.parent / "blobs")

    def rows(self, table: str) -> Iterator[bytes]:
        """Yield the lines of one table. Raises StoreError when the file is damaged."""
        return _lines(self.path / "tables" / f"{table}.jsonl.gz")

    def jobs(self) -> Iterator[bytes]:
        """Yield the line of each open job."""
        return _lines(self.path / "jobs.jsonl.gz")

    def blob_names(self) -> Iterator[str]:
        """Yield the SHA-256 of every blob that belongs to this snapshot."""
        return (line.decode("ascii", "replace") for line in _lines(self.path / "blobs.txt.gz"))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each further file.

        Raises StoreError for a damaged one, and for one that would lie outside of its folder.
        """
        for name, wanted in self.manifest.files.items():
            if any(part in ("", ".", "..") for part in name.split("/")):
                raise StoreError(
                    f"{self.path / _MANIFEST} names a file {name!r} outside of the backup; "
                    "`ardoise backup` writes no such name: somebody changed it, do not use it."
                )
            try:
                content = (self.path / "files" / name).read_bytes()
            except (OSError, ValueError) as error:
                raise StoreError(f"{self.path / 'files' / name} cannot be read ({error}).") from error
            if sha256(content).hexdigest() != wanted:
                raise StoreError(f"{self.path / 'files' / name} is damaged; use an older snapshot.")
            yield name, content


class SnapshotWriter:
    """Writes one snapshot: rows first, then blobs, so that every blob which a row names is there."""

    def __init__(self, folder: Path, now: datetime) -> None:
        """Begin a snapshot. Raises StoreError where the folder cannot be written."""
        self.final = folder / "snapshots" / now.strftime("%Y-%m-%dT%H%M%SZ")
        self._path = self.final.with_suffix(".partial")
        self._now = now
        self._pile = BlobFolder(folder / "blobs")
        self._files: dict[str, str] = {}
        if self.final.exists():
            raise ConfigurationError(f"{self.final} is there already; wait a second and try again.")
        with _named(self._path):
            for place in (folder, folder / "snapshots", self._path, self._path / "tables"):
                place.mkdir(mode=0o700, parents=True, exist_ok=True)

    def rows(self, connection: Connection) -> dict[str, Sum]:
        """Write every table as that one moment shows it; return the sums."""
        return {
            table.name: self._write(f"tables/{table.name}.jsonl.gz", lines_of(connection, table))
            for table in own_tables(connection)
            if table.name not in NOT_KEPT
        }

    def jobs(self, lines: Iterable[bytes]) -> Sum:
        """Write the open jobs."""
        return self._write("jobs.jsonl.gz", lines)

    def blobs(self, source: BlobStore) -> tuple[Sum, tuple[str, ...]]:
        """Copy what the pile lacks; return the sum of all names, and a sentence for each damaged blob."""
        problems: list[str] = []
        names = copied(source.names(), source, self._pile, problems)
        return self._write("blobs.txt.gz", (name.encode("ascii") for name in names)), tuple(problems)

    def file(self, name: str, content: bytes) -> None:
        """Keep one more file under a relative name."""
        path = self._path / "files" / name
        with _named(path):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_bytes(content)
            _sync(path)
        self._files[name] = sha256(content).hexdigest()

    def finish(
        self, revision: str, engine: str, tables: Mapping[str, Sum], jobs: Sum, blobs: Sum
    ) -> Snapshot:
        """Write the manifest and give the snapshot its name; only then does it count."""
        manifest = Manifest(
            format=FORMAT,
            made_at=self._now,
            revision=revision,
            engine=engine,
            tables=dict(tables),
            jobs=jobs,
            blobs=blobs,
            files=self._files,
        )
        path = self._path / _MANIFEST
        with _named(path):
            path.write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
            path.chmod(0o600)
            _sync(path)
            _sync(self._path)
            self._path.rename(self.final)
            _sync(self.final.parent)
        return Snapshot(self.final, manifest)

    def _write(self, name: str, lines: Iterable[bytes]) -> Sum:
        tally = Tally()
        path = self._path / name
        with _named(path):
            path.touch(mode=0o600)
            with gzip.open(path, "wb", compresslevel=5) as file:
                for line in tally.over(lines):
                    file.write(line + b"\n")
            _sync(path)
        return tally.sum


def copied(wanted: Iterable[str], source: BlobStore, target: BlobStore, problems: list[str]) -> Iterator[str]:
    """Copy those blobs that the target lacks, checked by its hash; yield the name of each that is there then.

    A blob that the source cannot give whole is named in `problems` and left out.
    """
    names = iter(wanted)
    while group := list(islice(names, LOT)):
        lot: list[bytes] = []
        for name in group:
            if target.has(name):
                yield name
                continue
            try:
                lot.append(source.get(name))
            except (NotFoundError, StoreError) as error:
                problems.append(str(error))
                continue
            if sum(map(len, lot)) > LOT_BYTES:
                yield from target.put(lot)
                lot = []
        yield from target.put(lot)


def open_snapshot(path: Path) -> Snapshot:
    """Return a snapshot: a folder of `snapshots`, or the newest whole one of a backup folder.

    Raises ConfigurationError when there is none, or when a newer program wrote it.
    """
    if not (path / _MANIFEST).is_file():
        whole = sorted(path.glob(f"snapshots/*/{_MANIFEST}"))
        whole = [found for found in whole if not found.parent.name.endswith(".partial")]
        if not whole:
            raise ConfigurationError(f"{path} holds no whole snapshot; give the folder of `ardoise backup`.")
        path = whole[-1].parent
    try:
        manifest = Manifest.model_validate_json((path / _MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise ConfigurationError(f"{path / _MANIFEST} cannot be read; use an older snapshot.") from error
    if manifest.format > FORMAT:
        raise ConfigurationError(
            f"{path} was written by a newer Ardoise; install that version to restore it."
        )
    return Snapshot(path, manifest)


def problems_of(snapshot: Snapshot, *, blobs: bool = True) -> Iterator[str]:
    """Yield a sentence for each thing of a snapshot that is missing or damaged; every byte is read.

    Without `blobs` only what lies in the snapshot's own folder.
    """
    sums = {f"table {name}": (found, snapshot.rows(name)) for name, found in snapshot.manifest.tables.items()}
    sums["list of jobs"] = (snapshot.manifest.jobs, snapshot.jobs())
    names = (name.encode("ascii", "replace") for name in snapshot.blob_names())
    sums["list of blobs"] = (snapshot.manifest.blobs, names)
    for what, (wanted, lines) in sums.items():
        try:
            if sum_of(lines) != wanted:
                yield f"the {what} of {snapshot.path} does not hold what the manifest says."
        except StoreError as error:
            yield str(error)
    try:
        for _ in snapshot.files():
            pass
        if blobs:
            yield from _damaged_blobs(snapshot)
    except StoreError as error:
        yield str(error)


def _damaged_blobs(snapshot: Snapshot) -> Iterator[str]:
    pile = snapshot.blobs
    for name in snapshot.blob_names():
        try:
            pile.get(name)
        except (NotFoundError, StoreError) as error:
            yield str(error)


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path, "rb") as file:
            while line := file.readline(LONGEST_LINE):
                if len(line) == LONGEST_LINE:
                    raise StoreError(f"{path} holds a line that is too long; use an older snapshot.")
                yield line.rstrip(b"\n")
    except (OSError, EOFError, zlib.error) as error:
        raise StoreError(f"{path} is missing or damaged; use an older snapshot.") from error


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error.strerror}); free some space or mend its rights."
        ) from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
