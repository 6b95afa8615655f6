"""A list stays with whoever works along it: back to it, on along it, its next pictures ahead."""

import re

import pytest

from domain.states import WorkState
from review.office import Office
from store.repositories import work_items
from store.tables import WorkItemRow
from tests.review.offices import NOON, Visitor
from tests.review.test_items import GRID, waiting


@pytest.fixture
def made(office: Office) -> tuple[int, ...]:
    """Six waiting items of a mailbox of their own."""
    numbers = []
    with office.engines.store.write() as session:
        for number in range(6):
            row = WorkItemRow(source_name=f"made {number}", created_at=NOON, updated_at=NOON)
            row.state, row.account = WorkState.WAITING, "second"
            numbers.append(work_items.add_item(session, row))
    return tuple(numbers)


def row_of(office: Office, item_id: int) -> WorkItemRow:
    with office.engines.store.read() as session:
        return work_items.get_item(session, item_id)


def test_confirmed_item_leads_on_along_the_list_it_was_opened_from(
    office: Office, clerk: Visitor, made: tuple[int, ...]
) -> None:
    opened = re.findall(
        r'<a href="(/items/\d+\?view=[^"]+)" class="open">', clerk.get("/?mailbox=second").text
    )
    assert len(opened) == len(made) and opened[0] == f"/items/{made[0]}?view=mailbox%3Dsecond"
    page = clerk.get(opened[0]).text
    assert 'href="/?mailbox=second" id="back"' in page
    fields = {
        "action": "close",
        "reason": "x",
        "view": "mailbox=second",
        "version": str(row_of(office, made[0]).version),
    }
    onward = clerk.post(f"/items/{made[0]}", fields).headers["location"]
    assert onward == f"/items/{made[1]}?left={made[0]}&did=closed&view=mailbox%3Dsecond"
    for number in made[1:]:
        fields["version"] = str(row_of(office, number).version)
        last = clerk.post(f"/items/{number}", fields).headers["location"]
    assert last == "/?mailbox=second"


def test_view_that_an_address_carries_is_never_taken_on_trust(clerk: Visitor, made: tuple[int, ...]) -> None:
    for view in (
        "//evil.example",
        "state=nonsense&x=1",
        "%00",
        "q=" + "a" * 5000,
        "a=1&" * 100,
        '"><script>',
    ):
        page = clerk.client.get(f"/items/{made[0]}", params={"view": view})
        assert page.status_code == 200 and "evil" not in page.text and "<script>" not in page.text
        assert 'href="/?" id="back"' in page.text or 'href="/" id="back"' in page.text


def test_pictures_of_the_next_item_are_named_for_fetching_ahead(
    office: Office, clerk: Visitor, made: tuple[int, ...]
) -> None:
    told = clerk.get(f"/items/{made[0]}/ahead?view=mailbox%3Dsecond").json()
    assert told == {"item": made[1], "pictures": []}
    first = waiting(office, GRID)
    shown = [
        clerk.get(f"/items/{number}/ahead").json() for number in range(1, made[-1] + 1) if number != first
    ]
    pictures = [address for each in shown for address in each["pictures"]]
    assert pictures and all(
        clerk.get(address).headers["content-type"] == "image/png" for address in set(pictures)
    )
    assert clerk.get(f"/items/{made[0]}/ahead?view=mailbox%3Dnone").json()["item"] is None
