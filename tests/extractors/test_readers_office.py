import datetime as dt
import io
import random
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import docx
import olefile
import openpyxl
import pytest
import xlwt
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from domain.content_type import DOCX, ODS, RTF, SPREADSHEETML, XLS, XLSX, sniff
from domain.errors import ReadingError
from domain.pages import Page, Table
from extractors.fence.fence import Fence
from extractors.readers import docx as docx_reader
from extractors.readers import ods as ods_reader
from extractors.readers import rtf as rtf_reader
from extractors.readers import spreadsheetml as spreadsheetml_reader
from extractors.readers import xls as xls_reader
from extractors.readers import xlsx as xlsx_reader
from extractors.reading import read

sys.path.insert(0, str(Path(__file__).parent))
import made_office as made


def grid(table: Table) -> list[list[str]]:
    lines = [["" for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        lines[cell.row][cell.column] = cell.text
    return lines


def read_ods(*tables: str, **more: str) -> tuple[Page, ...]:
    content = made.ods("".join(tables), **more)
    assert sniff(content) == ODS
    return ods_reader.PLUGIN.read(content, "pay.ods")


# XLS


def old_workbook() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Pay")
    sheet.write_merge(0, 0, 0, 2, "Remittance advice")
    for column, header in enumerate(("Invoice", "Date", "Net")):
        sheet.write(1, column, header)
    sheet.write(2, 0, 123, xlwt.easyxf(num_format_str="00000"))
    sheet.write(2, 1, dt.date(2026, 3, 31), xlwt.easyxf(num_format_str="dd.mm.yyyy"))
    sheet.write(2, 2, 1234.5, xlwt.easyxf(num_format_str="#,##0.00"))
    sheet.write(3, 0, "trap")
    sheet.row(3).hidden = True
    sheet.write(4, 0, "INV-2")
    sheet.write(4, 2, -3.25, xlwt.easyxf(num_format_str="#,##0.00;(#,##0.00)"))
    hidden = book.add_sheet("Secret")
    hidden.write(0, 0, "no")
    hidden.visibility = 1
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


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


# ODS


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


# XLSX


def saved(book: openpyxl.Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_formulas_without_saved_results_are_named_and_not_taken_for_blank() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (["Invoice", "Net"], ["INV-1", 10], ["INV-2", 20], ["Total", "=SUM(B2:B3)"]):
        sheet.append(line)
    (page,) = xlsx_reader.PLUGIN.read(saved(book), "pay.xlsx")
    (told,) = page.problems
    assert told.startswith("no_value: pay.xlsx holds formulas without their results at Sheet!B4;")


def test_a_formula_that_results_in_no_text_is_blank() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["INV-1", '=IF(A1="x","y","")'])
    content = io.BytesIO()
    with made.zipfile.ZipFile(io.BytesIO(saved(book))) as whole, made.zipfile.ZipFile(content, "w") as copy:
        for entry in whole.namelist():
            part = whole.read(entry)
            copy.writestr(entry, part.replace(b'r="B1"', b'r="B1" t="str"'))
    assert xlsx_reader.PLUGIN.read(content.getvalue(), "pay.xlsx")[0].problems == ()


def test_dates_of_the_1904_calendar_are_the_days_that_were_meant() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.worksheets[0].append(["INV-1", dt.date(2026, 3, 31)])
    (page,) = xlsx_reader.PLUGIN.read(saved(book), "pay.xlsx")
    assert page.tables[0].cells[1].day == dt.date(2026, 3, 31)


def test_a_workbook_behind_a_password_is_encrypted() -> None:
    content = olefile.MAGIC + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
    assert sniff(content, "pay.xlsx") == XLSX
    for reader in (xlsx_reader, ods_reader, docx_reader):
        with pytest.raises(ReadingError, match="password") as caught:
            reader.PLUGIN.read(content, "pay.xlsx")
        assert caught.value.reason == "encrypted"


def test_a_workbook_with_macros_is_read_and_says_so() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["INV-1", 10])
    content = io.BytesIO(saved(book))
    with made.zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"code")
    (page,) = xlsx_reader.PLUGIN.read(content.getvalue(), "pay.xlsm")
    assert page.text == "INV-1  10"
    assert page.problems == ("macros: pay.xlsm holds macros, which were not run; open it with care.",)


# DOCX


def letter() -> docx.document.Document:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Example Works Ltd"
    document.sections[0].footer.paragraphs[0].text = "Bank of Example"
    document.add_paragraph("Remittance advice")
    document.add_paragraph("Payment date:\t31 March 2026")
    table = document.add_table(4, 3)
    lines = (
        ("Invoice", "Date", "Net"),
        ("INV-1", "1.1.26", "10.00"),
        ("INV-2", "", "20.00"),
        ("Total", "", "30.00"),
    )
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    table.cell(3, 0).merge(table.cell(3, 1))
    table.cell(1, 1).merge(table.cell(2, 1))
    return document


def read_docx(document: docx.document.Document) -> Page:
    written = io.BytesIO()
    document.save(written)
    assert sniff(written.getvalue()) == DOCX
    return docx_reader.PLUGIN.read(written.getvalue(), "letter.docx")[0]


def test_a_letter_gives_lines_and_tables_in_their_order() -> None:
    page = read_docx(letter())
    assert page.text.splitlines() == [
        "Example Works Ltd",
        "Remittance advice",
        "Payment date:   31 March 2026",
        "Invoice  Date  Net",
        "INV-1  1.1.26  10.00",
        "INV-2  20.00",
        "Total  30.00",
        "Bank of Example",
    ]
    (table,) = page.tables
    assert [
        (c.text, c.row_span, c.column_span) for c in table.cells if c.row_span > 1 or c.column_span > 1
    ] == [
        ("1.1.26", 2, 1),
        ("Total", 1, 2),
    ]


def test_deleted_and_hidden_text_is_left_out_and_inserted_text_is_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Total ")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>99.00</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>30.00</w:t></w:r></w:ins>"))
    paragraph.add_run(" trap").font.hidden = True
    assert read_docx(document).text == "Total 30.00"


def test_the_text_of_a_box_follows_its_paragraph() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Before")
    picture = OxmlElement("w:pict")
    picture.append(
        parse_xml(f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>")
    )
    paragraph.add_run()._r.append(picture)
    document.add_paragraph("After")
    assert read_docx(document).text.splitlines() == ["Before", "Boxed", "After"]


def test_columns_parted_by_tabs_stand_under_one_another() -> None:
    document = docx.Document()
    for line in ("Invoice\tNet", "INV-1\t10.00", "INV-20000\t20.00"):
        document.add_paragraph(line)
    assert [t.column for t in read_docx(document).tokens if t.column] == [13, 13, 13]


def test_a_letter_of_pictures_says_so() -> None:
    with pytest.raises(ReadingError, match="only pictures"):
        docx_reader.PLUGIN.read(
            made.zipped(
                {
                    "[Content_Types].xml": b"<x/>",
                    "word/document.xml": f"<w:document {nsdecls('w')}><w:body/></w:document>".encode(),
                    "word/media/image1.png": b"x",
                }
            ),
            "scan.docx",
        )


def test_a_damaged_letter_is_broken() -> None:
    content = made.zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w:document"})
    with pytest.raises(ReadingError) as caught:
        docx_reader.PLUGIN.read(content, "x.docx")
    assert caught.value.reason == "broken"


@pytest.fixture(scope="module")
def fence() -> Iterator[Fence]:
    with Fence() as opened:
        yield opened


@pytest.mark.parametrize("kind", ["xls", "ods", "docx", "csv"])
def test_the_fence_lets_every_office_reader_read(fence: Fence, kind: str) -> None:
    letter_file = io.BytesIO()
    letter().save(letter_file)
    content = {
        "xls": old_workbook(),
        "ods": made.ods(made.table("A", made.row(made.text_cell("INV-1")))),
        "docx": letter_file.getvalue(),
        "csv": "Käufer;Größe\nJäger;1\nMüller;2\n".encode("cp850"),
    }[kind]
    document = read(content, f"a.{kind}", sniff(content, f"a.{kind}"), fence)
    assert (document.read_by, document.problems) == (kind, ())
    assert document.pages[0].tokens


def test_what_a_reader_could_not_read_is_a_problem_of_the_document(fence: Fence) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Total", "=SUM(B2:B3)"])
    content = saved(book)
    document = read(content, "a.xlsx", sniff(content), fence)
    assert [problem.split(":")[0] for problem in document.problems] == ["no_value"]


# RTF and the XML of Excel 2003


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


def old_xml(rows: str) -> bytes:
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1">'
        '<NumberFormat ss:Format="00000"/></Style></Styles>'
        f'<Worksheet ss:Name="Pay"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


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


def mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(changed) - 1)
        if chance.random() < 0.6:
            changed[at] = chance.randrange(256)
        else:
            del changed[at : at + chance.randrange(1, 40)]
    return bytes(changed)


@pytest.mark.parametrize("kind", ["xls", "ods", "docx", "xml"])
def test_damaged_office_files_are_read_or_named_and_raise_nothing_else(kind: str) -> None:
    letter_file = io.BytesIO()
    letter().save(letter_file)
    cells = made.row(made.text_cell("INV-1"), made.money_cell("1.5", "1,50"))
    reader, content = {
        "xls": (xls_reader, old_workbook()),
        "ods": (ods_reader, made.ods(made.table("A", cells, cells))),
        "docx": (docx_reader, letter_file.getvalue()),
        "xml": (spreadsheetml_reader, old_xml('<Row><Cell><Data ss:Type="Number">1</Data></Cell></Row>')),
    }[kind]
    chance = random.Random(5)
    for _ in range(150):
        try:
            reader.PLUGIN.read(mutated(content, chance), "a")
        except ReadingError as error:
            assert error.reason in ("broken", "empty", "encrypted", "too_large")
