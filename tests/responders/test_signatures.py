"""A real signature proves a sender only where it is the sender's own and nothing was changed."""

import base64

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from domain.mail import Mail
from intake.mime import parse_mail
from responders.answering import answer
from tests.responders.answering_cases import SENDER, SERVER, request_for

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PRIVATE = KEY.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
)
PUBLIC = KEY.public_key().public_bytes(
    serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
)
RAW = (
    f"From: AP <{SENDER}>\r\nTo: ar@seller.example\r\nSubject: Copy of invoice\r\n"
    "Message-ID: <m1@acme.example>\r\nDate: Mon, 4 May 2026 09:00:00 +0000\r\n\r\n"
    "Please send us a copy of INV-1001.\r\n"
).encode()


def signed(domain: str) -> bytes:
    """The mail with that domain's signature over From, Subject and body."""
    fields = [b"from", b"to", b"subject", b"message-id", b"date"]
    return bytes(dkim.sign(RAW, b"s1", domain.encode(), PRIVATE, include_headers=fields)) + RAW


def published(name: bytes, timeout: int = 5) -> bytes:
    """The key that every domain of this test publishes."""
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(PUBLIC)


def received(raw: bytes) -> Mail:
    """The mail as a receiving server hands it on: verified, and stamped with what it found."""
    check = dkim.DKIM(raw)
    try:
        passed = check.verify(dnsfunc=published)
    except dkim.DKIMException:
        passed = False
    domain = check.domain.decode() if check.domain else "unknown.example"
    verdict = f"dkim={'pass' if passed else 'fail'} header.d={domain}"
    return parse_mail(f"Authentication-Results: {SERVER}; {verdict}\r\n".encode() + raw)


@pytest.mark.parametrize("domain", ["acme.example", "mail.acme.example"])
def test_an_own_signature_releases_the_document(domain: str) -> None:
    reply = answer(request_for(mail=received(signed(domain))))
    assert reply is not None
    assert reply.auto_send


@pytest.mark.parametrize(
    "raw",
    [
        signed("evil.example"),
        signed("acme.example.evil.example"),
        signed("acme.example").replace(b"INV-1001", b"INV-1002"),
        signed("acme.example").replace(b"Copy of invoice", b"Copies of all"),
        signed("evil.example").replace(b"From: AP", b"From: AQ"),
        signed("acme.example").replace(b"d=acme.example", b"d=evil.example"),
    ],
)
def test_a_strangers_signature_or_a_changed_mail_releases_nothing(raw: bytes) -> None:
    reply = answer(request_for(mail=received(raw)))
    assert reply is not None
    assert reply.blocked_by == ("sender_not_authenticated",)
