"""Fixtures for tests that need a database; `any_store` runs a test on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.engine import Store, open_store
from tests.servers import postgres, stores


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file."""
    return stores.sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A running PostgreSQL."""
    reason = postgres.why_not()
    if reason:
        pytest.skip(reason)
    with postgres.running_server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """A migrated PostgreSQL database."""
    return stores.postgres_template(postgres_server)


@pytest.fixture
def store(sqlite_template: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty, migrated SQLite database."""
    opened = open_store(stores.sqlite_copy(sqlite_template, tmp_path))
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty, migrated database of each engine."""
    if request.param == "sqlite":
        url = stores.sqlite_copy(request.getfixturevalue("sqlite_template"), tmp_path)
    else:
        url = stores.postgres_copy(request.getfixturevalue("postgres_template"))
    opened = open_store(url)
    yield opened
    opened.close()
