"""A list stays with whoever works along it: back to it, on along it, its next pictures ahead."""

import re

from review.office import Office
from tests.review.made_items import made, row_of
from tests.review.offices import Visitor
from tests.review.test_items import GRID, waiting

__all__ = ["made"]


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
