"""One item on paper: everything with its history, hostile texts as text, on any number of pages."""

from io import BytesIO

import pdfplumber
import pytest

from pipeline import notes
from review.office import Office
from review.printing.paper import Paper, Part
from review.printing.pdf import pdf_of
from tests.review.offices import XSS, Visitor

GRID, HOSTILE = 1, 8


def test_printed_item_tells_mail_payments_notes_and_history(office: Office, clerk: Visitor) -> None:
    notes.add_note(office.engines, GRID, "Called Ms Brook, she will pay the rest.", "anna")
    page = clerk.get(f"/items/{GRID}/print").text
    for expected in ("Decisions", "Payment 1", "Net amount", "Called Ms Brook", "History", "Step parse"):
        assert expected.replace("Step parse", "Open the mail") in page, expected
    answer = clerk.get(f"/items/{GRID}/print.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert "attachment" in answer.headers["content-disposition"]
    said = _text(answer.content)
    assert "Called Ms Brook" in said and "History" in said and "Net amount" in said


def test_every_item_can_be_printed_also_a_hostile_one(clerk: Visitor) -> None:
    for number in range(1, 9):
        assert clerk.get(f"/items/{number}/print").status_code == 200
        assert clerk.get(f"/items/{number}/print.pdf").content[:5] == b"%PDF-"
    page = clerk.get(f"/items/{HOSTILE}/print").text
    assert XSS not in page and "<script>alert" not in page
    assert "<script>alert(1)" in _text(clerk.get(f"/items/{HOSTILE}/print.pdf").content)


def test_item_that_is_not_there_is_no_page(clerk: Visitor) -> None:
    assert clerk.get("/items/4711/print").status_code == 404
    assert clerk.get("/items/4711/print.pdf").status_code == 404


@pytest.mark.parametrize(
    "sign", ["<b>", "&amp;", "</para>", "<img src='http://evil.example/x'/>", "Łódź Ж →"]
)
def test_marks_and_scripts_are_printed_as_they_are(sign: str) -> None:
    part = Part(sign, pairs=((sign, sign),), columns=(sign,), rows=((sign,),), text=sign)
    assert _text(pdf_of(Paper(sign, sign, (part,)))).count(sign[:4]) >= 5


def test_unknown_and_hidden_signs_show_their_code() -> None:
    said = _text(pdf_of(Paper("a\u202eb", "", (Part("h", text="\U000f0000"),))))
    assert "202E" in said and "F0000" in said


def test_long_texts_and_cells_break_over_pages() -> None:
    part = Part("h", columns=("a", "b"), rows=(("x" * 60_000, "word " * 5000),) * 3, text="line\n" * 900)
    pages = pdfplumber.open(BytesIO(pdf_of(Paper("t" * 3000, "u", (part,))))).pages
    assert len(pages) > 10


def _text(content: bytes) -> str:
    with pdfplumber.open(BytesIO(content)) as file:
        return " ".join(page.extract_text() or "" for page in file.pages)
