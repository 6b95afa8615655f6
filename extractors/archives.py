"""Counts what a zip-based file would unpack to before anything unpacks it."""

import io
import zipfile
import zlib

from domain.errors import ReadingError

LARGEST_ENTRY = 100_000_000
LARGEST_TOTAL = 250_000_000
MOST_ENTRIES = 10_000
HIGHEST_RATIO = 200
_RATIO_FROM = 1_000_000
"""Small entries may be as repetitive as they like."""
_BLOCK = 1 << 16
_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Office files with a password are packed into the container of the old formats."""
_ENTITIES, _TYPES = (
    tuple(word.encode(charset) for charset in ("utf-8", "utf-16-le", "utf-16-be"))
    for word in ("<!ENTITY", "<!DOCTYPE")
)
_DECLARATIONS = _ENTITIES + _TYPES
"""Old OpenDocument manifests name a document type; no other part of an office file does."""
_LONGEST_MARK = max(map(len, _DECLARATIONS)) - 1


def check_office_file(content: bytes, name: str) -> tuple[str, ...]:
    """Return the entries' names; raise ReadingError (too_large, encrypted, broken) unless safe to open.

    The directory's own figures are compared with what streaming really yields: they may lie.
    """
    if content.startswith(_LOCKED):
        raise _encrypted(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries, name)
            total = 0
            for entry in entries:
                total += _streamed(archive, entry, name)
                if total > LARGEST_TOTAL:
                    raise _too_large(name)
            return tuple(entry.filename for entry in entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise ReadingError(
            "broken", f"{name} is damaged ({error}); ask the sender to send it again."
        ) from error


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise _encrypted(name)
    told = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or told > LARGEST_TOTAL or any(map(_suspicious, entries)):
        raise _too_large(name)


def _suspicious(entry: zipfile.ZipInfo) -> bool:
    swollen = entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1)
    return entry.file_size > LARGEST_ENTRY or (swollen and entry.file_size > _RATIO_FROM)


def _streamed(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> int:
    """Return how many bytes the entry really holds; markup must not declare entities."""
    count = 0
    forbidden = _ENTITIES if entry.filename == "META-INF/manifest.xml" else _DECLARATIONS
    with archive.open(entry) as stream:
        tail = b""
        while block := stream.read(_BLOCK):
            if any(mark in tail + block for mark in forbidden):
                raise ReadingError(
                    "broken",
                    f"{name} declares XML entities, which no office program does; treat it with care.",
                )
            count += len(block)
            if count > LARGEST_ENTRY:
                raise _too_large(name)
            tail = block[-_LONGEST_MARK:]
    return count


def _encrypted(name: str) -> ReadingError:
    return ReadingError("encrypted", f"{name} is protected by a password; ask the sender for an open copy.")


def _too_large(name: str) -> ReadingError:
    return ReadingError(
        "too_large",
        f"{name} unpacks to far more than it seems to hold and was left closed; ask for a plain copy.",
    )
