"""The pages show the items of one mail beside each other; payments are changed in one of them alone."""

import pytest

from domain.words import Intent
from pipeline import clerk_parts
from review.office import Office
from store.repositories import work_items
from tests.review.offices import SAMPLES, Visitor, deliver, work

SHORT_PAID = (SAMPLES / "inbox" / "advice-fr-short-payment-dispute.eml").read_bytes()


@pytest.fixture
def pair(office: Office) -> tuple[int, int]:
    """The numbers of a mail's first item and of its further matter's."""
    first = deliver(office.engines, "short", SHORT_PAID)
    assert first is not None
    work(office)
    with office.engines.store.read() as session:
        mail_id = work_items.get_item(session, first).mail_id
        assert mail_id is not None
        return first, work_items.items_of_mail(session, mail_id)[1].id


def test_each_item_of_a_mail_shows_the_others_with_state_and_link(
    clerk: Visitor, pair: tuple[int, int]
) -> None:
    first, part = pair
    page = clerk.get(f"/items/{first}").text
    assert "This mail is several work items" in page and f'<a href="/items/{part}">' in page
    other = clerk.get(f"/items/{part}").text
    assert f'<a href="/items/{first}">' in other and "holds the answer" in other
    assert "The payments of this mail are worked in another" in other
    assert "The payments of this mail are worked in another" not in page
    assert 'name="payments"' in page and 'name="payments"' not in other
    assert clerk.get(f"/api/items/{part}").json()["part_of"] == first


def test_a_mail_with_one_matter_shows_no_links(office: Office, clerk: Visitor) -> None:
    assert "several work items" not in clerk.get("/items/1").text


def test_closing_one_item_on_its_page_leaves_the_other_waiting(
    office: Office, clerk: Visitor, pair: tuple[int, int]
) -> None:
    first, part = pair
    form = clerk.form(f"/items/{part}")
    clerk.post(f"/items/{part}", {**form, "action": "close", "reason": "credited"})
    states = {number: clerk.get(f"/api/items/{number}").json()["state"] for number in pair}
    assert states == {first: "waiting", part: "closed"}


def test_who_split_an_item_off_is_shown_escaped(
    office: Office, clerk: Visitor, pair: tuple[int, int]
) -> None:
    with office.engines.store.read() as session:
        row = work_items.get_item(session, pair[0])
    hostile = "<b>anna</b>"
    number = clerk_parts.split(office.engines, row.id, row.version, Intent.PROMISE_TO_PAY, hostile)
    work(office)
    page = clerk.get(f"/items/{number}").text
    assert "&lt;b&gt;anna&lt;/b&gt;" in page and "<b>anna" not in page


def test_an_upload_of_a_known_mail_leads_to_its_item(clerk: Visitor, pair: tuple[int, int]) -> None:
    answer = clerk.post("/upload", files=[("files", ("short.eml", SHORT_PAID, "message/rfc822"))])
    assert f'href="/items/{pair[0]}"' in answer.text and "was there before" in answer.text
