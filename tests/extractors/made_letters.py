"""Letters and workbooks, old and new, made here."""

import datetime as dt
import io

import docx
import openpyxl
import xlwt


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


def saved(book: openpyxl.Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


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


def old_xml(rows: str) -> bytes:
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1">'
        '<NumberFormat ss:Format="00000"/></Style></Styles>'
        f'<Worksheet ss:Name="Pay"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()
