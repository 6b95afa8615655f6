"""Erasing touches nobody else: files that came from others too, addresses alike, what is held."""

from email.message import EmailMessage

import pytest

from domain.errors import ConflictError
from pipeline.engines import Engines
from pipeline.holds import hold
from pipeline.privacy import erase, find
from pipeline.records import load_item
from review.office import Office
from store.repositories import audit, erasing, known_senders, work_items
from store.repositories.history import add_event
from store.tables import KnownSender
from tests.review import offices
from tests.review.offices import NOON

SHEET = b"Invoice;Amount;Zebra words\nTB-1;10.00;one\nTB-2;20.00;two\n"


def delivered(office: Office, name: str, sender: str, file: str) -> int:
    message = EmailMessage()
    message["From"], message["To"] = sender, "ar@tarvenne.example"
    message["Subject"], message["Date"] = f"Payment {name}", "Mon, 16 Nov 2026 11:00:00 +0000"
    message["Message-ID"] = f"<{name}@marrowgate.example>"
    message.set_content(f"Please see the file, {name}.\n")
    message.add_attachment(SHEET, maintype="text", subtype="csv", filename=file)
    number = offices.deliver(office.engines, name, message.as_bytes())
    offices.work(office)
    assert number is not None
    return number


def pages_of(engines: Engines, number: int) -> set[str]:
    with engines.store.read() as session:
        return erasing.read_pages(session, [number])[0]


@pytest.mark.parametrize("file", ["pays.csv", "another name.csv"])
def test_file_that_came_from_two_stays_the_other_ones_until_both_are_erased(
    office: Office, file: str
) -> None:
    engines = office.engines
    first = delivered(office, "one", "kim@marrowgate.example", "pays.csv")
    second = delivered(office, "two", "lee@ostrand.example", file)
    before = load_item(engines.store, engines.blobs, second).documents
    pages = pages_of(engines, first) | pages_of(engines, second)
    assert any("Zebra" in page.text for document in before for page in document.pages)
    erase(engines, "ben", address="kim@marrowgate.example")
    assert load_item(engines.store, engines.blobs, second).documents == before
    erase(engines, "ben", address="lee@ostrand.example")
    assert pages and not [each for each in pages if engines.blobs.has(each)]


def test_sign_of_an_address_is_no_wildcard(office: Office) -> None:
    other = delivered(office, "one", "kim.lee@marrowgate.example", "pays.csv")
    for address in ("kim_lee@marrowgate.example", "%@marrowgate.example", "%"):
        assert other not in find(office.engines, address=address).items, address
    assert find(office.engines, address="KIM.lee@marrowgate.example").items == (other,)


def test_held_customer_or_address_keeps_what_hangs_on_no_item(office: Office) -> None:
    known = KnownSender(
        kind="contact", value="pat@none.example", customer_id="C-none", asked_by="a", asked_at=NOON
    )
    with office.engines.store.write() as session:
        known_senders.add(session, known)
    hold(office.engines, "ben", "tax audit", customer="C-none")
    with pytest.raises(ConflictError, match="tax audit"):
        erase(office.engines, "ben", customer="C-none")
    hold(office.engines, "ben", "court case", address="Pat@none.example")
    with pytest.raises(ConflictError, match="court case"):
        erase(office.engines, "ben", address="PAT@none.example")
    with office.engines.store.read() as session:
        assert len(known_senders.open_ones(session)) == 1


def test_trail_of_a_held_document_without_a_mail_keeps_its_details(office: Office) -> None:
    with office.engines.store.write() as session:
        row = work_items.get_item(session, 1)
        row.mail_id = None
        session.add(row)
        add_event(session, "ben", "closed", NOON, 1, {"reason": "zebra words"})
    hold(office.engines, "ben", "tax audit", item=1)
    with office.engines.store.write() as session:
        erasing.forget_details(session, office.engines.clock.now().replace(year=2090))
        trail = [line for line in audit.every(session) if line.subject == "item:1"]
    assert trail and all(line.body is not None for line in trail)
