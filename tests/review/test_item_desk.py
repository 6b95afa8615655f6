"""Undo that outlives the page, merging, postponing, handing over, splitting; pictures that come at once."""

import re
import time
from datetime import timedelta

import pytest
from httpx import Response

from domain.clock import SetClock
from domain.remittance import Remittance
from pipeline.records import load_item
from review.office import Office
from review.pictures import Pictures
from review.preferences import Preferences
from store.repositories import users, work_items
from tests.review.offices import ADMIN, CLERK, Visitor, fields_of, work
from tests.review.test_items import BANK, BODY, CSV, DISPUTE, GRID, waiting


@pytest.fixture
def advice(office: Office) -> int:
    return waiting(office, GRID)


def test_changes_are_undone_and_done_again_step_by_step(office: Office, clerk: Visitor, advice: int) -> None:
    before = payment(office, advice)
    for name in ("First", "Second"):
        act(clerk, advice, "save", **{"p0.payee_name": name})
    act(clerk, advice, "undo")
    assert payment(office, advice).payee_name == "First"
    act(clerk, advice, "undo")
    assert payment(office, advice) == before
    assert 'value="undo"' not in clerk.get(f"/items/{advice}").text
    act(clerk, advice, "redo")
    act(clerk, advice, "redo")
    assert payment(office, advice).payee_name == "Second"
    act(clerk, advice, "undo")
    act(clerk, advice, "save", **{"p0.payer_name": "Third"})
    assert 'value="redo"' not in clerk.get(f"/items/{advice}").text
    assert act(clerk, advice, "redo").status_code == 409


def test_undo_never_drops_what_is_typed(clerk: Visitor, advice: int) -> None:
    act(clerk, advice, "save", **{"p0.payee_name": "First"})
    refused = act(clerk, advice, "undo", **{"p0.payee_name": "Typed"})
    assert refused.status_code == 422 and fields_of(refused.text)["p0.payee_name"] == "Typed"


def test_two_people_who_change_different_values_are_put_together(
    office: Office, clerk: Visitor, admin: Visitor, advice: int
) -> None:
    mine = clerk.form(f"/items/{advice}")
    act(admin, advice, "save", **{"p0.payment_reference": "THEIRS"})
    shown = clerk.post(f"/items/{advice}", {**mine, "p0.payee_name": "Mine", "action": "confirm"})
    assert shown.status_code == 409 and "Both changes stand" in shown.text
    merged = fields_of(shown.text)
    assert (merged["p0.payee_name"], merged["p0.payment_reference"]) == ("Mine", "THEIRS")
    assert clerk.post(f"/items/{advice}", {**merged, "action": "save"}).status_code == 303
    assert payment(office, advice).payee_name == "Mine"
    assert payment(office, advice).payment_reference == "THEIRS"


def test_what_happens_beside_the_values_makes_no_conflict(
    office: Office, clerk: Visitor, advice: int
) -> None:
    mine = clerk.form(f"/items/{advice}")
    act(clerk, advice, "hand", to=CLERK)
    answer = clerk.post(f"/items/{advice}", {**mine, "p0.payee_name": "Mine", "action": "save"})
    assert answer.status_code == 303 and payment(office, advice).payee_name == "Mine"


def test_item_is_put_off_passed_over_and_comes_back(
    office: Office, clerk: Visitor, advice: int, ticking: SetClock
) -> None:
    day = (ticking.now() + timedelta(days=3)).date().isoformat()
    assert act(clerk, advice, "postpone", until="").status_code == 422
    assert act(clerk, advice, "postpone", until="2020-01-01").status_code == 409
    answer = act(clerk, advice, "postpone", until=day, **{"p0.payee_name": "Typed before"})
    assert answer.status_code == 303 and payment(office, advice).payee_name == "Typed before"
    assert f"/items/{advice}" not in next_of(clerk, office)
    assert "put off until" in clerk.get(f"/items/{advice}").text
    act(clerk, advice, "resume")
    assert "put off until" not in clerk.get(f"/items/{advice}").text


def test_item_is_handed_to_a_colleague_and_passed_over(office: Office, clerk: Visitor, advice: int) -> None:
    assert act(clerk, advice, "hand", to="nobody here").status_code == 422
    assert act(clerk, advice, "hand", to=ADMIN).status_code == 303
    with office.engines.store.read() as session:
        assert work_items.get_item(session, advice).assignee == ADMIN
    assert f"/items/{advice}" not in next_of(clerk, office)


def test_mail_is_split_and_put_back(office: Office, clerk: Visitor, advice: int) -> None:
    assert act(clerk, advice, "split", part="dispute").status_code == 303
    work(office)
    page = clerk.get(f"/items/{advice}").text
    part = int(re.findall(r'<li><a href="/items/(\d+)">', page)[0])
    assert "Put it back" in clerk.get(f"/items/{part}").text
    assert act(clerk, part, "put_back").headers["location"] == f"/items/{advice}"
    assert clerk.get(f"/items/{part}").status_code == 404


def test_changed_matter_and_customer_are_changed_back_from_the_history(
    office: Office, clerk: Visitor, advice: int
) -> None:
    with office.engines.store.read() as session:
        before = work_items.get_item(session, advice)
    for field, action, text in (("intent", "route", "promise_to_pay"), ("customer", "customer", "")):
        act(clerk, advice, action, **{field: text})
        work(office)
        waiting(office, advice)
        back = re.findall(r'value="(change_back:\d+)"', clerk.get(f"/items/{advice}").text)[-1]
        assert act(clerk, advice, back).status_code == 303
        work(office)
        waiting(office, advice)
    with office.engines.store.read() as session:
        after = work_items.get_item(session, advice)
    assert (after.intent, after.customer_id) == (before.intent, before.customer_id)
    assert act(clerk, advice, "change_back:999").status_code == 422


def test_stale_form_that_changed_nothing_shows_what_happened_before_it_confirms(
    office: Office, clerk: Visitor, admin: Visitor, advice: int
) -> None:
    mine = clerk.form(f"/items/{advice}")
    act(admin, advice, "delete_line:0:0")
    form = fields_of(act(admin, advice, "delete_line:0:0").text)
    admin.post(f"/items/{advice}", {**form, "action": "save"})
    left = [line.document_number for line in payment(office, advice).lines]
    shown = clerk.post(f"/items/{advice}", {**mine, "action": "confirm"})
    assert shown.status_code == 409
    merged = fields_of(shown.text)
    assert [merged[f"p0.l{index}.document_number"] for index in range(int(merged["p0.lines"]))] == left


def test_bank_details_need_a_call_back_and_a_second_person_before_anything_ends(
    office: Office, clerk: Visitor, admin: Visitor
) -> None:
    close = {**clerk.form(f"/items/{BANK}"), "reason": "done", "action": "close"}
    for action in ("close", "confirm"):
        refused = clerk.post(f"/items/{BANK}", {**close, "action": action})
        assert refused.status_code == 409 and "called the customer" in refused.text
    noted = {**close, "action": "called_back", "called_number": "+44 20 7946 0000", "spoke_to": "Ms Ellery"}
    assert clerk.post(f"/items/{BANK}", noted).status_code == 422
    assert clerk.post(f"/items/{BANK}", {**noted, "number_is_ours": "yes"}).status_code == 303
    close |= {"version": clerk.form(f"/items/{BANK}")["version"]}
    alone = clerk.post(f"/items/{BANK}", close)
    assert alone.status_code == 409 and "second person" in alone.text
    second = {**admin.form(f"/items/{BANK}"), "reason": "done", "action": "close"}
    assert admin.post(f"/items/{BANK}", second).status_code == 303


def test_number_of_the_mail_itself_is_refused_for_the_call_back(office: Office, clerk: Visitor) -> None:
    mail = load_item(office.engines.store, office.engines.blobs, BANK).mail
    assert mail is not None
    figures = re.findall(r"\d{6,}", mail.text)
    noted = {"called_number": figures[0], "spoke_to": "Somebody", "number_is_ours": "yes"}
    refused = act(clerk, BANK, "called_back", **noted)
    assert refused.status_code == 422 and "stands in the mail itself" in refused.text


def test_the_only_person_of_an_office_closes_alone_after_a_call_back(office: Office, clerk: Visitor) -> None:
    with office.engines.store.write() as session:
        for user in users.list_users(session):
            user.active = user.name == CLERK
            session.add(user)
    act(clerk, BANK, "called_back", called_number="+1 555 0100", spoke_to="Ms Ellery", number_is_ours="yes")
    assert act(clerk, BANK, "close", reason="done").status_code == 303


def test_picked_place_is_kept_with_the_value_and_nonsense_is_not(
    office: Office, clerk: Visitor, advice: int
) -> None:
    for text, box in (
        ("0 1 10 20 90 31.5", (10.0, 20.0, 90.0, 31.5)),
        ("0 1 90 20 10 31", None),
        ("7 1 10 20 90 31", None),
        ("0 1 nan 20 inf 31", None),
        ("<script>", None),
    ):
        name = f"Picked {box} {text[:3]}"
        act(clerk, advice, "save", **{"p0.payee_name": name, "p0.payee_name@": text})
        evidence = payment(office, advice).fields["payee_name"]
        assert (evidence.by, evidence.box) == ("clerk", box)


def test_values_of_every_medium_know_their_place_on_the_page(office: Office, clerk: Visitor) -> None:
    for number in (GRID, CSV, BODY):
        page = clerk.get(f"/items/{waiting(office, number)}").text
        named = set(re.findall(r'data-place="([^"]+)"', page))
        assert named and all(f'id="{each}"' in page for each in named), number


def test_wishes_are_kept_for_each_person(clerk: Visitor, admin: Visitor, advice: int) -> None:
    back = f"/items/{advice}"
    assert clerk.post("/preferences", {"divider": "63", "next": back}).headers["location"] == back
    assert clerk.post("/preferences", {"swapped": "yes", "quiet": "yes"}).status_code == 204
    assert "split-65 swapped" in clerk.get(back).text and "split-50" in admin.get(back).text
    assert clerk.post("/preferences", {"next": "//evil.example/"}).headers["location"] == "/account"
    assert Preferences.from_text("[broken") == Preferences.from_text("[1]") == Preferences()
    assert Preferences().changed({"divider": "9999"}).divider == 50
    assert Preferences().changed({"divider": "99", "single_keys": "no"}) == Preferences(70, single_keys=False)


def test_picture_that_was_drawn_comes_again_within_milliseconds(office: Office, clerk: Visitor) -> None:
    path = f"/items/{GRID}/documents/0/1.png"
    first = clerk.get(path)
    assert first.headers["cache-control"].startswith("private")
    started = time.perf_counter()
    for _ in range(10):
        assert clerk.get(path).content == first.content
    assert (time.perf_counter() - started) / 10 < 0.05
    assert clerk.get(path + "?sharp=1").content != first.content


def test_kept_pictures_stay_within_their_bytes_the_latest_first() -> None:
    pictures = Pictures(most_bytes=25)
    for key in "abc":
        pictures.draw(key, lambda: b"x" * 10)
    assert pictures.find("a") is None and pictures.find("b") and pictures.find("c")
    assert pictures.draw("c", lambda: b"never drawn") == b"x" * 10


def test_sums_are_answered_alone_as_the_documents_write_numbers(clerk: Visitor, advice: int) -> None:
    form = {**clerk.form(f"/items/{advice}"), "p0.total_amount": "1.234,56", "action": "sums"}
    answer = clerk.post(f"/items/{advice}", form)
    assert "1,234.56" in answer.text and "<html" not in answer.text


def act(visitor: Visitor, number: int, action: str, **fields: str) -> Response:
    return visitor.post(f"/items/{number}", {**visitor.form(f"/items/{number}"), **fields, "action": action})


def payment(office: Office, number: int) -> Remittance:
    return load_item(office.engines.store, office.engines.blobs, number).remittances[0]


def next_of(clerk: Visitor, office: Office) -> str:
    """Close another item and return where the browser is sent on to."""
    return act(clerk, waiting(office, DISPUTE), "close", reason="done").headers["location"].partition("?")[0]
