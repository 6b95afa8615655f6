"""Databases for these tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.asks import CUSTOMER, ITEM, sqlite_url
from tests.ledger.erp import MadeUpErp
from tests.servers.store_fixtures import postgres_server, sqlite_template, store
from tests.servers.stores import empty_postgres

__all__ = ["postgres_server", "sqlite_template", "store"]


@pytest.fixture(params=["sqlite", "postgresql"])
def erp(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MadeUpErp]:
    if request.param == "sqlite":
        url = sqlite_url(tmp_path)
    else:
        url = empty_postgres(request.getfixturevalue("postgres_server"))
    made = MadeUpErp(url)
    yield made
    made.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[MadeUpErp]:
    made = MadeUpErp(sqlite_url(tmp_path))
    made.put("customers", CUSTOMER)
    made.put("open_items", ITEM)
    yield made
    made.close()
