"""A forwarded mail says whose matter it is; who may be answered is the real sender alone."""

import pytest

from domain.decisions import Reply
from domain.mail import Mail
from domain.policy import Company, Routing
from domain.words import Block
from intake.mime import parse_mail
from responders.answering import answer
from router.understanding import understand
from tests.responders.answering_cases import LEDGER, POLICY, SENDER, SERVER, request_for

BELOW = (
    "---------- Forwarded message ---------\r\nFrom: AP <{original}>\r\nDate: Mon, 4 May 2026 08:00\r\n"
    "Subject: invoice copy\r\nTo: us\r\n\r\nPlease send us a copy of invoice INV-1001.\r\n"
)
ATTACHED = (
    "--b\r\nContent-Type: text/plain\r\n\r\nsee attached\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
    "From: AP <{original}>\r\nTo: us@seller.example\r\nSubject: invoice copy\r\n"
    f"Authentication-Results: {SERVER}; dmarc=pass header.from=acme.example\r\n\r\n"
    "Please send us a copy of invoice INV-1001.\r\n--b--\r\n"
)


def forwarded(sender: str, original: str, body: str) -> Mail:
    domain = sender.rpartition("@")[2]
    kind = "multipart/mixed; boundary=b" if body is ATTACHED else "text/plain"
    head = (
        f"Authentication-Results: {SERVER}; dmarc=pass header.from={domain}\r\n"
        f"Return-Path: <{sender}>\r\n"
        f"From: {sender}\r\nTo: ar@seller.example\r\n"
        f"Subject: Fwd: invoice copy\r\nMessage-ID: <1@{domain}>\r\n"
        f"Date: Mon, 4 May 2026 08:30:00 +0000\r\nContent-Type: {kind}\r\n\r\n"
    )
    return parse_mail((head + body.format(original=original)).encode())


def judged(mail: Mail) -> tuple[str | None, Reply | None]:
    company = Company(name="Seller Inc", addresses=("ar@seller.example",))
    found = understand(mail, (), LEDGER, Routing(), company, POLICY.authentication)
    return found.customer.customer_id, answer(request_for(mail=mail, understanding=found))


@pytest.mark.parametrize("body", [BELOW, ATTACHED], ids=["below", "attached"])
def test_a_forwarded_contact_is_understood_and_never_answered(body: str) -> None:
    customer, reply = judged(forwarded("colleague@elsewhere.example", SENDER, body))
    assert customer == "C001"
    assert reply is not None
    assert SENDER not in reply.to
    assert not reply.auto_send
    assert Block.SENDER_UNKNOWN in reply.blocked_by


@pytest.mark.parametrize("body", [BELOW, ATTACHED], ids=["below", "attached"])
def test_a_contact_of_another_customer_gains_nothing_by_forwarding(body: str) -> None:
    _, reply = judged(forwarded("ap@bolt.example", SENDER, body))
    assert reply is None or (
        not reply.auto_send and reply.to == ("ap@bolt.example",) and not reply.attachments
    )


@pytest.mark.parametrize("body", [BELOW, ATTACHED], ids=["below", "attached"])
def test_a_seal_inside_an_attached_mail_proves_nothing(body: str) -> None:
    mail = forwarded("thief@evil.example", SENDER, body)
    stated = [method.property("header.from") for one in mail.authentication for method in one.methods]
    assert set(stated) == {"evil.example"}
    _, reply = judged(mail)
    assert reply is None or not reply.auto_send


def test_a_contact_who_forwards_within_the_customer_is_answered_himself() -> None:
    customer, reply = judged(forwarded(SENDER, "intern@acme.example", BELOW))
    assert customer == "C001"
    assert reply is not None and reply.to == (SENDER,)
