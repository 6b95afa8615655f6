"""One click adds a mail's sender to its customer; it outlives imports, and may need a second person."""

import re
from dataclasses import replace

import pytest

from domain.policy import Web
from pipeline.books import import_ledger
from review.office import Office
from store.repositories import audit, work_items
from tests.review import offices
from tests.review.offices import SAMPLES, Visitor
from tests.review.test_private_mail import mail


@pytest.fixture
def number(office: Office, clerk: Visitor) -> int:
    """A mail of somebody unknown that a clerk gave to a customer."""
    delivered = offices.deliver(office.engines, "unknown", mail("unknown", "Our account"))
    offices.work(office)
    assert delivered is not None
    ledger = office.shelf.ledger()
    assert ledger is not None
    customer = ledger.customers[0].customer_id
    clerk.post(
        f"/items/{delivered}",
        {**clerk.form(f"/items/{delivered}"), "action": "customer", "customer": customer},
    )
    offices.work(office)
    return delivered


def domains_and_contacts(office: Office) -> tuple[set[str], set[str]]:
    ledger = office.shelf.ledger()
    assert ledger is not None
    customer = ledger.customers[0]
    contacts = {one.email for one in ledger.contacts if one.customer_id == customer.customer_id}
    return set(customer.email_domains), contacts


def test_one_click_adds_the_sender_and_the_next_import_keeps_it(
    office: Office, clerk: Visitor, number: int
) -> None:
    assert "kim@marrowgate.example as contact" in clerk.get(f"/items/{number}").text
    for kind in ("contact", "domain"):
        answer = clerk.post(f"/items/{number}/sender", {"kind": kind})
        assert answer.headers["location"].endswith("done=sender_added")
    import_ledger(office.engines.store, office.engines.clock, SAMPLES / "ledger", office.ledger_settings, "x")
    domains, contacts = domains_and_contacts(office)
    assert "marrowgate.example" in domains and "kim@marrowgate.example" in contacts
    ledger = office.shelf.ledger()
    assert ledger is not None
    assert not ledger.contacts_by_email["kim@marrowgate.example"][0].may_receive_documents
    assert "as contact" not in clerk.get(f"/items/{number}").text
    later = offices.deliver(office.engines, "later", mail("later", "Something else"))
    offices.work(office)
    with office.engines.store.read() as session:
        assert work_items.get_item(session, later or 0).customer_id == ledger.customers[0].customer_id
        assert {line.action for line in audit.every(session)} >= {"sender_added"}


def test_taken_away_it_counts_no_more(office: Office, clerk: Visitor, number: int) -> None:
    clerk.post(f"/items/{number}/sender", {"kind": "domain"})
    listed = clerk.get("/senders").text
    assert "marrowgate.example" in listed
    found = re.search(r'name="sender" value="(\d+)"', listed)
    assert found is not None
    clerk.post("/senders", {"sender": found[1], "agreed": "no"})
    assert "marrowgate.example" not in domains_and_contacts(office)[0]


def test_second_person_must_agree_where_configured(office: Office, number: int) -> None:
    careful = replace(office, web=Web(second_person=True))
    asking, other = Visitor(careful), Visitor(careful)
    asking.enter(offices.CLERK)
    other.enter(offices.ADMIN)
    answer = asking.post(f"/items/{number}/sender", {"kind": "contact"})
    assert answer.headers["location"].endswith("done=sender_asked")
    assert "kim@marrowgate.example" not in domains_and_contacts(office)[1]
    assert asking.post("/senders", {"sender": "1", "agreed": "yes"}).status_code == 409
    assert other.post("/senders", {"sender": "1", "agreed": "yes"}).status_code == 303
    assert "kim@marrowgate.example" in domains_and_contacts(office)[1]


def test_nobody_forged_and_nothing_made_up_is_added(office: Office, clerk: Visitor, number: int) -> None:
    for kind in ("nonsense", "", "customer"):
        assert clerk.post(f"/items/{number}/sender", {"kind": kind}).status_code == 409
    with office.engines.store.write() as session:
        row = work_items.get_item(session, number)
        row.flags = ("lookalike_sender",)
        session.add(row)
    refused = clerk.post(f"/items/{number}/sender", {"kind": "contact"})
    assert refused.status_code == 409 and "may be forged" in refused.text
    assert "kim@marrowgate.example" not in domains_and_contacts(office)[1]


def test_added_domain_is_told_from_those_of_the_ledger_and_several_senders_add_nobody(
    office: Office, clerk: Visitor, number: int
) -> None:
    clerk.post(f"/items/{number}/sender", {"kind": "domain"})
    ledger = office.shelf.ledger()
    assert ledger is not None and ledger.added_domains == {"marrowgate.example"}
    with office.engines.store.write() as session:
        row = work_items.get_item(session, number)
        row.flags = ("several_from",)
        session.add(row)
    assert clerk.post(f"/items/{number}/sender", {"kind": "contact"}).status_code == 409
