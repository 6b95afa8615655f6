"""Makes one `Mail` of raw bytes, whatever the bytes are."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from domain.mail import Address, Mail
from intake import charsets
from intake.addresses import parse_addresses, parse_path
from intake.attachments import find_attachments
from intake.authentication import authentication_results
from intake.bodies import Part, read_body
from intake.fields import Header, decode_words
from intake.identity import identity
from intake.lines import text_of
from intake.quoting import split_lines
from intake.structure import Tree, take_apart
from intake.transfer import undo

MOST_REFERENCES = 200
_IDENTIFIER = re.compile(r"<[^<>]{1,900}>")
_FACTS = ("message-id", "date", "from", "subject")


def parse_mail(raw: bytes) -> Mail:
    """Return the mail. Never raises for any bytes: what is broken is said in `defects`, one sentence each.

    HTML is read before plain text where a mail offers both. `new_text` is without quotes, signature
    and disclaimer, except that a bare forward's new text is the forwarded text (`intake.quoting`).
    Documents inside forwarded mails and archives stand among `attachments` with their path.
    """
    tree = take_apart(_with_line_ends(raw))
    header = tree.header
    parts = [Part.of(leaf, *undo(leaf.raw, leaf.encoding)) for leaf in tree.leaves]
    body = read_body(parts)
    found = find_attachments(parts, body.html)
    subject = decode_words(header.first("subject") or "")
    split = split_lines(body.lines, subject, is_reply=header.first("in-reply-to") is not None)
    return Mail(
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        identity=_identity(raw, tree, parts),
        size=len(raw),
        message_id=_message_id(header),
        subject=subject,
        date=_date(header),
        senders=_addresses(header, "from"),
        from_fields=len(header.every("from")),
        reply_to=_addresses(header, "reply-to"),
        to=_addresses(header, "to"),
        cc=_addresses(header, "cc"),
        return_path=_return_path(header),
        in_reply_to=_identifiers(header, "in-reply-to"),
        references=_identifiers(header, "references"),
        headers=tuple((name, decode_words(value)) for name, value in header.fields),
        authentication=() if header.defects else authentication_results(header.fields),
        content_type=tree.content_type,
        text=text_of(list(body.lines)),
        new_text=split.new_text,
        quoted_text=split.quoted_text,
        signature=split.signature,
        html=body.html,
        attachments=tuple(found.attachments),
        defects=_defects(raw, tree, parts, body.defects, found.defects),
    )


def _with_line_ends(raw: bytes) -> bytes:
    """Old Macs and broken gateways end lines with a bare CR."""
    return raw if b"\n" in raw else raw.replace(b"\r", b"\n")


def _identity(raw: bytes, tree: Tree, parts: Sequence[Part]) -> str:
    facts = [decode_words(" ".join(tree.header.every(name))) for name in _FACTS]
    hashed = [(part.leaf.content_type, part.content) for part in parts]
    if tree.capped or not tree.header.complete:
        hashed.append(("application/octet-stream", raw[tree.header.body_at :]))
    return identity(facts, hashed)


def _message_id(header: Header) -> str | None:
    value = header.first("message-id")
    if value is None:
        return None
    found = _IDENTIFIER.search(value)
    identifier = "".join((found.group(0) if found else value).split())
    return charsets.printable(charsets.clean(identifier), 998) or None


def _identifiers(header: Header, name: str) -> tuple[str, ...]:
    found = (match.group(0) for value in header.every(name) for match in _IDENTIFIER.finditer(value))
    return tuple(dict.fromkeys("".join(identifier.split()) for identifier in found))[:MOST_REFERENCES]


def _addresses(header: Header, name: str) -> tuple[Address, ...]:
    return tuple(address for value in header.every(name) for address in parse_addresses(value))


def _return_path(header: Header) -> str | None:
    value = header.first("return-path")
    return None if value is None else parse_path(value)


def _date(header: Header) -> datetime | None:
    """Return the Date with its own offset; "-0000" (UTC, place unknown) counts as +00:00."""
    value = header.first("date")
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(decode_words(value)[:200])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment


def _defects(
    raw: bytes, tree: Tree, parts: Sequence[Part], body: Sequence[str], attachments: Sequence[str]
) -> tuple[str, ...]:
    found = list(tree.defects)
    if not raw.strip():
        found.append("the mail is empty.")
    elif not tree.header.fields:
        found.append("the mail has no header; all of it was read as text.")
    else:
        if tree.header.first("from") is None:
            found.append("the mail has no From field.")
        if (tree.header.first("date") is not None) and _date(tree.header) is None:
            found.append("the date of the mail cannot be read.")
    found.extend(part.defect for part in parts if part.defect)
    return tuple(dict.fromkeys([*found, *body, *attachments]))
