"""What answers promise comes true: a case of each dispute, and no reminders for who asked."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from domain.decisions import Dispute, Reply
from domain.link_policy import Links
from domain.policy import Answering, Company, Outgoing, Service
from domain.states import CaseState
from domain.words import Band, DisputeReason, ReplyKind
from pipeline.clerk_answers import approve, draft_of
from pipeline.desk import Desk
from pipeline.engines import SEND_JOB
from pipeline.promises import case_number, keep_promises
from pipeline.worker import Worker
from store.engine import Store
from store.repositories import promises
from store.session import Session
from store.tables import Outbox, WorkItemRow
from tests.pipeline.releases import REQUEST, SAMPLES, House, policy
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
PRICE = Dispute(DisputeReason.PRICE, ("INV-1",), Decimal("12.00"), 50, Band.HIGH)
ASKED = Reply(
    ReplyKind.UNSUBSCRIBE_CONFIRMATION,
    ("ap@acme.example",),
    "Re: x",
    "y",
    "en",
    stops_reminders="AP@acme.example",
)


def item(session: Session) -> WorkItemRow:
    row = WorkItemRow(created_at=NOON, updated_at=NOON)
    session.add(row)
    session.flush()
    return row


def test_a_dispute_has_one_case_however_often_it_is_understood_anew(store: Store) -> None:
    with store.write() as session:
        row = item(session)
        number = case_number(row.id)
        for reason in (DisputeReason.PRICE, DisputeReason.QUANTITY):
            promises.keep_case(session, row.id, number, "C001", replace(PRICE, reason=reason), NOON)
        case = promises.case_of(session, row.id)
        assert case is not None
        assert (case.number, case.reason, case.documents) == (number, DisputeReason.QUANTITY, ("INV-1",))
        promises.keep_case(session, row.id, number, "C001", None, NOON)
        assert (case.state, case.closed_at) == (CaseState.CLOSED, NOON)
        promises.keep_case(session, row.id, number, "C001", PRICE, NOON)
        assert case.state is CaseState.CLOSED


def test_who_wants_no_reminders_is_known_also_after_the_next_import_of_the_ledger(
    store: Store, tmp_path: Path
) -> None:
    house = House(store, tmp_path, Answering())
    with store.write() as session:
        row = item(session)
        answer = Outbox(work_item_id=row.id, recipient="x", kind=ASKED.kind, created_at=NOON, updated_at=NOON)
        session.add(answer)
        session.flush()
        for _ in range(2):
            keep_promises(session, answer, ASKED, "anna", NOON)
    house.import_ledger()
    with store.read() as session:
        asked = ("ap@acme.example", "Other@acme.example")
        assert promises.reminders_stopped(session, asked) == {"ap@acme.example"}
        assert [stop.confirmed_by for stop in promises.list_reminder_stops(session)] == ["anna"]


def sample(name: str) -> bytes:
    return (SAMPLES / "inbox" / f"{name}.eml").read_bytes()


def test_a_disputing_mail_opens_a_case_and_is_told_its_number(store: Store, tmp_path: Path) -> None:
    house = House(store, tmp_path, policy())
    item_id = house.deliver("price", sample("dispute-en-price"))
    house.work()
    with store.read() as session:
        case = promises.case_of(session, item_id)
    assert case is not None and case.state is CaseState.OPEN and case.documents
    assert case.customer_id is not None
    (answer,) = house.answers()
    assert f"case number is {case.number}" in draft_of(answer).body


def test_a_wish_for_no_reminders_is_recorded_when_its_confirmation_is_released(
    store: Store, tmp_path: Path
) -> None:
    house = House(store, tmp_path, policy())
    house.deliver("stop", sample("other-en-unsubscribe"))
    house.work()
    (answer,) = house.answers()
    with store.read() as session:
        assert promises.list_reminder_stops(session) == ()
    company, outgoing = Company(name="Seller"), Outgoing(sender="ar@tarvenne.example")
    approve(house.engines, answer.id, answer.version, company, outgoing, house.shelf, "anna")
    with store.read() as session:
        (stop,) = promises.list_reminder_stops(session)
    assert (stop.email, stop.confirmed_by, stop.work_item_id) == (
        answer.recipient,
        "anna",
        answer.work_item_id,
    )


def test_what_is_too_large_lies_ready_as_soon_as_its_answer_is_released(store: Store, tmp_path: Path) -> None:
    house = House(store, tmp_path, policy(attachment_bytes=10))
    made = house.desk

    def desk() -> Desk:
        return replace(made(), links=Links(download="https://ar.example"), link_key=b"a made-up key of links")

    house.worker = Worker("w", house.engines, desk, Service(), {SEND_JOB: lambda job: None})
    house.deliver("copy", REQUEST)
    house.work()
    (answer,) = house.answers()
    assert answer.automatic
    with store.read() as session:
        (link,) = promises.links_of(session, answer.id)
    assert house.engines.blobs.has(link.sha256)
    assert f"https://ar.example/download/{link.link_id}." in draft_of(answer).body
