"""Broken, hostile and huge mails: what is wrong is said, the rest is read, nothing raises."""

import time
import zlib
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.mime import parse_mail
from tests.intake.mails import HEAD, PDF, multipart, part, zipped

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


def test_large_mails_of_the_worst_shapes_take_seconds_at_most() -> None:
    text = HEAD + b"Content-Type: text/plain"
    shapes = [
        text + b"; format=flowed\r\n\r\n" + b"a \n" * 100_000,
        text + b"; charset=x-y\r\n\r\n" + b"\xe9" * 1_000_000,
        text + b"\r\n\r\n" + b"> a\n" * 100_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\n" * 300_000,
        HEAD + (b"From: " + b"a@b.example, " * 4000 + b"\r\n") * 15 + b"\r\nhi",
        HEAD + (b"X: " + b"=?a?q?" * 10_000 + b"\r\n") * 15 + b"\r\nhi",
    ]
    started = time.process_time()
    for raw in shapes:
        parse_mail(raw)
    assert time.process_time() - started < 10


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
