"""Servers and accounts for the tests of intake."""

import itertools
from collections.abc import Iterator

import pytest

from intake.sources.imap import ImapSource
from tests.servers.fixtures import dovecot, smtp_sink, tls_dovecot
from tests.servers.store_fixtures import any_store, postgres_server, postgres_template, sqlite_template, store

__all__ = [
    "any_store",
    "dovecot",
    "opened",
    "postgres_server",
    "postgres_template",
    "smtp_sink",
    "sqlite_template",
    "store",
    "tls_dovecot",
    "user",
]

_USERS = (f"user{number}" for number in itertools.count())


@pytest.fixture
def user() -> str:
    """A user name that no other test has."""
    return next(_USERS)


@pytest.fixture
def opened() -> Iterator[list[ImapSource]]:
    """Sources that are closed when the test ends."""
    sources: list[ImapSource] = []
    yield sources
    for source in sources:
        source.close()
