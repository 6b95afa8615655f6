"""Servers and databases for fault tests."""

import itertools

import pytest

from tests.servers.fixtures import dovecot
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["dovecot", "sqlite_template", "store", "user"]

_USERS = (f"fault{number}" for number in itertools.count())


@pytest.fixture
def user() -> str:
    """A user name that no other test has."""
    return next(_USERS)
