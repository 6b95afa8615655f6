"""The fence lets every office reader read, and damaged office files raise nothing but what is named."""

import io
import random
from collections.abc import Iterator

import openpyxl
import pytest

from domain.content_type import sniff
from domain.errors import ReadingError
from extractors.fence.fence import Fence
from extractors.readers import docx as docx_reader
from extractors.readers import ods as ods_reader
from extractors.readers import spreadsheetml as spreadsheetml_reader
from extractors.readers import xls as xls_reader
from extractors.reading import read
from tests.extractors import made_office as made
from tests.extractors.made_letters import letter, old_workbook, old_xml, saved


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
