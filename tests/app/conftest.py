"""Servers for these tests."""

from tests.servers.fixtures import dovecot
from tests.servers.store_fixtures import postgres_server

__all__ = ["dovecot", "postgres_server"]
