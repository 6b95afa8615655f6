"""Makes malformed mails from a seed: sound mails of every shape, broken by mutation and by hand."""

# ruff: noqa: E501 - whole lines of mails read better unbroken

import base64
import gzip
import random
import zlib
from collections.abc import Callable, Iterator, Mapping
from email import policy
from email.message import EmailMessage
from pathlib import Path

from tests.intake.mails import HEAD, PDF, multipart, part, png, zipped

SAMPLES = Path(__file__).parents[2] / "samples" / "inbox"
LARGEST_SAMPLE = 60_000
Breakage = Callable[[random.Random, bytes], bytes]

OUTLOOK_FORWARD = (
    b"FYI\r\n\r\n________________________________\r\nVon: Bob Payer <bob@payer.example>\r\n"
    b"Gesendet: Montag, 2. M\xc3\xa4rz 2026 10:00\r\nAn: Ann\r\nBetreff: Zahlung\r\n\r\nWir haben INV-9 bezahlt.\r\n"
)
GMAIL_FORWARD = (
    '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Bob '
    "&lt;bob@payer.example&gt;<br>Date: Mon, Mar 2, 2026<br>Subject: x<br>To: Ann<br></div>We paid INV-9.</div>"
)
CALENDAR = (
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Audit\r\nDTSTART:20260331T100000Z\r\n"
    "ORGANIZER:mailto:a@b.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def sound_mails() -> tuple[bytes, ...]:
    """Return whole mails of many shapes: the small samples, then made ones."""
    samples = [path.read_bytes() for path in sorted(SAMPLES.glob("*.eml"))]
    made = [
        HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + OUTLOOK_FORWARD,
        HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + GMAIL_FORWARD.encode(),
        multipart(
            part("Content-Type: text/plain", "see below"),
            part("Content-Type: message/rfc822", _whole().decode("latin-1")),
            part('Content-Type: application/zip; name="a.zip"', zipped(a__pdf=PDF, b__eml=_whole())),
        ),
        multipart(
            multipart(
                part("Content-Type: text/plain", "hello"),
                part("Content-Type: text/calendar; method=REQUEST", CALENDAR),
                kind="alternative",
                boundary="inner",
                head=b"",
            ),
            part('Content-Type: image/png; name="image001.png"\r\nContent-ID: <i@x>', png(20, 20)),
        ),
        multipart(
            part("Content-Type: text/plain", "signed"),
            part('Content-Type: application/pkcs7-signature; name="smime.p7s"', b"\x30\x82"),
            kind="signed; protocol=x",
        ),
        HEAD + b"Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(opaque(b"Subject: x\r\n\r\nhello")),
        multipart(
            part('Content-Type: application/ms-tnef; name="winmail.dat"', b"\x78\x9f\x3e\x22" + b"\x01" * 90)
        ),
        _whole(),
    ]
    return tuple([raw for raw in samples if len(raw) <= LARGEST_SAMPLE] + made)


def opaque(content: bytes) -> bytes:
    """Return a CMS SignedData (DER) around a content, without any signer."""

    def der(tag: int, value: bytes) -> bytes:
        size = len(value)
        length = bytes([size]) if size < 128 else bytes([0x84]) + size.to_bytes(4)
        return bytes([tag]) + length + value

    kind = der(0x06, bytes.fromhex("2a864886f70d010701"))
    inside = der(0x30, kind + der(0xA0, der(0x04, content)))
    signed = der(0x30, der(0x02, b"\x01") + der(0x31, b"") + inside + der(0x31, b""))
    return der(0x30, der(0x06, bytes.fromhex("2a864886f70d010702")) + der(0xA0, signed))


def _whole() -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = "Jeanne Dupré <jeanne@payer.example>"
    message["To"] = "ar@us.example"
    message["Subject"] = "Fwd: Avis – mars €"
    message["Date"] = "Tue, 31 Mar 2026 10:12:00 +0200"
    message.set_content("Bonjour,\n\nINV-1  10,00\n\nCordialement\nJeanne\n")
    message.add_alternative("<p>Bonjour</p><table><tr><td>INV-1<td>10,00</table>", subtype="html")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="avis é.pdf")
    return message.as_bytes()


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
_ONCE: list[tuple[bytes, ...]] = []


def sound_mails_once() -> tuple[bytes, ...]:
    """Return the sound mails, read once a process."""
    if not _ONCE:
        _ONCE.append(sound_mails())
    return _ONCE[0]


def broken(chance: random.Random, raw: bytes) -> bytes:
    """Return the mail with one to four breakages."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        raw = chance.choice(BREAKAGES)(chance, raw)
    return raw


def malformed(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield (name, raw): every hand-made breakage first, then mutations, `count` in all."""
    chance = random.Random(seed)
    made = list(HANDMADE.items())
    if count < len(made):
        made = chance.sample(made, count // 2)
    yield from ((name, make()) for name, make in made)
    mails = sound_mails_once()
    for number in range(count - len(made)):
        yield f"mutation {number} of seed {seed}", broken(chance, chance.choice(mails))


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
