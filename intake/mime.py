"""Makes one `Mail` of raw bytes, whatever the bytes are."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from domain import content_type
from domain.mail import Forwarded, Mail
from domain.ports import Unpack
from intake import calendar
from intake.attachments import Found, find_attachments
from intake.authentication import authentication_results
from intake.bodies import Body, Part, read_body
from intake.fields import decode_words
from intake.forwards import below, original_of, passed_on
from intake.header_values import addresses, date_of, identifiers, message_id, return_path
from intake.identity import identity
from intake.lines import lines_of, text_of
from intake.parts import Opener, Parts, parts_of
from intake.quoting import Split, adds_nothing, split_lines
from intake.structure import Tree

_FACTS = ("message-id", "date", "from", "subject")


def parse_mail(raw: bytes, unpack: Unpack | None = None) -> Mail:
    """Return the mail. Never raises for any bytes: what is broken is said in `defects`, one sentence each.

    HTML is read before plain text where a mail offers both. `new_text` is without quotes, signature
    and disclaimer, except that the new text of a mail that only passes another one on is that one's
    text (`intake.quoting`). Documents inside forwarded mails and archives stand among `attachments` with
    their path. Outlook files are opened by `unpack`; with None they stay closed.
    """
    taken = parts_of(_with_line_ends(raw))
    header = taken.tree.header
    opener = Opener(unpack)
    body = _body(taken.parts, opener)
    subject = decode_words(header.first("subject") or "")
    split = split_lines(body.lines, subject, is_reply=header.first("in-reply-to") is not None)
    found = find_attachments(taken.parts, body.html, opener, _passes_on(split, taken.tree))
    words = _words(split, found)
    return Mail(
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        identity=_identity(raw, taken.tree, taken.parts),
        size=len(raw),
        message_id=message_id(header),
        subject=subject,
        date=date_of(header),
        senders=addresses(header, "from"),
        from_fields=len(header.every("from")),
        reply_to=addresses(header, "reply-to"),
        to=addresses(header, "to"),
        cc=addresses(header, "cc"),
        return_path=return_path(header),
        in_reply_to=identifiers(header, "in-reply-to"),
        references=identifiers(header, "references"),
        headers=tuple((name, decode_words(value)) for name, value in header.fields),
        authentication=() if header.defects else authentication_results(header.fields),
        content_type=taken.tree.content_type,
        text=text_of(list(body.lines)),
        new_text=words.new_text,
        quoted_text=split.quoted_text,
        signature=split.signature,
        html=body.html,
        attachments=tuple(found.attachments),
        defects=_defects(raw, taken, (*body.defects, *opener.defects, *found.defects)),
        notes=tuple(taken.notes),
        forwarded=words.forwarded,
        original=original_of(words.forwarded),
        own_text=split.new_text,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """The new text with what it passes on, and the mails inside."""

    new_text: str
    forwarded: tuple[Forwarded, ...]


def _words(split: Split, found: Found) -> _Words:
    """Put the mails inside in order; the texts of attached ones are new where nothing else is said."""
    own = tuple(one.path for one in found.attachments if "/" not in one.path) if split.originals else ()
    forwarded = (*below(split, 1, own), *found.forwarded)
    passed = dict.fromkeys(one.text for one in passed_on(found.forwarded) if one.path)
    texts = (split.new_text, *(passed if not split.originals else ()))
    return _Words("\n\n".join(text for text in texts if text), forwarded)


def _body(parts: Sequence[Part], opener: Opener) -> Body:
    """Return the body; of a mail without text that of its Outlook part, else what its calendar says."""
    body = read_body(parts)
    if any(not line.blank for line in body.lines):
        return body
    for part in parts:
        if part.kind == content_type.TNEF:
            mail = opener.open(part.content, part.leaf.name or "winmail.dat", part.kind)
            inner = read_body(parts_of(mail).parts) if mail is not None else None
            if inner is not None and any(not line.blank for line in inner.lines):
                return inner
        elif part.kind == content_type.CALENDAR and (text := calendar.described(part.text())):
            return Body(tuple(lines_of(text)), body.html, body.defects)
    return body


def _passes_on(split: Split, tree: Tree) -> bool | None:
    """Tell whether attached mails are merely passed on; None where they are reports, not forwarded mails."""
    if tree.content_type == "multipart/report":
        return None
    return not split.originals and adds_nothing(split.new_text)


def _with_line_ends(raw: bytes) -> bytes:
    """Old Macs and broken gateways end lines with a bare CR."""
    return raw if b"\n" in raw else raw.replace(b"\r", b"\n")


def _identity(raw: bytes, tree: Tree, parts: Sequence[Part]) -> str:
    facts = [decode_words(" ".join(tree.header.every(name))) for name in _FACTS]
    hashed = [(part.leaf.content_type, part.content) for part in parts]
    if tree.capped or not tree.header.complete:
        hashed.append(("application/octet-stream", raw[tree.header.body_at :]))
    return identity(facts, hashed)


def _defects(raw: bytes, taken: Parts, others: Sequence[str]) -> tuple[str, ...]:
    found, tree = list(taken.defects), taken.tree
    if not raw.strip():
        found.append("the mail is empty.")
    elif not tree.header.fields:
        found.append("the mail has no header; all of it was read as text.")
    else:
        if tree.header.first("from") is None:
            found.append("the mail has no From field.")
        if (tree.header.first("date") is not None) and date_of(tree.header) is None:
            found.append("the date of the mail cannot be read.")
    return tuple(dict.fromkeys([*found, *others]))
