"""Marks of passed-on text are cut where every line has them, and only there."""

from domain.content_type import CSV, sniff
from domain.quote_marks import without_quote_marks


def test_marks_of_every_line_become_blanks_and_columns_stay() -> None:
    lines = ["> Number    Amount", ">", ">> INV-1     12.00", "> INV-2      3.00"]
    assert without_quote_marks(lines) == [
        "  Number    Amount",
        " ",
        "   INV-1     12.00",
        "  INV-2      3.00",
    ]


def test_an_answer_above_the_passed_on_text_stays() -> None:
    lines = ["Please see below.", "", "> INV-1  12.00", "> INV-2  13.00", "> Total  25.00"]
    assert without_quote_marks(lines)[0] == "Please see below."
    assert without_quote_marks(lines)[2] == "  INV-1  12.00"


def test_lines_without_a_mark_among_them_leave_all_marks_in_place() -> None:
    lines = ["> INV-1  12.00", "INV-2  13.00", "> INV-3  14.00", "> INV-4  15.00"]
    assert without_quote_marks(lines) == lines


def test_a_drawn_table_keeps_its_lines() -> None:
    lines = ["| Number | Amount |", "| INV-1 | 12.00 |", "| INV-2 | 13.00 |"]
    assert without_quote_marks(lines) == lines


def test_passed_on_text_is_no_table_of_separated_values() -> None:
    content = b"\n".join(
        [b"| Invoice    Amount", b"| INV-1      12,00", b"| INV-2      13,00", b"| Total  25,00"]
    )
    assert sniff(content, "advice.txt") != CSV
