"""Databases for these tests."""

from tests.servers.store_fixtures import postgres_server, sqlite_template, store

__all__ = ["postgres_server", "sqlite_template", "store"]
