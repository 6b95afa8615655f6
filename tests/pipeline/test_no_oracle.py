"""From outside, another customer's number and nobody's cannot be told apart: not by what leaves, nor when."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from domain.words import Mode
from pipeline.clerk_answers import draft_of
from store.engine import Store, open_store
from store.repositories import work_items
from tests.pipeline.releases import House, policy
from tests.servers import stores
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

WRITER = "r.stokely@haldenbridge.example"
OWN = "INV-204016"
NOBODYS = "INV-299999"

TEXTS = (
    "Could you let me have a copy of invoice {}?",
    "Please send us the proof of delivery of invoice {}.",
    "To which purchase order does invoice {} belong?",
    f"Please send copies of invoices {OWN} and {{}}.",
    "We never received invoice {} and cannot pay it.",
)


def asked(number: str, text: str) -> bytes:
    mail = EmailMessage()
    mail["Authentication-Results"] = "mx.tarvenne.example; dmarc=pass header.from=haldenbridge.example"
    mail["From"], mail["To"], mail["Subject"] = WRITER, "ar@tarvenne.example", "Your invoice"
    mail["Message-ID"] = "<one@haldenbridge.example>"
    mail.set_content(text.format(number) + "\n\nThank you,\nR. Stokely\n")
    return mail.as_bytes()


def foreign_number(house: House) -> str:
    """Return another customer's invoice number of the very form of the writer's own."""
    books = house.shelf.ledger()
    assert books is not None
    own = books.contacts_by_email[WRITER][0].customer_id
    assert NOBODYS not in books.items_by_number
    return next(
        each.document_number
        for each in books.open_items
        if each.customer_id != own and len(each.document_number) == len(NOBODYS)
    )


def outcome(house: House, number: str, text: str) -> tuple[object, ...]:
    """Return all that anybody sees of it: what left, after how many jobs, the draft, the item."""
    item_id = house.deliver("1", asked(number, text))
    steps = 0
    while house.worker.run_one():
        steps += 1
    with house.store.read() as session:
        row = work_items.get_item(session, item_id)
    drafts = [(draft_of(each), each.state, each.blocked_by, each.misses) for each in house.answers()]
    seen = (len(house.server.taken), steps, drafts, row.state, row.step, row.waits_because)
    return tuple(repr(each).replace(number, "NUMBER") for each in seen)


@pytest.mark.parametrize("text", TEXTS)
def test_a_foreign_number_and_nobodys_look_the_same_from_outside(
    store: Store, sqlite_template: Path, tmp_path: Path, text: str
) -> None:
    one = House(store, tmp_path / "foreign", policy(Mode.AUTOMATIC))
    number = foreign_number(one)
    foreign = outcome(one, number, text)
    (tmp_path / "nobodys").mkdir()
    second = open_store(stores.sqlite_copy(sqlite_template, tmp_path / "nobodys"))
    other = House(second, tmp_path / "nobodys", policy(Mode.AUTOMATIC))
    nobodys = outcome(other, NOBODYS, text)
    other.store.close()
    assert foreign == nobodys
    assert foreign[0] == "0"
    assert number not in foreign[2]
