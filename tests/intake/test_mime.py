"""Mails of every shape become one `Mail`; none makes the parser fail."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from domain.mail import Address
from intake.mime import parse_mail
from tests.intake.mails import HEAD, PDF, multipart, part


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
    b"From: <a@b.example> <c@d.example>": ["a@b.example", "c@d.example"],
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
