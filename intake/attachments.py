"""The documents of a mail: decided by content, found inside forwarded mails and archives too."""

import hashlib
import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from domain import content_type
from domain.mail import Attachment, Forwarded
from domain.ports import Unpack
from intake import archives
from intake.bodies import Part, read_body
from intake.fields import decode_words, read_header
from intake.forwards import attached, below
from intake.parts import OUTLOOK, Opener, parts_of
from intake.pictures import is_decoration
from intake.quoting import adds_nothing, split_lines

MOST_ATTACHMENTS = 2000
MOST_MAIL_DEPTH = 5
MOST_MAILS = 200
MOST_INNER_BYTES = 100_000_000
"""Of the mails inside, each level counted: a mail in a mail is read twice."""
_NO_DOCUMENT = frozenset(
    (
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/applefile",
        "application/pgp-encrypted",
        "application/pgp-keys",
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "text/rfc822-headers",
    )
)
_APPLE_DOUBLE = b"\x00\x05\x16\x07"
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

    opener: Opener
    attachments: list[Attachment] = field(default_factory=list)
    forwarded: list[Forwarded] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    allowance: archives.Allowance = field(default_factory=archives.Allowance)
    mails: int = 0
    work: int = 0
    """Bytes of inner mails that were taken apart."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where parts are collected: the path they lie under, and what encloses them."""

    inside: str = ""
    mails: int = 0
    """Mails around."""
    archives: int = 0
    """Archives around."""
    bare: bool | None = False
    """Whether the enclosing mail merely passes on; None: mails in it are reports."""


def find_attachments(
    parts: Iterable[Part], html: str | None, opener: Opener, bare: bool | None = False
) -> Found:
    """Return the attachments in order, each followed by what is inside it, and what was broken.

    `bare`: the mail adds nothing of its own to the mails attached to it; None: those are reports.
    """
    found = Found(opener)
    _collect(parts, html or "", found, _Place(bare=bare))
    return found


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What is inside a bare archive, and what was left out of it."""

    attachments: tuple[Attachment, ...]
    forwarded: tuple[Forwarded, ...] = ()
    defects: tuple[str, ...] = ()


def unpack(content: bytes, name: str, outlook: Unpack | None = None) -> Unpacked:
    """Return the files inside a bare archive, by paths such as "a.zip/advice.pdf"."""
    found = Found(Opener(outlook))
    whole = _add(found, "", name, content, content_type.sniff(content, name), "")
    if whole is not None:
        _look_inside(found, whole, _Place())
    defects = (*found.opener.defects, *found.defects)
    return Unpacked(tuple(found.attachments[1:]), tuple(found.forwarded), defects)


def _collect(parts: Iterable[Part], html: str, found: Found, place: _Place) -> None:
    shown = {identifier.lower() for identifier in _CID.findall(html)}
    for part in parts:
        if not part.is_body and _is_document(part, shown):
            _take(part, found, place)


def _is_document(part: Part, shown: set[str]) -> bool:
    leaf = part.leaf
    if leaf.content_type in _NO_DOCUMENT or (not part.content.strip() and not leaf.name):
        return False
    if part.content.startswith(_APPLE_DOUBLE) or leaf.name.startswith("._"):
        return False
    if part.kind == content_type.CALENDAR and leaf.alternative is not None:
        return False
    if not part.kind.startswith("image/"):
        return True
    identifier = (leaf.content_id or "").lower()
    embedded = identifier in shown if identifier else False
    embedded = embedded or (bool(identifier) and leaf.disposition != "attachment")
    return not is_decoration(part.content, part.kind, embedded=embedded)


def _take(part: Part, found: Found, place: _Place) -> None:
    leaf = part.leaf
    name = leaf.name or _made_up_name(part, len(found.attachments) + 1)
    attachment = _add(found, place.inside, name, part.content, part.kind, leaf.content_type)
    if attachment is None:
        return
    found.attachments[-1] = replace(
        attachment, inline=leaf.disposition == "inline", content_id=leaf.content_id
    )
    _look_inside(found, found.attachments[-1], place)


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


def _look_inside(found: Found, attachment: Attachment, place: _Place) -> None:
    kind = attachment.content_type
    if kind == content_type.EML:
        _open_mail(found, attachment, attachment.content, place)
    elif kind in OUTLOOK and place.mails < MOST_MAIL_DEPTH:
        mail = found.opener.open(attachment.content, attachment.path, kind)
        if mail is not None:
            _open_mail(found, attachment, mail, place)
    elif kind == content_type.ZIP:
        _open_archive(found, attachment, place)


def _open_mail(found: Found, attachment: Attachment, raw: bytes, place: _Place) -> None:
    if not _may_open(found, raw, place):
        return
    taken = parts_of(raw)
    header, body = taken.tree.header, read_body(taken.parts)
    for defect in (*taken.defects, *body.defects):
        _say(found, defect)
    subject = decode_words(header.first("subject") or "")
    split = split_lines(body.lines, subject, is_reply=header.first("in-reply-to") is not None)
    bare, first, at = place.bare, len(found.attachments), len(found.forwarded)
    # What winmail.dat holds is the mail itself, and a report returns a mail: neither is a forward.
    forwards = attachment.content_type != content_type.TNEF and bare is not None
    if forwards:
        outer = bool(bare)
        found.forwarded.append(attached(header, split, body.html, attachment.path, place.mails + 1, outer))
        bare = not split.originals and adds_nothing(split.new_text)
    inner = _Place(f"{attachment.path}/", place.mails + 1, place.archives, bare)
    _collect(taken.parts, body.html or "", found, inner)
    if forwards:
        paths = tuple(each.path for each in found.attachments[first:])
        found.forwarded[at] = replace(found.forwarded[at], attachments=paths)
        found.forwarded[at + 1 : at + 1] = below(split, place.mails + 2, paths)


def _may_open(found: Found, raw: bytes, place: _Place) -> bool:
    found.mails += 1
    found.work += len(raw)
    if found.mails > MOST_MAILS:
        _say(found, f"more than {MOST_MAILS} mails are inside; the rest was not opened.")
    elif place.mails >= MOST_MAIL_DEPTH:
        _say(found, f"mails are nested more than {MOST_MAIL_DEPTH} deep; the rest was not opened.")
    elif found.work > MOST_INNER_BYTES:
        _say(found, "the mails inside are too large together; the rest was not opened.")
    else:
        return True
    return False


def _say(found: Found, sentence: str) -> None:
    if sentence not in found.defects:
        found.defects.append(sentence)


def _open_archive(found: Found, attachment: Attachment, place: _Place) -> None:
    if place.archives >= archives.MOST_DEPTH:
        _say(found, f"archives are nested more than {archives.MOST_DEPTH} deep; the rest was not opened.")
        return
    files, problems = archives.open_zip(attachment.content, attachment.path, found.allowance)
    found.defects.extend(problems)
    inside = _Place(f"{attachment.path}/", place.mails, place.archives + 1, place.bare)
    for name, content in files:
        kind = content_type.sniff(content, name)
        inner = _add(found, inside.inside, name, content, kind, "")
        if inner is None:
            return
        _look_inside(found, inner, inside)


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
        start = part.content[:65_536]
        subject = decode_words(read_header(start, 0, len(start)).first("subject") or "")
        stem = re.sub(r"[^\w .()-]", "_", subject)[:80].strip(" .") or "message"
        return stem + ending
    return f"attachment-{number}{ending}"
