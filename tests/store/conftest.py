"""Databases for these tests."""

from tests.servers.store_fixtures import (
    any_store,
    postgres_server,
    postgres_template,
    sqlite_template,
    store,
)

__all__ = ["any_store", "postgres_server", "postgres_template", "sqlite_template", "store"]
