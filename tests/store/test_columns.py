from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import Column, MetaData, Numeric, Table, insert, select
from sqlalchemy.exc import StatementError
from sqlalchemy.types import DateTime, Float

from domain.states import Step
from store.columns import MoneyColumn, TextsColumn, UtcColumn, WordColumn
from store.engine import Store
from store.tables import METADATA

_METADATA = MetaData()
_SAMPLE = Table(
    "sample",
    _METADATA,
    Column("money", MoneyColumn),
    Column("moment", UtcColumn),
    Column("step", WordColumn(Step)),
    Column("texts", TextsColumn),
)


def _round_trip(store: Store, **values: object) -> tuple[object, ...]:
    with store.write() as session:
        _METADATA.create_all(session.connection())
        session.execute(insert(_SAMPLE).values(**values))
        return tuple(session.execute(select(*(_SAMPLE.c[name] for name in values))).one())


@pytest.mark.parametrize(
    "text", ["0.00", "-0.01", "1234.50", "0.1250", "99999999999999.9999", "922337203685477.5807", "-12"]
)
def test_money_comes_back_as_the_decimal_that_went_in(any_store: Store, text: str) -> None:
    (back,) = _round_trip(any_store, money=Decimal(text))
    assert isinstance(back, Decimal) and back == Decimal(text)


@pytest.mark.parametrize(
    "wrong", [1.5, 15, "1.50", Decimal("0.00001"), Decimal("NaN"), Decimal("-Infinity"), Decimal("1e30")]
)
def test_what_is_not_exact_money_is_refused(store: Store, wrong: object) -> None:
    with pytest.raises(StatementError):
        _round_trip(store, money=wrong)


def test_a_moment_comes_back_in_utc(any_store: Store) -> None:
    written = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    (back,) = _round_trip(any_store, moment=written)
    assert back == written
    assert isinstance(back, datetime) and back.tzinfo is UTC


def test_a_moment_without_offset_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="no offset"):
        _round_trip(store, moment=datetime(2026, 3, 29, 1, 30))


def test_a_word_outside_its_list_is_refused(store: Store) -> None:
    assert _round_trip(store, step=Step.MATCH) == (Step.MATCH,)
    with pytest.raises(StatementError):
        _round_trip(store, step="guess")


def test_texts_keep_their_order_and_a_lone_text_is_refused(any_store: Store) -> None:
    assert _round_trip(any_store, texts=("b", "a", "é")) == (("b", "a", "é"),)
    with pytest.raises(StatementError):
        _round_trip(any_store, texts="abc")


def test_no_table_keeps_money_or_time_in_any_other_way() -> None:
    raw = [
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        if isinstance(column.type, Numeric | Float | DateTime)
    ]
    assert raw == []


def test_every_amount_has_a_currency_beside_it() -> None:
    without = [
        table.name
        for table in METADATA.sorted_tables
        if any(isinstance(column.type, MoneyColumn) for column in table.columns)
        and "currency" not in table.columns
    ]
    assert without == []
