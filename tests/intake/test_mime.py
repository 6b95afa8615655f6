"""Mails of every shape become one `Mail`; none makes the parser fail."""

import zlib
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.mail import Address
from intake.mime import parse_mail
from tests.intake.mails import HEAD, PDF, multipart, part, zipped


def test_header_texts_are_decoded() -> None:
    mail = parse_mail(
        b"From: =?utf-8?q?Ann_M=C3=BCller=2C_AP?= <Ann@Acme.Example>\r\n"
        b'To: Team: a@us.example, "B, C" <b@us.example>;, c@us.example\r\n'
        b"Subject: =?utf-8?b?UmVjaG51bmcgZsO8?=\r\n =?utf-8?b?ciBNw6Ryeg==?= und\r\n mehr\r\n"
        b"Reply-To: d@us.example\r\nReturn-Path: <>\r\nIn-Reply-To: <a@b> (x)\r\n"
        b"References: <1@b>\r\n <2@b> <1@b>\r\nDate: Tue, 31 Mar 2026 10:12:00 +0530 (IST)\r\n"
        b"Message-ID: <Id@acme.example>\r\n\r\nhi"
    )
    assert mail.senders == (Address("ann@acme.example", "Ann Müller, AP"),)
    assert [one.email for one in mail.to] == ["a@us.example", "b@us.example", "c@us.example"]
    assert mail.subject == "Rechnung für März und mehr"
    assert mail.return_path == ""
    assert (mail.in_reply_to, mail.references) == (("<a@b>",), ("<1@b>", "<2@b>"))
    assert mail.message_id == "<Id@acme.example>"
    assert mail.date is not None and mail.date.isoformat() == "2026-03-31T10:12:00+05:30"
    assert mail.defects == ()


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        ("Zahlung für März".encode(), "Zahlung für März"),
        ("Zahlung für März".encode("latin-1"), "Zahlung für März"),
        (b"=?iso-8859-1?q?f=FCr?= =?x-unknown?q?f=FCr?=", "fürfür"),
        (b"=?utf-8?b?Rw\xff!!?=", "G"),
        (b"=?utf-8?q?open", "=?utf-8?q?open"),
        (b"a\x00b", "a�b"),
        (b"=?utf-8?q?f=C3?= =?utf-8?q?=BCr?=", "für"),
        (b"=?utf-8?q?a=0D=0ABcc:_x?=", "a  Bcc: x"),
        (b"=?base64?q?x?= =?idna?q?y?=", "xy"),
    ],
)
def test_any_subject_is_read(raw: bytes, subject: str) -> None:
    assert parse_mail(b"From: a@b.example\r\nSubject: " + raw + b"\r\n\r\nhi").subject == subject


SENDERS = {
    b'From: "pay@us.example" <evil@x.example>': ["evil@x.example"],
    b"From: pay@us.example <evil@x.example>": ["evil@x.example"],
    b"From: =?utf-8?q?pay=40us=2Eexample=2C?= <evil@x.example>": ["evil@x.example"],
    b"From: =?utf-8?q?pay=40us=2Eexample?=": [""],
    b"From: a@b.example, c@d.example": ["a@b.example", "c@d.example"],
    b"From: a@b.example\r\nFROM: c@d.example": ["a@b.example", "c@d.example"],
    b"From: (a@b.example) c@d.example": ["c@d.example"],
    b"From: Doe, Jane <jane@acme.example>": ["jane@acme.example"],
    b"From: <jane@acme.example": ["jane@acme.example"],
    b"From: nobody": [""],
    b"From:": [],
    b"From: <>": [""],
    b"From: undisclosed:;": [],
    b"From: <a@b.example> <c@d.example>": ["a@b.example"],
    b'From: "a\\" <x@y.example>" <c@d.example>': ["c@d.example"],
    b"From: a@b.example c@d.example": [""],
    b"From: <a@b.example,c@d.example>": [""],
}


@pytest.mark.parametrize("header", SENDERS)
def test_the_sender_is_what_stands_in_brackets(header: bytes) -> None:
    mail = parse_mail(header + b"\r\nSubject: x\r\n\r\nhi")
    assert [one.email for one in mail.senders] == SENDERS[header]
    assert mail.from_fields == header.upper().count(b"FROM:")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (b"Tue, 31 Mar 2026 10:12:00 -0000", "2026-03-31T10:12:00+00:00"),
        (b"31 Mar 26 10:12 EST", "2026-03-31T10:12:00-05:00"),
        (b"gestern", None),
        (b"Tue, 99 Mar 2026 10:12:00 +0000", None),
        (b"Tue, 31 Mar 2026 10:12:00 +9999", None),
        (b"Mon, 1 Jan 10000 00:00:00 +0000", None),
        (b"", None),
    ],
)
def test_the_date_keeps_its_offset_or_is_not_read(value: bytes, shown: str | None) -> None:
    date = parse_mail(b"From: a@b.example\r\nDate: " + value + b"\r\n\r\nhi").date
    assert (date.isoformat() if date else None) == shown


def test_html_is_read_where_both_are_offered_and_plain_where_html_is_empty() -> None:
    plain = part("Content-Type: text/plain", "plain INV-1")
    html = part("Content-Type: text/html", "<table><tr><td>INV-1</td><td>10.00</td></tr></table>")
    mail = parse_mail(multipart(plain, html, kind="alternative"))
    assert mail.text == "INV-1\t10.00"
    assert mail.html is not None and "<table>" in mail.html
    empty = part("Content-Type: text/html", "<p style='display:none'>x</p>")
    assert parse_mail(multipart(plain, empty, kind="alternative")).text == "plain INV-1"


def test_flowed_text_is_joined() -> None:
    raw = (
        HEAD
        + b"Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n"
        + b"we pa \r\nid INV-1\r\n> quo \r\n> ted\r\n \r\n-- \r\nAnn\r\n"
    )
    mail = parse_mail(raw)
    assert mail.new_text == "we paid INV-1"
    assert mail.quoted_text == "> quoted"
    assert mail.signature.split("\n")[-1] == "Ann"


@pytest.mark.parametrize(
    ("charset", "raw", "text"),
    [
        ("utf-8", "für €".encode(), "für €"),
        ("utf-8", b"f\xfcr", "für"),
        ("iso-8859-1", b"\x80 10", "€ 10"),
        ("x-unknown-9", "für".encode(), "für"),
        ("us-ascii", "für".encode(), "für"),
        ("base64", b"plain", "plain"),
        ("unicode_escape", rb"\x41", rb"\x41".decode()),
        ("utf-16", "für".encode("utf-16"), "für"),
        ("utf-8", b"a\x00b", "ab"),
        ("gb2312", "付款".encode("gb18030"), "付款"),
        ("ks_c_5601-1987", "지급".encode("cp949"), "지급"),
        ("punycode", b"abc-", "abc-"),
    ],
)
def test_any_charset_is_read(charset: str, raw: bytes, text: str) -> None:
    mail = parse_mail(HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + raw)
    assert mail.text == text


def test_one_mail_on_two_ways_has_one_identity() -> None:
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"], message["Message-ID"] = "a@b.example", "Grüße", "<1@b.example>"
    message["Date"] = "Tue, 31 Mar 2026 10:12:00 +0200"
    message.set_content("Grüße\n", cte="quoted-printable")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="a.pdf")
    one = message.as_bytes()
    two = b"Received: from x by y\r\nDelivered-To: b@us.example\r\nX-Spam: no\r\n" + one
    three = (
        one.replace(b"\r\n", b"\n")
        .replace(b"Gr=C3=BC=C3=9Fe", "Grüße".encode())
        .replace(b"quoted-printable", b"8bit")
    )
    assert len({parse_mail(raw).identity for raw in (one, two, three)}) == 1
    assert len({parse_mail(raw).raw_sha256 for raw in (one, two, three)}) == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<1@acme.example>", b"<2@acme.example>"),
        (b"Subject: x", b"Subject: y"),
        (b"ann@acme", b"bob@acme"),
        (b"Y29udGVu", b"Y29udGVv"),
        (b"hello", b"hullo"),
    ],
)
def test_another_mail_has_another_identity(old: bytes, new: bytes) -> None:
    raw = multipart(part("Content-Type: text/plain", "hello"), part("Content-Type: application/pdf", PDF))
    assert old in raw
    assert parse_mail(raw).identity != parse_mail(raw.replace(old, new)).identity


BROKEN = {
    "empty": (b"", "the mail is empty"),
    "blank": (b"\r\n \r\n", "the mail is empty"),
    "no header": (b"just words\nmore", "no header"),
    "bare cr": (b"From: a@b.example\rSubject: x\r\rhello", ""),
    "no from": (b"Subject: x\r\n\r\nhello", "no From field"),
    "bad date": (HEAD + b"Date: someday\r\n\r\nhello", "date of the mail cannot be read"),
    "no boundary": (HEAD + b"Content-Type: multipart/mixed\r\n\r\nhello", "boundary"),
    "wrong boundary": (
        multipart(part("Content-Type: text/plain", "hello")).replace(b'boundary="b1"', b'boundary="zz"'),
        "found by guessing",
    ),
    "cut off": (multipart(part("Content-Type: text/plain", "hello")).replace(b"--b1--", b""), "cut off"),
    "broken base64": (
        HEAD
        + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8*gaGVsbG8h=\r\nA",
        "base64",
    ),
    "plain text as base64": (
        HEAD + b"Content-Transfer-Encoding: base64\r\n\r\nhello, this is not base64 at all.\r\n",
        "plain text",
    ),
    "unknown encoding": (HEAD + b"Content-Transfer-Encoding: x-strange\r\n\r\nhello", "transfer encoding"),
    "wrong charset": (HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\nhello \xff\xfe", "charset"),
}


@pytest.mark.parametrize(("raw", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_broken_is_said_and_the_rest_is_read(raw: bytes, sentence: str) -> None:
    mail = parse_mail(raw)
    assert sentence in " ".join(mail.defects)
    if b"hello" in raw:
        assert "hello" in mail.text


def test_ten_thousand_parts_are_capped_with_a_sentence() -> None:
    raw = multipart(*[part("Content-Type: text/plain", f"part {number}") for number in range(10_000)])
    mail = parse_mail(raw)
    assert "more than 1000 parts" in " ".join(mail.defects)
    assert "part 998" in mail.text
    assert mail.identity != parse_mail(raw.replace(b"part 9999", b"part 9998")).identity


def test_nesting_bombs_end() -> None:
    raw, deep = b"Content-Type: text/plain\r\n\r\nhello", HEAD
    for level in range(200):
        boundary = f"n{level}".encode()
        raw = (
            b"Content-Type: multipart/mixed; boundary=" + boundary + b"\r\n\r\n--" + boundary + b"\r\n" + raw
        )
    assert "30 levels" in " ".join(parse_mail(deep + raw).defects)
    for _ in range(50):
        deep += b"Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nTo: c@d.example\r\n"
    assert "nested more than 5 deep" in " ".join(parse_mail(deep).defects)


def test_a_header_without_end_is_cut() -> None:
    mail = parse_mail(HEAD + b"X-A: b\r\n" * 20_000 + b"\r\nhello")
    assert "too long" in " ".join(mail.defects)
    assert mail.text == "hello"
    assert len(mail.headers) <= 1000


LINES = st.sampled_from(
    [
        b"From: a@b.example",
        b"Subject: =?utf-8?q?=ff?=",
        b"Content-Type: multipart/mixed; boundary=b",
        b"",
        b"--b",
        b"--b--",
        b"Content-Type: text/html",
        b"Content-Type: message/rfc822",
        b"Content-Transfer-Encoding: base64",
        b"\x00",
        b"=?=?=",
        b"Content-Disposition: attachment; filename*0*=utf-8''%ff; filename*1=",
        b"<table><tr><td>",
        b"begin 644 a",
        b" folded",
        b"Date: Tue, 31 Mar 2026",
        b"PK\x03\x04",
        b"%PDF-1.4",
        b"\xff\xfe",
        b"Content-Type: text/plain; charset=\x80",
        b"From \xff",
        b"Content-Type: multipart/alternative; boundary*=us-ascii'x'b",
        b"Content-Transfer-Encoding: uuencode",
        b"Received: ;",
    ]
)


@given(st.binary(max_size=400) | st.lists(LINES, max_size=25).map(b"\r\n".join))
@settings(max_examples=400, deadline=None)
def test_no_bytes_make_the_parser_fail(raw: bytes) -> None:
    mail = parse_mail(raw)
    texts = [mail.subject, mail.text, mail.new_text, mail.quoted_text, mail.signature, *mail.defects]
    texts += [text for pair in mail.headers for text in pair] + [one.path for one in mail.attachments]
    assert not any("\x00" in text for text in texts)
    for text in texts:
        text.encode("utf-8")
    assert mail.date is None or (
        mail.date.utcoffset() is not None and abs(mail.date.utcoffset() or timedelta()) < timedelta(days=1)
    )


def test_mutated_mails_do_not_make_the_parser_fail() -> None:
    raw = multipart(
        part("Content-Type: text/html; charset=utf-8", "<p>Grüße</p>"),
        part('Content-Type: application/zip; name="a.zip"', zipped(a__pdf=PDF, b__zip=zipped(c__pdf=PDF))),
    )
    for at in range(0, len(raw), 3):
        mutated = bytearray(raw)
        mutated[at] = zlib.crc32(bytes([at % 251])) & 0xFF
        parse_mail(bytes(mutated))
        parse_mail(raw[:at])
