"""Payments of thousands of lines: a window of them in the form, and nothing lost of the others."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from domain.remittance import Remittance, RemittanceLine
from domain.states import Step
from domain.words import Layout
from pipeline.records import load_item
from pipeline.results import result_of
from review.office import Office
from review.refusals import UnusableError
from review.typed import LINE, MOST_LINES, TypedLine, TypedPayment, stored_line, texts_of
from review.visits import MOST_FIELDS
from review.windows import WINDOW, packed, size_of, unpacked, window
from store.repositories import remittances, work_items
from tests.review.offices import Visitor, fields_of
from tests.review.test_items import GRID, waiting

COUNT = 1_200
DOUBTFUL = (450, 1_100)


@pytest.fixture
def long(office: Office) -> int:
    """A waiting advice of 1,200 lines, two of them doubtful, beyond those that are shown first."""
    return long_advice(office, COUNT, DOUBTFUL)


def long_advice(office: Office, count: int, doubtful: tuple[int, ...]) -> int:
    """Make a waiting advice so long, of which these lines (from 0) are doubtful."""
    number = waiting(office, GRID)
    item = load_item(office.engines.store, office.engines.blobs, number)
    sure = replace(item.remittances[0].lines[0], confidence=0.99, proofs=("sum_of_lines", "open_item_found"))
    lines = [
        replace(sure, document_number=f"INV-{at}", net_amount=Decimal(at), gross_amount=None, cell=f"A{at}")
        for at in range(count)
    ]
    for at in doubtful:
        lines[at] = replace(lines[at], confidence=0.5, proofs=())
    payment = replace(item.remittances[0], lines=tuple(lines), total_amount=Decimal(count * (count - 1) // 2))
    changed = replace(item, remittances=(payment,))
    with office.engines.store.write() as session:
        now = office.engines.clock.now()
        work_items.save_result(session, number, Step.EXTRACT, result_of(Step.EXTRACT, changed) or "", now)
        remittances.save_remittances(session, number, changed.remittances)
    return number


def stored(office: Office, number: int) -> Remittance:
    return load_item(office.engines.store, office.engines.blobs, number).remittances[0]


def test_long_payment_shows_a_window_whose_form_keeps_every_line(
    office: Office, clerk: Visitor, long: int
) -> None:
    before = stored(office, long)
    form = clerk.form(f"/items/{long}")
    assert len([name for name in form if name.endswith(".net_amount")]) == WINDOW
    assert len(form) < MOST_FIELDS and form["p0.below"] == f"[[{WINDOW},{COUNT}]]"
    assert clerk.post(f"/items/{long}", {**form, "action": "save"}).status_code == 303
    assert stored(office, long) == before


def test_what_is_typed_in_several_windows_is_saved_at_once(office: Office, clerk: Visitor, long: int) -> None:
    before = stored(office, long)
    form = {**clerk.form(f"/items/{long}"), "p0.l3.net_amount": "7.77"}
    moved = fields_of(clerk.post(f"/items/{long}", {**form, "action": "window:0:450"}).text)
    assert moved["p0.from"] == "400" and moved["p0.l450.document_number"] == "INV-450"
    assert "p0.l3.net_amount" not in moved
    moved |= {"p0.l450.document_number": "INV-45O"}
    chosen = {**moved, "window:0": "1000", "action": "window:0"}
    last = fields_of(clerk.post(f"/items/{long}", chosen).text)
    assert last["p0.from"] == "1000"
    added = fields_of(clerk.post(f"/items/{long}", {**last, "action": "add_line:0"}).text)
    assert added["p0.lines"] == str(COUNT + 1) and added["p0.from"] == str(COUNT)
    added |= {f"p0.l{COUNT}.document_number": "INV-new", f"p0.l{COUNT}.net_amount": "1.00"}
    assert clerk.post(f"/items/{long}", {**added, "action": "save"}).status_code == 303
    after = stored(office, long).lines
    assert len(after) == COUNT + 1 and after[COUNT].document_number == "INV-new"
    assert after[3].net_amount == Decimal("7.77") and after[450].document_number == "INV-45O"
    changed = {at for at in range(COUNT) if after[at] != before.lines[at]}
    assert changed == {3, 450}


def test_doubts_out_of_sight_are_counted_and_led_to(clerk: Visitor, long: int) -> None:
    html = clerk.get(f"/items/{long}").text
    assert 'data-away="4"' in html and 'value="window:0:450" data-doubt="after"' in html
    form = fields_of(html)
    there = clerk.post(f"/items/{long}", {**form, "action": "window:0:450"}).text
    assert 'data-away="2"' in there and 'value="window:0:1100" data-doubt="after"' in there
    assert re.search(r'id="f-p0\.l450\.[a-z_]+"[^>]*autofocus', there)
    seen = '["p0.l450.document_number|INV-450","p0.l450.net_amount|450.00","p0.l450.net_amount|450"]'
    back = clerk.post(f"/items/{long}", {**fields_of(there), "seen": seen, "action": "window:0:1100"}).text
    assert 'data-away="0"' in back


def test_sums_count_the_lines_out_of_sight(clerk: Visitor, long: int) -> None:
    form = {**clerk.form(f"/items/{long}"), "p0.l3.net_amount": "4.00"}
    sums = clerk.post(f"/items/{long}", {**form, "action": "sums"}).text
    assert "719,401" in sums.replace("\u202f", ",").replace(" ", ",") and "-1" in sums.replace("−", "-")


def test_text_that_cannot_be_read_out_of_sight_is_shown(clerk: Visitor, long: int) -> None:
    form = {**clerk.form(f"/items/{long}"), "p0.l3.net_amount": "twelve"}
    moved = fields_of(clerk.post(f"/items/{long}", {**form, "action": "window:0:1000"}).text)
    refused = clerk.post(f"/items/{long}", {**moved, "action": "save"})
    assert refused.status_code == 422 and 'id="e-p0.l3.net_amount"' in refused.text


@pytest.mark.parametrize(
    "body", ["[[0,99]]", "[1]", "{}", "[[0]]", '[{"was":0}]', "[[-1,2]]", "x", "[" * 9999]
)
def test_lines_out_of_sight_that_nobody_sent_out_are_refused(body: str) -> None:
    with pytest.raises(UnusableError):
        unpacked(body, [RemittanceLine()] * 3)


def test_form_that_was_tampered_with_changes_nothing(office: Office, clerk: Visitor, long: int) -> None:
    before = stored(office, long)
    form = {**clerk.form(f"/items/{long}"), "p0.below": '[[0,1200],{"was":7}]', "action": "save"}
    assert clerk.post(f"/items/{long}", form).status_code == 422
    assert stored(office, long) == before


def test_packed_lines_come_back_as_they_were() -> None:
    known = [RemittanceLine(f"A{at}", net_amount=Decimal(at)) for at in range(50)]
    lines = [stored_line(at, line) for at, line in enumerate(known)]
    lines[7].texts["net_amount"] = 'x"<y>'
    del lines[20:25]
    lines.insert(30, TypedLine(None, {**dict.fromkeys(LINE, ""), "document_number": "new"}))
    assert unpacked(packed(lines, known), known) == lines


def test_many_long_payments_never_make_more_fields_than_a_form_holds() -> None:
    blank = [RemittanceLine()] * (MOST_LINES // 50)
    payments: list[TypedPayment] = texts_of([Remittance("a", Layout.TABLE, tuple(blank))] * 50)
    shown = sum(len(window(payment, size_of(payments))) for payment in payments)
    assert shown * (len(LINE) + 1) < MOST_FIELDS
