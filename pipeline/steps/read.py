"""READ: every attachment, bare file and the body's own text become pages of tokens."""

import hashlib
from dataclasses import replace

from domain.content_type import ZIP, sniff
from domain.mail import Attachment, Mail
from domain.pages import Document
from domain.words import Step
from intake.attachments import unpack
from pipeline.desk import Desk
from pipeline.item import Outcome, WorkItem

BODY = "body"
"""What a mail's own text is called among the documents."""


def read(item: WorkItem, desk: Desk) -> Outcome:
    """Read all documents of the item; a bad one carries its problem and stops nothing."""
    if item.mail is None:
        return _bare(item, desk)
    containers = _containers(item.mail.attachments)
    documents = tuple(
        desk.read(attachment.content, attachment.path, attachment.content_type)
        for attachment in item.mail.attachments
        if attachment.path not in containers
    )
    return Outcome(replace(item, documents=documents + _body(item.mail, desk)), Step.ROUTE)


def _bare(item: WorkItem, desk: Desk) -> Outcome:
    name = item.name or item.source
    parts, problems = bare_parts(item)
    documents = tuple(desk.read(part.content, part.path, part.content_type) for part in parts)
    if any(document.pages for document in documents):
        return Outcome(replace(item, documents=documents), Step.ROUTE)
    reasons = [*problems, *(problem for document in documents for problem in document.problems)]
    error = " ".join(reasons) or f"{name} holds nothing to read."
    return Outcome(replace(item, documents=documents, error=error), None)


def bare_parts(item: WorkItem) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Return what a bare document is read as (itself, or an archive's files), and what was left out."""
    name = item.name or item.source
    kind = sniff(item.raw, name)
    if kind == ZIP:
        parts, problems = unpack(item.raw, name)
        inside = _containers(parts)
        return tuple(part for part in parts if part.path not in inside), problems
    digest = hashlib.sha256(item.raw).hexdigest()
    return (Attachment(name, name, "", kind, item.raw, digest),), ()


def _containers(attachments: tuple[Attachment, ...]) -> frozenset[str]:
    """Archives and nested mails whose parts stand among the attachments by themselves."""
    paths = [attachment.path for attachment in attachments]
    return frozenset(path for path in paths if any(other.startswith(f"{path}/") for other in paths))


def _body(mail: Mail, desk: Desk) -> tuple[Document, ...]:
    """Only an HTML body with a table needs its mark-up; any other says all in its text."""
    if mail.html and "<table" in mail.html.lower():
        return (desk.read(mail.html.encode("utf-8"), BODY, "text/html"),)
    if mail.new_text.strip():
        return (desk.read_text(mail.new_text.encode("utf-8"), BODY, "text/plain"),)
    return ()
