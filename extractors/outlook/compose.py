"""Writes what an Outlook file holds as a MIME mail, so that one parser reads every mail."""

import base64
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from hashlib import sha256
from urllib.parse import quote

from extractors.outlook.rtf import rtf_body

_CONTENT_FIELDS = re.compile(r"(?:content-[a-z-]+|mime-version):", re.I)
_FIELD = re.compile(r"[\x21-\x39\x3b-\x7e]{1,200}:")
_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}")
_HEADERS_BANNER = re.compile(r"^Microsoft Mail Internet Headers Version [\d.]+\s*")


@dataclass(frozen=True, slots=True)
class OutlookFile:
    """One attachment that is a file."""

    name: str
    content: bytes
    content_type: str = ""
    content_id: str = ""


@dataclass(slots=True)
class OutlookMail:
    """What an Outlook file says of one mail; texts are "" and bodies None where it says nothing."""

    transport_header: str = ""
    """The header with which the mail travelled; "" for one that never did."""
    sender: tuple[str, str] = ("", "")
    """(name, address)."""
    to: list[tuple[str, str]] = field(default_factory=list)
    cc: list[tuple[str, str]] = field(default_factory=list)
    subject: str = ""
    sent: datetime | None = None
    message_id: str = ""
    plain: str | None = None
    html: bytes | None = None
    html_charset: str = "utf-8"
    rtf: bytes | None = None
    files: list[OutlookFile] = field(default_factory=list)
    mails: list[tuple[str, "OutlookMail"]] = field(default_factory=list)
    """(name, mail) of each attachment that is a mail."""


def as_mime(mail: OutlookMail) -> bytes:
    """Return the mail as MIME bytes, its bodies as alternatives, attachments and inner mails behind them."""
    bodies = list(_bodies(mail))
    parts = [_multipart("alternative", bodies)] if bodies else []
    parts += [_file(one) for one in mail.files]
    parts += [_inner(name, inner) for name, inner in mail.mails]
    head = "".join(f"{line}\r\n" for line in (*_header(mail), "MIME-Version: 1.0"))
    return head.encode("utf-8", "replace") + (_multipart("mixed", parts) if parts else b"\r\n")


def _header(mail: OutlookMail) -> Iterator[str]:
    """Give the header of the journey without the fields that describe the old body, else one of our own."""
    travelled = list(_travelled(mail.transport_header))
    yield from travelled
    stated = {line.partition(":")[0].lower() for line in travelled}
    for name, value in (
        ("From", _addresses([mail.sender])),
        ("To", _addresses(mail.to)),
        ("Cc", _addresses(mail.cc)),
        ("Subject", _encoded(mail.subject)),
        ("Date", email.utils.format_datetime(mail.sent) if mail.sent else ""),
        ("Message-ID", " ".join(mail.message_id.split())[:900]),
    ):
        if value and name.lower() not in stated:
            yield f"{name}: {value}"


def _travelled(text: str) -> Iterator[str]:
    kept = False
    for line in _HEADERS_BANNER.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line.strip():
            if kept:
                return
            continue
        if line[0] in " \t":
            if kept:
                yield line
            continue
        kept = bool(_FIELD.match(line)) and not _CONTENT_FIELDS.match(line)
        if kept:
            yield line


def _addresses(people: list[tuple[str, str]]) -> str:
    shown = []
    for name, address in people[:500]:
        address = re.sub(r"[\s<>,;\x00-\x1f]", "", address)[:320]
        name = " ".join(name.split()).strip("'\"")[:300]
        if "@" not in address:
            address = ""
        if name and name != address:
            quoted = _encoded(name) if not name.isascii() else '"' + re.sub(r'([\\"])', r"\\\1", name) + '"'
            shown.append(f"{quoted} <{address}>" if address else quoted)
        elif address:
            shown.append(address)
    return ", ".join(shown)


def _encoded(text: str) -> str:
    text = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text[:5000]).split())
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=900).encode(linesep="\r\n")


def _bodies(mail: OutlookMail) -> Iterator[bytes]:
    html, charset, plain = mail.html, mail.html_charset, mail.plain
    if not html and mail.rtf:
        kind, text = rtf_body(mail.rtf)
        if kind == "html":
            html, charset = text.encode("utf-8", "replace"), "utf-8"
        elif not (plain or "").strip():
            plain = text
    if plain is not None:
        yield _part("Content-Type: text/plain; charset=utf-8", plain.encode("utf-8", "replace"))
    if html:
        yield _part(f"Content-Type: text/html; charset={charset}", html)


def _file(one: OutlookFile) -> bytes:
    kind = one.content_type if _TYPE.fullmatch(one.content_type) else "application/octet-stream"
    if kind.lower().startswith(("multipart/", "message/")):
        kind = "application/octet-stream"
    name = quote(one.name.encode("utf-8", "replace")[:600])
    head = f"Content-Type: {kind}\r\nContent-Disposition: attachment; filename*=utf-8''{name}"
    identifier = re.sub(r"[^\x21-\x7e]|[<>]", "", one.content_id)[:300]
    return _part(head + (f"\r\nContent-ID: <{identifier}>" if identifier else ""), one.content)


def _inner(name: str, mail: OutlookMail) -> bytes:
    given = quote((name or mail.subject or "message").encode("utf-8", "replace")[:300] + b".eml")
    head = f"Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename*=utf-8''{given}"
    return _part(head, as_mime(mail))


def _part(head: str, content: bytes) -> bytes:
    coded = base64.encodebytes(content)
    return head.encode("ascii", "replace") + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + coded


def _multipart(kind: str, parts: list[bytes]) -> bytes:
    boundary = "=_" + sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:40]
    mark = b"--" + boundary.encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"
