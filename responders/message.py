"""Freezes an answer into the bytes that leave: built once, sent unchanged however often it is tried."""

import hashlib
import html
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from domain.decisions import Reply, ReplyAttachment
from domain.errors import ConfigurationError, ConflictError
from domain.mail import Mail
from domain.policy import Company, Outgoing
from domain.words import ReplyKind
from responders.addresses import is_plain_address
from responders.attached import bytes_of
from responders.file_names import content_type, file_names
from responders.subjects import one_line

_WIDE = policy.SMTP.clone(max_line_length=990)
"""Headers on one line each: folding may turn a long message id into an encoded word that no reader knows."""

_MESSAGE_ID = re.compile(r"<(?!.*=\?)[!-;=?A-~]{1,200}@[!-;=?A-~]{1,200}>")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$()*+,;=%-]+(?:&amp;[A-Za-z0-9._~:/?#@!$()*+,;=%-]+)*")
_REFERENCES_LENGTH = 900
_LONGEST_TEXT = 200
"""Of a subject or a name, in characters: longer ones serve nobody and are slow to fold."""


def freeze(
    reply: Reply,
    mail: Mail | None,
    company: Company,
    outgoing: Outgoing,
    message_id: str,
    date: datetime,
    read_file: Callable[[str], bytes],
    *,
    automatic: bool,
) -> bytes:
    """Return the final bytes of an answer, CRLF line ends, 7 bit.

    `mail` is the one it answers; a new mail stands in no thread. `automatic` marks it as an answer that no
    person released (RFC 3834). Raises ConflictError when a document's bytes are not those that were checked,
    ConfigurationError when there is no usable sender or recipient.
    """
    message = EmailMessage(policy=policy.SMTP)
    _address(message, reply, company, outgoing)
    message["Subject"] = one_line(reply.subject)[:_LONGEST_TEXT]
    message["Date"] = format_datetime(date)
    message["Message-ID"] = _own_message_id(message_id)
    if mail is not None and reply.kind is not ReplyKind.NEW_MAIL:
        _thread(message, mail)
    if automatic:
        message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    # Half a character of some broken text must not keep the whole answer back.
    reply = replace(reply, body=reply.body.encode("utf-8", "replace").decode("utf-8"))
    message.set_content(reply.body, charset="utf-8", cte="quoted-printable")
    message.add_alternative(_html(reply), subtype="html", charset="utf-8", cte="quoted-printable")
    _attach(message, [each for each in reply.attachments if each.link is None], read_file)
    return message.as_bytes(policy=_WIDE)


def sender_address(company: Company, outgoing: Outgoing) -> str:
    """Return the shared address that answers come from. Raises ConfigurationError without a usable one."""
    sender = outgoing.sender or next(iter(company.addresses), "")
    if not is_plain_address(sender):
        raise ConfigurationError(
            f"answers cannot come from {sender!r}; set outgoing.sender to the shared mailbox's address."
        )
    return sender


def _address(message: EmailMessage, reply: Reply, company: Company, outgoing: Outgoing) -> None:
    if len(reply.to) != 1 or not is_plain_address(reply.to[0]):
        raise ConfigurationError("the answer has no single plain recipient; write to the person by hand.")
    sender = sender_address(company, outgoing)
    message["From"] = Address(display_name=one_line(company.name)[:_LONGEST_TEXT], addr_spec=sender)
    message["To"] = Address(addr_spec=reply.to[0])


def _own_message_id(message_id: str) -> str:
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ConfigurationError(f"{message_id!r} is no Message-ID of the form <left@right>.")
    return message_id


def _thread(message: EmailMessage, mail: Mail) -> None:
    """Point at the mail that is answered; what is no id is left out, and the middle of a long thread."""
    parent = mail.message_id if mail.message_id and _MESSAGE_ID.fullmatch(mail.message_id) else None
    if parent is None:
        return
    before = [each for each in mail.references or mail.in_reply_to if _MESSAGE_ID.fullmatch(each)]
    message["In-Reply-To"] = parent
    message["References"] = " ".join(
        _capped([*dict.fromkeys(each for each in before if each != parent), parent])
    )


def _capped(references: Sequence[str]) -> list[str]:
    """Keep the first id, which names the thread, and as many of the last as fit on one line."""
    kept: list[str] = []
    room = _REFERENCES_LENGTH - len(references[0])
    for reference in reversed(references[1:]):
        room -= len(reference) + 1
        if room < 0:
            break
        kept.insert(0, reference)
    return [references[0], *kept]


def _attach(
    message: EmailMessage, attachments: Sequence[ReplyAttachment], read_file: Callable[[str], bytes]
) -> None:
    names = file_names([attachment.file for attachment in attachments])
    for attachment, name in zip(attachments, names, strict=True):
        maintype, subtype = content_type(name)
        message.add_attachment(
            checked_bytes(attachment, read_file), maintype=maintype, subtype=subtype, filename=name
        )


def checked_bytes(attachment: ReplyAttachment, read_file: Callable[[str], bytes]) -> bytes:
    """Return the bytes that were checked, and no others: they are compared as they are put in.

    Raises ConflictError when they changed or cannot be read.
    """
    try:
        content = bytes_of(attachment, read_file)
    except OSError as error:
        raise ConflictError(f"{attachment.file} can no longer be read; look at the answer again.") from error
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise ConflictError(f"{attachment.file} was changed since the answer was written; look at it again.")
    return content


def _html(reply: Reply) -> str:
    blocks = [_block(block) for block in re.split(r"\n{2,}", reply.body.strip())]
    language = html.escape(reply.language, quote=True)
    return f'<!DOCTYPE html>\n<html lang="{language}"><body>\n' + "\n".join(blocks) + "\n</body></html>\n"


def _block(block: str) -> str:
    lines = [_linked(html.escape(line)) for line in block.split("\n")]
    if all(line.startswith("- ") for line in lines):
        return "<ul>\n" + "\n".join(f"<li>{line[2:]}</li>" for line in lines) + "\n</ul>"
    return "<p>" + "<br>\n".join(lines) + "</p>"


def _linked(line: str) -> str:
    """Make addresses in an escaped line clickable; what cannot stand in an address ends it."""
    return _ADDRESS.sub(r'<a href="\g<0>">\g<0></a>', line)
