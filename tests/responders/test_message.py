"""The frozen bytes: one recipient, the thread, whole headers whatever the values, files byte-equal."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.decisions import Reply
from domain.errors import ConfigurationError, ConflictError
from domain.policy import Company, Outgoing
from responders.answering import answer
from responders.file_names import file_names
from responders.message import freeze
from responders.reverification import reverify
from responders.subjects import normalised_subject, one_line, reply_subject
from tests.responders.answering_cases import HEADERS, LEDGER, Asked, content_of, mail_from, request_for

DATE = datetime(2026, 5, 4, 9, 5, tzinfo=UTC)
OUTGOING = Outgoing(sender="ar@seller.example")
COMPANY = Company(name="Seller Inc")
ID = "<reply-1@seller.example>"


def a_reply(**more: Any) -> Reply:
    reply = answer(request_for(Asked(numbers=("INV-1001", "INV-1002"))))
    assert reply is not None
    return replace(reply, **more)


def frozen(reply: Reply | None = None, *, automatic: bool = True, **more: Any) -> bytes:
    values = {"mail": mail_from(), "company": COMPANY, "outgoing": OUTGOING, "message_id": ID, **more}
    return freeze(reply or a_reply(), date=DATE, read_file=content_of, automatic=automatic, **values)


def parsed(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_an_automatic_answer_has_exactly_these_headers() -> None:
    message = parsed(frozen())
    assert sorted(message.keys()) == HEADERS
    assert message["From"] == "Seller Inc <ar@seller.example>"
    assert message["To"] == "ap@acme.example"
    assert message["Subject"] == "Re: Copy of invoice"
    assert message["Message-ID"] == ID
    assert message["Date"] == "Mon, 04 May 2026 09:05:00 +0000"
    assert message["In-Reply-To"] == message["References"] == "<m1@acme.example>"
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Auto-Response-Suppress"] == "OOF, AutoReply"


def test_an_answer_that_a_person_released_is_not_marked_automatic() -> None:
    assert parsed(frozen(automatic=False))["Auto-Submitted"] is None


def test_the_attachments_are_the_files_byte_for_byte_under_their_names() -> None:
    parts = list(parsed(frozen()).iter_attachments())
    assert [part.get_filename() for part in parts] == ["INV-1001.pdf", "INV-1002.pdf"]
    assert [part.get_content_type() for part in parts] == ["application/pdf"] * 2
    assert [part.get_content() for part in parts] == [
        content_of("/docs/INV-1001.pdf"),
        content_of("/docs/INV-1002.pdf"),
    ]


def test_text_and_html_say_the_same() -> None:
    message = parsed(frozen(a_reply(body="Bonjour,\n\n- é & <b>\n- {x}\n\nCordialement,\nA\n")))
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == "Bonjour,\n\n- é & <b>\n- {x}\n\nCordialement,\nA\n"
    assert "<ul>\n<li>é &amp; &lt;b&gt;</li>\n<li>{x}</li>\n</ul>" in html.get_content().replace("\r\n", "\n")


def test_the_bytes_are_seven_bit_with_crlf_and_lines_that_any_server_takes() -> None:
    long_thread = tuple(f"<{'x' * 150}{index}@acme.example>" for index in range(40))
    raw = frozen(
        a_reply(subject="Re: " + "é" * 180, body="ü" * 3000 + "\n.\n..\nFrom x\n"),
        mail=mail_from(references=long_thread, message_id=f"<{'y' * 150}@acme.example>"),
    )
    assert raw.isascii()
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", raw) is None
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    references = parsed(raw)["References"].split()
    assert references[0] == long_thread[0]
    assert references[-1] == f"<{'y' * 150}@acme.example>"
    assert parsed(raw)["Subject"] == "Re: " + "é" * 180


def test_the_thread_holds_only_what_is_an_id() -> None:
    bad = (
        "<a b@c>",
        "<a@b>\r\nBcc: x@y.example",
        "no id",
        "<é@b>",
        "<ok@b.example>",
        "<a@b@c>",
        "<=?UTF-8?Q?=0D=0ABcc:_x?=@b.example>",
        "<a@b.example> <c@d.example>",
    )
    message = parsed(frozen(mail=mail_from(references=bad)))
    assert message["References"] == "<ok@b.example> <m1@acme.example>"
    without = parsed(frozen(mail=mail_from(message_id=None)))
    assert (without["In-Reply-To"], without["References"]) == (None, None)
    forged = parsed(frozen(mail=mail_from(message_id="<m1@acme.example>\r\nBcc: x@y.example")))
    assert (forged["In-Reply-To"], forged["Bcc"]) == (None, None)


INJECTIONS = (
    "x\r\nBcc: thief@evil.example",
    "x\nBcc: thief@evil.example",
    "x\rBcc: thief@evil.example",
    "=?UTF-8?Q?=0D=0ABcc:_thief@evil.example?=",
    "=?UTF-8?B?DQpCY2M6IHRoaWVmQGV2aWwuZXhhbXBsZQ==?=",
    "==?UTF-8?Q??UTF-8?Q?=0ABcc:_a?=",
    "x\x00y",
    "x\u2028Bcc: a",
    "x\u0085Bcc: a",
    "\u202egnp.exe",
    "a" * 3000,
    "é" * 3000,
    '"; filename="evil.exe',
    "../../etc/passwd",
    "..\\..\\x",
    "C:\\x\\y.pdf",
    "CON",
    ".hidden",
    "",
    " ",
    "a;b",
    "\ud800",
    "<b@c.example>",
    "x\r\n\r\n<html>",
    "🧾" * 100,
    "a\tb",
    ",",
    "(comment)",
    "group: a@b.example;",
    "\x1b[31m",
    "%0d%0aBcc: a",
)


def headers_of(raw: bytes) -> list[str]:
    return sorted(key.lower() for key in parsed(raw).keys())  # noqa: SIM118


def hold_together(value: str) -> None:
    plain = headers_of(frozen())
    subject = frozen(a_reply(subject=reply_subject(value, "Your message")))
    raw_subject = frozen(a_reply(subject=value))
    company = frozen(company=Company(name=value))
    first, second = a_reply().attachments
    named = frozen(a_reply(attachments=(replace(first, file=value), second)))
    for raw in (subject, raw_subject, company, named):
        assert headers_of(raw) == plain
        message = parsed(raw)
        assert message["To"] == "ap@acme.example"
        assert next(iter(message.iter_attachments())).get_content() == content_of(first.path)
        assert re.search(rb"(?<!\r)\n|\r(?!\n)", raw) is None
    name = next(iter(parsed(named).iter_attachments())).get_filename()
    assert name
    assert not set(name) & set('/\\<>:"|?*\r\n\x00\u202e')


@pytest.mark.parametrize("value", INJECTIONS)
def test_no_value_adds_a_header_or_a_recipient(value: str) -> None:
    hold_together(value)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120) | st.text(alphabet='=?UTF-8QB\r\n: @_"\\;<>()\x00', max_size=60))
def test_no_text_at_all_adds_a_header(value: str) -> None:
    hold_together(value)


@pytest.mark.parametrize(
    "to", [(), ("a@b.example", "c@d.example"), ("a@b.example\r\nBcc: c@d.example",), ("x",)]
)
def test_an_answer_without_one_plain_recipient_is_not_frozen(to: tuple[str, ...]) -> None:
    with pytest.raises(ConfigurationError, match="recipient"):
        frozen(a_reply(to=to))


def test_an_unusable_sender_or_message_id_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"outgoing\.sender"):
        frozen(outgoing=Outgoing(sender="Seller <x>"))
    with pytest.raises(ConfigurationError, match="Message-ID"):
        frozen(message_id="<a@b>\r\nX: y")
    ours = Company(name="Seller", addresses=("ar2@seller.example",))
    assert "ar2@seller.example" in parsed(frozen(outgoing=Outgoing(), company=ours))["From"]


def test_bytes_that_changed_since_the_answer_was_written_are_not_sent() -> None:
    values = (mail_from(), COMPANY, OUTGOING, ID, DATE)
    with pytest.raises(ConflictError, match=r"INV-1001\.pdf was changed"):
        freeze(a_reply(), *values, lambda path: b"other", automatic=True)

    def gone(path: str) -> bytes:
        raise FileNotFoundError(path)

    with pytest.raises(ConflictError, match="can no longer be read"):
        freeze(a_reply(), *values, gone, automatic=True)


def test_a_document_is_verified_again_by_customer_number_path_and_bytes() -> None:
    reply = a_reply()
    assert reverify(reply, LEDGER, content_of) == ()
    moved = tuple(
        replace(row, customer_id="C002") if row.document_number == "INV-1001" else row
        for row in LEDGER.supporting_documents
    )
    assert len(reverify(reply, replace(LEDGER, supporting_documents=moved), content_of)) == 1
    sold = tuple(
        replace(each, customer_id="C002") if each.document_number == "INV-1002" else each
        for each in LEDGER.open_items
    )
    assert len(reverify(reply, replace(LEDGER, open_items=sold), content_of)) == 1
    assert len(reverify(reply, LEDGER, lambda path: b"other")) == 2
    assert len(reverify(reply, None, content_of)) == 2


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Invoice", "Re: Invoice"),
        ("RE: Invoice", "Re: Invoice"),
        ("Re: AW: TR : Fwd: Invoice", "Re: Invoice"),
        ("Re[2]: Invoice", "Re: Invoice"),
        ("Antw: RV: R: Invoice", "Re: Invoice"),
        ("", "Re: Your message"),
        ("RE:", "Re: Your message"),
        ("Rechnung: 5", "Re: Rechnung: 5"),
        ("Reminder", "Re: Reminder"),
        ("AW：x", "Re: x"),
    ],
)
def test_the_mark_of_an_answer_stands_once(subject: str, expected: str) -> None:
    assert reply_subject(subject, "Your message") == expected


def test_a_subject_that_counts_up_is_the_same_subject() -> None:
    assert normalised_subject("Re: Ticket 17 (2)") == normalised_subject("AW: Re: ticket 18 (3)!")
    assert normalised_subject("Invoice") != normalised_subject("Statement")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Copy of INV-204016 please", "Copy of INV-204017 please"),
        ("Copy of invoice 204016 please", "Copy of invoice 204017 please"),
        ("Kopie: INV 204016 und INV-204017", "Kopie: INV 204016"),
    ],
)
def test_a_subject_that_asks_for_another_document_is_another_subject(one: str, other: str) -> None:
    numbers = ("INV-204016", "INV-204017")
    assert normalised_subject(one, numbers) != normalised_subject(other, numbers)
    assert normalised_subject(f"Re: {one}", numbers) == normalised_subject(one.upper(), numbers)


@pytest.mark.parametrize("count", ["17", "1204016", "2040161", "#3 204018"])
def test_a_count_that_is_no_document_asked_for_keeps_the_subject_the_same(count: str) -> None:
    numbers = ("INV-204016", "INV-204017")
    assert normalised_subject(f"Ticket {count}", numbers) == normalised_subject("Ticket", numbers)


def test_names_are_never_given_twice() -> None:
    assert file_names(["a/INV-1.pdf", "b/inv-1.PDF", "c/INV-1.pdf"]) == [
        "INV-1.pdf",
        "b-inv-1.PDF",
        "c-INV-1.pdf",
    ]
    assert file_names(["1.pdf", "pod/1.pdf", "pod/1.pdf"]) == ["1.pdf", "pod-1.pdf", "pod-1-2.pdf"]
    assert len(file_names(["x" * 400 + ".pdf"])[0]) <= 100
    assert one_line("a\r\n b") == "a b"
