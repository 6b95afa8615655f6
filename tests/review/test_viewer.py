"""What is shown of documents: sheets as their authors number them, boxes on pages, limits on both."""

from domain.pages import Cell, Document, Page, Table, Token
from domain.words import Medium
from review.viewer import MOST_PAGES, MOST_WORDS, document_views


def test_sheet_keeps_the_letters_and_numbers_that_its_author_knows() -> None:
    cells = (Cell(0, 0, "Total", ref="Sheet1!B3"), Cell(4, 1, "9.00", ref="Sheet1!C7"))
    page = Page(1, tables=(Table(cells, rows=5, columns=2, name="Sheet1"),), name="Sheet1")
    grid = document_views((document(Medium.SHEET, page),), (), ())[0].pages[0].tables[0]
    assert grid.columns == ("B", "C")
    assert grid.rows[0].number == "3" and grid.rows[0].cells == (("Total", "Sheet1!B3"), ("", None))
    assert grid.rows[1].number == "7"


def test_huge_documents_are_cut_and_say_so() -> None:
    words = tuple(Token("x", (0.0, 0.0, 1.0, 1.0)) for _ in range(MOST_WORDS))
    pages = [Page(number, words, width=100, height=100) for number in range(1, MOST_PAGES + 11)]
    shown = document_views((document(Medium.PDF, *pages), document(Medium.PDF, *pages)), (), ())
    assert [len(each.pages) for each in shown] == [MOST_PAGES, 0]
    assert [each.hidden for each in shown] == [10, MOST_PAGES + 10]
    assert sum(len(page.words) for page in shown[0].pages) == MOST_WORDS


def document(medium: Medium, *pages: Page) -> Document:
    return Document("a", "0" * 64, medium, "x/y", tuple(pages))
