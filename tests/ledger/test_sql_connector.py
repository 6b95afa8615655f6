"""The ledger from an ERP's database: CSV's rows and faults, and changes as good as the whole."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from domain.errors import LedgerError
from domain.ledger_policy import LedgerQueries, SqlLedger
from domain.ports import LedgerReading
from ledger.loading import load
from tests.ledger.asks import CUSTOMER, ITEM, NOW, connector, faults_of, in_order, whole, with_query
from tests.ledger.erp import COLUMNS, MadeUpErp
from tests.servers.installations import SAMPLES


def test_the_samples_come_out_of_a_database_as_they_come_out_of_their_folder(erp: MadeUpErp) -> None:
    erp.fill(SAMPLES / "ledger")
    by_csv, _ = load(SAMPLES / "ledger", None, NOW)
    by_sql, warnings = connector(erp.settings()).load(SAMPLES / "ledger")
    assert in_order(by_sql) == in_order(by_csv)
    assert by_sql.imported_at == NOW
    assert by_sql.open_items
    assert isinstance(warnings, tuple)


def test_types_of_the_driver_become_the_ledgers_own(erp: MadeUpErp) -> None:
    erp.put("customers", CUSTOMER)
    erp.put("open_items", ITEM)
    ledger = whole(erp.settings())
    [customer], [item] = ledger.customers, ledger.open_items
    assert (customer.country, customer.credit_score, customer.vat_id) == ("FR", 80, None)
    assert customer.annual_revenue == Decimal("1000.50")
    assert customer.extras == (("region", "south"),)
    assert (str(item.amount), item.issue_date, item.due_date) == (
        "100.50",
        date(2026, 1, 2),
        date(2026, 2, 1),
    )


@pytest.mark.parametrize("edits", [200, pytest.param(2000, marks=pytest.mark.long)])
def test_changes_laid_over_the_last_import_are_the_whole(erp: MadeUpErp, edits: int, tmp_path: Path) -> None:
    random = Random(7)
    for number in range(4):
        erp.put("customers", {"customer_id": f"C{number}", "name": f"Firm {number}"})
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "d1.pdf").write_bytes(b"%PDF")
    (tmp_path / "documents" / "INV-3.pdf").write_bytes(b"%PDF")
    settings = erp.settings(tmp_path / "documents", full_days=1000)
    source = replace(connector(settings), document_pattern="{document_number}.pdf")
    reading = source.resume(None, "", whole=True)
    for step in range(edits):
        erp.edit_at_random(random)
        if step % 10 == 9:
            reading = source.resume(reading.ledger, reading.progress, whole=False)
            assert not reading.whole
    fresh = source.resume(None, "", whole=True)
    assert reading.ledger == fresh.ledger
    assert len(reading.warnings) == len(fresh.warnings)
    erp.write_csv(tmp_path)
    by_csv, _ = load(tmp_path, "{document_number}.pdf", NOW)
    assert in_order(by_csv) == in_order(fresh.ledger)
    assert len(fresh.ledger.open_items) > 10


def test_only_changed_rows_are_read_again(small: MadeUpErp) -> None:
    settings = small.settings()
    first = connector(settings).resume(None, "", whole=True)
    # A row that is no longer readable, but did not change since: it is not looked at.
    small.run("UPDATE open_items SET amount = 'broken'")
    small.put("open_items", {**ITEM, "document_number": "INV-2"})
    second = connector(settings).resume(first.ledger, first.progress, whole=False)
    assert [item.document_number for item in second.ledger.open_items] == ["INV-1", "INV-2"]
    with pytest.raises(LedgerError):
        connector(settings).resume(second.ledger, second.progress, whole=True)


def test_a_row_marked_as_deleted_closes_the_item_and_may_hold_anything_else(small: MadeUpErp) -> None:
    settings = small.settings()
    first = connector(settings).resume(None, "", whole=True)
    small.run("UPDATE open_items SET amount = 'gone'")
    small.mark_deleted("open_items", document_number="INV-1")
    second = connector(settings).resume(first.ledger, first.progress, whole=False)
    assert second.ledger.open_items == whole(settings).open_items == ()


def test_a_deleted_row_without_its_key_is_named(small: MadeUpErp) -> None:
    select = (
        "SELECT NULL AS customer_id, 'a@b.example' AS email, x'00' AS name, NULL AS role, "
        "NULL AS may_receive_documents, 1 AS gone"
    )
    assert faults_of(with_query(small, "contacts", select, deleted="gone")) == (
        'query contacts, row 1 (, a@b.example), column customer_id: "" is blank, but this column must be '
        "filled.",
    )


def test_a_customer_that_goes_while_his_items_stay_is_named(small: MadeUpErp) -> None:
    first = connector(small.settings()).resume(None, "", whole=True)
    small.mark_deleted("customers", customer_id="C1")
    with pytest.raises(LedgerError) as caught:
        connector(small.settings()).resume(first.ledger, first.progress, whole=False)
    assert caught.value.rows == (
        'query open_items, row C1, INV-1 of the last import, column customer_id: "C1" is not a customer '
        "of query customers.",
    )


def test_everything_is_read_again_after_some_days_and_after_the_queries_changed(small: MadeUpErp) -> None:
    settings = small.settings(full_days=7)
    first = connector(settings).resume(None, "", whole=True)

    def again(settings: SqlLedger, later: timedelta, reading: LedgerReading = first) -> bool:
        return connector(settings, NOW + later).resume(reading.ledger, reading.progress, whole=False).whole

    assert not again(settings, timedelta(days=6))
    assert again(settings, timedelta(days=7))
    assert again(settings, timedelta(days=-1))
    assert again(with_query(small, "contacts", "SELECT * FROM contacts"), timedelta(days=1))
    assert connector(settings).resume(first.ledger, "not what was stored", whole=False).whole


def test_a_transaction_that_commits_late_is_not_missed(erp: MadeUpErp) -> None:
    if erp.sqlite:
        pytest.skip(
            "SQLite keeps times as text, which nobody can move back; >= and the whole reading mend it"
        )
    erp.put("customers", CUSTOMER)
    erp.put("open_items", ITEM)
    first = connector(erp.settings()).resume(None, "", whole=True)
    erp.now -= timedelta(seconds=60)
    erp.put("open_items", {**ITEM, "document_number": "INV-LATE"})
    second = connector(erp.settings()).resume(first.ledger, first.progress, whole=False)
    assert "INV-LATE" in second.ledger.items_by_number


def test_every_bad_row_is_named_by_query_key_and_column(small: MadeUpErp) -> None:
    select = """
        SELECT 'A-1' AS document_number, 'C1' AS customer_id, NULL AS document_type,
        '2026-02-30' AS issue_date, NULL AS due_date, 'euro' AS currency, '1.234,50' AS amount,
        0.1 + 0.2 AS open_amount, NULL AS po_number, x'00ff' AS delivery_note
        UNION ALL SELECT 'A-2', 'C9', 'credit_note', NULL, NULL, 'EUR', 5, -5.25, 7, NULL
        UNION ALL SELECT 'A-3', 'C1', NULL, NULL, NULL, 'EUR', NULL, 1e30, NULL, 1.5
        UNION ALL SELECT 'A-4', 'C1', NULL, NULL, NULL, 'EUR', 1, 1, NULL, NULL
        UNION ALL SELECT 'A-4', 'C1', NULL, NULL, NULL, 'EUR', 2, 1, NULL, NULL
    """
    assert faults_of(with_query(small, "open_items", select)) == (
        'query open_items, row 1 (C1, A-1), column open_amount: "0.30000000000000004" is a floating-point '
        "number that is not exact; cast the column to NUMERIC in the query.",
        "query open_items, row 1 (C1, A-1), column delivery_note: \"b'\\x00\\xff'\" is of the type bytes; "
        "cast the column to text in the query.",
        'query open_items, row 1 (C1, A-1), column amount: "1.234,50" is not an amount; write it with a '
        "decimal point and nothing else, like 1234.50.",
        'query open_items, row 1 (C1, A-1), column currency: "euro" is not a currency code of three letters, '
        "like EUR.",
        'query open_items, row 1 (C1, A-1), column issue_date: "2026-02-30" is not a day of the calendar.',
        'query open_items, row 2 (C9, A-2), column amount: "5.00" is positive, but amounts of credit notes '
        "are negative.",
        'query open_items, row 2 (C9, A-2), column customer_id: "C9" is not a customer of query customers.',
        'query open_items, row 3 (C1, A-3), column delivery_note: "1.5" is a floating-point number; cast the '
        "column to text or INTEGER in the query.",
        'query open_items, row 3 (C1, A-3), column amount: "" is blank, but this column must be filled.',
        'query open_items, row 3 (C1, A-3), column open_amount: "1000000000000000000000000000000" has more '
        "digits than any amount that can be stored.",
        'query open_items, row 5 (C1, A-4): "C1, A-4" stands already in row 4 (C1, A-4) with other values '
        "(customer_id and document_number once).",
    )


def test_a_missing_column_is_named_with_its_query(small: MadeUpErp) -> None:
    select = "SELECT customer_id, email, name, name, role FROM contacts"
    assert faults_of(with_query(small, "contacts", select)) == (
        "query contacts, column name: this column stands twice in the result; rename one with AS.",
        "query contacts, column may_receive_documents: this column is missing from the result; add "
        "NULL AS may_receive_documents if need be.",
    )
    since = small.query("contacts").select.replace(", changed_at", "")
    settings = with_query(small, "contacts", since, changed="changed_at", deleted="is_deleted")
    assert faults_of(settings) == (
        "query contacts, column changed_at: this column is missing from the result.",
    )


def test_every_table_of_the_made_up_erp_is_a_table_of_the_ledger() -> None:
    assert set(COLUMNS) == set(LedgerQueries.model_fields)
