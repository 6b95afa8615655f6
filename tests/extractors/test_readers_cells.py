import datetime as dt
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from domain.errors import ReadingError
from domain.pages import Page, Table
from extractors.number_formats import decimal_of, shown_day, shown_number
from extractors.readers import csv, html, text, xlsx


def grid(table: Table) -> list[list[str]]:
    lines = [["" for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        lines[cell.row][cell.column] = cell.text
    return lines


def read_html(markup: str | bytes) -> Page:
    return html.PLUGIN.read(markup.encode() if isinstance(markup, str) else markup, "body")[0]


def read_csv(content: str | bytes) -> Table:
    return csv.PLUGIN.read(content.encode() if isinstance(content, str) else content, "a.csv")[0].tables[0]


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


# HTML


def test_an_html_table_gives_cells_with_spans_and_places() -> None:
    page = read_html(
        "<p>We paid:</p><table><tr><th>Invoice<th>Net<tr><td rowspan=2>INV-1<td>10.00<tr><td>20.00"
        "<tr><td colspan=2>Total 30.00</table><p>Regards</p>"
    )
    (table,) = page.tables
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 1, 1, "Invoice"),
        (0, 1, 1, 1, "Net"),
        (1, 0, 2, 1, "INV-1"),
        (1, 1, 1, 1, "10.00"),
        (2, 1, 1, 1, "20.00"),
        (3, 0, 1, 2, "Total 30.00"),
    ]
    assert table.cells[3].ref == "row 2 column 2"
    assert page.text.splitlines() == [
        "We paid:",
        "Invoice  Net",
        "INV-1  10.00",
        "20.00",
        "Total 30.00",
        "Regards",
    ]


def test_layout_tables_are_lines_and_only_the_innermost_table_is_one() -> None:
    page = read_html(
        "<table><tr><td>Logo</td><td>Address</td></tr><tr><td colspan=2>"
        "<table><tr><td>A<td>1<tr><td>B<td>2</table></td></tr></table>"
    )
    assert [grid(table) for table in page.tables] == [[["A", "1"], ["B", "2"]]]
    assert page.text.splitlines()[0] == "Logo  Address"


@pytest.mark.parametrize(
    "style", ["display:none", "DISPLAY : none", "visibility: hidden", "font-size:0px", "mso-hide:all"]
)
def test_hidden_text_is_not_read(style: str) -> None:
    assert read_html(f"<p>seen</p><div style='{style}'>trap</div><p hidden>trap</p>").text == "seen"


def test_small_print_is_not_hidden() -> None:
    assert read_html("<p style='font-size:0.9em'>seen</p>").text == "seen"


def test_scripts_styles_and_comments_are_not_text() -> None:
    assert read_html("<style>p{}</style><script>x()</script><!-- no --><p>yes</p>").text == "yes"


def test_breaks_and_blocks_end_lines_inside_cells_too() -> None:
    page = read_html("<table><tr><td>INV-1<br>PO 5<td>1<tr><td><p>x</p><p>y</p><td>2</table>")
    assert grid(page.tables[0]) == [["INV-1\nPO 5", "1"], ["x\ny", "2"]]


def test_html_in_an_old_charset_is_decoded_as_it_says() -> None:
    assert read_html("<meta charset=iso-8859-2><p>Łódź</p>".encode("iso-8859-2")).text == "Łódź"
    assert read_html("<p>Réglé</p>".encode("cp1252")).text == "Réglé"
    assert read_html("<p>Réglé</p>".encode("utf-16")).text == "Réglé"
    assert read_html("<meta charset=zlib><p>Réglé</p>".encode("cp1252")).text == "Réglé"
    assert read_html("<meta charset=no-such-thing><p>Réglé</p>".encode("cp1252")).text == "Réglé"


@pytest.mark.parametrize("depth", [500, 5000])
def test_html_nested_out_of_measure_is_named_and_not_cut_off(depth: int) -> None:
    with pytest.raises(ReadingError, match="nested deeper") as caught:
        read_html("<div>" * depth + "deep" + "</div>" * depth)
    assert caught.value.reason == "broken"


def test_absurd_spans_do_no_harm() -> None:
    page = read_html("<table><tr><td colspan=999999999 rowspan=999999999>A<td>1<tr><td>B<td>2</table>")
    assert "A" in page.text.split()


def test_html_entities_from_outside_are_never_fetched() -> None:
    page = read_html('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x; seen</p>')
    assert "root:" not in page.text


def test_an_html_that_shows_nothing_is_empty() -> None:
    with pytest.raises(ReadingError) as caught:
        read_html("<html><body><img src=x></body></html>")
    assert caught.value.reason == "empty"


# CSV


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_separator_in_any_charset(separator: str, charset: str) -> None:
    lines = [["Rechnung", "Kunde", "Betrag"], ["RE-1", "Müller", '"1.234,50"'], ["RE-2", "Weiß", '"7,00"']]
    content = "\r\n".join(separator.join(line) for line in lines).encode(charset)
    assert grid(read_csv(content)) == [[field.strip('"') for field in line] for line in lines]


def test_decimal_commas_do_not_pass_for_separators() -> None:
    table = read_csv("Nr;Datum;Betrag\nRE-1;01.03.2026;10,50\nRE-2;02.03.2026;11,50\n")
    assert table.columns == 3


def test_title_rows_stay_rows() -> None:
    table = read_csv("Remittance advice\n\nInvoice,Net\nINV-1,10.00\nINV-2,20.00\n")
    assert grid(table) == [
        ["Remittance advice", ""],
        ["", ""],
        ["Invoice", "Net"],
        ["INV-1", "10.00"],
        ["INV-2", "20.00"],
    ]
    assert table.cells[1].ref == "row 3 column 1"


def test_the_separator_that_a_spreadsheet_tells_is_believed() -> None:
    assert grid(read_csv("sep=|\nA;1|B;2\n")) == [["A;1", "B;2"]]


def test_quoted_fields_keep_separators_quotes_and_line_ends() -> None:
    assert grid(read_csv('A,B\n"1,5","say ""x""\nagain"\n')) == [["A", "B"], ["1,5", 'say "x"\nagain']]


def test_a_quote_that_nobody_closes_does_not_swallow_the_file() -> None:
    rows = "\n".join(f"INV-{i};1,00" for i in range(40))
    table = read_csv(f'Nr;Betrag\n"open;2,00\n{rows}\n')
    assert table.rows == 42


def test_blank_csv_is_empty() -> None:
    with pytest.raises(ReadingError) as caught:
        read_csv(" \n;;\n")
    assert caught.value.reason == "empty"


# XLSX


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


# Text


def test_plain_text_keeps_its_spacing_and_gives_words_with_line_and_column() -> None:
    (page,) = text.PLUGIN.read(b"Invoice      Net\nINV-1\t    10.00  \n", "body")
    assert page.text.splitlines() == ["Invoice      Net", "INV-1       10.00"]
    last = page.tokens[-1]
    assert (last.text, last.row, last.column) == ("10.00", 1, 12)


def test_invisible_characters_are_removed_from_text() -> None:
    (page,) = text.PLUGIN.read("IN\u200bV-\u202e1 \u2066100,00\u2069".encode(), "body")
    assert page.text == "INV-1 100,00"


def test_a_form_feed_starts_a_page() -> None:
    assert [page.text for page in text.PLUGIN.read(b"one\ftwo\f", "x.txt")] == ["one", "two"]


def test_blank_text_is_empty() -> None:
    with pytest.raises(ReadingError) as caught:
        text.PLUGIN.read(b" \n\t\n", "x.txt")
    assert caught.value.reason == "empty"


def test_labels_and_values_that_a_style_sets_side_by_side_stand_apart_in_one_line() -> None:
    page = (
        "<style>.kv, p.row{display:flex;justify-content:space-between}</style>"
        "<div class='kv'><span>Invoice</span><b>RE-1</b></div>"
        "<div class='kv'><div>Paid</div><div>10.00</div></div>"
        "<p style='display:flex;flex-direction:column'><span>one</span><span>word</span></p>"
    )
    (shown,) = html.PLUGIN.read(page.encode(), "a.html")
    assert shown.text.splitlines() == ["Invoice  RE-1", "Paid  10.00", "oneword"]


def test_an_html_table_s_caption_is_read_and_its_foot_stands_last() -> None:
    page = read_html(
        "<table><caption>Payment PAY-7001</caption><thead><tr><th>Invoice</th><th>Paid</th></tr></thead>"
        "<tfoot><tr><td>Total</td><td>100.00</td></tr></tfoot>"
        "<tbody><tr><td>INV-1001</td><td>100.00</td></tr></tbody></table>"
    )
    assert page.text.splitlines() == [
        "Payment PAY-7001",
        "Invoice  Paid",
        "INV-1001  100.00",
        "Total  100.00",
    ]
