"""The grid of lines without scripts: parted, joined, filled down, pasted; and what explains a difference."""

from decimal import Decimal

import pytest

from domain.ledger import OpenItem
from domain.words import DocumentType
from review.explaining import explanations
from review.item_form import cells_of, edited
from review.typed import HEADER, LINE, MOST_LINES, TypedLine, TypedPayment
from review.values import payment_views


def test_split_line_keeps_its_number_and_waits_for_the_amount() -> None:
    lines = edited([payment(("A", "10.00"), ("B", "5.00"))], "split_line", "0:0")[0].lines
    assert [texts(line) for line in lines] == [("A", "10.00"), ("A", ""), ("B", "5.00")]


def test_merged_line_adds_amounts_up_and_keeps_what_cannot_be_added() -> None:
    joined = edited([payment(("A", "10.00"), ("B", "5.50"))], "merge_line", "0:0")[0].lines
    assert [texts(line) for line in joined] == [("A", "15.50")]
    odd = edited([payment(("A", "ten"), ("B", "5.50"))], "merge_line", "0:0")[0].lines
    assert texts(odd[0]) == ("A", "ten + 5.50")
    assert len(edited([payment(("A", "1.00"))], "merge_line", "0:0")[0].lines) == 1


def test_value_is_filled_down_from_its_line_on() -> None:
    lines = edited([payment(("A", "1.00"), ("B", "2.00"), ("C", "3.00"))], "fill_down", "0:1:0")[0].lines
    assert [texts(line)[0] for line in lines] == ["A", "B", "B"]


def test_rows_of_a_spreadsheet_are_written_from_a_cell_on() -> None:
    pasted = "INV-1\t1,50\t\t\t\tCredit note\nINV-2\t2,50\n"
    lines = edited([payment(("A", "1.00"))], "paste", "0:1:0", pasted)[0].lines
    assert [texts(line) for line in lines] == [("A", "1.00"), ("INV-1", "1,50"), ("INV-2", "2,50")]
    assert lines[1].texts["document_type"] == DocumentType.CREDIT_NOTE.value
    over = edited([payment(("A", "1.00"))], "paste", "0:0:1", "9.99")[0].lines
    assert texts(over[0]) == ("A", "9.99")


@pytest.mark.parametrize("detail", ["", "9", "0:99", "0:x", "٣:0", "0:0:99", "=", "0:0=INV"])
@pytest.mark.parametrize("action", ["split_line", "merge_line", "fill_down", "paste", "delete_line", "take"])
def test_places_that_are_not_there_harm_nothing(action: str, detail: str) -> None:
    (after,) = edited([payment(("A", "1.00"))], action, detail, "x\ty")
    assert detail.startswith("0:0") or texts(after.lines[0]) == ("A", "1.00")  # "0:0" is a line that is there


def test_pasting_never_makes_more_lines_than_a_form_holds() -> None:
    lines = edited([payment()], "paste", "0", "A\t1\n" * (MOST_LINES + 10))[0].lines
    assert len(lines) == MOST_LINES
    assert cells_of('"a";"b"\n\nc') == [["a", "b"], ["c"]]


@pytest.mark.parametrize(
    ("lines", "total", "sentence", "line"),
    [
        ((("A", "10.00"), ("B", "5.00")), "10.00", "Without line", "p0.l1"),
        ((("A", "10.00"), ("A", "10.00")), "10.00", "stands there twice", "p0.l0"),
        ((("A", "10.00"), ("B", "5.00")), "5.00", "Without line", "p0.l0"),
        ((("A", "10.00"), ("B", "5.00")), "0.00", "", ""),
        ((("A", "10.00"), ("B", "2.50")), "7.50", "sign of line", "p0.l1"),
        ((("A", "172.34"), ("B", "5.00")), "717.34", "two figures", "p0.l0"),
        ((("A", "10.00"), ("B", "")), "12.00", "has no amount", "p0.l1"),
        ((("A", "10.00"),), "52.00", "may be missing", ""),
        ((("A", "10.00"),), "10.00", "", ""),
    ],
)
def test_difference_is_explained_by_the_row_that_makes_it(
    lines: tuple[tuple[str, str], ...], total: str, sentence: str, line: str
) -> None:
    typed = payment(*lines)
    typed.texts["total_amount"] = total
    owed = OpenItem("INV-42", "C1", DocumentType.INVOICE, "EUR", Decimal("42.00"), Decimal("42.00"))
    found = explanations(payment_views([typed], (), None, {})[0], (owed,))
    assert (found[0].line if found else "") == line
    assert sentence in (found[0].message if found else "")


def payment(*lines: tuple[str, str]) -> TypedPayment:
    made = [
        TypedLine(None, {**dict.fromkeys(LINE, ""), "document_number": name, "net_amount": net})
        for name, net in lines
    ]
    return TypedPayment(None, dict.fromkeys(HEADER, ""), made)


def texts(line: TypedLine) -> tuple[str, str]:
    return line.texts["document_number"], line.texts["net_amount"]
