"""The desk of a team by API: put off, split, notes, claims, many at once; layouts, ledger, health."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.states import WorkState
from review.doors import Scope
from review.office import Office
from store.repositories import private, work_items
from tests.review.offices import ADMIN, CLERK, SAMPLES, Visitor, work
from tests.review.taught_pages import taught
from tests.review.test_api import Program, token_for
from tests.review.test_items import GRID, waiting


@pytest.fixture
def program(office: Office, clerk: Visitor) -> Program:
    """A clerk's program that may do everything a clerk may."""
    return Program(office, token_for(clerk, *Scope))


def version(office: Office, number: int) -> int:
    with office.engines.store.read() as session:
        return work_items.get_item(session, number).version


def test_program_puts_off_brings_back_and_undoes(office: Office, program: Program) -> None:
    address = f"/api/items/{waiting(office, GRID)}"
    seen = version(office, GRID)
    off = program.post(f"{address}/snooze", {"version": seen, "until": "2026-11-20"}).json()
    assert off["postponed_until"].startswith("2026-11-20")
    assert (
        program.post(f"{address}/snooze", {"version": off["version"], "until": "2020-01-01"}).status_code
        == 409
    )
    back = program.post(f"{address}/snooze", {"version": off["version"], "until": None}).json()
    assert back["postponed_until"] is None
    change = {"version": back["version"], "values": {"p0.payment_reference": "TR-7"}}
    changed = program.post(f"{address}/values", change).json()
    undone = program.post(f"{address}/undo", {"version": changed["version"]})
    again = program.post(f"{address}/redo", {"version": undone.json()["version"]})
    assert (undone.status_code, again.status_code) == (200, 200)
    assert program.client.get(address).json()["result"]["remittances"][0]["payment_reference"] == "TR-7"


def test_program_splits_a_mail_and_puts_it_back(office: Office, program: Program) -> None:
    address = f"/api/items/{waiting(office, GRID)}"
    split = program.post(f"{address}/split", {"version": version(office, GRID), "intent": "dispute"}).json()
    part = split["new"]
    work(office)
    back = program.post(f"/api/items/{part}/put-back", {"version": version(office, part)})
    assert back.json()["id"] == GRID and program.client.get(f"/api/items/{part}").status_code == 404


def test_program_notes_claims_and_gives_back(office: Office, program: Program, admin: Visitor) -> None:
    address = f"/api/items/{GRID}"
    assert program.post(f"{address}/notes", {"text": f"look, @{ADMIN}"}).json() == {"calls": [ADMIN]}
    assert program.client.get(f"{address}/notes").json()["notes"][0]["who"] == CLERK
    admin.post(f"/items/{GRID}/claim", {"quiet": "yes"})
    assert program.post(f"{address}/claim", {}).json()["who"] == ADMIN
    assert program.post(f"{address}/claim", {"take_over": True}).json()["taken_from"] == ADMIN
    assert program.client.post(f"{address}/release").status_code == 200
    assert admin.post(f"/items/{GRID}/claim", {"quiet": "yes"}).json()["mine"] is True


def test_program_does_one_thing_to_many_items_and_takes_it_back(office: Office, program: Program) -> None:
    listed = [each for each in program.client.get("/api/items").json()["items"] if not each["flags"]]
    items = [[each["id"], each["version"]] for each in listed[:2]]
    given = program.post("/api/together", {"action": "assign", "items": items, "to": CLERK}).json()
    assert given == {"act": None, "failed": []}
    assert program.post("/api/together", {"action": "assign", "items": items, "to": "x"}).status_code == 422
    fresh = [[number, version(office, number)] for number, _ in items]
    assert program.post("/api/together", {"action": "archive", "items": fresh}).status_code == 422
    act = program.post("/api/together", {"action": "archive", "items": fresh, "reason": "old"}).json()["act"]
    assert program.client.post(f"/api/together/{act}/undo").status_code == 200
    with office.engines.store.read() as session:
        assert work_items.get_item(session, fresh[0][0]).state is WorkState.WAITING
    assert program.post("/api/together", {"action": "snooze", "items": fresh}).status_code == 422
    put_off = {"action": "snooze", "items": fresh, "until": "2026-11-20"}
    assert program.post("/api/together", put_off).json()["failed"] == []


def test_private_mail_is_not_reached_among_many(office: Office, program: Program) -> None:
    number = program.client.get("/api/items").json()["items"][0]["id"]
    with office.engines.store.write() as session:
        private.mark(session, number, ADMIN, "personal", office.engines.clock.now())
    asked = {"action": "assign", "items": [[number, version(office, number)]], "to": CLERK}
    assert program.post("/api/together", asked).status_code == 403
    assert number not in {each["id"] for each in program.client.get("/api/items").json()["items"]}


def test_program_of_an_admin_takes_activates_and_rolls_back_layouts(office: Office, admin: Visitor) -> None:
    name = taught(admin, office).rpartition("/")[2]
    program = Program(office, token_for(admin, "read", "layouts"))
    yaml = program.client.get(f"/api/layouts/{name}/file").text
    assert program.post("/api/layouts", {"yaml": yaml}).json()["active_version"] == 1
    assert program.post("/api/layouts", {"yaml": "no: layout"}).status_code == 422
    rolled = program.post(f"/api/layouts/{name}/roll-back", {"number": 1}).json()
    assert rolled == {"name": name, "state": "active", "active_version": 2}
    assert program.post(f"/api/layouts/{name}/activate", {"number": 1}).json()["active_version"] == 1
    assert program.post(f"/api/layouts/{name}/activate", {"number": 99}).status_code in (400, 404)
    assert program.client.post(f"/api/layouts/{name}/retire").json()["state"] == "retired"
    assert [each["name"] for each in program.client.get("/api/layouts").json()["layouts"]] == [name]
    assert program.client.get("/api/layout-proposals").json() == {"proposals": []}
    assert program.post("/api/layout-proposals/99", {"accept": False}).status_code == 404


def test_program_of_an_admin_imports_the_ledger_and_names_bad_rows(
    office: Office, admin: Visitor, tmp_path: Path
) -> None:
    program = Program(office, token_for(admin, "ledger"))
    assert program.client.post("/api/ledger").status_code == 422
    for folder, status in ((SAMPLES / "ledger", 200), (tmp_path, 422)):
        chosen = office.ledger_settings.model_copy(update={"folder": folder})
        other = Program(replace(office, ledger_settings=chosen), "")
        other.client.headers["Authorization"] = program.client.headers["Authorization"]
        answer = other.client.post("/api/ledger")
        assert answer.status_code == status, answer.text
    assert len(program.client.get("/api/ledger").json()["imports"]) == 2


def test_health_and_switches_are_for_programs_of_admins(
    office: Office, program: Program, admin: Visitor
) -> None:
    assert program.client.get("/api/health").status_code == 403
    trusted = Program(office, token_for(admin, "house"))
    assert set(trusted.client.get("/api/health").json()) >= {"alarms", "accounts", "stages", "answers"}
    assert trusted.post("/api/switches/kill_switch", {"on": True}).json()["on"] is True
    assert trusted.post("/api/switches/other", {"on": True}).status_code == 404
    assert program.post("/api/switches/kill_switch", {"on": False}).status_code == 403
