"""Users, modes with a second person, mailboxes and imports on the pages; each change in the audit trail."""

from dataclasses import replace

import pytest

from domain.errors import ConfigurationError
from domain.policy import Answering, ModeRule, Routing
from domain.words import Mode, Route
from pipeline import overrides
from review.office import Office
from store.repositories import audit, settings, users
from store.repositories.audit import Wanted
from store.repositories.history import add_event
from tests.review.offices import ADMIN, CLERK, MAILBOX, NOON, PASSWORD, Visitor

FRESH = "another long password"


def trail(office: Office) -> list[str]:
    with office.engines.store.read() as session:
        return [line.action for line in audit.page(session, Wanted())]


def test_admin_makes_changes_and_shuts_an_account(office: Office, admin: Visitor) -> None:
    made = {"name": "emil", "role": "clerk", "language": "fr", "password": FRESH}
    assert admin.post("/people", made).status_code == 303
    emil = Visitor(office)
    assert emil.sign_in("emil", FRESH).status_code == 303
    assert admin.post("/people", made).status_code == 422
    assert admin.post("/people", {**made, "name": "x\u202e", "password": FRESH}).status_code == 422
    assert admin.post("/people", {**made, "name": "y", "password": "short"}).status_code == 422
    admin.post("/people/change", {"name": "emil", "role": "auditor", "active": "yes"})
    assert emil.get("/account").status_code == 303
    admin.post("/people/change", {"name": "emil", "role": "auditor"})
    assert Visitor(office).sign_in("emil", FRESH).status_code == 401
    assert trail(office).count("user_changed") == 2 and "user_added" in trail(office)


def test_last_admin_stays(office: Office, admin: Visitor) -> None:
    refused = admin.post("/people/change", {"name": ADMIN, "role": "clerk", "active": "yes"})
    assert refused.status_code == 422 and "Nobody would be admin" in refused.text
    assert admin.post("/people/change", {"name": ADMIN, "role": "admin"}).status_code == 422
    with office.engines.store.read() as session:
        assert users.get_user(session, ADMIN).roles == ("admin",)


def test_modes_and_thresholds_lie_over_the_configuration(office: Office, admin: Visitor) -> None:
    form = {"mode": "off", "mode:dispute": "automatic", "threshold:dispute": "0.97", "mode:other": ""}
    assert admin.post("/modes", form).headers["location"] == "/modes?done=set"
    configured = Answering(modes=(ModeRule(mode=Mode.OFF, route=Route.DISPUTE), ModeRule(mode=Mode.DRAFT)))
    with office.engines.store.read() as session:
        answering = overrides.answering_in(session, configured)
        routing = overrides.routing_in(session, Routing())
    assert answering.mode is Mode.OFF
    assert [(rule.mode, rule.route) for rule in answering.modes] == [
        (Mode.DRAFT, None),
        (Mode.AUTOMATIC, Route.DISPUTE),
    ]
    assert routing.thresholds == {Route.DISPUTE: 0.97}
    admin.post("/modes", {"mode": "", "mode:dispute": "", "threshold:dispute": ""})
    with office.engines.store.read() as session:
        assert overrides.answering_in(session, configured) == configured
        assert overrides.routing_in(session, Routing()) == Routing()
    assert admin.post("/modes", {"mode": "loud"}).status_code == 400
    assert admin.post("/modes", {"threshold:dispute": "2"}).status_code == 400
    assert trail(office).count("setting_changed") == 6


@pytest.mark.parametrize("name", ["kill_switch", "mode:", "mode:x", "threshold", "webhook_off:erp"])
def test_other_settings_cannot_be_set_as_overrides(name: str) -> None:
    with pytest.raises(ConfigurationError):
        overrides.refuse_unusable(name, "draft")


def test_second_person_must_agree_where_that_is_configured(office: Office) -> None:
    strict = replace(office, web=office.web.model_copy(update={"second_person": True}))
    with office.engines.store.write() as session:
        users.add_user(session, "emil", "x", ("admin",), "en", NOON)
    first, second = Visitor(strict), Visitor(strict)
    first.enter(ADMIN)
    second.enter("emil")
    assert first.post("/modes", {"mode": "automatic"}).headers["location"] == "/modes?done=asked"
    assert first.post("/modes/decide", {"change": "1", "agreed": "yes"}).status_code == 409
    with office.engines.store.read() as session:
        assert settings.get_setting(session, "mode") is None
    assert "Agree" in second.get("/modes").text
    assert second.post("/modes/decide", {"change": "1", "agreed": "yes"}).status_code == 303
    with office.engines.store.read() as session:
        assert settings.get_setting(session, "mode") == "automatic"
    assert second.post("/modes/decide", {"change": "1", "agreed": "yes"}).status_code == 409
    assert trail(office)[:3] == ["setting_changed", "change_agreed", "change_asked"]


def test_mailbox_is_paused_tried_and_goes_on(office: Office) -> None:
    watching = replace(
        office, mailboxes=(MAILBOX,), try_mailbox=lambda name: ((False, f"{name} does not answer <b>."),)
    )
    admin = Visitor(watching)
    admin.enter(ADMIN)
    admin.post("/mailboxes/desk", {"on": "no"})
    assert "paused" in admin.get("/mailboxes").text
    with office.engines.store.read() as session:
        assert overrides.is_off(session, "desk")
    tried = admin.post("/mailboxes/desk/try")
    assert "desk does not answer &lt;b&gt;." in tried.text
    admin.post("/mailboxes/desk", {"on": "yes"})
    assert "paused" not in admin.get("/mailboxes").text.split("<section")[1]
    assert admin.post("/mailboxes/none", {"on": "no"}).status_code == 404


def test_imports_are_shown_with_what_was_refused(office: Office, admin: Visitor) -> None:
    with office.engines.store.write() as session:
        detail = {"error": "customers.csv row 3: no <number>."}
        add_event(session, "timetable", "ledger_refused", NOON, detail=detail)
    html = admin.get("/ledger").text
    assert "customers.csv row 3: no &lt;number&gt;." in html and "Loaded" in html


def test_every_link_of_the_settings_page_leads_somewhere(admin: Visitor) -> None:
    from review.pages.house import ROOMS

    for address, _, _ in ROOMS:
        assert admin.get(address).status_code == 200, address
    assert CLERK and PASSWORD
