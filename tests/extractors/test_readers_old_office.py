"""Formats of old offices: XLS, RTF and the XML of Excel 2003."""

import datetime as dt
from decimal import Decimal

import pytest

from domain.content_type import RTF, SPREADSHEETML, XLS, sniff
from domain.errors import ReadingError
from extractors.readers import rtf as rtf_reader
from extractors.readers import spreadsheetml as spreadsheetml_reader
from extractors.readers import xls as xls_reader
from tests.extractors.made_letters import old_workbook, old_xml


def test_an_old_workbook_gives_typed_cells_as_they_are_shown() -> None:
    content = old_workbook()
    assert sniff(content) == XLS
    (page,) = xls_reader.PLUGIN.read(content, "pay.xls")
    by_ref = {cell.ref: cell for cell in page.tables[0].cells}
    assert by_ref["Pay!A1"].column_span == 3
    assert (by_ref["Pay!A3"].text, by_ref["Pay!A3"].number) == ("00123", Decimal(123))
    assert (by_ref["Pay!B3"].text, by_ref["Pay!B3"].day) == ("31.03.2026", dt.date(2026, 3, 31))
    assert (by_ref["Pay!C3"].text, by_ref["Pay!C3"].number) == ("1,234.50", Decimal("1234.5"))
    assert (by_ref["Pay!C5"].text, by_ref["Pay!C5"].row) == ("(3.25)", 3)
    assert "trap" not in page.text


def test_every_cut_of_an_old_workbook_is_read_or_broken() -> None:
    content = old_workbook()
    for length in range(600, len(content), 331):
        try:
            xls_reader.PLUGIN.read(content[:length], "pay.xls")
        except ReadingError as error:
            assert error.reason in ("broken", "empty")


def test_rich_text_gives_lines_and_columns() -> None:
    content = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}Remittance advice f\'fcr M\'e4rz\par "
        rb"\trowd Invoice\cell Net\cell\row \trowd INV-1\cell 10.00\cell\row \trowd INV-20\cell 9.00\cell"
        rb"\row}"
    )
    assert sniff(content) == RTF
    (page,) = rtf_reader.PLUGIN.read(content, "a.rtf")
    assert page.text.splitlines()[0] == "Remittance advice für März"
    assert [token.column for token in page.tokens if token.text in ("Net", "10.00", "9.00")] == [11, 11, 11]


def test_the_xml_of_old_workbooks_gives_typed_cells() -> None:
    content = old_xml(
        '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Advice</Data></Cell></Row>'
        '<Row ss:Index="3"><Cell ss:StyleID="s1"><Data ss:Type="Number">123</Data></Cell>'
        '<Cell ss:Index="3"><Data ss:Type="DateTime">2026-03-31T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Number">1234.5</Data></Cell></Row>'
        '<Row ss:Hidden="1"><Cell><Data ss:Type="String">trap</Data></Cell></Row>'
        '<Row><Cell ss:Formula="=SUM(1)"/></Row>'
    )
    assert sniff(content, "pay.xls") == SPREADSHEETML
    (page,) = spreadsheetml_reader.PLUGIN.read(content, "pay.xls")
    assert [(c.ref, c.text, c.number, c.day) for c in page.tables[0].cells] == [
        ("Pay!A1", "Advice", None, None),
        ("Pay!A3", "00123", Decimal(123), None),
        ("Pay!C3", "2026-03-31", None, dt.date(2026, 3, 31)),
        ("Pay!D3", "1234.5", Decimal("1234.5"), None),
    ]
    assert "Pay!A5" in page.problems[0]


@pytest.mark.parametrize("content", [old_xml("<Row>"), b"<!DOCTYPE x>" + old_xml("")])
def test_damaged_and_dangerous_xml_of_workbooks_is_broken(content: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        spreadsheetml_reader.PLUGIN.read(content, "pay.xls")
    assert caught.value.reason == "broken"
