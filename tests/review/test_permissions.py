"""Every route declares who may pass, and only they do; forms of other sites are refused everywhere."""

import re

import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from domain.errors import ConfigurationError
from review.api import doors as api_doors
from review.app import make_app, refuse_undeclared
from review.doors import Door, Role
from review.office import Office
from review.pages import doors as page_doors
from tests.review.offices import ADMIN, AUDITOR, CLERK, Visitor

CROSS_SITE = (
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:9"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {},
)


def test_every_route_of_the_app_stands_in_the_table(office: Office) -> None:
    doors = all_doors(office)
    refuse_undeclared(make_app(office).routes, doors)
    assert {door.role for door in doors} == set(Role)
    sso = ["/sign-in/sso", "/sign-in/sso/back"]
    public = ["/sign-in", "/sign-in", "/download/{token}", "/healthz", *sso]
    assert [door.path for door in doors if door.role is Role.ANYBODY] == public


def test_app_with_an_undeclared_route_does_not_start(office: Office) -> None:
    app = FastAPI(openapi_url=None)
    app.add_api_route("/secret", lambda: PlainTextResponse("x"))
    with pytest.raises(ConfigurationError, match="GET /secret declares no role"):
        refuse_undeclared(app.routes, all_doors(office))


def test_nobody_gets_past_a_door_without_signing_in(office: Office, stranger: Visitor) -> None:
    for door in all_doors(office):
        if door.role is Role.ANYBODY:
            continue
        answer = stranger.client.request(door.method, path(door))
        refused = answer.status_code == 401 or answer.headers.get("location", "").startswith("/sign-in")
        assert refused, (door.method, door.path, answer.status_code)
        assert "anna" not in answer.text


@pytest.mark.parametrize("name", [CLERK, ADMIN, AUDITOR])
def test_every_role_passes_every_door_that_admits_it_and_no_other(office: Office, name: str) -> None:
    """Pages, files, forms and the API alike: whoever is admitted may be told anything but that."""
    visitor = Visitor(office)
    visitor.enter(name)
    cookies = dict(visitor.client.cookies)
    roles = {CLERK: ("clerk",), ADMIN: ("admin",), AUDITOR: ("auditor",)}[name]
    for door in all_doors(office):
        if door.changes and door.path in ENDING:
            continue
        visitor.client.cookies.update(cookies)
        fields = {"csrf": visitor.csrf} if door.changes else None
        headers = {"X-CSRF-Token": visitor.csrf} if door.changes else None
        answer = visitor.client.request(door.method, path(door), data=fields, headers=headers)
        admitted = door.role is Role.ANYBODY or door.role.admits(roles)
        assert (answer.status_code == 403) != admitted, (name, door.method, door.path, answer.status_code)
        assert answer.status_code < 500, (name, door.method, door.path)


ENDING = ("/sign-out", "/account/sessions")
"""They end the sign-in that the next request needs."""


def test_every_changing_route_refuses_requests_of_other_sites(office: Office, admin: Visitor) -> None:
    visitor = Visitor(office)
    visitor.client.cookies.update(dict(admin.client.cookies))
    visitor.client.headers.pop("Origin")
    visitor.client.headers.pop("Sec-Fetch-Site")
    for door in all_doors(office):
        for shape in CROSS_SITE if door.changes else ():
            answer = visitor.client.request(
                door.method, path(door), headers=shape, data={"csrf": admin.csrf, "on": "yes"}
            )
            assert answer.status_code == 403, (door.path, shape, answer.status_code)


def test_every_changing_route_refuses_a_form_without_its_token(office: Office, admin: Visitor) -> None:
    for door in all_doors(office):
        if door.changes:
            for token in ("", "x" * 43):
                answer = admin.client.post(path(door), data={"csrf": token}, headers={"X-CSRF-Token": token})
                assert answer.status_code == 403, (door.path, answer.status_code)


def test_other_host_names_are_not_answered(stranger: Visitor) -> None:
    assert stranger.client.get("/healthz", headers={"Host": "evil.example"}).status_code == 421
    assert stranger.client.get("/healthz", headers={"Host": "localhost:8642"}).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1:8642@evil.example", "evil.example", "localhost/x", "[::1]x", ""])
def test_odd_host_headers_are_not_answered(stranger: Visitor, host: str) -> None:
    assert stranger.client.get("/healthz", headers={"Host": host}).status_code in (400, 421)


def test_every_page_carries_the_guarding_headers(office: Office, admin: Visitor) -> None:
    for address in ("/", "/items/1", "/sign-in", "/healthz", "/nowhere", "/static/ardoise.css", "/api/items"):
        headers = admin.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy and "data:" not in policy
        assert "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"


def test_pages_hold_no_script_style_or_foreign_address_of_their_own(clerk: Visitor) -> None:
    for address in ("/", "/items/1", "/items/5", "/outbox", "/upload", "/exports", "/account"):
        html = clerk.get(address).text
        assert "<style" not in html and " style=" not in html and "javascript:" not in html
        assert "<script>" not in html and "onclick" not in html
        assert "//" not in html.replace("<!doctype", "").split("<main")[0]


def test_broken_page_says_so_with_all_headers_and_nothing_of_the_fault(
    office: Office, clerk: Visitor
) -> None:
    with office.engines.store.engine.begin() as connection:
        connection.exec_driver_sql("drop table setting")
    answer = clerk.get("/")
    assert answer.status_code == 500 and "Something broke" in answer.text and "setting" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def all_doors(office: Office) -> tuple[Door, ...]:
    return (*page_doors(office), *api_doors(office))


def path(door: Door) -> str:
    values = {
        "item_id": 1,
        "answer_id": 1,
        "document": 0,
        "page": 1,
        "number": 0,
        "uid": "none",
        "name": "kill_switch",
        "token": "none",
        "act_id": 1,
        "view_id": 1,
        "form": "csv",
    }
    return re.sub(r"{(\w+)}", lambda found: str(values.get(found.group(1), 1)), door.path)


def test_page_that_is_not_there_still_leads_whoever_is_signed_in_on(office: Office, clerk: Visitor) -> None:
    page = clerk.get("/nowhere")
    assert page.status_code == 404 and "/outbox" in page.text and "/account" in page.text
    assert "/outbox" not in Visitor(office).get("/nowhere").text
