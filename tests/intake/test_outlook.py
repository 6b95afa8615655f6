"""Outlook's own files: .msg and winmail.dat are read like the mails that they are."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import command_line
from domain.content_type import MSG, TNEF
from domain.errors import ReadingError
from domain.mail import Mail
from domain.policy import ReadingLimits
from extractors.fence import InProcessFence
from extractors.outlook.rtf import rtf_body
from extractors.reading import unpack
from intake.mime import parse_mail
from pipeline.mails import mail_of
from tests.intake.mails import HEAD, PDF, multipart, part
from tests.intake.outlook_files import RTF_HTML, RTF_PLAIN, Msg, filetime, packed, tnef

SENT = datetime(2026, 3, 2, 10, 5, tzinfo=UTC)
HEADER = (
    "Received: from a.example by b.example; Mon, 2 Mar 2026 10:05:09 +0000\r\n"
    "From: Bob <bob@payer.example>\r\nMessage-ID: <7@payer.example>\r\n"
    "Content-Type: multipart/mixed;\r\n boundary=gone\r\nSubject: We paid\r\n"
    "Date: Mon, 2 Mar 2026 10:05:00 +0000\r\n\r\n"
)


def opened(content: bytes, name: str, content_type: str) -> bytes:
    return unpack(content, name, content_type, InProcessFence(ReadingLimits(), readers=()))


def msg() -> Msg:
    return Msg(
        {0x0039: filetime(SENT)},
        x0037="We paid",
        x1000="INV-9 is paid.",
        x0C1A="Bob Payer",
        x5D01="bob@payer.example",
    )


def read(one: Msg) -> Mail:
    mail = mail_of(one.content(), "x.msg", opened)
    assert mail is not None
    return mail


def test_a_msg_without_header_says_who_wrote_when_to_whom_about_what() -> None:
    mail = read(msg().with_recipient("AR", "ar@us.example").with_recipient("Cy", "cy@us.example", 2, 1))
    assert mail.sender is not None and (mail.sender.email, mail.sender.name) == (
        "bob@payer.example",
        "Bob Payer",
    )
    assert [one.email for one in mail.to] == ["ar@us.example"]
    assert [one.email for one in mail.cc] == ["cy@us.example"]
    assert (mail.subject, mail.date, mail.new_text) == ("We paid", SENT, "INV-9 is paid.")
    assert mail.defects == ()


def test_the_header_of_the_journey_counts_where_a_msg_keeps_it() -> None:
    mail = read(Msg(x007D=HEADER, x0037="changed", x1000="INV-9 is paid."))
    assert (mail.message_id, mail.subject, mail.new_text) == (
        "<7@payer.example>",
        "We paid",
        "INV-9 is paid.",
    )
    assert mail.header("Received") is not None and mail.from_fields == 1


@pytest.mark.parametrize("rtf", [RTF_HTML, RTF_PLAIN])
def test_a_body_in_rich_text_alone_is_read(rtf: bytes) -> None:
    mail = read(Msg(x0037="x").with_stream("__substg1.0_10090102", packed(rtf)))
    assert " ".join(mail.text.split()) == "INV-9 is paid, März."


def test_files_and_mails_inside_a_msg_are_attachments() -> None:
    inner = msg().with_file("advice.pdf", PDF)
    mail = read(Msg(x0037="Fwd: We paid", x1000="FYI").with_file("a.pdf", PDF).with_mail(inner))
    assert [one.path for one in mail.attachments] == ["a.pdf", "We paid.eml", "We paid.eml/advice.pdf"]
    assert mail.original is not None and mail.original.sender is not None
    assert mail.original.sender.email == "bob@payer.example"
    assert mail.new_text == "FYI\n\nINV-9 is paid."


def test_an_attached_msg_is_a_forwarded_mail() -> None:
    content = msg().with_file("advice.pdf", PDF).content()
    raw = multipart(
        part("Content-Type: text/plain", "see attached"),
        part('Content-Type: application/x; name="paid.msg"', content),
    )
    mail = parse_mail(raw, opened)
    assert [one.path for one in mail.attachments] == ["paid.msg", "paid.msg/advice.pdf"]
    assert mail.original is not None and mail.original.path == "paid.msg"
    assert mail.original.date == SENT
    assert parse_mail(raw).attachments[0].content_type == MSG


@pytest.mark.parametrize("rtf", [RTF_HTML, RTF_PLAIN, None])
def test_winmail_dat_gives_its_text_and_its_files(rtf: bytes | None) -> None:
    content = tnef([("advice.pdf", PDF)], rtf, None if rtf else "INV-9 is paid, März.")
    mail = parse_mail(
        multipart(part('Content-Type: application/ms-tnef; name="winmail.dat"', content)), opened
    )
    assert [one.path for one in mail.attachments] == ["winmail.dat", "winmail.dat/advice.pdf"]
    assert mail.attachments[0].content_type == TNEF and mail.attachments[1].content.startswith(b"%PDF")
    assert " ".join(mail.new_text.split()) == "INV-9 is paid, März."
    assert mail.forwarded == ()


def test_the_text_of_the_mail_goes_before_that_of_its_winmail_dat() -> None:
    content = tnef([("a.pdf", PDF)], RTF_PLAIN)
    mail = parse_mail(
        multipart(
            part("Content-Type: text/plain", "hello"), part("Content-Type: application/ms-tnef", content)
        ),
        opened,
    )
    assert mail.new_text == "hello"


BROKEN = {
    "cut .msg": (msg().content()[:3000], "x.msg"),
    "rubbish .msg": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 3000 + "__properties_version1.0".encode("utf-16-le"),
        "x.msg",
    ),
    "rubbish winmail.dat": (b"\x78\x9f\x3e\x22" + bytes(range(256)), "winmail.dat"),
    "cut winmail.dat": (tnef([("a.pdf", PDF)])[:60], "winmail.dat"),
}


@pytest.mark.parametrize(("content", "name"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_outlook_file_is_kept_and_named(content: bytes, name: str) -> None:
    mail = parse_mail(
        multipart(part(f'Content-Type: application/octet-stream; name="{name}"', content)), opened
    )
    assert mail.attachments[0].name == name
    assert len(mail.attachments) > 1 or any(name in defect for defect in mail.defects) or not mail.text


def test_only_so_many_outlook_files_are_opened() -> None:
    count = []

    def counted(content: bytes, name: str, content_type: str) -> bytes:
        count.append(name)
        raise ReadingError("broken", f"{name} is broken.")

    files = [
        part(f'Content-Type: application/ms-tnef; name="{n}.dat"', b"\x78\x9f\x3e\x22%d" % n)
        for n in range(60)
    ]
    mail = parse_mail(multipart(part("Content-Type: text/plain", "hi"), *files), counted)
    assert len(count) == 20
    assert "more than 20 Outlook files" in " ".join(mail.defects)


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"\\", b"{\\rtf1" + b"{" * 20_000, b"\\u99999999", b"\\'", b"\\ansicpg99999 \xff", b"}}}}a"],
)
def test_no_rich_text_makes_its_reader_fail(raw: bytes) -> None:
    assert rtf_body(raw)[0] in ("html", "plain")


def test_process_reads_a_msg_behind_the_fence(tmp_path: Path) -> None:
    table = b"<table><tr><th>Invoice<th>Paid</tr><tr><td>INV-9<td>10.00</tr></table>"
    file = tmp_path / "paid.msg"
    file.write_bytes(msg().with_stream("__substg1.0_10130102", table).with_mail(msg()).content())
    (tmp_path / "broken.msg").write_bytes(msg().content()[:2500])
    done = CliRunner().invoke(command_line(("process", "check")), ["process", str(tmp_path)])
    broken, paid = (json.loads(line) for line in done.stdout.splitlines())
    assert paid["error"] is None
    assert paid["message"]["from"] == "bob@payer.example"
    assert "INV-9" in paid["references"]["invoice_numbers"]
    assert broken["error"] is not None and "broken.msg" in broken["error"]


def test_two_mails_one_beside_its_head() -> None:
    mail = parse_mail(HEAD + b"\r\nhello", opened)
    assert mail.new_text == "hello"
