"""What answers promise comes true: a case of each dispute, and no reminders for who asked."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from domain.decisions import Dispute, Reply
from domain.policy import Answering
from domain.words import Band, CaseState, DisputeReason, ReplyKind
from pipeline.promises import case_number, keep_promises
from store.engine import Store
from store.repositories import promises
from store.session import Session
from store.tables import Outbox, WorkItemRow
from tests.pipeline.releases import House
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
