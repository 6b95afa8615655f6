"""Letters: lines, tables, boxes and tabs in their order, without what was deleted or hidden."""

import io

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from domain.content_type import DOCX, sniff
from domain.errors import ReadingError
from domain.pages import Page
from extractors.readers import docx as docx_reader
from tests.extractors import made_office as made
from tests.extractors.made_letters import letter


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
