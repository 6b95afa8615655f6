"""Finds the files under documents/: those that rows list, and invoice copies by their names."""

import os
import re
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import isabs, normpath
from string import Formatter

from domain.errors import ConfigurationError
from domain.ledger import OpenItem, SupportingDocument
from domain.words import DocumentKind
from ledger.faults import quoted

_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f/\\:*?"<>|]')
_STAND_INS = ("_", "-", "")
_PLACEHOLDERS = frozenset({"document_number", "customer_id"})


@dataclass(slots=True)
class DocumentsFolder:
    """The files of one folder by relative path with slashes; walked once, links to folders not followed."""

    root: str
    entries: dict[str, os.DirEntry[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    """Folders that could not be listed, one sentence each."""

    @classmethod
    def walked(cls, folder: Path) -> "DocumentsFolder":
        """Return the folder with its files; an absent folder holds none."""
        found = cls(os.path.realpath(folder))
        found.entries.update(_files(found.root, found.problems))
        return found

    def on_file(self, relative: str) -> str:
        """Return the absolute path of a document. Raises ValueError that says why it is not on file."""
        name = normpath(relative)
        if isabs(name) or name == ".." or name.startswith("../"):
            raise ValueError("lies outside documents/")
        entry = self.entries.get(name)
        if entry is None:
            raise ValueError("is not there")
        if entry.is_symlink() and not os.path.realpath(entry.path).startswith(self.root + os.sep):
            raise ValueError("lies outside documents/")
        try:
            status = entry.stat()
        except OSError as error:
            raise ValueError(f"cannot be read ({error.strerror})") from None
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("is not a file")
        if status.st_size == 0:
            raise ValueError("is empty")
        return entry.path


def _files(root: str, problems: list[str]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    waiting = [("", root)]
    while waiting:
        prefix, folder = waiting.pop()
        try:
            scan = os.scandir(folder)
        except OSError as error:
            problems.append(
                f"documents/{prefix} cannot be listed ({error.strerror}); nothing in it is on file."
            )
            continue
        with scan:
            for entry in scan:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{entry.name}/", entry.path))
                else:
                    yield prefix + entry.name, entry


def placed(document: SupportingDocument, folder: DocumentsFolder) -> tuple[SupportingDocument, str | None]:
    """Return the document with its path, or without one and the reason."""
    try:
        return replace(document, path=folder.on_file(document.file)), None
    except ValueError as reason:
        return document, f"{quoted(document.file)} {reason}, so it is not on file"


@dataclass(frozen=True, slots=True)
class NamePattern:
    """Where invoice copies stand that no row lists, e.g. "{customer_id}/{document_number}.pdf"."""

    text: str

    def __post_init__(self) -> None:
        """Raise ConfigurationError for a pattern that cannot name a file under documents/."""
        try:
            names = [piece[1:] for piece in Formatter().parse(self.text) if piece[1] is not None]
        except ValueError:
            names = [("", "", None)]
        plain_names = {name for name, spec, conversion in names if not spec and conversion is None}
        outside = isabs(self.text) or ".." in self.text.split("/")
        usable = len(plain_names) == len({name for name, _, _ in names}) and plain_names <= _PLACEHOLDERS
        if outside or not usable or "document_number" not in plain_names:
            raise ConfigurationError(
                f"document_pattern {quoted(self.text)} cannot be used; write a path inside documents/ "
                'with {document_number} and, if you like, {customer_id}, e.g. "{document_number}.pdf".'
            )

    def path(self, item: OpenItem) -> str:
        """Return the relative path of the item's copy with its number as it stands."""
        return self.text.format(document_number=item.document_number, customer_id=item.customer_id)

    def spelt_otherwise(self, item: OpenItem) -> tuple[str, ...]:
        """Return the paths under which a number that cannot stand in a file name is usually kept."""
        if not _NOT_IN_FILE_NAMES.search(item.document_number):
            return ()
        return tuple(
            self.text.format(
                document_number=_NOT_IN_FILE_NAMES.sub(stand_in, item.document_number),
                customer_id=item.customer_id,
            )
            for stand_in in _STAND_INS
        )


def copies_by_pattern(
    pattern: NamePattern,
    items: Sequence[OpenItem],
    listed: Sequence[SupportingDocument],
    folder: DocumentsFolder,
) -> tuple[tuple[SupportingDocument, ...], tuple[str, ...]]:
    """Return the invoice copies that no row lists, and warnings.

    A file that two items could own (one number under two customers, INV/1 and INV-1) is nobody's:
    a copy that might be a stranger's is worse than none.
    """
    taken = {normpath(document.file) for document in listed}
    served = {
        (document.customer_id, document.document_number)
        for document in listed
        if document.path and document.kind is DocumentKind.INVOICE_COPY
    }
    found: list[SupportingDocument] = []
    warnings: list[str] = []
    for file, owners in _owners(pattern, items, folder).items():
        if len(owners) > 1 and file not in taken:
            warnings.append(f"documents/{file} could belong to {_named(owners)}, so it is not on file.")
        elif file not in taken and (owners[0].customer_id, owners[0].document_number) not in served:
            document, reason = placed(_copy(file, owners[0]), folder)
            if reason:
                warnings.append(f"documents/: {reason}.")
            else:
                found.append(document)
    return tuple(found), tuple(warnings)


def _owners(
    pattern: NamePattern, items: Iterable[OpenItem], folder: DocumentsFolder
) -> dict[str, list[OpenItem]]:
    exact: dict[str, list[OpenItem]] = defaultdict(list)
    respelt: dict[str, list[OpenItem]] = defaultdict(list)
    for item in items:
        if (path := pattern.path(item)) in folder.entries:
            exact[path].append(item)
            continue
        for path in dict.fromkeys(pattern.spelt_otherwise(item)):
            if path in folder.entries:
                respelt[path].append(item)
    for path, owners in respelt.items():
        exact[path].extend(owners)
    return exact


def _copy(file: str, owner: OpenItem) -> SupportingDocument:
    return SupportingDocument(file, DocumentKind.INVOICE_COPY, owner.document_number, owner.customer_id)


def _named(owners: Iterable[OpenItem]) -> str:
    return " or ".join(f"{quoted(item.document_number)} of {item.customer_id}" for item in owners)
