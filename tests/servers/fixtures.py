"""Pytest fixtures of the servers; a conftest.py takes what it needs by importing it."""

import os
from collections.abc import Iterator

import pytest

from tests.servers.dovecot import Dovecot, why_not
from tests.servers.smtp_sink import SmtpSink


def _started(*, tls: bool) -> Iterator[Dovecot]:
    reason = why_not()
    if reason and not os.environ.get("CI"):
        pytest.skip(reason)
    if reason:
        pytest.fail(reason)
    server = Dovecot(tls=tls)
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A Dovecot without TLS for the whole run; tests take a user name of their own."""
    yield from _started(tls=False)


@pytest.fixture(scope="session")
def tls_dovecot() -> Iterator[Dovecot]:
    """A Dovecot with TLS and STARTTLS; `ca_file` is its authority."""
    yield from _started(tls=True)


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """An SMTP server that keeps what it gets."""
    with SmtpSink() as sink:
        yield sink
