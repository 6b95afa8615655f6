"""Pages of an installation with several own companies: the queue and the item name the company."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from httpx import Response
from sqlmodel import col, select

from domain.company_policy import OwnCompany
from domain.ledger import Ledger
from pipeline.companies import Companies
from review.office import Office
from store.repositories import ledger as ledgers
from store.repositories import work_items
from store.tables import WorkItemRow
from tests.review.offices import ADMIN, CLERK, NOON, Visitor

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


def test_the_file_of_the_queue_is_of_the_company_that_is_chosen(both: Office) -> None:
    clerk = Visitor(both)
    clerk.enter(CLERK)
    every = clerk.get("/queue/list.csv").text.splitlines()[1:]
    each = [
        clerk.get(f"/queue/list.csv?company={name}").text.splitlines()[1:] for name in (NORTH, SOUTH, "-")
    ]
    assert all(each) and sorted(line for lines in each for line in lines) == sorted(every)


def test_figures_plots_and_files_are_of_the_company_that_is_chosen(both: Office) -> None:
    clerk = Visitor(both)
    clerk.enter(CLERK)

    def came(company: str) -> int:
        rows = clerk.get(f"/dashboard/volume.csv?days=7&company={company}").text.splitlines()[1:]
        return sum(int(row.split(",")[-1]) for row in rows)

    page = clerk.get(f"/dashboard?days=7&company={SOUTH}").text
    assert f'<option value="{SOUTH}" selected>' in page
    links = re.findall(r'href="(/dashboard[^"]*)"', page)
    assert links and all("company=Southfen" in link for link in links if "?" in link)
    assert came(NORTH) + came(SOUTH) + came("-") == came("") > came(SOUTH) > 0


def test_an_item_shows_its_company_and_the_customers_of_that_one_alone(both: Office) -> None:
    clerk = Visitor(both)
    clerk.enter(CLERK)
    north, south = clerk.get("/items/3").text, clerk.get("/items/1").text
    assert f'<option value="{NORTH}" selected>' in north and "Halden Bridge Ltd (C001)" in north
    assert f'<option value="{SOUTH}" selected>' in south and "Halden Bridge Ltd (C001)" not in south


def test_data_of_a_customer_number_is_that_of_one_company(both: Office) -> None:
    admin = Visitor(both)
    admin.enter(ADMIN)
    with both.engines.store.write() as session:
        rows = session.exec(select(WorkItemRow).where(col(WorkItemRow.company) != "")).all()
        for row in rows:
            row.customer_id = "C001"
        ours = [row.id for row in rows if row.company == SOUTH]
    refused = admin.get("/privacy?customer=C001").text
    assert "Choose one of our companies" in refused and "/privacy/erase" not in refused
    seen = admin.get(f"/privacy?customer=C001&company={SOUTH}").text
    assert "/privacy/erase" in seen and f"Kept of C001, {SOUTH}" in seen
    assert admin.post("/privacy/export", {"customer": "C001"}).status_code == 400
    given = admin.post("/privacy/export", {"customer": "C001", "company": SOUTH}).content
    names = zipfile.ZipFile(io.BytesIO(given)).namelist()
    assert sorted(name for name in names if name.startswith("items/")) == sorted(
        f"items/{number}.json" for number in ours
    )
    erased = {"customer": "C001", "company": SOUTH, "again": "C001"}
    assert admin.post("/privacy/erase", erased).status_code == 303
    with both.engines.store.read() as session:
        left = {row.company for row in session.exec(select(WorkItemRow))}
    assert left == {NORTH, ""}


BYTES = b"Invoice;Amount\nINV-1;2.00\n"
FILE = [("files", ("advice.csv", BYTES, "text/csv"))]


@pytest.mark.parametrize("address", ["/upload", "/teach"])
def test_whoever_uploads_chooses_the_company_and_none_is_chosen_before(both: Office, address: str) -> None:
    clerk = Visitor(both)
    clerk.enter(CLERK)
    page = clerk.get(address).text
    assert '<select id="company" name="company" required>' in page and " selected>" not in page
    assert address == "/upload" or f"UTC · {NORTH}</span>" in page
    files = [("files" if address == "/upload" else "file", FILE[0][1])]
    for nobody in ("", "Elsewhere Ltd"):
        refused = clerk.post(address, {"company": nobody}, files=files)
        assert refused.status_code == 422 and "Choose one of our companies" in refused.text
    taken = clerk.post(address, {"company": SOUTH}, files=files)
    number = re.search(r"/(?:items|teach)/(\d+)", taken.headers.get("location", taken.text))
    assert number is not None and company_of(both, int(number[1])) == SOUTH


def test_what_is_there_for_another_company_stays_and_is_said(both: Office) -> None:
    clerk = Visitor(both)
    clerk.enter(CLERK)
    clerk.post("/upload", {"company": SOUTH}, files=FILE)
    again = clerk.post("/upload", {"company": NORTH}, files=FILE).text
    assert f"It is of {SOUTH} and stays so." in again


def test_a_program_may_name_the_company_of_what_it_uploads(both: Office) -> None:
    clerk = Visitor(both)
    clerk.enter(CLERK)
    refused = (
        clerk.get(f"/api/items?company={NORTH}").status_code,
        _upload(clerk, "Elsewhere Ltd").status_code,
    )
    assert refused == (200, 400)
    named = _upload(clerk, NORTH).json()["uploads"][0]["item"]
    assert company_of(both, named) == NORTH


def _upload(clerk: Visitor, company: str) -> Response:
    headers = {"X-CSRF-Token": clerk.csrf}
    return clerk.post("/api/upload", files=FILE, params={"company": company}, headers=headers)


def company_of(office: Office, number: int) -> str:
    with office.engines.store.read() as session:
        return work_items.get_item(session, number).company


def test_one_company_alone_is_never_named(office: Office, clerk: Visitor) -> None:
    assert "f-company" not in clerk.get("/").text
    for address in ("/items/1", "/upload", "/teach", "/dashboard"):
        assert 'id="company"' not in clerk.get(address).text
