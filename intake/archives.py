"""Opens zip archives while counting every byte that comes out."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from intake import charsets

MOST_ENTRY_BYTES = 100_000_000
MOST_BYTES = 250_000_000
MOST_ENTRIES = 10_000
MOST_RATIO = 200
MOST_DEPTH = 2
MOST_SENTENCES = 10
_RATIO_COUNTS_FROM = 1_000_000
_CHUNK = 256 * 1024
_LEFT_OUT = ("__MACOSX/", ".DS_Store", "Thumbs.db")
_ENCRYPTED = 0x1


@dataclass(slots=True)
class Allowance:
    """What may still come out of all archives of one mail together."""

    bytes: int = MOST_BYTES
    entries: int = MOST_ENTRIES


class ArchiveBomb(Exception):
    """The archive holds more than one mail may; the message says of what."""


def open_zip(content: bytes, name: str, allowance: Allowance) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Return the files of a zip as (name inside, content), and a sentence for each thing left out.

    A bomb gives no file at all. Names are data only. Nothing is written to disk.
    """
    shown = charsets.printable(name, 80)
    if content.count(b"PK\x01\x02") > MOST_ENTRIES:
        return [], [f"the archive {shown!r} was not opened: it holds more than {MOST_ENTRIES} entries."]
    problems: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive.infolist(), len(content), allowance)
            files = list(_files(archive, shown, allowance, problems))
    except ArchiveBomb as bomb:
        return [], [f"the archive {shown!r} was not opened: {bomb}."]
    except (
        zipfile.BadZipFile,
        ValueError,
        OverflowError,
        OSError,
        EOFError,
        NotImplementedError,
        zlib.error,
    ) as error:
        return [], [
            *problems,
            f"the archive {shown!r} is broken and was not opened ({charsets.printable(str(error), 80)}).",
        ]
    return files, _first_few(problems, shown)


def _first_few(problems: list[str], shown: str) -> list[str]:
    """Keep what a person would read; an archive may hold thousands of bad entries."""
    if len(problems) <= MOST_SENTENCES:
        return problems
    more = len(problems) - MOST_SENTENCES
    return [*problems[:MOST_SENTENCES], f"{more} further entries of the archive {shown!r} were left out."]


def _refuse_bombs(entries: list[zipfile.ZipInfo], size: int, allowance: Allowance) -> None:
    """Raise ArchiveBomb by what the directory itself admits, before a byte is unpacked.

    Entries that share their bytes show here: each alone may be harmless, all together are not.
    """
    stated = sum(entry.file_size for entry in entries)
    if stated > allowance.bytes:
        raise ArchiveBomb(f"it unpacks to more than {MOST_BYTES // 1_000_000} MB")
    if stated > _RATIO_COUNTS_FROM and stated > MOST_RATIO * size:
        raise ArchiveBomb(f"it unpacks to more than {MOST_RATIO} times its size")


def _files(
    archive: zipfile.ZipFile, shown: str, allowance: Allowance, problems: list[str]
) -> Iterator[tuple[str, bytes]]:
    for entry in archive.infolist():
        allowance.entries -= 1
        if allowance.entries < 0:
            raise ArchiveBomb(f"more than {MOST_ENTRIES} entries")
        if entry.is_dir() or _is_clutter(entry.filename):
            continue
        label = charsets.printable(entry.filename, 80)
        if stat.S_ISLNK(entry.external_attr >> 16):
            problems.append(f"{label!r} in the archive {shown!r} is a link and was left out.")
            continue
        if entry.flag_bits & _ENCRYPTED:
            problems.append(
                f"{label!r} in the archive {shown!r} is encrypted; ask the sender for it without a password."
            )
        elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            problems.append(f"{label!r} in the archive {shown!r} is packed in a way that is not opened.")
        else:
            try:
                yield entry.filename, _counted(archive, entry, allowance)
            except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError):
                problems.append(f"{label!r} in the archive {shown!r} is broken.")


def _counted(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowance: Allowance) -> bytes:
    """Read one entry, believing nothing that the archive says of its size."""
    out: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            allowance.bytes -= len(chunk)
            if size > MOST_ENTRY_BYTES:
                raise ArchiveBomb(f"an entry unpacks to more than {MOST_ENTRY_BYTES // 1_000_000} MB")
            if allowance.bytes < 0:
                raise ArchiveBomb(f"it unpacks to more than {MOST_BYTES // 1_000_000} MB")
            if size > _RATIO_COUNTS_FROM and size > MOST_RATIO * max(entry.compress_size, 1):
                raise ArchiveBomb(f"it unpacks to more than {MOST_RATIO} times its size")
            out.append(chunk)
    return b"".join(out)


def _is_clutter(name: str) -> bool:
    base = name.rpartition("/")[2]
    return name.startswith(_LEFT_OUT) or base in _LEFT_OUT or base.startswith("._")
