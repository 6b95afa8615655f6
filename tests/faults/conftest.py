"""Servers and databases for fault tests."""

import itertools

import pytest

from tests.servers.fixtures import dovecot
from tests.servers.store_fixtures import any_store, postgres_server, postgres_template, sqlite_template, store

__all__ = [
    "any_store",
    "dovecot",
    "postgres_server",
    "postgres_template",
    "sqlite_template",
    "store",
    "user",
]

_USERS = (f"fault{number}" for number in itertools.count())


@pytest.fixture
def user() -> str:
    """A user name that no other test has."""
    return next(_USERS)
