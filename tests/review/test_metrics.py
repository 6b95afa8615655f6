"""Figures and the health page: who may read them, what they say, and what no label ever holds."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from domain.alarm_policy import Alarms, Webhook
from domain.alarms import AlarmName
from domain.clock import SetClock
from domain.mailbox_policy import Mailbox
from domain.policy import Web
from domain.states import WorkState
from review.app import make_app
from review.office import Office
from store.repositories import signs, work_items
from tests.review.offices import MAILBOX, Visitor, with_mailbox

RULES = Path(__file__).parents[2] / "deploy" / "prometheus-rules.yaml"
TOKEN = "a-token-of-some-length"


def machine(office: Office, address: str = "127.0.0.1") -> TestClient:
    """A program at that address, without a sign-in."""
    return TestClient(make_app(office), base_url="http://127.0.0.1:8642", client=(address, 50_000))


def figures(office: Office) -> dict[str, dict[tuple[str, ...], float]]:
    """Every figure by name and label values."""
    answer = machine(office).get("/metrics")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain")
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sample.labels.values())] = sample.value
    return found


def filled(office: Office, ticking: SetClock) -> Office:
    """An office whose every figure has something to say."""
    now = ticking.now()
    with office.engines.store.write() as session:
        signs.note_visit(session, "desk", "INBOX", now, None)
        signs.beat(session, "node/worker-1", "worker", now, fresh=True)
        signs.beat(session, "node/poller-1", "poller", now, fresh=True)
        row = work_items.queue(session, limit=1).rows[0]
        row.state, row.error = WorkState.SHELVED, "ValueError: broken"
    return replace(with_mailbox(office), folder=RULES.parent)


def test_this_machine_reads_figures_and_no_other_does(office: Office) -> None:
    assert machine(office).get("/metrics").status_code == 200
    assert machine(office, "::1").get("/metrics").status_code == 200
    for address in ("192.0.2.7", "testclient", "10.0.0.1"):
        assert machine(office, address).get("/metrics").status_code == 401


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
def test_a_proxy_on_this_machine_makes_nobody_local(office: Office, header: str) -> None:
    assert machine(office).get("/metrics", headers={header: "127.0.0.1"}).status_code == 401
    for behind in (
        replace(office, hosts=("ar.tarvenne.example",)),
        replace(office, web=Web(trusted_proxy="::1")),
    ):
        assert machine(behind).get("/metrics").status_code == 401


def test_the_token_opens_from_anywhere_and_no_other_word_does(office: Office) -> None:
    program = machine(replace(office, metrics_token=TOKEN), "192.0.2.7")
    for header, status in (
        (f"Bearer {TOKEN}", 200),
        (f"bearer {TOKEN}", 200),
        ("Bearer ", 401),
        (f"Bearer {TOKEN}x", 401),
        (f"Basic {TOKEN}", 401),
        ("Bearer \xe9", 401),
    ):
        found = program.get("/metrics", headers={"Authorization": header.encode("latin-1")})
        assert found.status_code == status, header
    without = machine(replace(office, metrics_token=""), "192.0.2.7")
    assert without.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 401


def test_figures_are_those_of_the_database(office: Office, ticking: SetClock) -> None:
    office = filled(office, ticking)
    ticking.sleep(100)
    found = figures(office)
    with office.engines.store.read() as session:
        by_state = work_items.counts_by_state(session)
    for state, count in by_state.items():
        assert sum(n for (_, one), n in found["ardoise_work_items"].items() if one == state) == count
    assert sum(found["ardoise_mails"].values()) == sum(by_state.values())
    assert found["ardoise_mails"][("done",)] == by_state.get(WorkState.CLOSED, 0)
    assert found["ardoise_mailbox_last_read_age_seconds"] == {("desk",): 100}
    assert found["ardoise_heartbeat_age_seconds"][("node/worker-1", "worker")] == 100
    assert found["ardoise_ledger_age_seconds"][()] == 100
    assert found["ardoise_answers"][("draft",)] > 0
    assert found["ardoise_database_up"] == {(): 1}
    assert set(found["ardoise_alarms"]) == {(name.value,) for name in AlarmName}
    assert found["ardoise_alarms"][("items_shelved",)] == 1
    assert found["process_resident_memory_bytes"][()] > 0


def test_no_label_holds_an_address_or_words_of_a_mail(office: Office, ticking: SetClock) -> None:
    named_by_address = Mailbox(name="ar@tarvenne.example", host="imap.tarvenne.example")
    office = replace(filled(office, ticking), mailboxes=(MAILBOX, named_by_address))
    text = machine(office).get("/metrics").text
    assert "@" not in text and "Remittance" not in text and "kestwick" not in text
    assert 'account="account-2"' in text and 'account="desk"' in text


def test_without_a_database_only_that_is_said(office: Office) -> None:
    with office.engines.store.engine.begin() as connection:
        connection.exec_driver_sql("drop table heartbeat")
    found = figures(office)
    assert found["ardoise_database_up"] == {(): 0} and "ardoise_work_items" not in found


def test_the_example_rules_name_only_figures_that_exist(office: Office, ticking: SetClock) -> None:
    said = {line.split()[2] for line in _metadata(filled(office, ticking))}
    rules = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    named = set()
    for rule in rules["groups"][0]["rules"]:
        assert (
            set(rule) <= {"alert", "expr", "for", "labels", "annotations"} and rule["annotations"]["summary"]
        )
        named |= set(re.findall(r"\bardoise_\w+", rule["expr"]))
    assert len(named) > 10 and named <= said


def _metadata(office: Office) -> list[str]:
    text = machine(office).get("/metrics").text
    return [line for line in text.splitlines() if line.startswith("# TYPE ")]


def test_the_health_page_shows_what_stands_still_and_what_to_do(
    office: Office, ticking: SetClock, admin: Visitor
) -> None:
    office = filled(office, ticking)
    visitor = Visitor(replace(office, alarms=Alarms(webhook=Webhook(url="http://127.0.0.1:9/"))))
    visitor.client.cookies.update(dict(admin.client.cookies))
    calm = visitor.get("/health").text
    assert "shelved with an error" in calm and "ValueError: broken" in calm
    ticking.sleep(400)
    page = visitor.get("/health").text
    for expected in (
        "desk/INBOX could not be read for 6 min.",
        "Look whether the server answers",
        "node/worker-1 gave no sign of life",
        "missing",
    ):
        assert expected in page
    assert "Nobody is told" not in page
    assert "Nobody is told" in admin.get("/health").text


def test_the_health_page_speaks_french(office: Office, ticking: SetClock, admin: Visitor) -> None:
    admin.post("/account/language", {"language": "fr"})
    office = filled(office, ticking)
    visitor = Visitor(office)
    visitor.client.cookies.update(dict(admin.client.cookies))
    ticking.sleep(400)
    page = visitor.get("/health").text
    assert "n’a pas pu être lue depuis 6 min" in page and "Boîte aux lettres muette" in page
