"""Values, statements and marks of the SQL connector: strict, and nothing rounded."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.errors import ConfigurationError
from ledger.sql.connection import holds_password
from ledger.sql.marks import Mark, mark_of
from ledger.sql.statement import refuse_unless_select
from ledger.sql.values import cell_of, is_deleted


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


def test_a_password_in_the_address_is_noticed_wherever_it_stands() -> None:
    assert holds_password("postgresql://a:secret@erp.example/erp")
    assert holds_password("postgresql://a@erp.example/erp?password=secret")
    assert holds_password("mssql+pyodbc://?odbc_connect=DRIVER%3Dx%3BPWD%3Dsecret")
    assert not holds_password("postgresql://a@erp.example/erp?sslmode=require")
