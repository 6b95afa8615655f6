"""Whatever stands in subjects, names, file names and ids: the headers stay, the mail stays readable."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from domain.decisions import Reply
from domain.mail import Address, Mail
from domain.policy import Company, Outgoing
from domain.words import Intent
from intake.mime import parse_mail
from responders.answering import answer
from responders.attached import bytes_of
from responders.message import freeze
from tests.responders.answering_cases import HEADERS, Asked, content_of, mail_from, request_for
from tests.responders.hostile_values import hostile_values

DATE = datetime(2026, 5, 4, 9, 5, tzinfo=UTC)
SIZES = [
    pytest.param(30, id="small"),
    pytest.param(300, id="full", marks=pytest.mark.soak),
    pytest.param(100, id="long", marks=pytest.mark.long),
]


def answered(value: str) -> tuple[Reply, Mail, Company]:
    """Return an answer in which the value stands wherever a correspondent or a clerk can put one."""
    mail = mail_from(subject=value, references=(value, "<a@b.example>"), in_reply_to=(value,))
    mail = replace(mail, senders=(Address("ap@acme.example", value),))
    company = Company(name=value, addresses=("ar@seller.example",), signature=value)
    reply = answer(request_for(Asked(numbers=("INV-1001", "INV-1002")), mail=mail, company=company))
    assert reply is not None
    files = [replace(each, file=value) for each in reply.attachments]
    return replace(reply, attachments=tuple(files)), mail, company


def sent(value: str) -> tuple[bytes, Reply]:
    reply, mail, company = answered(value)
    raw = freeze(
        reply,
        mail,
        company,
        Outgoing(sender="ar@seller.example"),
        "<reply-1@seller.example>",
        DATE,
        content_of,
        automatic=True,
    )
    return raw, reply


@pytest.mark.parametrize("count", SIZES)
def test_no_value_adds_a_header_a_recipient_or_a_part(count: int) -> None:
    for value in hostile_values(count):
        raw, reply = sent(value)
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        assert sorted(message.keys()) == HEADERS, ascii(value)
        assert message["To"] == "ap@acme.example"
        assert [each.addr_spec for each in message["From"].addresses] == ["ar@seller.example"]
        attached = list(message.iter_attachments())
        assert [part.get_content() for part in attached] == [
            bytes_of(each, content_of) for each in reply.attachments
        ]
        body = message.get_body(("plain",))
        assert body is not None
        assert "Invoice INV-1001" in body.get_content()
        names = [part.get_filename() or "" for part in attached]
        assert len({name.lower() for name in names}) == 2
        assert all(good_name(name) for name in names), (ascii(value), names)


@pytest.mark.parametrize("count", SIZES)
def test_our_own_parser_reads_what_was_sent(count: int) -> None:
    for value in hostile_values(count, seed=7):
        raw, _ = sent(value)
        mail = parse_mail(raw)
        assert [each.email for each in mail.senders] == ["ar@seller.example"], ascii(value)
        assert len(mail.attachments) == 2
        assert not mail.defects, (ascii(value), mail.defects)


def good_name(name: str) -> bool:
    """Tell whether every system takes the name as one file of the current folder, shown as it is."""
    short = 0 < len(name) <= 120 and name not in (".", "..")
    return short and re.search(r"[\x00-\x1f\x7f/\\:\"<>|?*\u202a-\u202e\u2066-\u2069]", name) is None


def payloads() -> Iterator[str]:
    """Sixty strings that some template engine would compute."""
    kernels = [
        "7*7",
        "config",
        "self",
        "signature",
        "''.__class__",
        "1|attr('x')",
        "paragraphs",
        "_",
        "0",
        "{}",
    ]
    frames = ["{{%s}}", "{%% %s %%}", "${%s}", "#{%s}", "<%%= %s %%>", "{%s}"]
    for frame in frames:
        for kernel in kernels:
            yield frame % kernel


def test_there_are_sixty_payloads() -> None:
    assert len(set(payloads())) == 60


@pytest.mark.parametrize("language", ["en", "de", "pt"])
def test_what_a_template_engine_would_compute_appears_literally(language: str) -> None:
    for payload in payloads():
        company = Company(name="Seller", signature=payload)
        mail = mail_from(subject=payload)
        wish = Asked(Intent.UNSUBSCRIBE, more={"language": language})
        reply = answer(request_for(wish, mail=mail, company=company))
        assert reply is not None
        assert reply.body.endswith(f"\n{payload}\n")
        assert reply.subject == f"Re: {payload}"
