"""Workbooks: typed cells with their addresses as they are shown, and none that does harm."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from domain.errors import ReadingError
from extractors.number_formats import decimal_of, shown_day, shown_number
from extractors.readers import xlsx
from tests.extractors.made_letters import saved


def payments() -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Pay"
    sheet["A1"] = "Remittance advice"
    sheet.merge_cells("A1:C1")
    sheet.append(["Invoice", "Date", "Net"])
    sheet.append(["INV-1", dt.date(2026, 3, 31), 1234.1])
    sheet.append(["INV-2", dt.datetime(2026, 4, 1, 0, 0), 0.1 + 0.2])
    sheet.append(["filtered out", None, 99])
    sheet.append([1001, None, -1234.5])
    sheet["C3"].number_format = "#,##0.00"
    sheet["C6"].number_format = "#,##0.00;(#,##0.00)"
    sheet["B4"].number_format = "dd/mm/yyyy"
    sheet.row_dimensions[5].hidden = True
    hidden = book.create_sheet("Secret")
    hidden["A1"] = "no"
    hidden.sheet_state = "hidden"
    return book


def test_a_sheet_gives_typed_cells_with_their_addresses() -> None:
    (page,) = xlsx.PLUGIN.read(saved(payments()), "pay.xlsx")
    (table,) = page.tables
    assert (page.name, table.name, table.columns) == ("Pay", "Pay", 3)
    assert table.cells[0].column_span == 3
    by_ref = {cell.ref: cell for cell in table.cells}
    assert by_ref["Pay!C3"].text == "1,234.10"
    assert by_ref["Pay!C3"].number == Decimal("1234.1")
    assert by_ref["Pay!B3"].day == dt.date(2026, 3, 31)
    assert (by_ref["Pay!B4"].text, by_ref["Pay!B4"].day) == ("01/04/2026", dt.date(2026, 4, 1))
    assert by_ref["Pay!C4"].number == Decimal("0.3")
    assert (by_ref["Pay!A6"].text, by_ref["Pay!C6"].text) == ("1001", "(1,234.50)")
    assert by_ref["Pay!C6"].number == Decimal("-1234.5")


def test_hidden_rows_and_sheets_are_kept_out_and_closed_up() -> None:
    (page,) = xlsx.PLUGIN.read(saved(payments()), "pay.xlsx")
    assert "filtered" not in page.text
    assert {cell.ref: cell.row for cell in page.tables[0].cells}["Pay!A6"] == 4


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1234.1, "1234.1"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (5, "5"),
        (-0.0, "0"),
        (1.005, "1.005"),
    ],
)
def test_numbers_lose_their_binary_noise(value: float, expected: str) -> None:
    assert f"{decimal_of(value):f}".replace("-0", "0") == expected


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("1234.5", "General", "1234.5"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234.5", "0", "1235"),
        ("0.125", "0.0%", "12.5%"),
        ("-3", "#,##0.00_);(#,##0.00)", "(3.00)"),
        ("-3", "#,##0.00", "-3.00"),
        ("1234.5", '#,##0.00 "€"', "1,234.50 €"),
        ("1234.5", "[$£-809]#,##0.00", "£1,234.50"),
        ("-5", "#,##0.00;[Red]-#,##0.00", "-5.00"),
        ("7", "000", "007"),
        ("12.5", "#,##0.0#", "12.5"),
    ],
)
def test_numbers_are_shown_as_their_format_says(number: str, code: str, shown: str) -> None:
    assert shown_number(Decimal(number), code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("dd/mm/yyyy", "05/03/2026"),
        ("d.m.yy", "5.3.26"),
        ("mmm d, yyyy", "Mar 5, 2026"),
        ("[h]:mm", "2026-03-05"),
    ],
)
def test_dates_are_shown_as_their_format_says(code: str, shown: str) -> None:
    assert shown_day(dt.date(2026, 3, 5), code) == shown


def zipped(**entries: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_a_workbook_that_swells_is_refused_before_it_is_opened() -> None:
    with pytest.raises(ReadingError, match="unpacks to far more") as caught:
        xlsx.PLUGIN.read(zipped(**{"xl/workbook.xml": b"0" * 40_000_000}), "bomb.xlsx")
    assert caught.value.reason == "too_large"


def test_a_workbook_that_lies_about_its_sizes_is_counted_while_streaming() -> None:
    honest = zipped(**{"xl/workbook.xml": b"0" * 20_000_000})
    size = (20_000_000).to_bytes(4, "little")
    lying = honest.replace(size, (1000).to_bytes(4, "little"))
    with pytest.raises(ReadingError) as caught:
        xlsx.PLUGIN.read(lying, "bomb.xlsx")
    assert caught.value.reason in ("too_large", "broken")


def test_xml_entities_in_a_workbook_are_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(ReadingError, match="entities") as caught:
        xlsx.PLUGIN.read(zipped(**{"xl/workbook.xml": laughs}), "laughs.xlsx")
    assert caught.value.reason == "broken"


def test_xml_entities_behind_a_long_comment_are_refused_too() -> None:
    laughs = b"<?xml version='1.0'?><!--" + bytes(range(32, 44)) * 8000 + b"--><!DOCTYPE x []><x/>"
    with pytest.raises(ReadingError, match="entities"):
        xlsx.PLUGIN.read(zipped(**{"xl/workbook.xml": laughs}), "laughs.xlsx")


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", b"", b"plain text"])
def test_what_is_no_workbook_is_broken(content: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        xlsx.PLUGIN.read(content, "x.xlsx")
    assert caught.value.reason == "broken"


def test_a_workbook_without_values_is_empty() -> None:
    with pytest.raises(ReadingError) as caught:
        xlsx.PLUGIN.read(saved(openpyxl.Workbook()), "x.xlsx")
    assert caught.value.reason == "empty"
