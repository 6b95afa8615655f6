"""Workbooks whose cells are not what they seem: formulas, macros, calendars, passwords."""

import datetime as dt
import io

import olefile
import openpyxl
import pytest

from domain.content_type import XLSX, sniff
from domain.errors import ReadingError
from extractors.readers import docx as docx_reader
from extractors.readers import ods as ods_reader
from extractors.readers import xlsx as xlsx_reader
from tests.extractors import made_office as made
from tests.extractors.made_letters import saved


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
