"""Builds mails as bytes, the same each time: fixed dates, Message-IDs and boundaries."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from samples.make import firm
from samples.make.payment import Json

OURS = f"Accounts receivable <{firm.MAILBOX}>"
POLICY = SMTP.clone(refold_source="none", max_line_length=98)


@dataclass(frozen=True, slots=True)
class Part:
    """One attachment; `kind` is the type the mail claims."""

    name: str
    content: bytes
    kind: str = "application/pdf"
    inline: bool = False
    cid: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One file of the samples with its truth and what it is for."""

    name: str
    content: bytes
    truth: Json
    about: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in words; `said` is the whole plain body, `html` stands beside it or alone."""

    sender: str
    subject: str
    date: str
    said: str | None
    html: str | None = None
    parts: Sequence[Part] = ()
    related: Sequence[Part] = ()
    auth: str | None = None
    """pass, fail, none: what our border says of DMARC; None: it says nothing."""
    to: str = OURS
    headers: Sequence[tuple[str, str]] = ()
    trace: Sequence[tuple[str, str]] = ()
    """Fields below the first Received, where anybody can write."""
    charset: str = "utf-8"
    id: str = field(default="")


def first_address(senders: str) -> str:
    """Return the first address of a From field; Pythons differ in what `parseaddr` makes of two."""
    inside = re.search(r"<([^<>]+)>", senders)
    return inside.group(1) if inside else senders.strip()


def mail(letter: Letter) -> bytes:
    """Return the mail's bytes with CRLF line ends."""
    message = EmailMessage(policy=POLICY)
    _trace(message, letter)
    message["From"] = letter.sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    when = datetime.fromisoformat(letter.date)
    message["Date"] = format_datetime(when)
    domain = first_address(letter.sender).rpartition("@")[2] or "nowhere.example"
    mark = hashlib.sha256(f"{letter.subject}{letter.date}{letter.sender}".encode()).hexdigest()
    message["Message-ID"] = letter.id or f"<{mark[:20]}@{domain}>"
    for name, value in letter.headers:
        message[name] = value
    _body(message, letter)
    for turn, part in enumerate(one for one in message.walk() if one.is_multipart()):
        part.set_boundary(f"=_{mark[20:36]}_{turn}")
    return message.as_bytes()


def _trace(message: EmailMessage, letter: Letter) -> None:
    address = first_address(letter.sender)
    domain = address.rpartition("@")[2] or "nowhere.example"
    dashed = datetime.fromisoformat(letter.date)
    message["Return-Path"] = f"<{address}>"
    if letter.auth:
        said = {"pass": "pass", "fail": "fail", "none": "none"}[letter.auth]
        spf = f"spf={said} smtp.mailfrom={domain}"
        message["Authentication-Results"] = f"{firm.BORDER}; dmarc={said} header.from={domain}; {spf}"
    stamp = format_datetime(dashed)
    message["Received"] = (
        f"from out.{domain} (out.{domain} [192.0.2.25]) by {firm.BORDER} with ESMTPS; {stamp}"
    )
    for name, value in letter.trace:
        message[name] = value


def _body(message: EmailMessage, letter: Letter) -> None:
    if letter.said is not None:
        message.set_content(letter.said, charset=letter.charset)
        if letter.html is not None:
            message.add_alternative(letter.html, subtype="html")
    elif letter.html is not None:
        message.set_content(letter.html, subtype="html")
    if letter.related:
        holder = message.get_body(("html",))
        assert isinstance(holder, EmailMessage)
        for part in letter.related:
            _, _, kind = part.kind.partition("/")
            holder.add_related(part.content, "image", kind, cid=f"<{part.cid}>", filename=part.name)
    for part in letter.parts:
        main, _, kind = part.kind.partition("/")
        place = "inline" if part.inline else "attachment"
        if main == "message":
            _attach_mail(message, part)
        elif main == "text":
            text = part.content.decode("utf-8")
            message.add_attachment(text, subtype=kind, filename=part.name, disposition=place)
        else:
            message.add_attachment(part.content, main, kind, filename=part.name, disposition=place)


def _attach_mail(message: EmailMessage, part: Part) -> None:
    from email import message_from_bytes

    inner = message_from_bytes(part.content, policy=POLICY)
    assert isinstance(inner, EmailMessage)
    message.add_attachment(inner)


def references(
    invoices: Sequence[str] = (), orders: Sequence[str] = (), amounts: Sequence[str] | None = ()
) -> Json:
    """Return the truth of the references; amounts None: not certain, left out."""
    found: Json = {"invoice_numbers": list(invoices), "po_numbers": list(orders)}
    return found if amounts is None else found | {"amounts": list(amounts)}


INTENT_ROUTES = {
    "payment_advice": "payment_advice",
    "dispute": "dispute",
    "invoice_copy_request": "invoice_copy_request",
    "supporting_document_request": "invoice_copy_request",
    "po_inquiry": "po_inquiry",
}


def route(intent: str, *also: str) -> Json:
    """Return the truth of the route from intents."""
    further = [{"label": INTENT_ROUTES.get(one, "other"), "intent": one} for one in also]
    return {"label": INTENT_ROUTES.get(intent, "other"), "intent": intent, "also": further}
