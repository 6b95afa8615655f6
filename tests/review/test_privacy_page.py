"""Admins give out and erase what is kept of somebody on a page; what is held stays, and is told why."""

import io
import zipfile
from datetime import timedelta

import pytest

from domain.clock import SetClock
from domain.errors import ConflictError
from domain.states import WorkState
from pipeline.holds import end_hold, hold
from pipeline.privacy import end_old, erase, find
from review.office import Office
from store.repositories import audit, erasing, work_items
from tests.review.offices import Visitor

SENDER = "ap@kestwick.example"


def test_page_shows_what_would_go_and_erases_only_after_a_second_word(office: Office, admin: Visitor) -> None:
    found = find(office.engines, address=SENDER)
    page = admin.get(f"/privacy?address={SENDER}").text
    assert f"Mails: {len(found.mails)}" in page and f"Work items: {len(found.items)}" in page
    refused = admin.post("/privacy/erase", {"address": SENDER, "again": "yes"})
    assert refused.status_code == 422 and "nothing was erased" in refused.text
    assert find(office.engines, address=SENDER) == found
    done = admin.post("/privacy/erase", {"address": SENDER, "again": SENDER.upper()})
    assert done.headers["location"] == "/privacy?done=erased"
    assert find(office.engines, address=SENDER).items == ()
    with office.engines.store.read() as session:
        trail = [line for line in audit.every(session) if line.action == "erased"]
    assert [line.who for line in trail] == ["ben"]


def test_page_gives_everything_out(office: Office, admin: Visitor) -> None:
    answer = admin.post("/privacy/export", {"address": SENDER})
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert (
        any(name.endswith(".eml") for name in names) and "attachment" in answer.headers["content-disposition"]
    )


def test_one_person_is_named_and_not_two(admin: Visitor) -> None:
    for fields in ({}, {"customer": "C1", "address": SENDER}):
        assert admin.post("/privacy/export", fields).status_code == 400
        assert admin.post("/privacy/erase", fields).status_code == 400


def held_item(office: Office) -> int:
    return find(office.engines, address=SENDER).items[0]


def customer_of(office: Office) -> tuple[str, int]:
    with office.engines.store.read() as session:
        for number in range(1, 9):
            row = work_items.get_item(session, number)
            if row.customer_id:
                return row.customer_id, number
    raise AssertionError("no item has a customer")


def test_what_is_held_is_not_erased_by_hand_and_the_reason_is_told(office: Office, admin: Visitor) -> None:
    number = held_item(office)
    fields = {"item": str(number), "reason": "court case 7"}
    assert admin.post("/privacy/holds", fields).headers["location"] == "/privacy?done=held"
    assert "court case 7" in admin.get(f"/privacy?address={SENDER}").text
    refused = admin.post("/privacy/erase", {"address": SENDER, "again": SENDER})
    assert refused.status_code == 409 and "court case 7" in refused.text
    with pytest.raises(ConflictError, match="court case 7"):
        erase(office.engines, "command line", address=SENDER)
    assert admin.post("/privacy/holds/end", {"hold": "1"}).headers["location"] == "/privacy?done=ended"
    erase(office.engines, "command line", address=SENDER)
    assert find(office.engines, address=SENDER).items == ()


@pytest.mark.parametrize("by", ["customer", "address", "item"])
def test_what_is_held_outlives_its_time_with_the_details_of_its_trail(
    office: Office, ticking: SetClock, by: str
) -> None:
    customer, number = customer_of(office)
    with office.engines.store.write() as session:
        row = work_items.get_item(session, number)
        sender = find_sender(session, row.mail_id)
        for each in work_items.queue(session, WorkState.WAITING).rows:
            each.state = WorkState.CLOSED
            session.add(each)
    what = {"customer": {"customer": customer}, "address": {"address": sender}, "item": {"item": number}}[by]
    kept = hold(office.engines, "ben", "tax audit", **what)  # type: ignore[arg-type]
    ticking.moment += timedelta(days=800)
    assert end_old(office.engines, 365, "retention", scrub=False) > 0
    with office.engines.store.write() as session:
        assert work_items.get_item(session, number).mail_id == row.mail_id
        erasing.forget_details(session, office.engines.clock.now())
        trail = [line for line in audit.every(session) if line.subject == f"item:{number}"]
    assert all(line.body is not None for line in trail)
    end_hold(office.engines, kept, "ben")
    assert end_old(office.engines, 365, "retention", scrub=False) > 0


def find_sender(session: object, mail_id: int | None) -> str:
    from store.tables import MailRow

    mail = session.get(MailRow, mail_id)  # type: ignore[attr-defined]
    return str(mail.sender)


@pytest.mark.parametrize(
    "fields",
    [
        {"item": "1", "reason": " "},
        {"reason": "why"},
        {"item": "1", "customer": "C1", "reason": "why"},
    ],
)
def test_hold_needs_one_thing_and_a_reason(admin: Visitor, fields: dict[str, str]) -> None:
    assert admin.post("/privacy/holds", fields).status_code == 409
    assert "Nothing is held" in admin.get("/privacy").text
