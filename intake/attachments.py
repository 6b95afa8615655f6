"""The documents of a mail: decided by content, found inside forwarded mails and archives too."""

import hashlib
import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from domain import content_type
from domain.mail import Attachment
from intake import archives
from intake.bodies import Part
from intake.fields import decode_words
from intake.pictures import is_decoration
from intake.structure import take_apart
from intake.transfer import undo

MOST_ATTACHMENTS = 2000
MOST_MAIL_DEPTH = 5
_NO_DOCUMENT = frozenset(
    (
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/applefile",
    )
)
_CID = re.compile(r"cid:([^\"'<>\s)]{1,300})", re.I)
_ENDINGS = {
    content_type.EML: ".eml",
    content_type.MSG: ".msg",
    content_type.TNEF: ".dat",
    content_type.X12: ".edi",
    content_type.EDIFACT: ".edi",
    content_type.JPEG: ".jpg",
    content_type.TIFF: ".tif",
    content_type.TEXT: ".txt",
    content_type.XLSX: ".xlsx",
    content_type.DOCX: ".docx",
    content_type.ODS: ".ods",
}


@dataclass(slots=True)
class Found:
    """What was collected so far from one mail and all that is inside it."""

    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    allowance: archives.Allowance = field(default_factory=archives.Allowance)


def find_attachments(parts: Iterable[Part], html: str | None) -> Found:
    """Return the attachments in order, each followed by what is inside it, and what was broken."""
    found = Found()
    _collect(parts, html or "", found, "", 0)
    return found


def _collect(parts: Iterable[Part], html: str, found: Found, inside: str, depth: int) -> None:
    shown = {identifier.lower() for identifier in _CID.findall(html)}
    for part in parts:
        if not part.is_body and _is_document(part, shown):
            _take(part, found, inside, depth)


def _is_document(part: Part, shown: set[str]) -> bool:
    leaf = part.leaf
    if leaf.content_type in _NO_DOCUMENT or (not part.content.strip() and not leaf.name):
        return False
    if not part.kind.startswith("image/"):
        return True
    identifier = (leaf.content_id or "").lower()
    embedded = identifier in shown if identifier else False
    embedded = embedded or (bool(identifier) and leaf.disposition != "attachment")
    return not is_decoration(part.content, part.kind, embedded=embedded)


def _take(part: Part, found: Found, inside: str, depth: int) -> None:
    leaf = part.leaf
    name = leaf.name or _made_up_name(part, len(found.attachments) + 1)
    attachment = _add(found, inside, name, part.content, part.kind, leaf.content_type)
    if attachment is None:
        return
    found.attachments[-1] = _with_place(attachment, leaf.disposition == "inline", leaf.content_id)
    _look_inside(found, attachment, depth, 0)


def _with_place(attachment: Attachment, inline: bool, identifier: str | None) -> Attachment:
    return Attachment(
        name=attachment.name,
        path=attachment.path,
        claimed_type=attachment.claimed_type,
        content_type=attachment.content_type,
        content=attachment.content,
        sha256=attachment.sha256,
        inline=inline,
        content_id=identifier,
    )


def unpack(content: bytes, name: str) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Return the files inside a bare archive, by paths such as "a.zip/advice.pdf", and what was left out."""
    found = Found()
    whole = _add(found, "", name, content, content_type.sniff(content, name), "")
    if whole is not None:
        _look_inside(found, whole, 0, 0)
    return tuple(found.attachments[1:]), tuple(found.defects)


def _add(found: Found, inside: str, name: str, content: bytes, kind: str, claimed: str) -> Attachment | None:
    if len(found.attachments) >= MOST_ATTACHMENTS:
        sentence = f"the mail holds more than {MOST_ATTACHMENTS} attachments; the rest was left out."
        if sentence not in found.defects:
            found.defects.append(sentence)
        return None
    path = _free_path(found.paths, inside + name)
    digest = hashlib.sha256(content).hexdigest()
    found.attachments.append(Attachment(name, path, claimed, kind, content, digest))
    return found.attachments[-1]


def _look_inside(found: Found, attachment: Attachment, depth: int, archive_depth: int) -> None:
    if attachment.content_type == content_type.EML:
        _open_mail(found, attachment, depth)
    elif attachment.content_type == content_type.ZIP:
        _open_archive(found, attachment, depth, archive_depth)


def _open_mail(found: Found, attachment: Attachment, depth: int) -> None:
    if depth >= MOST_MAIL_DEPTH:
        found.defects.append(f"mails are nested more than {MOST_MAIL_DEPTH} deep; the rest was not opened.")
        return
    tree = take_apart(attachment.content)
    parts = [Part.of(leaf, *undo(leaf.raw, leaf.encoding)) for leaf in tree.leaves]
    html = " ".join(
        part.text() for part in parts if part.is_body and part.leaf.content_type == content_type.HTML
    )
    _collect(parts, html, found, f"{attachment.path}/", depth + 1)


def _open_archive(found: Found, attachment: Attachment, depth: int, archive_depth: int) -> None:
    if archive_depth >= archives.MOST_DEPTH:
        found.defects.append(
            f"archives are nested more than {archives.MOST_DEPTH} deep; the rest was not opened."
        )
        return
    files, problems = archives.open_zip(attachment.content, attachment.path, found.allowance)
    found.defects.extend(problems)
    for name, content in files:
        kind = content_type.sniff(content, name)
        inner = _add(found, f"{attachment.path}/", name, content, kind, "")
        if inner is None:
            return
        _look_inside(found, inner, depth + 1, archive_depth + 1)


def _free_path(taken: set[str], path: str) -> str:
    """Make the path unique: two attachments of one name are "advice.pdf" and "advice (2).pdf"."""
    stem, dot, ending = path.rpartition(".")
    free, number = path, 1
    while free in taken:
        number += 1
        free = f"{stem} ({number}).{ending}" if dot and "/" not in ending else f"{path} ({number})"
    taken.add(free)
    return free


def _made_up_name(part: Part, number: int) -> str:
    ending = _ENDINGS.get(part.kind) or mimetypes.guess_extension(part.kind, strict=True) or ".bin"
    if part.kind == content_type.EML:
        subject = decode_words(take_apart(part.content[:65_536]).header.first("subject") or "")
        stem = re.sub(r"[^\w .()-]", "_", subject)[:80].strip(" .") or "message"
        return stem + ending
    return f"attachment-{number}{ending}"
