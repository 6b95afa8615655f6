"""READ: every attachment, bare file and the body's own text become pages of tokens."""

from dataclasses import replace

from domain.content_type import sniff
from domain.mail import Attachment, Mail
from domain.pages import Document
from domain.words import Step
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
    document = desk.read(item.raw, name, sniff(item.raw, name))
    unreadable = not document.pages
    error = " ".join(document.problems) or f"{name} holds nothing to read." if unreadable else None
    return Outcome(replace(item, documents=(document,), error=error), None if unreadable else Step.ROUTE)


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
