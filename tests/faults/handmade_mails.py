"""Malformed mails made by hand, by what is wrong with them."""

# ruff: noqa: E501 - whole lines of mails read better unbroken

import gzip
import zlib
from collections.abc import Callable, Mapping

from tests.faults.sound_mails import opaque
from tests.intake.mails import HEAD, PDF, multipart, part, zipped


def _parts_inside_parts(levels: int) -> bytes:
    out = HEAD
    for level in range(levels):
        out += b"Content-Type: multipart/mixed; boundary=n%d\r\n\r\n--n%d\r\n" % (level, level)
    return out + b"\r\nhello"


def _mails_inside_mails(levels: int) -> bytes:
    return (HEAD + b"Content-Type: message/rfc822\r\n\r\n") * levels + b"\r\nhello"


def _field(name: str, value: bytes) -> Callable[[], bytes]:
    return lambda: HEAD + name.encode() + b": " + value + b"\r\n\r\nhello\r\n"


def _text(content_type: str, body: bytes, encoding: str = "8bit") -> Callable[[], bytes]:
    head = f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
    return lambda: HEAD + head + body


def _file(name: str, content: bytes, kind: str = "application/octet-stream") -> Callable[[], bytes]:
    return lambda: multipart(
        part("Content-Type: text/plain", "hi"), part(f'Content-Type: {kind}; name="{name}"', content)
    )


HANDMADE: Mapping[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "blank": lambda: b"\r\n \r\n\t",
    "one byte": lambda: b"\x00",
    "only a body": lambda: b"just words\nand more",
    "every byte": lambda: bytes(range(256)) * 300,
    "blank lines first": lambda: b"\r\n\r\n\r\n" + HEAD + b"\r\nhello",
    "byte order mark first": lambda: b"\xef\xbb\xbf" + HEAD + b"\r\nhello",
    "a mail in UTF-16": lambda: (HEAD + b"\r\nhello").decode().encode("utf-16"),
    "bare CR": lambda: (HEAD + b"\r\nhello\r\nyou").replace(b"\r\n", b"\r"),
    "bare LF": lambda: (HEAD + b"\r\nhello").replace(b"\r\n", b"\n"),
    "mbox": lambda: b"From a@b.example Mon Mar  2 10:00:00 2026\n" + HEAD + b"\r\n>From the bank: hello",
    "rubbish in the header": lambda: b"From: a@b.example\r\nthis is no field\r\nSubject: x\r\n\r\nhello",
    "a space before the colon": lambda: b"From : a@b.example\r\nSubject : x\r\n\r\nhello",
    "folded first line": lambda: b" folded\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nhello",
    "no end of the header": lambda: HEAD.rstrip(),
    "NUL in the header": lambda: HEAD.replace(b"Ann", b"A\x00nn") + b"\r\nhello",
    "NULs in the body": lambda: HEAD + b"\r\nh\x00e\x00l\x00l\x00o\x00",
    "ten From fields": lambda: b"From: a@b.example\r\n" * 10 + HEAD + b"\r\nhello",
    "no From": lambda: b"Subject: x\r\nTo: a@b.example\r\n\r\nhello",
    "8-bit header": lambda: "From: José <a@b.example>\r\nSubject: Zahlung für März\r\n\r\nhello".encode("latin-1"),
    "8-bit header in UTF-8": lambda: "From: José <a@b.example>\r\nSubject: Zahlung für März\r\n\r\nhello".encode(),
    "header in Shift-JIS": lambda: "From: 山田 <a@b.example>\r\nSubject: 請求書\r\n\r\nhello".encode("cp932"),
    "a header of one megabyte": _field("X-Long", b"a" * 1_000_000),
    "folded a hundred thousand times": _field("X-Folded", b"a\r\n b" * 100_000),
    "fifty thousand fields": lambda: HEAD + b"X-A: b\r\n" * 50_000 + b"\r\nhello",
    "a Subject of one megabyte": lambda: b"From: a@b.example\r\nSubject: " + b"x" * 1_000_000 + b"\r\n\r\nhello",
    "encoded words without end": _field("Subject", b"=?utf-8?q?" * 5000),
    "encoded words cut in letters": _field("Subject", b"=?utf-8?b?w6k=?= =?utf-8?b?ww==?=\r\n =?utf-8?b?qQ==?="),
    "encoded word of unknown charset": _field("Subject", b"=?x-klingon?q?abc=FF?="),
    "encoded line ends": _field("Subject", b"=?utf-8?q?x=0D=0ABcc:_evil@x.example?="),
    "date of nonsense": _field("Date", b"Thu, 99 Foo 20260 99:99:99 +9999"),
    "date before time": _field("Date", b"Mon, 1 Jan 0001 00:00:00 +2400"),
    "date of digits": _field("Date", b"9" * 5000),
    "addresses without end": _field("To", b"\"a\\\" <" * 8000),
    "comments in comments": _field("To", b"(" * 30_000),
    "ten thousand addresses": _field("Cc", b"a@b.example, " * 4000),
    "ten thousand references": _field("References", b"<a@b> " * 10_000),
    "authentication of nonsense": _field("Authentication-Results", b"mx; dkim=pass (" * 3000),
    "unknown charset": _text("text/plain; charset=x-klingon", b"caf\xe9 hello"),
    "charset of a codec that is none": _text("text/plain; charset=zlib_codec", b"hello"),
    "charset with a path": _text("text/plain; charset=../../etc/passwd", b"hello"),
    "charset in quotes without end": _text('text/plain; charset="utf-8', b"hello"),
    "UTF-7": _text("text/plain; charset=utf-7", b"hello +AGkAbg- you"),
    "broken UTF-7": _text("text/plain; charset=utf-7", b"hello +//// \xff"),
    "UTF-8 labelled Latin-1": _text("text/plain; charset=iso-8859-1", "hello für €".encode()),
    "Latin-1 labelled UTF-8": _text("text/plain; charset=utf-8", "hello für".encode("latin-1")),
    "UTF-16 without a label": _text("text/plain", "hello für".encode("utf-16")),
    "UTF-16 without a mark": _text("text/plain; charset=utf-16", "hello für".encode("utf-16-be")),
    "ISO-2022-JP cut off": _text("text/plain; charset=iso-2022-jp", b"hello \x1b$B%"),
    "GB18030 cut off": _text("text/plain; charset=gb2312", "hello 付款".encode("gb18030")[:-1]),
    "lone surrogates": _text("text/plain; charset=utf-16-le", b"h\x00i\x00\x00\xd8"),
    "broken base64": _text("text/plain", b"aGVsbG8*ga*GVsbG8h=\r\nA", "base64"),
    "base64 of one letter": _text("text/plain", b"A", "base64"),
    "plain text said to be base64": _text("text/plain", b"hello, this is not base64 at all.", "base64"),
    "padding in the middle": _text("text/plain", b"aGVsbG8=aGVsbG8=", "base64"),
    "broken quoted-printable": _text("text/plain", b"hello =G1 =\r\n=", "quoted-printable"),
    "unknown transfer encoding": _text("text/plain", b"hello", "x-strange"),
    "broken uuencoding": _text("text/plain", b"begin 644 x\n#0V%T\n!!!!!!\nend", "x-uuencode"),
    "no boundary": lambda: HEAD + b"Content-Type: multipart/mixed\r\n\r\nhello",
    "empty boundary": lambda: HEAD + b'Content-Type: multipart/mixed; boundary=""\r\n\r\nhello',
    "boundary of spaces": lambda: HEAD + b'Content-Type: multipart/mixed; boundary="   "\r\n\r\n--   \r\n\r\nhello',
    "wrong boundary": lambda: multipart(part("Content-Type: text/plain", "hello")).replace(b'"b1"', b'"zz"'),
    "boundary never closed": lambda: multipart(part("Content-Type: text/plain", "hello")).replace(b"--b1--", b""),
    "boundary in binary": lambda: multipart(part("Content-Type: text/plain", "hello")).replace(b"b1", b"\xff\x00\xfe"),
    "the same boundary inside": lambda: multipart(multipart(part("Content-Type: text/plain", "hello"), head=b"")),
    "ten thousand parts": lambda: multipart(*[b"\r\npart %d" % number for number in range(10_000)]),
    "ten thousand boundaries": lambda: HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\n" * 10_000,
    "a thousand levels": lambda: _parts_inside_parts(1000),
    "a thousand mails in mails": lambda: _mails_inside_mails(1000),
    "a digest of nothing": lambda: multipart(b"", b"", b"\r\n", kind="digest"),
    "parameters without end": _field("Content-Type", b"text/plain; " + b'a="b;' * 12_000),
    "a thousand sections": _field(
        "Content-Disposition", b"attachment" + b"".join(b"; filename*%d=a" % number for number in range(1000))
    ),
    "sections of nonsense": _field(
        "Content-Disposition", b"attachment; filename*=x-no'de'%zz%; filename*01*=''a; filename*99999=b"
    ),
    "a name with a path": _file("../../../etc/passwd", PDF),
    "a name with NUL and marks": _file("a\x00\u202efdp.exe", PDF),
    "a name of 5,000 letters": _file("x" * 5000 + ".pdf", PDF),
    "a cut zip": _file("a.zip", zipped(a__pdf=PDF)[:-30]),
    "a zip of rubbish": _file("a.zip", b"PK\x03\x04" + b"\xff" * 500),
    "a zip bomb": _file("a.zip", zipped(a__bin=b"\x00" * 3_000_000)),
    "zips in zips": _file("a.zip", zipped(b__zip=zipped(c__zip=zipped(d__zip=zipped(e__pdf=PDF))))),
    "gzip": _file("a.gz", gzip.compress(b"hello" * 1000)),
    "winmail.dat of rubbish": _file("winmail.dat", b"\x78\x9f\x3e\x22" + bytes(range(256)), "application/ms-tnef"),
    ".msg of rubbish": _file("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000 + "__properties_version1.0".encode("utf-16-le")),
    "an executable": _file("advice.pdf", b"MZ" + b"\x00" * 2000),
    "signed, of rubbish": lambda: HEAD + b"Content-Type: application/pkcs7-mime\r\n\r\n\x30\x84\xff\xff\xff\xff\x06",
    "signed, without end": lambda: HEAD + b"Content-Type: application/pkcs7-mime\r\n\r\n" + b"\x30\x80" * 5000,
    "signed in signed": lambda: HEAD + b"Content-Type: application/pkcs7-mime\r\n\r\n" + opaque(
        b"Content-Type: application/pkcs7-mime\r\n\r\n" + opaque(b"Content-Type: text/plain\r\n\r\nhello")
    ),
    "PGP, never closed": lambda: HEAD + b"\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nhello",
    "a calendar of rubbish": _text("text/calendar", b"BEGIN:VCALENDAR\r\nDTSTART;;;:::\r\n" + b"A" * 3000),
    "tables in tables": _text("text/html", b"<table><tr><td>hello" * 3000),
    "quotes in quotes": _text("text/html", b"<div class=gmail_quote>hello" * 2000),
    "HTML of one attribute": _text("text/html", b"<p a='" + b"x" * 200_000),
    "entities of nonsense": _text("text/html", b"<p>hello &#x110000; &#99999999999; &#0; &nosuch;" * 500),
    "a forward of forwards": _text("text/plain", b"---------- Forwarded message ---------\nFrom: a\nTo: b\n\n" * 300),
    "quotes of a thousand levels": _text("text/plain", b"".join(b">" * level + b" hello\n" for level in range(1000))),
    "compressed rubbish": lambda: HEAD + b"\r\n" + zlib.compress(b"hello" * 5000),
}  # fmt: skip
"""Breakages made by hand, by what they are."""
