"""The ERP's database is only read, in one moment, within limits, and says clearly what is wrong."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.errors import ConfigurationError, LedgerError
from domain.ledger_policy import LedgerQueries, LedgerQuery, SqlLedger
from ledger.connectors.sql import ErpDatabase
from tests.ledger.asks import CUSTOMER, connector, whole, with_query
from tests.ledger.erp import MadeUpErp


def test_the_database_is_never_written_to(erp: MadeUpErp) -> None:
    erp.put("customers", CUSTOMER)
    if erp.sqlite:
        settings = erp.settings()
        with connector(settings)._erp().snapshot() as snapshot, pytest.raises(LedgerError, match="readonly"):
            snapshot.query("customers", "DELETE FROM customers", None)
    else:
        erp.run(
            "CREATE FUNCTION wipe() RETURNS integer LANGUAGE plpgsql AS "
            "$$ BEGIN DELETE FROM customers; RETURN 1; END $$"
        )
        settings = with_query(erp, "contacts", "SELECT wipe() AS customer_id")
        with pytest.raises(LedgerError, match="read-only transaction"):
            whole(settings)
    with erp.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM customers")).scalar_one() == 1


def test_all_queries_see_one_moment(erp: MadeUpErp) -> None:
    erp.put("customers", CUSTOMER)
    with connector(erp.settings())._erp().snapshot() as snapshot:
        _, before = snapshot.query("customers", "SELECT customer_id FROM customers", None)
        assert len(list(before)) == 1
        if erp.sqlite:
            return  # a reader holds writers back instead
        erp.put("customers", {**CUSTOMER, "customer_id": "C2"})
        _, after = snapshot.query("customers", "SELECT customer_id FROM customers", None)
        assert len(list(after)) == 1


def test_a_slow_query_and_one_with_too_many_rows_are_stopped_with_a_sentence(erp: MadeUpErp) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    slow = with_query(erp, "customers", endless).model_copy(update={"statement_seconds": 1})
    with pytest.raises(LedgerError, match="longer than 1 seconds"):
        whole(slow)
    for number in range(3):
        erp.put("customers", {**CUSTOMER, "customer_id": f"C{number}"})
    with pytest.raises(LedgerError, match=r"more than 2 rows; .* ledger\.sql\.most_rows"):
        whole(erp.settings(most_rows=2, batch_rows=1))


def test_a_failing_query_is_named_with_what_the_database_said(erp: MadeUpErp) -> None:
    with pytest.raises(LedgerError, match=r"The query customers of ledger\.sql failed .*nowhere"):
        whole(with_query(erp, "customers", "SELECT * FROM nowhere"))


def test_a_database_that_is_not_there_is_a_sentence_without_its_password(tmp_path: Path) -> None:
    queries = LedgerQueries(
        customers=LedgerQuery(select="SELECT 1"), open_items=LedgerQuery(select="SELECT 1")
    )
    missing = SqlLedger(url=f"sqlite:///{tmp_path / 'no.sqlite'}", queries=queries)
    with pytest.raises(LedgerError, match=r"cannot be read .*the ledger stays as it is"):
        whole(missing)
    assert not (tmp_path / "no.sqlite").exists()
    down = replace(connector(missing), url="postgresql+psycopg://reader@127.0.0.1:1/erp", password="hunter2")
    with pytest.raises(LedgerError, match=r"postgresql\+psycopg://127\.0\.0\.1:1/erp") as caught:
        down.resume(None, "", whole=True)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "no SQLAlchemy URL"),
        ("unheard+of://erp.example/erp", "driver for unheard"),
        ("mysql+nodriverlikethis://erp.example/erp", "driver for mysql"),
    ],
)
def test_an_address_that_cannot_be_used_is_a_sentence(small: MadeUpErp, url: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match=sentence):
        replace(connector(small.settings()), url=url).resume(None, "", whole=True)


def test_queries_and_settings_that_do_not_fit_together_are_refused(small: MadeUpErp) -> None:
    for settings, sentence in (
        (with_query(small, "contacts", "SELECT * FROM contacts WHERE a > :until"), ":until"),
        (with_query(small, "contacts", "SELECT * FROM contacts WHERE a > :since"), "needs both"),
        (with_query(small, "contacts", "SELECT * FROM contacts", changed="a"), "needs both"),
    ):
        with pytest.raises(ConfigurationError, match=sentence):
            whole(settings)
    with pytest.raises(ConfigurationError, match=r"ledger\.sql is not set"):
        ErpDatabase().resume(None, "", whole=True)
