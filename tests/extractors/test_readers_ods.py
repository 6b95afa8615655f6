"""OpenDocument sheets: values, days, repeats, and what is hidden."""

import datetime as dt
from decimal import Decimal

import pytest

from domain.content_type import ODS, sniff
from domain.errors import ReadingError
from domain.pages import Page
from extractors.readers import ods as ods_reader
from tests.extractors import made_office as made


def read_ods(*tables: str, **more: str) -> tuple[Page, ...]:
    content = made.ods("".join(tables), **more)
    assert sniff(content) == ODS
    return ods_reader.PLUGIN.read(content, "pay.ods")


def test_an_opendocument_sheet_gives_values_days_and_what_is_shown() -> None:
    (page,) = read_ods(
        made.table(
            "Zahlung",
            made.row(made.text_cell("Avis", 'table:number-columns-spanned="3"')),
            made.row(*map(made.text_cell, ("Rechnung", "Datum", "Betrag"))),
            made.row(
                made.text_cell("RE-1"),
                made.day_cell("2026-03-31T00:00:00", "31.03.26"),
                made.money_cell("1234.5", "1.234,50 €"),
            ),
        )
    )
    by_ref = {cell.ref: cell for cell in page.tables[0].cells}
    assert by_ref["Zahlung!A1"].column_span == 3
    assert (by_ref["Zahlung!B3"].text, by_ref["Zahlung!B3"].day) == ("31.03.26", dt.date(2026, 3, 31))
    assert (by_ref["Zahlung!C3"].text, by_ref["Zahlung!C3"].number) == ("1.234,50 €", Decimal("1234.5"))


def test_repeated_cells_are_written_out_and_repeated_blanks_cost_nothing() -> None:
    (page,) = read_ods(
        made.table(
            "A",
            made.row(made.text_cell("x", 'table:number-columns-repeated="3"')),
            made.row("<table:table-cell/>", more='table:number-rows-repeated="1048000"'),
            made.row(made.text_cell("end"), more='table:number-rows-repeated="2"'),
        )
    )
    assert [(c.ref, c.text) for c in page.tables[0].cells][2:] == [
        ("A!C1", "x"),
        ("A!A1048002", "end"),
        ("A!A1048003", "end"),
    ]


def test_rows_and_cells_repeated_out_of_measure_are_too_large() -> None:
    cell = made.text_cell("x", 'table:number-columns-repeated="16384"')
    with pytest.raises(ReadingError) as caught:
        read_ods(made.table("A", made.row(cell, more='table:number-rows-repeated="1048576"')))
    assert caught.value.reason == "too_large"


def test_hidden_rows_columns_and_sheets_of_opendocument_are_left_out() -> None:
    pages = read_ods(
        made.table(
            "Seen",
            made.row(made.text_cell("trap"), more='table:visibility="filter"'),
            made.row(made.text_cell("a"), made.text_cell("trap"), made.text_cell("b")),
            columns='<table:table-column/><table:table-column table:visibility="collapse"/>',
        ),
        made.table("Hidden", made.row(made.text_cell("trap")), more='table:style-name="ta2"'),
        styles='<style:style style:name="ta2" style:family="table"><style:table-properties '
        'table:display="false"/></style:style>',
    )
    assert [page.text for page in pages] == ["a  b"]


def test_a_note_at_a_cell_is_not_its_text() -> None:
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>trap</text:p>'
        "</office:annotation><text:p>IN<text:span>V-1</text:span><text:s text:c='2'/>x</text:p>"
        "</table:table-cell>"
    )
    assert read_ods(made.table("A", made.row(cell)))[0].tables[0].cells[0].text == "INV-1  x"


def test_an_opendocument_file_with_a_password_is_encrypted() -> None:
    with pytest.raises(ReadingError) as caught:
        read_ods(made.table("A"), manifest="<m><encryption-data/></m>")
    assert caught.value.reason == "encrypted"
