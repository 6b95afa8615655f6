"""Reads winmail.dat (MS-OXTNEF) with tnefparse."""

import struct
from collections.abc import Callable

from tnefparse.tnef import TNEF, TNEFAttachment

from domain.errors import ReadingError
from extractors.outlook import properties as known
from extractors.outlook.compose import OutlookFile, OutlookMail

MOST_DEPTH = 5
MOST_ATTACHMENTS = 2000
_BROKEN = (
    ValueError,
    IndexError,
    struct.error,
    AttributeError,
    TypeError,
    KeyError,
    LookupError,
    AssertionError,
    OverflowError,
    UnboundLocalError,
)


def read_tnef(content: bytes, name: str) -> OutlookMail:
    """Return what the file holds. Raises ReadingError(broken) for a file that is none."""
    if _cut_off(content):
        raise ReadingError("broken", f"{name} is cut off; ask the sender to send it again.")
    try:
        return _mail(TNEF(content, do_checksum=False), 0)
    except _BROKEN as error:
        raise ReadingError(
            "broken", f"{name} is broken and was not opened; ask the sender to send it without winmail.dat."
        ) from error


def _cut_off(content: bytes) -> bool:
    """True when the last attribute is longer than the file: what is missing must not go unnoticed."""
    at = 6
    while at + 9 <= len(content):
        at += 11 + int.from_bytes(content[at + 5 : at + 9], "little")
    return at > len(content)


def _mail(tnef: TNEF, depth: int) -> OutlookMail:
    stated = {one.name: one for one in reversed(tnef.mapiprops)}

    def text(identifier: int) -> str:
        return _text(lambda: stated[identifier].data) if identifier in stated else ""

    charset = known.charset_of(_codepage(tnef))
    html = _guarded(lambda: tnef.htmlbody)
    plain = _guarded(lambda: tnef.body)
    mail = OutlookMail(
        transport_header=text(known.TRANSPORT_HEADER),
        sender=(text(known.SENDER_NAME), text(known.SENDER_SMTP) or text(known.SENDER_ADDRESS)),
        subject=text(known.SUBJECT),
        message_id=text(known.MESSAGE_ID),
        plain=_as_text(plain, charset),
        html=_as_bytes(html),
        html_charset="utf-8" if isinstance(_first(html), str) else charset,
        rtf=_as_bytes(_guarded(lambda: tnef.rtfbody)),
    )
    for attachment in tnef.attachments[:MOST_ATTACHMENTS]:
        _attach(attachment, mail, depth)
    return mail


def _attach(attachment: TNEFAttachment, mail: OutlookMail, depth: int) -> None:
    name = _text(attachment.long_filename) or _text(lambda: attachment.name)
    inner = getattr(attachment, "embed", None)
    if inner is not None:
        if depth < MOST_DEPTH:
            mail.mails.append((name, _mail(inner, depth + 1)))
        return
    stated = {one.name: one for one in reversed(attachment.mapi_attrs)}

    def text(identifier: int) -> str:
        return _text(lambda: stated[identifier].data) if identifier in stated else ""

    content = _as_bytes(attachment.data)
    if content:
        mail.files.append(OutlookFile(name, content, text(known.MIME_TYPE), text(known.CONTENT_ID)))


def _codepage(tnef: TNEF) -> int | None:
    for one in tnef.mapiprops:
        if one.name == known.INTERNET_CODEPAGE:
            found = _guarded(lambda: one.data)  # noqa: B023 - called at once
            return found if isinstance(found, int) else None
    return None


def _guarded(value: Callable[[], object]) -> object:
    """Return a value of a broken file's field, None where it cannot be read: the others still count."""
    try:
        return value()
    except _BROKEN:
        return None


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _as_bytes(value: object) -> bytes | None:
    value = _first(value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    return bytes(value) if isinstance(value, bytes | bytearray) else None


def _as_text(value: object, charset: str) -> str | None:
    value = _first(value)
    if isinstance(value, bytes):
        return known.decoded(value, charset)
    return value.rstrip("\x00") if isinstance(value, str) else None


def _text(value: Callable[[], object]) -> str:
    return _as_text(_guarded(value), "cp1252") or ""
