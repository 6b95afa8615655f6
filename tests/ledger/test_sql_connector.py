"""The ledger from an ERP's database: read-only, with CSV's rows and faults, changes as good as the whole."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from domain.clock import SetClock
from domain.errors import ConfigurationError, LedgerError
from domain.ledger import Ledger
from domain.ledger_policy import LedgerQueries, LedgerQuery, SqlLedger
from domain.policy import LedgerSettings
from domain.ports import LedgerReading
from ledger.connectors.sql import ErpDatabase
from ledger.loading import load
from ledger.sql.connection import holds_password
from ledger.sql.marks import Mark, mark_of
from ledger.sql.statement import refuse_unless_select
from ledger.sql.values import cell_of, is_deleted
from pipeline.books import import_from_erp, import_ledger, refresh_from_erp
from store.engine import Store
from store.repositories.ledger import current_import, load_ledger
from tests.ledger.erp import COLUMNS, MadeUpErp
from tests.servers.installations import SAMPLES
from tests.servers.stores import empty_postgres

NOW = datetime(2026, 3, 31, 8, tzinfo=UTC)
CUSTOMER = {
    "customer_id": "C1",
    "name": "Arbel Works",
    "email_domains": "arbel.example",
    "credit_score": "80",
    "annual_revenue": "1000.5",
    "country": "FR",
    "region": "south",
}
ITEM = {
    "document_number": "INV-1",
    "customer_id": "C1",
    "issue_date": "2026-01-02",
    "due_date": "2026-02-01 00:00:00",
    "currency": "EUR",
    "amount": "100.5",
    "open_amount": "0.00",
}


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'erp.sqlite'}"


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


def connector(settings: SqlLedger, now: datetime = NOW) -> ErpDatabase:
    return ErpDatabase(settings=settings, clock=SetClock(now))


def whole(settings: SqlLedger) -> Ledger:
    return connector(settings).resume(None, "", whole=True).ledger


def with_query(erp: MadeUpErp, table: str, select: str, **more: str) -> SqlLedger:
    settings = erp.settings()
    queries = settings.queries.model_copy(update={table: LedgerQuery(select=select, **more)})
    return settings.model_copy(update={"queries": queries})


def faults_of(settings: SqlLedger) -> tuple[str, ...]:
    with pytest.raises(LedgerError) as caught:
        whole(settings)
    return caught.value.rows


def in_order(ledger: Ledger) -> Ledger:
    return replace(
        ledger,
        customers=tuple(sorted(ledger.customers, key=lambda one: one.customer_id)),
        contacts=tuple(sorted(ledger.contacts, key=lambda one: (one.customer_id, one.email))),
        open_items=tuple(sorted(ledger.open_items, key=lambda one: (one.customer_id, one.document_number))),
        purchase_orders=tuple(
            sorted(ledger.purchase_orders, key=lambda one: (one.customer_id, one.po_number))
        ),
        supporting_documents=tuple(sorted(ledger.supporting_documents, key=lambda one: one.file)),
        imported_at=None,
    )


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


@pytest.mark.parametrize(
    ("column", "value", "known", "cell"),
    [
        ("amount", Decimal("1E+2"), True, "100"),
        ("amount", 12.34, True, "12.34"),
        ("amount", -0.0001, True, "-0.0001"),
        ("amount", 7, True, "7"),
        ("customer_id", 1001, True, "1001"),
        ("customer_id", Decimal("1001.00"), True, "1001"),
        ("name", "  padded  ", True, "padded"),
        ("issue_date", datetime(2026, 3, 31), True, "2026-03-31"),
        ("issue_date", date(2026, 3, 31), True, "2026-03-31"),
        ("may_receive_documents", True, True, "true"),
        ("factor", 1.25, False, "1.25"),
        ("seen", datetime(2026, 3, 31, 9, 30), False, "2026-03-31 09:30:00"),
    ],
)
def test_a_value_of_a_driver_is_written_exactly(column: str, value: object, known: bool, cell: str) -> None:
    assert cell_of(column, value, known=known) == cell


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("amount", 0.1 + 0.2),
        ("amount", 123456789012345.67),
        ("amount", float("nan")),
        ("amount", float("inf")),
        ("amount", Decimal("NaN")),
        ("customer_id", 1001.0),
        ("customer_id", Decimal("10.5")),
        ("issue_date", datetime(2026, 3, 31, 14)),
        ("issue_date", datetime(2026, 3, 31, tzinfo=UTC)),
        ("name", b"bytes"),
        ("aliases", ["a", "b"]),
    ],
)
def test_a_value_that_could_be_read_in_two_ways_is_refused(column: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"cast the column|not a number"):
        cell_of(column, value, known=True)


def test_a_flag_of_deletion_is_a_yes_a_no_or_a_day() -> None:
    assert [is_deleted(value) for value in (1, True, "X", "y", date(2026, 1, 1), datetime(2026, 1, 1))] == [
        True
    ] * 6
    assert [is_deleted(value) for value in (0, False, None, "", "no", Decimal("0"))] == [False] * 6
    with pytest.raises(ValueError, match="neither yes nor no"):
        is_deleted("perhaps")


def test_a_mark_moves_back_by_its_overlap_and_refuses_what_cannot_be_compared() -> None:
    assert Mark("number", "1000").since(300) == 700
    assert Mark("day", "2026-03-31").since(300) == date(2026, 3, 30)
    assert Mark("text", "b").since(300) == "b"
    moment = mark_of(datetime(2026, 3, 31, 9))
    assert moment is not None
    assert moment.since(60) == datetime(2026, 3, 31, 8, 59)
    for value in (1.5, True, "", Decimal("NaN")):
        with pytest.raises(ValueError, match="tell changes apart"):
            mark_of(value)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM customers",
        "SELECT 1; DROP TABLE customers",
        "WITH gone AS (DELETE FROM customers RETURNING *) SELECT * FROM gone",
        "SELECT * INTO copy FROM customers",
        "SELECT * FROM customers FOR UPDATE",
        "/* SELECT */ UPDATE customers SET name = 'SELECT'",
        "SELECT 'it\\'; DROP TABLE customers; --'",
        "SELECT /*! 1; */ 1",
        "SELECT 'open",
        "EXPLAIN SELECT 1",
        "",
    ],
)
def test_a_query_that_is_not_one_select_is_refused_before_any_connection(statement: str) -> None:
    with pytest.raises(ConfigurationError, match=r"the query customers of ledger\.sql"):
        refuse_unless_select("customers", statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1;",
        "  -- the customers;\n select 'DROP; it''s' AS \"update\" from a",
        "WITH a AS (SELECT 1) SELECT $$;DELETE$$ FROM a /* ; */",
        "SELECT deleted_at, updated, created FROM a WHERE b = :since",
    ],
)
def test_one_select_is_taken_whatever_stands_in_its_texts(statement: str) -> None:
    refuse_unless_select("customers", statement)


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


def test_a_password_in_the_address_is_noticed_wherever_it_stands() -> None:
    assert holds_password("postgresql://a:secret@erp.example/erp")
    assert holds_password("postgresql://a@erp.example/erp?password=secret")
    assert holds_password("mssql+pyodbc://?odbc_connect=DRIVER%3Dx%3BPWD%3Dsecret")
    assert not holds_password("postgresql://a@erp.example/erp?sslmode=require")


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


def test_every_table_of_the_made_up_erp_is_a_table_of_the_ledger() -> None:
    assert set(COLUMNS) == set(LedgerQueries.model_fields)
