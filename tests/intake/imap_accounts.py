"""Accounts on the test server, and the mails that are put there."""

from domain.clock import SystemClock
from domain.mail_ports import Batch
from domain.mailbox_policy import Mailbox
from intake.sources import open_source
from intake.sources.imap import ImapSource
from tests.servers.dovecot import PASSWORD, Dovecot


def mail(number: int, size: int = 0) -> bytes:
    head = f"From: a@acme.example\r\nSubject: mail {number}\r\nMessage-ID: <{number}@acme.example>\r\n\r\n"
    return head.encode() + b"x" * size + b"\r\n"


def mailbox(server: Dovecot, user: str, **settings: object) -> Mailbox:
    usual = {"name": "ar", "host": server.host, "port": server.port, "security": "none", "user": user}
    return Mailbox.model_validate(usual | {"timeout_seconds": 20} | settings)


def source_of(opened: list[ImapSource], box: Mailbox, password: str | None = PASSWORD) -> ImapSource:
    source = open_source(box, password, SystemClock())
    assert isinstance(source, ImapSource)
    opened.append(source)
    return source


def subjects(batches: list[Batch]) -> list[bytes]:
    return [one.raw.split(b"Subject: ")[1].split(b"\r\n")[0] for batch in batches for one in batch.mails]
