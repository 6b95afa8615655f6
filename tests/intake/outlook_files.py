"""Builds .msg and winmail.dat files, sound and broken."""

import io
import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import compressed_rtf
from extract_msg import OleWriter

NOTES_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
RTF_HTML = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}"
    rb"{\*\htmltag19 <html>}{\*\htmltag50 <body>}{\*\htmltag64 <p>}"
    rb"\htmlrtf {\htmlrtf0 INV-9 is paid, M\'e4rz."
    rb"\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}{\*\htmltag58 </body>}{\*\htmltag27 </html>}}"
)
RTF_PLAIN = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 INV-9 is paid,\par M\u228?rz.\par}"


class Msg:
    """One .msg file, or one inside another, as its streams."""

    def __init__(self, numbers: Mapping[int, int] | None = None, **texts: str) -> None:
        self.streams: dict[tuple[str, ...], bytes] = {}
        self._numbers = dict(numbers or {})
        for name, text in texts.items():
            self.streams[(f"__substg1.0_{name[1:]}001F",)] = text.encode("utf-16-le")

    def with_stream(self, name: str, content: bytes) -> "Msg":
        """Add one stream."""
        self.streams[(name,)] = content
        return self

    def with_file(self, name: str, content: bytes, number: int = 0) -> "Msg":
        """Attach a file."""
        folder = f"__attach_version1.0_#{number:08X}"
        self.streams[(folder, "__substg1.0_3707001F")] = name.encode("utf-16-le")
        self.streams[(folder, "__substg1.0_37010102")] = content
        self.streams[(folder, "__properties_version1.0")] = b"\x00" * 8
        return self

    def with_mail(self, inner: "Msg", number: int = 9) -> "Msg":
        """Attach a mail."""
        folder = f"__attach_version1.0_#{number:08X}"
        for path, content in inner.all_streams(24).items():
            self.streams[(folder, "__substg1.0_3701000D", *path)] = content
        self.streams[(folder, "__properties_version1.0")] = b"\x00" * 8
        return self

    def with_recipient(self, name: str, address: str, kind: int = 1, number: int = 0) -> "Msg":
        """Add a recipient: 1 To, 2 Cc."""
        folder = f"__recip_version1.0_#{number:08X}"
        self.streams[(folder, "__substg1.0_3001001F")] = name.encode("utf-16-le")
        self.streams[(folder, "__substg1.0_39FE001F")] = address.encode("utf-16-le")
        self.streams[(folder, "__properties_version1.0")] = b"\x00" * 8 + struct.pack(
            "<HHIq", 3, 0x0C15, 0, kind
        )
        return self

    def all_streams(self, header: int) -> dict[tuple[str, ...], bytes]:
        """Return every stream by its path, the fixed properties included."""
        fixed = b"\x00" * header
        for identifier, value in self._numbers.items():
            kind = 0x0040 if value > 2**32 else 3
            fixed += struct.pack("<HHIq", kind, identifier, 0, value)
        return {**self.streams, ("__properties_version1.0",): fixed}

    def content(self) -> bytes:
        """Return the file's bytes."""
        writer = OleWriter()
        made: set[tuple[str, ...]] = set()
        for path, content in self.all_streams(32).items():
            for depth in range(1, len(path)):
                if path[:depth] not in made:
                    made.add(path[:depth])
                    writer.addEntry(list(path[:depth]), storage=True)
            writer.addEntry(list(path), content)
        with TemporaryDirectory() as folder:
            file = Path(folder) / "made.msg"
            writer.write(str(file))
            return file.read_bytes()


def filetime(moment: datetime) -> int:
    """Return a moment as Outlook counts it."""
    return int((moment - NOTES_EPOCH).total_seconds()) * 10_000_000


def packed(rtf: bytes) -> bytes:
    """Return rich text as Outlook packs it."""
    return bytes(compressed_rtf.compress(rtf))


def tnef(
    files: Sequence[tuple[str, bytes]] = (), rtf: bytes | None = None, plain: str | None = None
) -> bytes:
    """Return a winmail.dat."""
    out = io.BytesIO()
    out.write(struct.pack("<IH", 0x223E9F78, 1))
    _attribute(out, 1, 0x89006, 0x10000.to_bytes(4, "little"))
    _attribute(out, 1, 0x69007, struct.pack("<II", 1252, 0))
    properties = []
    if rtf is not None:
        properties.append(_binary(0x1009, packed(rtf)))
    if plain is not None:
        properties.append(_binary(0x1000, plain.encode("utf-16-le") + b"\x00\x00", 0x1F))
    if properties:
        _attribute(out, 1, 0x69003, struct.pack("<I", len(properties)) + b"".join(properties))
    for name, content in files:
        _attribute(out, 2, 0x69002, b"\x00" * 14)
        _attribute(out, 2, 0x18010, name.encode("latin-1") + b"\x00")
        _attribute(out, 2, 0x6800F, content)
        _attribute(
            out,
            2,
            0x69005,
            struct.pack("<I", 1) + _binary(0x3707, name.encode("utf-16-le") + b"\x00\x00", 0x1F),
        )
    return out.getvalue()


def _attribute(out: io.BytesIO, level: int, identifier: int, content: bytes) -> None:
    checksum = sum(content) & 0xFFFF
    out.write(struct.pack("<BII", level, identifier, len(content)) + content + struct.pack("<H", checksum))


def _binary(identifier: int, content: bytes, kind: int = 0x102) -> bytes:
    return struct.pack("<HHII", kind, identifier, 1, len(content)) + content + b"\x00" * (-len(content) % 4)
