"""The parts of a mail, decoded, with signed and Outlook containers opened, and what they say of the mail."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from domain import content_type
from domain.errors import ReadingError
from domain.ports import Unpack
from intake import calendar, charsets, signed
from intake.bodies import Part
from intake.structure import Leaf, Tree, take_apart
from intake.transfer import undo

MOST_SIGNED_DEPTH = 3
MOST_UNPACKED = 20
"""Outlook files of one mail that are opened: each costs a child process."""
OUTLOOK = frozenset({content_type.MSG, content_type.TNEF})


@dataclass(slots=True)
class Opener:
    """Opens Outlook files through `unpack`, each content once, and no more than `MOST_UNPACKED`."""

    unpack: Unpack | None
    defects: list[str] = field(default_factory=list)
    _opened: dict[tuple[int, bytes], bytes | None] = field(default_factory=dict)

    def open(self, content: bytes, path: str, kind: str) -> bytes | None:
        """Return the mail inside as MIME bytes, None where it stays closed; why is added to `defects`."""
        if self.unpack is None:
            return None
        key = (len(content), content)
        if key not in self._opened:
            self._opened[key] = self._open(content, path, kind)
        return self._opened[key]

    def _open(self, content: bytes, path: str, kind: str) -> bytes | None:
        if self.unpack is None:
            return None
        if len(self._opened) >= MOST_UNPACKED:
            sentence = f"the mail holds more than {MOST_UNPACKED} Outlook files; the rest was not opened."
            self.defects.extend([sentence] if sentence not in self.defects else [])
            return None
        try:
            return self.unpack(content, path, kind)
        except ReadingError as error:
            self.defects.append(charsets.clean(f"{error.reason}: {error}"))
            return None


@dataclass(slots=True)
class Parts:
    """A mail taken apart: its parts in order, signed containers replaced by what they hold."""

    tree: Tree
    parts: list[Part] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def parts_of(raw: bytes) -> Parts:
    """Take a mail apart. Never raises."""
    tree = take_apart(raw)
    found = Parts(tree)
    _collect(tree, found, 0)
    _say_what_it_is(tree.content_type, found)
    return found


def _collect(tree: Tree, found: Parts, depth: int) -> None:
    found.defects.extend(tree.defects)
    for leaf in tree.leaves:
        part = Part.of(leaf, *undo(leaf.raw, leaf.encoding))
        if part.defect:
            found.defects.append(part.defect)
        if _is_cms(leaf) and depth < MOST_SIGNED_DEPTH and _opened(part, found, depth):
            continue
        found.parts.append(part)


def _is_cms(leaf: Leaf) -> bool:
    return leaf.content_type in signed.SIGNED_TYPES or leaf.name.lower().endswith((".p7m", ".p7z"))


def _opened(part: Part, found: Parts, depth: int) -> bool:
    """Put what a signed container holds in its place; say so where it is closed."""
    cms = signed.open_cms(part.content)
    if cms.kind == "encrypted":
        found.defects.append(signed.ENCRYPTED.format(how="S/MIME"))
    if cms.content is None:
        return False
    found.notes.append(signed.SIGNED.format(how="S/MIME"))
    inner = take_apart(cms.content)
    before = len(found.parts)
    _collect(inner, found, depth + 1)
    return len(found.parts) > before


def _say_what_it_is(kind: str, found: Parts) -> None:
    claimed = {part.leaf.content_type for part in found.parts}
    if kind == "multipart/encrypted" or "application/pgp-encrypted" in claimed:
        found.defects.append(signed.ENCRYPTED.format(how="PGP"))
    if claimed & {"application/pkcs7-signature", "application/x-pkcs7-signature"}:
        found.notes.append(signed.SIGNED.format(how="S/MIME"))
    if "application/pgp-signature" in claimed:
        found.notes.append(signed.SIGNED.format(how="PGP"))
    for meeting in _meetings(found.parts):
        found.notes.append(meeting)
    found.notes[:] = dict.fromkeys(found.notes)


def _meetings(parts: Iterable[Part]) -> Iterable[str]:
    for part in parts:
        if part.kind == content_type.CALENDAR and (meeting := calendar.meeting_of(part.text())):
            yield meeting
