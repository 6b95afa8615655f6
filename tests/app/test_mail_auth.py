"""`ardoise check --mail-auth` shows whose word arrives where, and names what does not fit."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.installation import open_installation
from app.mail_auth import mail_auth_findings
from app.settings import Settings
from domain.mail import Delivered, DeliveryKey
from domain.policy import Answering, Authentication
from intake.mime import parse_mail
from pipeline.collect import upload
from store.repositories import deliveries, mails

HOP = "Received: from gate.seller.example by mx.seller.example; Mon, 4 May 2026 09:00:00 +0000\r\n"
STAMP = "Authentication-Results: mx.seller.example; dmarc=pass header.from=acme.example\r\n"
REST = "From: ap@acme.example\r\nSubject: {number}\r\nMessage-ID: <{number}@acme.example>\r\n\r\nhello\r\n"


@pytest.fixture
def said(tmp_path: Path) -> Callable[..., str]:
    """Return what is said of mails with that header under that configuration."""

    def said(heads: list[str], **believed: object) -> str:
        answering = Answering(authentication=Authentication(**believed))  # type: ignore[arg-type]
        settings = Settings(data=tmp_path / "var", answering=answering)
        engines = open_installation(settings).engines
        for number, head in enumerate(heads):
            raw = (head + REST.format(number=number)).encode()
            key = DeliveryKey("desk", "INBOX", 1, str(number))
            upload(engines, Delivered(key, raw, engines.clock.now()))
            with engines.store.write() as session:
                row = deliveries.get_delivery(session, number + 1)
                assert row is not None
                mails.find_or_add_mail(session, parse_mail(raw), row, engines.clock.now())
        return "\n".join(finding.sentence for finding in mail_auth_findings(settings))

    return said


def test_nothing_arrived_yet_is_said(said: Callable[..., str]) -> None:
    assert "no mail was taken yet" in said([])


def test_what_stands_topmost_is_counted_and_fits(said: Callable[..., str]) -> None:
    text = said([STAMP, STAMP, ""], trusted_authserv_id="MX.seller.example")
    assert "2 of 3 mails carry mx.seller.example topmost, 0 Received" in text
    assert "2 of 3 mails carry mx.seller.example where it is believed" in text


def test_a_border_of_several_servers_is_named_with_its_number(said: Callable[..., str]) -> None:
    text = said([HOP * 2 + STAMP], trusted_authserv_id="mx.seller.example")
    assert "set answering.authentication.own_received_above to 2" in text


def test_a_field_without_a_servers_name_is_told(said: Callable[..., str]) -> None:
    broken = "Authentication-Results: spf=pass smtp.mailfrom=acme.example; dmarc=pass action=none\r\n"
    text = said([broken], trusted_authserv_id="mx.seller.example")
    assert "1 mails carry Authentication-Results that do not follow RFC 8601" in text
    assert "no mail carries mx.seller.example" in text
