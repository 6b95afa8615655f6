"""An answer as it will leave: the very bytes that would be frozen, or those that were, read back."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from domain.policy import Company, Outgoing
from domain.states import OutboxState
from pipeline.answer_words import draft_of
from pipeline.engines import Engines
from pipeline.forwarding import reader_of
from pipeline.outgoing import new_message_id
from pipeline.records import load_item
from responders.message import freeze
from store.tables import Outbox


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One attachment as the recipient sees it; `size` in bytes."""

    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Preview:
    """One message as its recipient gets it."""

    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    files: tuple[AttachedFile, ...]
    size: int
    """Of the whole message, in bytes."""
    frozen: bool
    """True where these bytes are the ones that leave or left; False: they would be frozen now."""


def preview(engines: Engines, answer: Outbox, company: Company, outgoing: Outgoing) -> Preview:
    """Return the message of an answer.

    Raises ConflictError when a document changed, ConfigurationError without a usable sender.
    """
    editable = answer.state in (OutboxState.DRAFT, OutboxState.HELD, OutboxState.FAILED, OutboxState.DROPPED)
    if answer.blob_sha256 is not None and not editable:
        return _read(engines.blobs.get(answer.blob_sha256), frozen=True)
    item = load_item(engines.store, engines.blobs, answer.work_item_id)
    now: datetime = engines.clock.now()
    content = freeze(
        draft_of(answer),
        item.mail,
        company,
        outgoing,
        new_message_id(company, outgoing),
        now,
        reader_of(item),
        automatic=False,
    )
    return _read(content, frozen=False)


def _read(content: bytes, *, frozen: bool) -> Preview:
    message = message_from_bytes(content, policy=policy.default)
    named = ("From", "To", "Subject", "Date")
    return Preview(
        headers=tuple((name, str(message.get(name, ""))) for name in named),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        files=tuple(_file(part) for part in message.iter_attachments()),
        size=len(content),
        frozen=frozen,
    )


def _body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    return str(part.get_content()) if part is not None else ""


def _file(part: EmailMessage) -> AttachedFile:
    size = len(part.get_payload(decode=True) or b"")
    return AttachedFile(part.get_filename() or "", part.get_content_type(), size)
