"""Lists of the queue as files: whole, as chosen, and without a formula."""

import csv
import io
from decimal import Decimal

from openpyxl import load_workbook

from review.office import Office
from review.sheets import sheet
from tests.review.formula_cells import FORMULAS
from tests.review.made_items import listed, made
from tests.review.offices import Visitor

__all__ = ["made"]


def test_no_cell_of_a_list_becomes_a_formula() -> None:
    assert len(FORMULAS) == 50
    rows = [(1, formula) for formula in FORMULAS]
    for cell in [
        row[1] for row in csv.reader(io.StringIO(sheet("csv", ("n", "x"), rows).decode("utf-8-sig")))
    ][1:]:
        assert cell.startswith("'"), cell
    book = load_workbook(io.BytesIO(sheet("xlsx", ("n", "x"), rows)))
    cells = [row[1] for row in list(book.active.iter_rows())[1:]]
    assert len(cells) == 50 and {cell.data_type for cell in cells} == {"s"}


def test_list_is_sent_as_chosen_and_whole(office: Office, clerk: Visitor, made: tuple[int, ...]) -> None:
    answer = clerk.get("/queue/list.csv?mailbox=second")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {int(row["item"]) for row in rows} == set(made)
    assert answer.headers["content-disposition"].startswith("attachment")
    book = load_workbook(io.BytesIO(clerk.get("/queue/list.xlsx").content))
    assert len(list(book.active.iter_rows())) == 1 + len(listed(clerk, "/"))
    assert clerk.get("/queue/list.exe").status_code == 404


def test_amounts_of_a_list_stay_numbers() -> None:
    rows = [(1, Decimal("-1234.50"))]
    assert sheet("csv", ("n", "amount"), rows).decode("utf-8-sig").splitlines()[1] == "1,-1234.50"
    book = load_workbook(io.BytesIO(sheet("xlsx", ("n", "amount"), rows)))
    assert book.active.cell(2, 2).data_type == "n"
