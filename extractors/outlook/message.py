"""Reads a .msg file (MS-OXMSG): an OLE file with one stream a property."""

import io
import struct
from dataclasses import dataclass, field

import compressed_rtf
import olefile

from domain.errors import ReadingError
from extractors.outlook import properties as known
from extractors.outlook.compose import OutlookFile, OutlookMail

MOST_DEPTH = 5
MOST_ATTACHMENTS = 2000
MOST_RECIPIENTS = 500
_STREAM = "__substg1.0_{:04X}{:04X}"
_TEXT, _UNICODE, _BINARY, _OBJECT = 0x001E, 0x001F, 0x0102, 0x000D
_FIXED = "__properties_version1.0"


def read_msg(content: bytes, name: str) -> OutlookMail:
    """Return what the file holds. Raises ReadingError(broken) for a file that is none."""
    try:
        with olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_INCORRECT) as ole:
            return _Storage(ole, ()).mail(0)
    except (
        OSError,
        ValueError,
        IndexError,
        struct.error,
        AttributeError,
        TypeError,
        KeyError,
        RecursionError,
    ) as error:
        raise ReadingError(
            "broken", f"{name} is a broken Outlook file; ask the sender for the mail itself."
        ) from error


@dataclass(slots=True)
class _Storage:
    """One storage of the file: a mail, an attachment or a recipient."""

    ole: olefile.OleFileIO
    path: tuple[str, ...]
    header: int = 32
    """Bytes before the first entry of the fixed properties: 32 at the top, 24 in a mail inside, else 8."""
    _numbers: dict[int, int] | None = field(default=None)

    def mail(self, depth: int) -> OutlookMail:
        charset = known.charset_of(
            self.number(known.INTERNET_CODEPAGE) or self.number(known.MESSAGE_CODEPAGE)
        )
        mail = OutlookMail(
            transport_header=self.text(known.TRANSPORT_HEADER),
            sender=self._sender(),
            subject=self.text(known.SUBJECT),
            sent=known.moment(self.number(known.SUBMITTED) or self.number(known.DELIVERED) or 0),
            message_id=self.text(known.MESSAGE_ID),
            plain=self._optional(known.PLAIN),
            html=self.stream(known.HTML, _BINARY) or self._html_text(),
            html_charset=charset,
            rtf=_inflated(self.stream(known.RTF, _BINARY)),
        )
        for one in self.inside("__recip_version1.0_", MOST_RECIPIENTS):
            people = {1: mail.to, 2: mail.cc}.get(one.number(known.RECIPIENT_TYPE) or 1)
            if people is not None:
                people.append(
                    (one.text(known.DISPLAY_NAME), one.text(known.SMTP_ADDRESS) or one.text(known.ADDRESS))
                )
        for one in self.inside("__attach_version1.0_", MOST_ATTACHMENTS):
            one.attach_to(mail, depth)
        return mail

    def attach_to(self, mail: OutlookMail, depth: int) -> None:
        name = self.text(known.LONG_NAME) or self.text(known.SHORT_NAME) or self.text(known.DISPLAY_NAME)
        inner = (*self.path, _STREAM.format(known.ATTACHED, _OBJECT))
        if self.ole.exists([*inner, _FIXED]):
            if depth < MOST_DEPTH:
                mail.mails.append(
                    (self.text(known.DISPLAY_NAME), _Storage(self.ole, inner, 24).mail(depth + 1))
                )
            return
        content = self.stream(known.ATTACHED, _BINARY)
        if content is not None:
            identifier, kind = self.text(known.CONTENT_ID), self.text(known.MIME_TYPE)
            mail.files.append(OutlookFile(name, content, kind, identifier))

    def inside(self, prefix: str, most: int) -> "list[_Storage]":
        depth = len(self.path)
        names = {
            entry[depth]
            for entry in self.ole.listdir(streams=True, storages=True)
            if len(entry) > depth and tuple(entry[:depth]) == self.path and entry[depth].startswith(prefix)
        }
        return [_Storage(self.ole, (*self.path, name), 8) for name in sorted(names)[:most]]

    def text(self, identifier: int) -> str:
        return self._optional(identifier) or ""

    def _optional(self, identifier: int) -> str | None:
        wide = self.stream(identifier, _UNICODE)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        narrow = self.stream(identifier, _TEXT)
        return (
            None
            if narrow is None
            else known.decoded(narrow, known.charset_of(self.number(known.MESSAGE_CODEPAGE)))
        )

    def _html_text(self) -> bytes | None:
        text = self._optional(known.HTML)
        charset = known.charset_of(
            self.number(known.INTERNET_CODEPAGE) or self.number(known.MESSAGE_CODEPAGE)
        )
        return None if text is None else text.encode(charset, "xmlcharrefreplace")

    def _sender(self) -> tuple[str, str]:
        name = self.text(known.SENDER_NAME) or self.text(known.REPRESENTING_NAME)
        for identifier in (
            known.SENDER_SMTP,
            known.REPRESENTING_SMTP,
            known.SENDER_ADDRESS,
            known.REPRESENTING_ADDRESS,
        ):
            address = self.text(identifier)
            if "@" in address:
                return name, address
        return name, ""

    def stream(self, identifier: int, kind: int) -> bytes | None:
        path = [*self.path, _STREAM.format(identifier, kind)]
        if not self.ole.exists(path) or self.ole.get_type(path) != olefile.STGTY_STREAM:
            return None
        content = self.ole.openstream(path).read()
        return bytes(content)

    def number(self, identifier: int) -> int | None:
        if self._numbers is None:
            self._numbers = self._read_numbers()
        return self._numbers.get(identifier)

    def _read_numbers(self) -> dict[int, int]:
        path = [*self.path, _FIXED]
        raw = self.ole.openstream(path).read() if self.ole.exists(path) else b""
        found: dict[int, int] = {}
        for at in range(self.header, len(raw) - 15, 16):
            kind, identifier = struct.unpack_from("<HH", raw, at)
            if kind in (0x0003, 0x0040):
                found[identifier] = struct.unpack_from("<i" if kind == 3 else "<q", raw, at + 8)[0]
        return found


def _inflated(raw: bytes | None) -> bytes | None:
    """Return the rich text unpacked, None where it is broken: another body may be there."""
    if not raw:
        return None
    try:
        return bytes(compressed_rtf.decompress(raw))
    except (ValueError, IndexError, struct.error, TypeError, KeyError):
        return None
