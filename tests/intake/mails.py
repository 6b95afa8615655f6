"""Builds mails as bytes, sound and broken."""

import base64
import io
import struct
import zipfile

HEAD = b"From: Ann <ann@acme.example>\r\nTo: ar@us.example\r\nSubject: x\r\nMessage-ID: <1@acme.example>\r\n"
PDF = b"%PDF-1.4\n" + b"content " * 20


def png(width: int, height: int, padding: int = 0) -> bytes:
    size = struct.pack(">II", width, height)
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + size + b"\x08\x02\x00\x00\x00" + b"\x00" * padding


def part(headers: str, content: bytes | str) -> bytes:
    body = content if isinstance(content, str) else base64.encodebytes(content).decode()
    encoding = "" if isinstance(content, str) else "\r\nContent-Transfer-Encoding: base64"
    return f"{headers}{encoding}\r\n\r\n{body}".encode()


def multipart(*parts: bytes, kind: str = "mixed", boundary: str = "b1", head: bytes = HEAD) -> bytes:
    lines = b"".join(b"--" + boundary.encode() + b"\r\n" + one + b"\r\n" for one in parts)
    header = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + header + lines + b"--" + boundary.encode() + b"--\r\n"


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", ".").replace("_SLASH_", "/"), content)
    return out.getvalue()
