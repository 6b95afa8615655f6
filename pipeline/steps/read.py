"""READ: every attachment, bare file and the body's own text become pages of tokens."""

import hashlib
from dataclasses import replace

from domain.content_type import CALENDAR, EML, VCARD, ZIP, sniff
from domain.electronic_types import electronic_advice
from domain.mail import Attachment, Forwarded, Mail
from domain.pages import Document
from domain.states import Step
from intake.attachments import Unpacked, unpack
from pipeline.desk import Desk
from pipeline.item import Outcome, WorkItem

BODY = "body"
"""What a mail's own text is called among the documents."""
_SAID = frozenset({EML, CALENDAR, VCARD})
"""Files that are no documents: a mail inside is read by its text, a meeting is told in the mail's notes."""


def read(item: WorkItem, desk: Desk) -> Outcome:
    """Read all documents of the item; a bad one carries its problem and stops nothing."""
    if item.mail is None:
        return _bare(item, desk)
    documents = _documents(item.mail.attachments, item.mail.forwarded, desk)
    return Outcome(replace(item, documents=documents + _body(item.mail, desk)), Step.ROUTE)


def _documents(
    attachments: tuple[Attachment, ...], forwarded: tuple[Forwarded, ...], desk: Desk
) -> tuple[Document, ...]:
    """Read the files, and each attached mail's own text under the path of that mail."""
    inside = _containers(attachments)
    texts = {one.path: one for one in forwarded if one.path}
    read: list[Document] = []
    for attachment in attachments:
        if attachment.path in texts:
            read.extend(_text(texts[attachment.path], desk))
        elif attachment.path not in inside and attachment.content_type not in _SAID:
            read.append(desk.read(attachment.content, attachment.path, attachment.content_type))
    return tuple(read)


def _bare(item: WorkItem, desk: Desk) -> Outcome:
    name = item.name or item.source
    unpacked = _unpacked(item, desk)
    documents = _documents(unpacked.attachments, unpacked.forwarded, desk)
    if any(document.pages for document in documents):
        return Outcome(replace(item, documents=documents), Step.ROUTE)
    reasons = [*unpacked.defects, *(problem for document in documents for problem in document.problems)]
    error = " ".join(reasons) or f"{name} holds nothing to read."
    return Outcome(replace(item, documents=documents, error=error), None)


def bare_parts(item: WorkItem) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Return what a bare document is read as (itself, or an archive's files), and what was left out."""
    unpacked = _unpacked(item, None)
    inside = _containers(unpacked.attachments)
    return tuple(part for part in unpacked.attachments if part.path not in inside), unpacked.defects


def _unpacked(item: WorkItem, desk: Desk | None) -> Unpacked:
    name = item.name or item.source
    kind = sniff(item.raw, name)
    if kind == ZIP:
        return unpack(item.raw, name, desk.unpack if desk else None)
    digest = hashlib.sha256(item.raw).hexdigest()
    return Unpacked((Attachment(name, name, "", kind, item.raw, digest),))


def _containers(attachments: tuple[Attachment, ...]) -> frozenset[str]:
    """Archives and nested mails whose parts stand among the attachments by themselves."""
    paths = [attachment.path for attachment in attachments]
    return frozenset(path for path in paths if any(other.startswith(f"{path}/") for other in paths))


def _body(mail: Mail, desk: Desk) -> tuple[Document, ...]:
    """Only an HTML body with a table needs its mark-up; any other says all in its text."""
    return _read_text(mail.own_text, mail.html, BODY, desk)


def _text(mail: Forwarded, desk: Desk) -> tuple[Document, ...]:
    return _read_text(mail.text, mail.html, mail.path, desk)


def _read_text(text: str, html: str | None, name: str, desk: Desk) -> tuple[Document, ...]:
    message = electronic_advice(text)
    if message is not None:
        return (desk.read(message[1].encode("utf-8"), name, message[0]),)
    if html and "<table" in html.lower():
        return (desk.read(html.encode("utf-8"), name, "text/html"),)
    if text.strip():
        return (desk.read_text(text.encode("utf-8"), name, "text/plain"),)
    return ()
