"""Numbers and dates are read in the dialect of their document, and ambiguous ones are not read."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dialect import Dialect, Hints, decide, parse_amount, parse_date
from domain.dialect_dates import DateOrder


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1\u202f234,56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("1’234.56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1,23,456.78", "123456.78"),
        ("1,234.56-", "-1234.56"),
        ("-1,234.56", "-1234.56"),
        ("−1.234,56", "-1234.56"),
        ("(1,234.56)", "-1234.56"),
        ("*(4,525,368.88)", "-4525368.88"),
        ("1,234.56 CR", "-1234.56"),
        ("1,234.56 DR", "1234.56"),
        ("***1,234.56***", "1234.56"),
        ("€ 1.234,56", "1234.56"),
        ("1.234,56 EUR", "1234.56"),
        ("USD (5.00)", "-5.00"),
        ("\u202d1,234.50\u202c", "1234.50"),
        ("1.234,--", "1234"),
        (".50", "0.50"),
    ],
)
def test_every_way_of_writing_an_amount_gives_its_value(text: str, value: str) -> None:
    assert parse_amount(text, decide([text])) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["INV-1001", "12 34", "31.03.2026", "01.23.45.67.89", "AB 12", "", "12 %", "1,2,3"]
)
def test_what_is_no_amount_is_not_read_as_one(text: str) -> None:
    assert parse_amount(text, decide([text])) is None


def test_three_figures_after_the_mark_follow_the_other_amounts_of_the_document() -> None:
    assert parse_amount("1.234", decide(["1.234", "12,50"])) == Decimal(1234)
    assert parse_amount("1,234", decide(["1,234", "12.50"])) == Decimal(1234)


def test_three_figures_after_the_mark_alone_stay_unread_without_a_language() -> None:
    assert parse_amount("1.234", decide(["1.234"])) is None
    assert parse_amount("1.234", decide(["1.234"], Hints(language="de"))) == Decimal(1234)


def test_a_fraction_that_the_dialect_cannot_have_is_not_guessed() -> None:
    assert parse_amount("1.234", decide(["99.50", "1.234"])) is None
    assert parse_amount("1,23", decide(["1,234.50"])) is None


def test_dinars_with_three_decimals_are_read_where_the_document_proves_them() -> None:
    assert parse_amount("12.500", decide(["1,234.500", "12.500"])) == Decimal("12.500")


def test_both_decimal_marks_in_one_document_are_reported() -> None:
    assert decide(["1.234,56", "1,234.56"]).mixed_amounts


@pytest.mark.parametrize(
    "text",
    ["2026-03-31", "31.03.2026", "31.03.26", "31-Mar-26", "31 mars 2026", "March 31, 2026", "le 31 mars 2026",
     "31 de marzo de 2026", "31. März 2026", "20260331", "Tue 31 March 2026", "mardi 31 mars 2026",
     "2026-03-31T10:12:00Z", "31 maart 2026", "31/marzo/2026", "31 março 2026", "31/03/2026", "03/31/2026"],
)  # fmt: skip
def test_every_way_of_writing_a_day_gives_it(text: str) -> None:
    assert parse_date(text, decide([text])) == date(2026, 3, 31)


def test_a_day_that_could_be_two_days_is_settled_by_another_date() -> None:
    assert parse_date("03/04/2026", decide(["03/04/2026", "25/12/2025"])) == date(2026, 4, 3)
    assert parse_date("03/04/2026", decide(["03/04/2026", "12/25/2025"])) == date(2026, 3, 4)


def test_a_day_that_could_be_two_days_stays_unread_without_evidence() -> None:
    dialect = decide(["03/04/2026"], Hints(language="en"))
    assert dialect.order is None
    assert parse_date("03/04/2026", dialect) is None


@pytest.mark.parametrize(
    ("hints", "day"),
    [
        (Hints(language="fr"), date(2026, 4, 3)),
        (Hints(language="en", country="US"), date(2026, 3, 4)),
        (Hints(language="en", country="GB"), date(2026, 4, 3)),
        (Hints(language="en", currency="GBP"), date(2026, 4, 3)),
        (Hints(language="en", currency="USD"), None),
        (Hints(language="en", country="CA"), None),
        (Hints(near=date(2026, 1, 10)), None),
    ],
)
def test_language_country_and_currency_settle_the_order_of_day_and_month(
    hints: Hints, day: date | None
) -> None:
    assert parse_date("03/04/2026", decide(["03/04/2026"], hints)) == day


def test_the_day_of_the_mail_settles_the_order_where_only_one_order_is_not_in_the_future() -> None:
    dialect = decide(["04/11/2026"], Hints(near=date(2026, 4, 14)))
    assert dialect.order is DateOrder.MONTH_FIRST


def test_both_orders_in_one_document_are_reported_and_ambiguous_days_stay_unread() -> None:
    dialect = decide(["31/12/2025", "12/31/2025", "03/04/2026"])
    assert dialect.mixed_dates
    assert parse_date("03/04/2026", dialect) is None
    assert parse_date("31/12/2025", dialect) == date(2025, 12, 31)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from([",.", ".,", " ,", "'."]))
def test_a_written_amount_reads_back_as_itself(amount: Decimal, marks: str) -> None:
    text = f"{amount:,.2f}".translate(str.maketrans({",": marks[0], ".": marks[1]}))
    assert parse_amount(text, Dialect(decimal=marks[1])) == amount


@given(st.text(max_size=45))
def test_no_text_breaks_the_reading_of_values(text: str) -> None:
    dialect = decide([text])
    parse_amount(text, dialect)
    parse_date(text, dialect)
