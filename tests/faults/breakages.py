"""Breakages by chance: what transport, editors and malice do to a mail."""

# ruff: noqa: E501 - whole lines of mails read better unbroken

import random
from collections.abc import Callable

from tests.faults.sound_mails import sound_mails_once
from tests.intake.mails import HEAD

Breakage = Callable[[random.Random, bytes], bytes]


def _cut(chance: random.Random, raw: bytes) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def _without_a_piece(chance: random.Random, raw: bytes) -> bytes:
    start = chance.randrange(len(raw) + 1)
    return raw[:start] + raw[start + chance.randrange(1, 400) :]


def _doubled_piece(chance: random.Random, raw: bytes) -> bytes:
    start = chance.randrange(len(raw) + 1)
    piece = raw[start : start + chance.randrange(1, 2000)]
    return raw[:start] + piece * chance.randrange(2, 12) + raw[start:]


def _wrong_bytes(chance: random.Random, raw: bytes) -> bytes:
    changed = bytearray(raw or b" ")
    for _ in range(chance.choice((1, 3, 30, 300))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _nuls(chance: random.Random, raw: bytes) -> bytes:
    return raw.replace(chance.choice((b" ", b"e", b":", b"\r")), b"\x00", chance.randrange(1, 60))


def _line_ends(chance: random.Random, raw: bytes) -> bytes:
    end = chance.choice((b"\r", b"\n", b"\n\n", b"\r\r\n", b"\x85", b"\x0c", b" \r\n"))
    return raw.replace(b"\r\n", end) if chance.random() < 0.7 else raw.replace(b"\r\n", end, 5)


def _lines_mixed(chance: random.Random, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    for _ in range(chance.randrange(1, 12)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _fields_gone(chance: random.Random, raw: bytes) -> bytes:
    head, _, body = raw.partition(b"\r\n\r\n")
    fields = [field for field in head.split(b"\r\n") if chance.random() < 0.6]
    return b"\r\n".join(fields) + b"\r\n\r\n" + body


def _fields_doubled(chance: random.Random, raw: bytes) -> bytes:
    head, gap, body = raw.partition(b"\r\n\r\n")
    fields = head.split(b"\r\n")
    return (
        b"\r\n".join(fields + chance.sample(fields, len(fields) // 2) * chance.randrange(1, 9)) + gap + body
    )


TOKENS = (
    b"charset=utf-7", b"charset=x-unknown", b"charset=utf-16", b"charset=\"", b"charset=iso-2022-jp",
    b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable",
    b"Content-Transfer-Encoding: x-uue", b"Content-Type: multipart/mixed; boundary=b1",
    b"Content-Type: multipart/mixed; boundary=\"\"", b"Content-Type: message/rfc822", b"Content-Type: ;;",
    b"Content-Type: application/ms-tnef", b"Content-Type: application/pkcs7-mime", b"=?utf-8?q?=C3?= =?utf-8?q?=A9?=",
    b"=?x?b?////?=", b"=?utf-8?B?", b"filename*0*=utf-8''%e9; filename*2=b; filename*1*=%ff", b"--b1", b"--b1--",
    b"Begin forwarded message:", b"From: x", b"Date: Thu, 99 Foo 20260 99:99:99 +9999", b"\x1b$B", b"+ACI-",
    b"-----BEGIN PGP SIGNED MESSAGE-----", b"-----BEGIN PGP MESSAGE-----", b"<blockquote><table><tr><td>" * 5,
    b"From me@x.example Mon Mar  2 10:00:00 2026", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x80\xff\xfe",
    "\u202e\u2066\U0001f600\ufeff".encode(), b"\xed\xa0\x80", b"begin 644 x\n#0V%T\n",
)  # fmt: skip


def _tokens(chance: random.Random, raw: bytes) -> bytes:
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(raw) + 1)
        end = chance.choice((b"", b"\r\n", b"\n", b"; "))
        raw = raw[:at] + end + chance.choice(TOKENS) + end + raw[at:]
    return raw


def _spliced(chance: random.Random, raw: bytes) -> bytes:
    other = chance.choice(sound_mails_once())
    return raw[: chance.randrange(len(raw) + 1)] + other[chance.randrange(len(other) + 1) :]


def _wrapped(chance: random.Random, raw: bytes) -> bytes:
    kind = chance.choice(
        (b"message/rfc822", b"multipart/mixed; boundary=b1", b"multipart/digest; boundary=zz")
    )
    for _ in range(chance.randrange(1, 9)):
        raw = (
            HEAD
            + b"Content-Type: "
            + kind
            + b"\r\n\r\n"
            + chance.choice((b"", b"--b1\r\n", b"--zz\r\n\r\n"))
            + raw
        )
    return raw


def _coded_anew(chance: random.Random, raw: bytes) -> bytes:
    coding = chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-7", "cp500", "utf-8-sig"))
    return raw.decode("latin-1").encode(coding, "replace")


BREAKAGES: tuple[Breakage, ...] = (
    _cut, _without_a_piece, _doubled_piece, _wrong_bytes, _nuls, _line_ends, _lines_mixed, _fields_gone,
    _fields_doubled, _tokens, _spliced, _wrapped, _coded_anew,
)  # fmt: skip


def broken(chance: random.Random, raw: bytes) -> bytes:
    """Return the mail with one to four breakages."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        raw = chance.choice(BREAKAGES)(chance, raw)
    return raw
