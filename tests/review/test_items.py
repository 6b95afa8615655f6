"""The item page: values corrected, confirmed, closed; nothing typed is ever lost."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from domain.states import Step, WorkState
from domain.words import Intent
from pipeline import clerk as clerks
from pipeline.records import load_item
from pipeline.results import result_of
from review.office import Office
from review.typed import MOST_LINES
from store.repositories import history, remittances, work_items
from store.tables import WorkItemRow
from tests.review.offices import ADMIN, CLERK, Visitor, fields_of, work

GRID, CSV, BODY, DISPUTE, BANK, W9, EMPTY, HOSTILE = range(1, 9)


@pytest.fixture
def advice(office: Office) -> int:
    """The grid advice, waiting for a person whatever the program thinks of it."""
    return waiting(office, GRID)


def test_queue_lists_what_waits_with_reason_customer_and_flag(clerk: Visitor) -> None:
    html = clerk.get("/").text
    assert "Bank details change" in html and "Why it waits" in html
    assert html.index(f"/items/{BANK}") < html.index(f"/items/{DISPUTE}")
    assert clerk.get("/?state=closed").status_code == clerk.get("/?route=dispute").status_code == 200
    assert f'/items/{BANK}"' not in clerk.get("/?route=dispute").text


def test_queue_goes_on_from_page_to_page_and_misses_nothing(office: Office, clerk: Visitor) -> None:
    with office.engines.store.write() as session:
        for number in range(120):
            now = office.engines.clock.now()
            row = WorkItemRow(source_name=f"made {number}", created_at=now, updated_at=now, step=Step.REVIEW)
            row.state, row.priority = WorkState.WAITING, number % 7
            work_items.add_item(session, row)
    for state in ("waiting", "closed"):
        seen: list[str] = []
        address: str | None = f"/?state={state}"
        while address:
            import re

            html = clerk.get(address).text
            seen += re.findall(r'<a href="(/items/\d+)[^"]*" class="open"', html)
            found = re.search(r'class="further"><a href="([^"]+)"', html)
            address = found.group(1).replace("&amp;", "&") if found else None
        with office.engines.store.read() as session:
            count = work_items.counts_by_state(session).get(WorkState(state), 0)
        assert len(seen) == len(set(seen)) == count


def test_every_stored_item_is_shown_unchanged_by_its_own_form(office: Office, clerk: Visitor) -> None:
    for number in range(1, 9):
        waiting(office, number)
        before = load_item(office.engines.store, office.engines.blobs, number).remittances
        answer = clerk.post(f"/items/{number}", {**clerk.form(f"/items/{number}"), "action": "save"})
        assert answer.status_code == 303
        assert load_item(office.engines.store, office.engines.blobs, number).remittances == before


def test_corrected_value_is_stored_as_fact_and_marked_as_the_clerks(
    office: Office, clerk: Visitor, advice: int
) -> None:
    form = clerk.form(f"/items/{advice}")
    answer = clerk.post(f"/items/{advice}", {**form, "p0.payment_reference": "TR-9", "action": "save"})
    assert answer.headers["location"] == f"/items/{advice}?done=saved"
    item = load_item(office.engines.store, office.engines.blobs, advice)
    assert item.remittances[0].payment_reference == "TR-9"
    assert item.remittances[0].fields["payment_reference"].by == "clerk"
    with office.engines.store.read() as session:
        facts = history.corrections_of(session, advice)
    assert [(fact.field, fact.after, fact.who) for fact in facts] == [
        ("remittances.0.payment_reference", '"TR-9"', CLERK)
    ]
    assert "TR-9" in clerk.get(f"/items/{advice}").text


@pytest.mark.parametrize(
    ("text", "value"),
    [("1234.5", "1234.50"), ("1.234,56", "1234.56"), ("-12", "-12.00"), ("(12.00)", "-12.00")],
)
def test_amounts_may_be_typed_as_printed(
    office: Office, clerk: Visitor, advice: int, text: str, value: str
) -> None:
    form = clerk.form(f"/items/{advice}")
    clerk.post(f"/items/{advice}", {**form, "p0.total_amount": text, "action": "save"})
    item = load_item(office.engines.store, office.engines.blobs, advice)
    assert item.remittances[0].total_amount == Decimal(value)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("p0.total_amount", "twelve", "This is no amount"),
        ("p0.total_amount", "NaN", "This is no amount"),
        ("p0.total_amount", "1e400", "This is no amount"),
        ("p0.total_amount", "0.00001", "This is no amount"),
        ("p0.payment_date", "31.02.2026", "This is no day"),
        ("p0.currency", "EURO1", "This is no currency"),
        ("p0.l0.document_type", "cheese", "Choose one of the list"),
        ("p0.payer_name", "x" * 501, "too long"),
    ],
)
def test_unreadable_text_is_named_beside_its_field_and_nothing_typed_is_lost(
    office: Office, clerk: Visitor, advice: int, field: str, text: str, sentence: str
) -> None:
    before = load_item(office.engines.store, office.engines.blobs, advice).remittances
    form = {**clerk.form(f"/items/{advice}"), "p0.payee_name": "Somebody else", field: text}
    answer = clerk.post(f"/items/{advice}", {**form, "action": "save"})
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text and sentence in answer.text
    shown = fields_of(answer.text)
    assert shown["p0.payee_name"] == "Somebody else"
    assert text in answer.text
    assert load_item(office.engines.store, office.engines.blobs, advice).remittances == before


def test_lines_are_added_and_deleted_without_scripts_or_loss(
    office: Office, clerk: Visitor, advice: int
) -> None:
    form = clerk.form(f"/items/{advice}")
    count = int(form["p0.lines"])
    added = fields_of(clerk.post(f"/items/{advice}", {**form, "action": "add_line:0"}).text)
    assert int(added["p0.lines"]) == count + 1
    last = f"p0.l{count}."
    added |= {f"{last}document_number": "INV-1", f"{last}net_amount": "5.00", "p0.payer_name": "Typed"}
    fewer = fields_of(clerk.post(f"/items/{advice}", {**added, "action": "delete_line:0:0"}).text)
    assert fewer["p0.payer_name"] == "Typed" and fewer[f"p0.l{count - 1}.document_number"] == "INV-1"
    clerk.post(f"/items/{advice}", {**fewer, "action": "save"})
    lines = load_item(office.engines.store, office.engines.blobs, advice).remittances[0].lines
    assert len(lines) == count
    assert lines[-1].document_number == "INV-1" and lines[-1].proofs == ("clerk",)


def test_payment_can_be_typed_where_none_was_read(office: Office, clerk: Visitor) -> None:
    number = waiting(office, DISPUTE)
    form = clerk.form(f"/items/{number}")
    shown = fields_of(clerk.post(f"/items/{number}", {**form, "action": "add_payment"}).text)
    at = f"p{int(shown['payments']) - 1}"
    shown |= {f"{at}.payer_name": "Payer", f"{at}.l0.net_amount": "7.00", f"{at}.l0.document_number": "INV-7"}
    assert clerk.post(f"/items/{number}", {**shown, "action": "save"}).status_code == 303
    with office.engines.store.read() as session:
        kept = remittances.load_remittances(session, number)
    assert kept[-1].payer_name == "Payer" and kept[-1].lines[0].net_amount == Decimal("7.00")


def test_fields_that_a_form_does_not_send_stay_as_they_are(
    office: Office, clerk: Visitor, advice: int
) -> None:
    before = load_item(office.engines.store, office.engines.blobs, advice).remittances
    sent = {"version": clerk.form(f"/items/{advice}")["version"], "payments": "1", "p0.was": "0"}
    sent |= {"p0.lines": str(len(before[0].lines)), "p0.payer_name": "Changed"}
    sent |= {f"p0.l{index}.was": str(index) for index in range(len(before[0].lines))}
    assert clerk.post(f"/items/{advice}", {**sent, "action": "save"}).status_code == 303
    after = load_item(office.engines.store, office.engines.blobs, advice).remittances
    assert after[0].payer_name == "Changed" and after[0].lines == before[0].lines
    assert after[0].payment_reference == before[0].payment_reference


def test_payment_with_thousands_of_lines_is_shown_and_never_cut(
    office: Office, clerk: Visitor, advice: int
) -> None:
    item = load_item(office.engines.store, office.engines.blobs, advice)
    lines = (item.remittances[0].lines * MOST_LINES)[: MOST_LINES + 1]
    many = replace(item, remittances=(replace(item.remittances[0], lines=lines),))
    with office.engines.store.write() as session:
        now = office.engines.clock.now()
        work_items.save_result(session, advice, Step.EXTRACT, result_of(Step.EXTRACT, many) or "", now)
    form = clerk.form(f"/items/{advice}")
    assert "payments" not in form
    done = clerk.post(f"/items/{advice}", {**form, "action": "confirm", "difference_accepted": "yes"})
    assert done.status_code == 303
    kept = load_item(office.engines.store, office.engines.blobs, advice).remittances[0].lines
    assert len(kept) == MOST_LINES + 1


def test_confirming_closes_the_item_and_opens_the_next(office: Office, clerk: Visitor, advice: int) -> None:
    form = clerk.form(f"/items/{advice}")
    answer = clerk.post(f"/items/{advice}", {**form, "action": "confirm"})
    assert answer.status_code == 303 and answer.headers["location"].startswith("/items/")
    assert answer.headers["location"] != f"/items/{advice}"
    with office.engines.store.read() as session:
        assert work_items.get_item(session, advice).state is WorkState.CLOSED
        assert remittances.is_confirmed(session, advice)


def test_sums_that_differ_are_not_confirmed_unasked(office: Office, clerk: Visitor, advice: int) -> None:
    form = {**clerk.form(f"/items/{advice}"), "p0.total_amount": "1.00", "action": "confirm"}
    asked = clerk.post(f"/items/{advice}", form)
    assert asked.status_code == 422 and "I accept that the sums differ" in asked.text
    again = {**fields_of(asked.text), "action": "confirm", "difference_accepted": "yes"}
    assert clerk.post(f"/items/{advice}", again).status_code == 303
    with office.engines.store.read() as session:
        events = history.events_of(session, advice)
    assert "difference_accepted" in events[-1].detail


def test_second_clerk_is_shown_both_and_loses_nothing(office: Office, clerk: Visitor, advice: int) -> None:
    mine = {**clerk.form(f"/items/{advice}"), "p0.payer_name": "Mine", "action": "save"}
    other = Visitor(office)
    other.enter(ADMIN)
    theirs = {**other.form(f"/items/{advice}"), "p0.payer_name": "Theirs", "action": "save"}
    assert other.post(f"/items/{advice}", theirs).status_code == 303
    answer = clerk.post(f"/items/{advice}", mine)
    assert answer.status_code == 409
    shown = fields_of(answer.text)
    assert shown["p0.payer_name"] == "Mine" and re.search(r"stored now:.*?Theirs", answer.text, re.S)
    assert clerk.post(f"/items/{advice}", {**shown, "action": "save"}).status_code == 303
    assert load_item(office.engines.store, office.engines.blobs, advice).remittances[0].payer_name == "Mine"


def test_changed_route_is_worked_again(office: Office, clerk: Visitor, advice: int) -> None:
    form = {**clerk.form(f"/items/{advice}"), "intent": "promise_to_pay", "action": "route"}
    assert clerk.post(f"/items/{advice}", form).status_code == 303
    work(office)
    with office.engines.store.read() as session:
        assert work_items.get_item(session, advice).intent is Intent.PROMISE_TO_PAY


def test_changed_route_never_drops_values_that_were_typed(clerk: Visitor, advice: int) -> None:
    form = {
        **clerk.form(f"/items/{advice}"),
        "p0.payer_name": "Typed",
        "intent": "general",
        "action": "route",
    }
    answer = clerk.post(f"/items/{advice}", form)
    assert answer.status_code == 422 and fields_of(answer.text)["p0.payer_name"] == "Typed"
    assert fields_of(answer.text)["intent"] == "general"


def test_customer_is_set_by_number_or_name_and_never_guessed(
    office: Office, clerk: Visitor, advice: int
) -> None:
    ledger = office.shelf.ledger()
    assert ledger is not None
    wanted = ledger.customers[3]
    form = clerk.form(f"/items/{advice}")
    answer = clerk.post(f"/items/{advice}", {**form, "customer": "No such firm", "action": "customer"})
    assert answer.status_code == 422 and "No such firm" in answer.text
    assert (
        clerk.post(f"/items/{advice}", {**form, "customer": wanted.name, "action": "customer"}).status_code
        == 303
    )
    work(office)
    with office.engines.store.read() as session:
        assert work_items.get_item(session, advice).customer_id == wanted.customer_id


def test_item_is_closed_with_a_reason_and_reopened(office: Office, clerk: Visitor, advice: int) -> None:
    form = {**clerk.form(f"/items/{advice}"), "action": "close"}
    assert clerk.post(f"/items/{advice}", form).status_code == 422
    assert clerk.post(f"/items/{advice}", {**form, "reason": "not ours"}).status_code == 303
    closed = clerk.form(f"/items/{advice}")
    assert clerk.post(f"/items/{advice}", {**closed, "action": "reopen"}).status_code == 303
    with office.engines.store.read() as session:
        assert work_items.get_item(session, advice).state is WorkState.WAITING


def test_pictures_of_pages_are_drawn_here(clerk: Visitor) -> None:
    html = clerk.get(f"/items/{GRID}").text
    assert f"/items/{GRID}/documents/0/1.png" in html and '<rect class="word"' in html
    picture = clerk.get(f"/items/{GRID}/documents/0/1.png")
    assert picture.headers["content-type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert clerk.get(f"/items/{GRID}/documents/9/1.png").status_code == 404
    assert clerk.get(f"/items/{GRID}/documents/0/99.png").status_code == 400


def test_numbers_that_no_database_holds_are_no_pages(clerk: Visitor) -> None:
    for path in (
        "/items/99999999999999999999",
        "/items/-1",
        "/answers/99999999999",
        "/items/1/attachments/9" + "9" * 20,
    ):
        assert clerk.get(path).status_code == 404
    for after in ("9" * 25 + ".1", "1." + "9" * 20, "x.y", "٣.١", "99999999999.1"):
        for state in ("waiting", "closed"):
            assert clerk.get(f"/?state={state}&after={after}").status_code == 200
        assert clerk.get(f"/api/items?after={after}").status_code in (200, 422)
        assert clerk.get(f"/outbox?before={after}").status_code == 200


def waiting(office: Office, number: int) -> int:
    with office.engines.store.read() as session:
        row = work_items.get_item(session, number)
    if row.state is WorkState.CLOSED:
        clerks.reopen(office.engines, number, row.version, "test")
    return number
