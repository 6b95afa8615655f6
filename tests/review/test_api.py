"""The API: tokens within their scopes, the acts of the pages, and a description that fits."""

import json
import re
from typing import Any

import pytest
from httpx import Response

from domain.clock import SetClock
from review.api import doors as api_doors
from review.doors import Scope
from review.office import Office
from store.repositories import audit, users
from store.repositories.audit import Wanted
from tests.review.offices import CLERK, Visitor
from tests.review.test_items import GRID, waiting
from tests.review.test_permissions import path


class Program:
    """A program that shows a token."""

    def __init__(self, office: Office, token: str) -> None:
        self.client = Visitor(office).client
        self.client.headers.clear()
        self.client.headers["Authorization"] = f"Bearer {token}"

    def post(self, address: str, body: dict[str, Any]) -> Response:
        return self.client.post(address, json=body)


def token_for(clerk: Visitor, *scopes: str) -> str:
    html = clerk.post("/tokens", {"name": "robot", "scope": list(scopes), "days": "30"}).text
    found = re.search(r'class="secret">(ard_[\w-]{43})<', html)
    assert found is not None
    return found.group(1)


def test_token_is_shown_once_and_kept_as_a_hash(office: Office, clerk: Visitor) -> None:
    token = token_for(clerk, "read")
    assert token not in clerk.get("/tokens").text and "robot" in clerk.get("/tokens").text
    with office.engines.store.engine.connect() as connection:
        for table in ("api_token", "event", "audit_detail", "audit_entry"):
            assert token not in str(connection.exec_driver_sql(f"select * from {table}").fetchall())


def test_each_route_of_the_api_needs_its_scope(office: Office, admin: Visitor) -> None:
    for scope in Scope:
        program = Program(office, token_for(admin, scope.value))
        for door in api_doors(office):
            answer = program.client.request(door.method, path(door))
            assert (answer.status_code == 403) == (door.scope is not scope), (scope, door.path, answer.text)


def test_token_ends_when_its_time_its_user_or_somebody_ends_it(
    office: Office, clerk: Visitor, admin: Visitor, ticking: SetClock
) -> None:
    tokens = [token_for(clerk, "read") for _ in range(2)]
    programs = [Program(office, token) for token in tokens]
    assert [each.client.get("/api/items").status_code for each in programs] == [200, 200]
    assert "robot" in admin.get("/tokens").text
    number = re.findall(r'name="token" value="(\d+)"', admin.get("/tokens").text)[0]
    admin.post("/tokens/end", {"token": number})
    assert sorted(each.client.get("/api/items").status_code for each in programs) == [200, 401]
    left = next(each for each in programs if each.client.get("/api/items").status_code == 200)
    with office.engines.store.write() as session:
        users.get_user(session, CLERK).active = False
    assert left.client.get("/api/items").status_code == 401
    with office.engines.store.write() as session:
        users.get_user(session, CLERK).active = True
    ticking.sleep(31 * 86_400)
    assert left.client.get("/api/items").status_code == 401


def test_clerk_neither_sees_nor_ends_tokens_of_others(office: Office, clerk: Visitor, admin: Visitor) -> None:
    token_for(admin, "read")
    number = re.findall(r'name="token" value="(\d+)"', admin.get("/tokens").text)[0]
    assert f'value="{number}"' not in clerk.get("/tokens").text
    assert clerk.post("/tokens/end", {"token": number}).status_code == 404


def test_token_opens_no_page(office: Office, clerk: Visitor) -> None:
    program = Program(office, token_for(clerk, *Scope))
    for address in ("/", "/account", "/tokens", "/audit", "/exports"):
        assert program.client.get(address).status_code == 303, address


def test_program_corrects_and_confirms_an_item_as_a_clerk_does(office: Office, clerk: Visitor) -> None:
    waiting(office, GRID)
    program = Program(office, token_for(clerk, "read", "work"))
    seen = program.client.get(f"/api/items/{GRID}").json()
    change = {
        "version": seen["version"],
        "values": {"p0.payment_reference": "TR-7", "p0.l0.net_amount": "1.5"},
    }
    corrected = program.post(f"/api/items/{GRID}/values", change)
    assert corrected.status_code == 200, corrected.text
    first = program.client.get(f"/api/items/{GRID}").json()["result"]["remittances"][0]
    assert (first["payment_reference"], first["lines"][0]["net_amount"]) == ("TR-7", "1.50")
    assert program.post(f"/api/items/{GRID}/values", change).status_code == 409
    version = corrected.json()["version"]
    assert program.post(f"/api/items/{GRID}/confirm", {"version": version}).status_code == 422
    done = program.post(f"/api/items/{GRID}/confirm", {"version": version, "accept_difference": True})
    assert done.json()["state"] == "closed"
    with office.engines.store.read() as session:
        acts = [line.action for line in audit.page(session, Wanted(who=CLERK, subject=f"item:{GRID}"))]
    assert acts[:2] == ["confirmed", "values_corrected"] and "values_changed" in acts


def test_program_routes_hands_closes_and_reopens(office: Office, clerk: Visitor) -> None:
    program = Program(office, token_for(clerk, *Scope))
    listed = program.client.get("/api/items").json()["items"]
    item = next(each for each in listed if each["id"] != GRID and not each["flags"])
    address = f"/api/items/{item['id']}"
    handed = program.post(f"{address}/hand", {"version": item["version"], "to": CLERK})
    assert handed.json()["assignee"] == CLERK
    assert program.post(f"{address}/hand", {"version": 1, "to": "nobody"}).status_code == 422
    closed = program.post(f"{address}/close", {"version": handed.json()["version"], "reason": "a double"})
    assert closed.json()["state"] == "closed"
    back = program.post(f"{address}/reopen", {"version": closed.json()["version"]})
    assert back.json()["state"] == "waiting"
    routed = program.post(f"{address}/route", {"version": back.json()["version"], "intent": "general"})
    assert routed.status_code == 200, routed.text


def test_program_reads_and_drops_an_answer(office: Office, clerk: Visitor) -> None:
    program = Program(office, token_for(clerk, "read", "answers"))
    drafts = program.client.get("/api/answers").json()["answers"]
    address = f"/api/answers/{drafts[0]['id']}"
    assert program.client.get(address).json()["body"]
    assert program.post(f"{address}/drop", {"version": 99}).status_code == 409
    dropped = program.post(f"{address}/drop", {"version": drafts[0]["version"]})
    assert dropped.json()["state"] == "dropped"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"version": "1"}', b'{"version": 1, "more": 1}', b"\xff", b'{"version":1e99}'],
)
def test_bodies_that_are_none_are_refused_with_a_sentence(
    office: Office, clerk: Visitor, body: bytes
) -> None:
    program = Program(office, token_for(clerk, "work"))
    answer = program.client.post(f"/api/items/{GRID}/reopen", content=body)
    assert answer.status_code == 422 and "description of the API" in answer.json()["error"]


def test_description_names_every_route_and_its_scope(office: Office, clerk: Visitor) -> None:
    described = Program(office, token_for(clerk, "read")).client.get("/api/openapi.json").json()
    for door in api_doors(office):
        operation = described["paths"][door.path][door.method.lower()]
        assert operation["x-scope"] == door.scope.value
        assert (door.takes is not None) <= ("requestBody" in operation)
    assert "$ref" not in json.dumps(described["paths"]["/api/items/{item_id}/route"]["post"]["requestBody"])
