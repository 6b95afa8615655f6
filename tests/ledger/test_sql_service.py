"""The service on an ERP's database: the second import reads changes, one that is down changes nothing."""

import json
import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from domain.clock import SetClock
from domain.policy import LedgerSettings
from pipeline.books import import_from_erp, import_ledger, refresh_from_erp
from store.engine import Store
from store.repositories.ledger import current_import, load_ledger
from tests.ledger.asks import (
    ITEM,
    NOW,
    connector,
    whole,
)
from tests.ledger.erp import MadeUpErp
from tests.servers.installations import ROOT, SAMPLES


class TestTheService:
    """What the store keeps of it."""

    def test_the_second_import_reads_only_changes_and_survives_a_restart(
        self, store: Store, small: MadeUpErp
    ) -> None:
        clock = SetClock(NOW)
        source = connector(small.settings())
        assert import_from_erp(store, clock, source, "test").whole
        small.put("open_items", {**ITEM, "document_number": "INV-2"})
        second = import_from_erp(store, clock, connector(small.settings()), "test")
        assert not second.whole
        with store.read() as session:
            assert load_ledger(session) == second.ledger == whole(small.settings())

    def test_after_a_csv_import_everything_is_read_again(self, store: Store, small: MadeUpErp) -> None:
        clock = SetClock(NOW)
        import_from_erp(store, clock, connector(small.settings()), "test")
        import_ledger(store, clock, SAMPLES / "ledger", LedgerSettings(), "test")
        assert import_from_erp(store, clock, connector(small.settings()), "test").whole

    def test_an_erp_that_is_down_leaves_the_old_ledger_and_says_so(
        self, store: Store, small: MadeUpErp
    ) -> None:
        clock = SetClock(NOW)
        first = import_from_erp(store, clock, connector(small.settings()), "test")
        down = connector(
            small.settings().model_copy(update={"url": "postgresql+psycopg://x@127.0.0.1:1/erp"})
        )
        assert not refresh_from_erp(store, clock, lambda: down)
        with store.read() as session:
            newest = current_import(session)
            assert newest is not None
            assert newest.id == first.import_id
            assert load_ledger(session) == first.ledger
            [event] = session.execute(
                text("SELECT detail FROM event WHERE action = 'ledger_refused'")
            ).scalars()
        assert "cannot be read" in event


def test_the_command_imports_from_the_erp_and_names_every_bad_row(small: MadeUpErp, tmp_path: Path) -> None:
    selects = {table: json.dumps(small.query(table).select) for table in ("customers", "open_items")}
    queries = "\n".join(
        f"      {table}: {{select: {select}, changed: changed_at, deleted: is_deleted}}"
        for table, select in selects.items()
    )
    config = tmp_path / "config.yaml"
    config.write_text(f"data: var\nledger:\n  sql:\n    url: {small.url}\n    queries:\n{queries}\n")

    def ardoise(*arguments: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "app", "ledger", "import", *arguments, "--config", str(config)]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
        return ran.returncode, ran.stdout, ran.stderr

    code, told, _ = ardoise("--sql")
    assert (code, told.split(",")[0]) == (0, "Loaded 1 customers")
    small.put("open_items", {**ITEM, "currency": "euro"})
    code, told, errors = ardoise("--sql", "--full")
    assert (code, told) == (1, "")
    assert 'column currency: "euro" is not a currency code' in errors
    assert ardoise()[0] == ardoise("--sql", "somewhere")[0] == 2
