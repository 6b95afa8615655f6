"""The health page: one line a problem, the state of accounts, backlog by step, shelved items tried again."""

from dataclasses import replace
from datetime import timedelta

from domain.clock import SetClock
from domain.states import Step, WorkState
from review.office import Office, ReadingState
from store.repositories import pauses, signs, work_items
from store.tables import AccountToken, WorkItemRow
from tests.review.offices import Visitor, with_mailbox


def test_problem_of_a_mailbox_is_told_once(office: Office, ticking: SetClock, admin: Visitor) -> None:
    refused = "the server refuses the password of desk."
    with office.engines.store.write() as session:
        signs.note_visit(session, "desk", "INBOX", ticking.now() - timedelta(hours=1), None)
        signs.note_visit(session, "desk", "INBOX", ticking.now(), refused, sign_in=True)
    page = _as_admin(with_mailbox(office), admin).get("/health").text
    assert page.count(refused) == 1 and "see above" in page


def test_token_and_patience_of_an_account_are_told(office: Office, ticking: SetClock, admin: Visitor) -> None:
    now = ticking.now()
    with office.engines.store.write() as session:
        signs.note_visit(session, "desk", "INBOX", now, None)
        token = AccountToken(account="desk", sealed="not shown", version=1, changed_at=now)
        token.expires_at = now + timedelta(minutes=41)
        session.add(token)
        pauses.set_pause(session, "desk", now + timedelta(minutes=5), 60, "Too many requests.", now)
    page = _as_admin(with_mailbox(office), admin).get("/health").text
    assert "good for 41 mins more" in page and "Too many requests." in page and "left in peace" in page
    assert "not shown" not in page


def test_backlog_is_told_by_step_and_workers_by_what_they_do(
    office: Office, ticking: SetClock, admin: Visitor
) -> None:
    now = ticking.now()
    with office.engines.store.write() as session:
        item = WorkItemRow(source_name="x", created_at=now, updated_at=now - timedelta(hours=3))
        item.step = Step.EXTRACT
        number = work_items.add_item(session, item)
        signs.beat(session, "node1/worker-1", "worker", now, fresh=True)
        office.engines.jobs.submit("step", f"{number}:extract", {"item": "1"}, transaction=session)
    assert office.engines.jobs.claim(("step",), "worker-1") is not None
    page = _as_admin(office, admin).get("/health").text
    assert "Take payments out" in page and "3 hrs" in page
    assert f'<a href="/items/{number}">{number}</a> (Take payments out)' in page


def test_shelved_items_are_tried_again_one_by_one_or_all(
    office: Office, ticking: SetClock, admin: Visitor, clerk: Visitor
) -> None:
    numbers = [_shelved(office, ticking) for _ in range(3)]
    assert clerk.post("/health/retry", {"item": numbers[0]}).status_code == 403
    assert admin.post("/health/retry", {"item": numbers[0]}).status_code == 303
    assert [_state(office, number) for number in numbers].count(WorkState.SHELVED) == 2
    assert admin.post("/health/retry").status_code == 303
    assert {_state(office, number) for number in numbers} == {WorkState.WORKING}
    assert admin.post("/health/retry", {"item": numbers[0]}).status_code == 409


def test_machine_says_what_its_fence_lacks(office: Office, admin: Visitor) -> None:
    weak = replace(office, reading=lambda: ReadingState(("no network fence here.",), "rapidocr (latin)"))
    page = _as_admin(weak, admin).get("/health").text
    assert "no network fence here." in page and "rapidocr (latin)" in page


def _as_admin(office: Office, admin: Visitor) -> Visitor:
    visitor = Visitor(office)
    visitor.client.cookies.update(dict(admin.client.cookies))
    return visitor


def _shelved(office: Office, ticking: SetClock) -> int:
    now = ticking.now()
    with office.engines.store.write() as session:
        item = WorkItemRow(source_name="x", created_at=now, updated_at=now, state=WorkState.SHELVED)
        item.step, item.error = Step.READ, "ValueError: broken"
        return work_items.add_item(session, item)


def _state(office: Office, number: int) -> WorkState:
    with office.engines.store.read() as session:
        return work_items.get_item(session, number).state
