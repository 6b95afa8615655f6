"""A mark is planned once a delivery and moved on by one worker only, on both engines."""

from datetime import UTC, datetime

import pytest

from domain.errors import ConflictError
from domain.mailbox_marks import MarkOutcome, MarkState
from store.engine import Store
from store.repositories import mailbox_marks
from store.tables import Delivery, MailRow, WorkItemRow

NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)


def planned(store: Store) -> tuple[int | None, int | None]:
    """Plan the same mark twice; return what each call gave."""
    times = {"internal_date": NOW, "received_at": NOW}
    with store.write() as session:
        mail = MailRow(identity="i", raw_sha256="s", account="ar", **times)
        delivery = Delivery(account="ar", folder="INBOX", uidvalidity=1, uid="5", **times)
        session.add_all([mail, delivery])
        session.flush()
        item = WorkItemRow(mail_id=mail.id, delivery_id=delivery.id, created_at=NOW, updated_at=NOW)
        session.add(item)
        session.flush()
        values = {
            "delivery_id": delivery.id,
            "mail_id": mail.id,
            "work_item_id": item.id,
            "account": "ar",
            "flags": ("$Done",),
            "move_to": "Done",
            "copy_only": False,
            "flag_outcomes": (),
        }
        return mailbox_marks.plan(session, values, NOW), mailbox_marks.plan(session, values, NOW)


def test_a_delivery_is_marked_once(any_store: Store) -> None:
    first, second = planned(any_store)
    assert first is not None
    assert second is None
    with any_store.read() as session:
        assert mailbox_marks.accounts_marked(session, 1) == {"ar"}
        assert mailbox_marks.open_marks(session, "ar", 10) == (first,)


def test_a_state_is_left_by_one_worker_only(any_store: Store) -> None:
    mark_id, _ = planned(any_store)
    assert mark_id is not None
    with any_store.write() as session:
        mailbox_marks.advance(session, mark_id, MarkState.PLANNED, NOW, {"state": MarkState.MOVING})
    with pytest.raises(ConflictError), any_store.write() as session:
        mailbox_marks.advance(session, mark_id, MarkState.PLANNED, NOW, {"state": MarkState.COPYING})
    with any_store.read() as session:
        mark = mailbox_marks.get_mark(session, mark_id)
        assert mark is not None
        assert (mark.state, mark.flags) == (MarkState.MOVING, ("$Done",))


def test_a_refused_mark_waits_for_its_own_job(any_store: Store) -> None:
    mark_id, _ = planned(any_store)
    assert mark_id is not None
    with any_store.write() as session:
        assert [mailbox_marks.count_refusal(session, mark_id, "full", NOW) for _ in range(2)] == [1, 2]
    with any_store.read() as session:
        assert mailbox_marks.open_marks(session, "ar", 10) == ()
        assert mailbox_marks.hindered(session) == 1
    ended = {"state": MarkState.ENDED, "outcome": MarkOutcome.REFUSED}
    with any_store.write() as session:
        mailbox_marks.advance(session, mark_id, MarkState.PLANNED, NOW, ended)
    with any_store.read() as session:
        assert mailbox_marks.hindered(session) == 0
