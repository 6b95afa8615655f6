"""Uploads, exports, the JSON API and health."""

import json
from dataclasses import replace

from fastapi.testclient import TestClient

from domain.clock import SetClock
from domain.states import WorkState
from review.app import make_app
from review.office import Office
from store.repositories import deliveries, settings, work_items
from tests.review.offices import CLERK, PASSWORD, Visitor, with_mailbox
from tests.review.test_items import GRID, waiting


def test_uploaded_file_becomes_an_item_once(office: Office, clerk: Visitor) -> None:
    files = [("files", ("advice.csv", b"a;b\n1;2\n", "text/csv")), ("files", ("empty.pdf", b"", "x/y"))]
    answer = clerk.post("/upload", files=files)
    assert answer.status_code == 422 and "advice.csv" in answer.text and "The file is empty" in answer.text
    again = clerk.post("/upload", files=files[:1])
    assert again.status_code == 200 and "was there before" in again.text


def test_too_large_upload_is_refused_before_it_is_kept(office: Office, clerk: Visitor) -> None:
    large = b"x" * (office.largest_upload + 1)
    assert clerk.post("/upload", files=[("files", ("a.csv", large, "text/csv"))]).status_code == 422
    huge = b"x" * (office.largest_upload * 3)
    assert clerk.post("/upload", files=[("files", ("a.csv", huge, "text/csv"))]).status_code == 413
    program = Visitor(office).client
    program.headers.clear()
    sent = program.post("/api/upload?name=a.csv", content=huge, auth=(CLERK, PASSWORD))
    assert sent.status_code == 413


def test_program_uploads_and_reads_items_with_basic_sign_in(office: Office) -> None:
    program = Visitor(office).client
    program.headers.pop("Origin")
    program.headers.pop("Sec-Fetch-Site")
    sent = program.post("/api/upload?name=b.csv", content=b"x;y\n3;4\n", auth=(CLERK, PASSWORD))
    assert sent.status_code == 201 and sent.json()["uploads"][0]["new"] is True
    again = program.post("/api/upload?name=b.csv", content=b"x;y\n3;4\n", auth=(CLERK, PASSWORD))
    assert again.status_code == 200 and again.json()["uploads"][0]["new"] is False
    number = sent.json()["uploads"][0]["item"]
    assert program.get(f"/api/items/{number}", auth=(CLERK, PASSWORD)).json()["state"] == "working"
    wrong = program.get("/api/items", auth=(CLERK, "wrong wrong wrong"))
    assert wrong.status_code == 401 and wrong.headers["www-authenticate"].startswith("Basic")


def test_program_on_another_site_cannot_use_a_browsers_sign_in(clerk: Visitor) -> None:
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site", "X-CSRF-Token": clerk.csrf}
    assert clerk.client.post("/api/exports", headers=foreign).status_code == 403
    assert clerk.client.post("/api/exports").status_code == 403
    assert clerk.client.post("/api/exports", headers={"X-CSRF-Token": clerk.csrf}).status_code in (200, 204)


def test_api_gives_the_public_object_and_why_it_waits(clerk: Visitor) -> None:
    page = clerk.get("/api/items").json()
    assert page["items"] and all(item["state"] == "waiting" for item in page["items"])
    shown = clerk.get(f"/api/items/{GRID}").json()
    assert shown["result"]["route"]["label"] == "payment_advice"
    assert shown["result"]["remittances"][0]["document"]
    assert set(shown) >= {"state", "waits_because", "version"}
    assert clerk.get("/api/items?state=nonsense").status_code == 422
    assert clerk.get("/api/items/9999").json()["error"] == "there is no work item 9999."


def test_export_is_fetched_again_byte_for_byte_and_nothing_goes_twice(office: Office, clerk: Visitor) -> None:
    waiting(office, GRID)
    form = {**clerk.form(f"/items/{GRID}"), "action": "confirm", "difference_accepted": "yes"}
    clerk.post(f"/items/{GRID}", form)
    made = clerk.post("/exports", {"format": "json"})
    assert made.headers["content-disposition"].startswith("attachment")
    assert json.loads(made.content)[0]["payer_name"]
    uid = made.headers["x-export-id"]
    assert "Nothing new was confirmed" in clerk.post("/exports", {"format": "csv"}).text
    assert clerk.get(f"/exports/{uid}").content == made.content
    assert clerk.get(f"/api/exports/{uid}").content == made.content
    assert uid in clerk.get("/exports").text
    assert clerk.get("/api/exports").json()["exports"][0]["id"] == uid
    assert clerk.post("/exports", {"format": "exe"}).status_code == 400
    assert clerk.post("/exports", {"format": "csv", "day": "31/03"}).status_code == 400


def test_healthz_says_ok_without_names(stranger: Visitor) -> None:
    answer = stranger.get("/healthz")
    assert answer.status_code == 200 and answer.json()["faults"] == []
    assert "desk" not in answer.text


def test_healthz_tells_strangers_no_volumes_and_this_machine_all(office: Office, stranger: Visitor) -> None:
    volumes = {"items", "answers", "jobs", "ledger_age_hours"}
    assert not volumes & stranger.get("/healthz").json().keys()
    token = {"Authorization": "Bearer a-token-of-figures"}
    measured = replace(office, metrics_token="a-token-of-figures")
    assert volumes <= Visitor(measured).client.get("/healthz", headers=token).json().keys()
    here = TestClient(make_app(office), base_url="http://localhost", client=("127.0.0.1", 5))
    assert volumes <= here.get("/healthz").json().keys()


def test_healthz_fails_when_a_mailbox_is_not_polled_or_cannot_be_read(
    office: Office, ticking: SetClock
) -> None:
    watching = Visitor(with_mailbox(office))
    assert watching.get("/healthz").json()["faults"] == ["mailbox_not_polled"]
    with office.engines.store.write() as session:
        mark = deliveries.Mark(1, 1)
        deliveries.move_mark(session, "desk", "INBOX", mark, ticking.now())
    assert watching.get("/healthz").status_code == 200
    ticking.sleep(3 * office.service.poll_seconds + 1)
    assert watching.get("/healthz").status_code == 503
    with office.engines.store.write() as session:
        deliveries.note_poll(session, "desk", "INBOX", ticking.now(), "desk: password refused")
    found = watching.get("/healthz")
    assert found.status_code == 503 and found.json()["faults"] == ["mailbox_unreadable"]
    assert "password" not in found.text


def test_healthz_fails_without_a_database(office: Office) -> None:
    visitor = Visitor(office)
    with office.engines.store.engine.begin() as connection:
        connection.exec_driver_sql("drop table folder_state")
    assert visitor.get("/healthz").json()["faults"] == ["database_unreachable"]


def test_old_ledger_and_switches_are_seen_on_the_queue(
    office: Office, admin: Visitor, ticking: SetClock
) -> None:
    assert "ledger is old" not in admin.get("/").text
    admin.post("/switches/kill_switch", {"on": "yes"})
    assert "The kill switch is on" in admin.get("/").text
    with office.engines.store.read() as session:
        assert settings.is_on(session, settings.KILL_SWITCH)
    admin.post("/switches/kill_switch", {"on": "no"})
    assert "The kill switch is on" not in admin.get("/").text
    assert admin.post("/switches/other", {"on": "yes"}).status_code == 404
    ticking.sleep(4 * 86400)
    admin.sign_in("ben")
    assert "The ledger is old" in admin.get("/").text


def test_shelved_item_is_tried_again(office: Office, clerk: Visitor) -> None:
    with office.engines.store.write() as session:
        row = work_items.change_item(session, GRID, None, office.engines.clock.now())
        row.state, row.error = WorkState.SHELVED, "the reader broke"
    html = clerk.get(f"/items/{GRID}").text
    assert "the reader broke" in html
    assert (
        clerk.post(f"/items/{GRID}", {**clerk.form(f"/items/{GRID}"), "action": "again"}).status_code == 303
    )


def test_encrypted_site_tells_browsers_to_stay_so(office: Office) -> None:
    behind = replace(office, web=office.web.model_copy(update={"trusted_proxy": "127.0.0.1"}))
    assert "strict-transport-security" in Visitor(behind).get("/healthz").headers
    assert "strict-transport-security" not in Visitor(office).get("/healthz").headers
