"""Teaching by API: a document of an item and its true values make a layout, as on the page."""

from dataclasses import replace

import pytest

from review.office import Office
from store.repositories import private
from tests.review.offices import ADMIN, Visitor
from tests.review.taught_pages import FIRST, ODD, PAYER, advice, uploaded
from tests.review.test_api import Program, token_for

TRUTH = {
    "payer_name": PAYER,
    "payment_reference": "KW-1",
    "payment_date": "2026-11-13",
    "total_amount": "576.30",
    "lines": [{"document_number": number, "net_amount": amount} for number, amount in FIRST],
}


@pytest.fixture
def item(office: Office, admin: Visitor) -> int:
    """An item with a document whose heads say nothing."""
    return int(uploaded(admin, office, advice(FIRST, "KW-1", heads=ODD)).split("/")[2])


@pytest.fixture
def program(office: Office, admin: Visitor) -> Program:
    """An admin's program that may teach."""
    return Program(office, token_for(admin, "read", "layouts"))


def test_true_values_teach_a_layout_that_reads(program: Program, item: int) -> None:
    answer = program.post("/api/teach", {"item": item, "remittances": [TRUTH], "name": "marwick-odd"})
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"name": "marwick-odd", "version": 1, "proposal": None}
    (listed,) = program.client.get("/api/layouts").json()["layouts"]
    assert (listed["name"], listed["state"], listed["active_version"]) == ("marwick-odd", "active", 1)


def test_second_person_decides_what_a_program_taught(office: Office, admin: Visitor, item: int) -> None:
    strict = replace(office, teaching=office.teaching.model_copy(update={"second_person": True}))
    program = Program(strict, token_for(admin, "read", "layouts"))
    answer = program.post("/api/teach", {"item": item, "remittances": [TRUTH]})
    assert answer.status_code == 200 and answer.json()["proposal"] is not None, answer.text
    assert program.client.get("/api/layouts").json()["layouts"] == []


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"document": 99}, 404),
        ({"item": 999_999}, 404),
        ({"remittances": []}, 422),
        ({"remittances": [{"total_amount": "twelve"}]}, 422),
        ({"remittances": [{**TRUTH, "lines": "none"}]}, 422),
        ({"remittances": [{**TRUTH, "total_amount": "999.99"}]}, 422),
        ({"name": "../x"}, 422),
    ],
)
def test_what_teaches_nothing_is_refused_with_a_sentence(
    program: Program, item: int, changed: dict[str, object], status: int
) -> None:
    answer = program.post("/api/teach", {"item": item, "remittances": [TRUTH], **changed})
    assert answer.status_code == status and answer.json()["error"], answer.text
    assert program.client.get("/api/layouts").json()["layouts"] == []


def test_private_mail_teaches_nothing_to_those_who_may_not_see_it(
    office: Office, program: Program, item: int, clerk: Visitor
) -> None:
    with office.engines.store.write() as session:
        private.mark(session, item, ADMIN, "personal", office.engines.clock.now())
    other = Program(office, token_for(clerk, "read"))
    assert other.post("/api/teach", {"item": item, "remittances": [TRUTH]}).status_code == 403
