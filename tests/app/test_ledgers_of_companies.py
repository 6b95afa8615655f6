"""The ledgers of several companies: one in a folder, one in the ERP's own database, imported every night."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from app.commands.ledger import import_
from app.installation import Installation, open_installation
from app.settings import load_settings
from app.working import open_worker
from pipeline.engines import LEDGER_JOB
from store.repositories import ledger as ledgers
from tests.app.houses_of_companies import INVOICES, NORTH, SOUTH, configured, ledger_folder
from tests.ledger.asks import CUSTOMER, ITEM, sqlite_url
from tests.ledger.erp import MadeUpErp


@pytest.fixture
def erp(tmp_path: Path) -> Iterator[MadeUpErp]:
    made = MadeUpErp(sqlite_url(tmp_path))
    made.put("customers", {**CUSTOMER, "customer_id": "C001"})
    made.put("open_items", {**ITEM, "customer_id": "C001"})
    yield made
    made.close()


@pytest.fixture
def house(tmp_path: Path, erp: MadeUpErp) -> Installation:
    """Two companies: the northern one's ledger is a folder, the southern one's a database."""
    ledger_folder(tmp_path / "ledger-1", INVOICES[NORTH])
    configured(tmp_path)
    written = yaml.safe_load((tmp_path / "config.yaml").read_text())
    written["companies"][1]["ledger"] = {"sql": json.loads(erp.settings().model_dump_json(exclude_none=True))}
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(written))
    return open_installation(load_settings(tmp_path / "config.yaml"))


def documents(house: Installation, company: str) -> list[str]:
    ledger = house.shelf.ledger(company)
    return [each.document_number for each in ledger.open_items] if ledger else []


def test_the_nightly_import_reads_each_company_from_where_its_ledger_is_and_ends_its_job(
    house: Installation, erp: MadeUpErp
) -> None:
    def night() -> None:
        house.engines.jobs.submit(LEDGER_JOB, "ledger", {})
        with open_worker(house, "w") as worker:
            assert worker.run_one()
            assert not worker.run_one()

    night()
    assert documents(house, NORTH) == [INVOICES[NORTH]]
    assert documents(house, SOUTH) == ["INV-1"]
    erp.put("open_items", {**ITEM, "customer_id": "C001", "document_number": "INV-2"})
    night()
    assert documents(house, NORTH) == [INVOICES[NORTH]]
    assert documents(house, SOUTH) == ["INV-1", "INV-2"]
    with house.engines.store.read() as session:
        newest = ledgers.current_import(session, SOUTH)
    assert newest is not None and newest.progress
    house.engines.store.close()


def test_the_command_imports_the_database_of_the_company_that_is_named(
    house: Installation, tmp_path: Path
) -> None:
    assert import_(None, True, False, SOUTH, tmp_path / "config.yaml") == 0
    assert documents(house, SOUTH) == ["INV-1"]
    assert documents(house, NORTH) == []
    house.engines.store.close()
