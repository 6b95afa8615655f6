"""Pages of an installation with several own companies: the queue and the item name the company."""

from dataclasses import replace

import pytest
from sqlmodel import select

from domain.company_policy import OwnCompany
from domain.ledger import Ledger
from pipeline.companies import Companies
from review.office import Office
from store.repositories import ledger as ledgers
from store.tables import WorkItemRow
from tests.review.offices import CLERK, NOON, Visitor

NORTH, SOUTH = "Northmoor Fasteners Ltd", "Southfen Bearings SA"


@pytest.fixture
def both(office: Office) -> Office:
    """An office of two companies: the sample ledger is the northern one's, the other's is empty."""
    listed = tuple(
        OwnCompany(name=name, addresses=(f"ar@{name[:5].lower()}.example",)) for name in (NORTH, SOUTH)
    )
    known = office.shelf.ledger()
    assert known is not None
    with office.engines.store.write() as session:
        ledgers.save_ledger(session, known, "test", (), NOON, company=NORTH)
        ledgers.save_ledger(session, Ledger(), "test", (), NOON, company=SOUTH)
        for row in session.exec(select(WorkItemRow)):
            row.company = (NORTH, SOUTH, "")[row.id % 3]
    return replace(office, engines=replace(office.engines, companies=Companies(listed)))


def test_the_queue_names_and_filters_the_companies(both: Office) -> None:
    clerk = Visitor(both)
    clerk.enter(CLERK)
    page = clerk.get("/").text
    assert 'id="f-company"' in page and f'<span class="chip">{NORTH}</span>' in page
    shown = clerk.get(f"/?company={SOUTH}").text
    assert f'<span class="chip">{SOUTH}</span>' in shown and f'<span class="chip">{NORTH}</span>' not in shown


def test_an_item_shows_its_company_and_the_customers_of_that_one_alone(both: Office) -> None:
    clerk = Visitor(both)
    clerk.enter(CLERK)
    north, south = clerk.get("/items/3").text, clerk.get("/items/1").text
    assert f'<option value="{NORTH}" selected>' in north and "Halden Bridge Ltd (C001)" in north
    assert f'<option value="{SOUTH}" selected>' in south and "Halden Bridge Ltd (C001)" not in south


def test_one_company_alone_is_never_named(office: Office, clerk: Visitor) -> None:
    assert "f-company" not in clerk.get("/").text
    assert 'id="company"' not in clerk.get("/items/1").text
