"""Fifty texts that a spreadsheet would compute go through every file that people open: all stay text."""

import ast
import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from domain.remittance import RemittanceLine
from domain.states import Step, WorkState
from pipeline.records import load_item
from review.office import Office
from store.repositories import promises, remittances, work_items
from store.tables import WorkItemRow
from tests.review.formula_cells import FORMULAS
from tests.review.offices import NOON, Visitor
from tests.review.test_items import GRID, waiting

ROOMS = ("app", "review", "pipeline", "responders", "ledger", "jobs", "store", "intake")
ROOT = Path(__file__).parents[2]
WRITERS = {"csv.writer", "csv.DictWriter"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_formulas_in_payments_come_back_as_text(office: Office, clerk: Visitor, form: str) -> None:
    confirmed(office, clerk)
    made = clerk.post("/exports", {"format": form, "again": "yes"})
    shown = texts(made.content, form)
    told = [text for text in shown if any(formula.strip() in text for formula in FORMULAS)]
    assert len(told) >= len(FORMULAS)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_formulas_in_the_list_come_back_as_text(office: Office, clerk: Visitor, form: str) -> None:
    with office.engines.store.write() as session:
        for formula in FORMULAS:
            row = WorkItemRow(source_name=formula, created_at=NOON, updated_at=NOON, step=Step.REVIEW)
            row.state = WorkState.WAITING
            work_items.add_item(session, row)
    shown = texts(clerk.get(f"/queue/list.{form}").content, form)
    told = [text for text in shown if any(formula.strip() in text for formula in FORMULAS)]
    assert len(told) >= len(FORMULAS)


def test_formulas_among_those_who_want_no_reminders_come_back_as_text(office: Office, clerk: Visitor) -> None:
    with office.engines.store.write() as session:
        for number, formula in enumerate(FORMULAS):
            promises.stop_reminders(session, f"{formula}{number}", None, formula, NOON)
    assert len(texts(clerk.get("/no-reminders.csv").content, "csv")) >= 2 * len(FORMULAS)


def test_every_module_that_writes_a_sheet_makes_its_cells_harmless() -> None:
    found = {}
    for path in (each for room in ROOMS for each in (ROOT / room).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        if called & WRITERS:
            found[path.relative_to(ROOT).as_posix()] = any("harmless" in name for name in called)
    assert len(found) >= 4 and [name for name, safe in found.items() if not safe] == []


def confirmed(office: Office, clerk: Visitor) -> None:
    """Store a payment whose every text is a formula, and confirm it as a clerk does."""
    waiting(office, GRID)
    engines = office.engines
    item = load_item(engines.store, engines.blobs, GRID)
    lines = tuple(
        RemittanceLine(document_number=f"{formula}{number}", net_amount=Decimal(1), deduction_reason=formula)
        for number, formula in enumerate(FORMULAS)
    )
    payment = replace(item.remittances[0], payer_name=FORMULAS[0], payment_reference=FORMULAS[7], lines=lines)
    with engines.store.write() as session:
        remittances.save_remittances(session, GRID, (payment,))
    form = {**clerk.form(f"/items/{GRID}"), "action": "confirm", "difference_accepted": "yes"}
    answer = clerk.post(f"/items/{GRID}", form)
    assert answer.status_code == 303, answer.text[-600:]


def texts(content: bytes, form: str) -> list[str]:
    """Return the texts of a sheet's cells. Fails for any cell that a spreadsheet would compute."""
    if form == "xlsx":
        cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr", "d"}
        return [str(cell.value) for cell in cells if cell.data_type != "n"]
    cells_of_rows = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    shown = [cell for cell in cells_of_rows if not number_like(cell)]
    assert not [
        cell for cell in shown if cell.lstrip()[:1] in tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")[:9] and cell
    ]
    return shown


def number_like(cell: str) -> bool:
    """Tell whether a cell is a number of ours."""
    return cell.lstrip("-").replace(".", "", 1).isdecimal()
